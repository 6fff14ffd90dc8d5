// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLError;
import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.SourceLocation;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.TypeInfo;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import io.mainstay.kernel.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in Mainstay's words why the schema refuses a document. The engine names neither allowed values nor what may have been
 * meant, and prints its own objects.
 */
final class SchemaRefusals {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_MESSAGE = 300;
    private static final int MOST_LOCATIONS = 3;
    private static final Pattern ENGINE_PREFIX = Pattern.compile("^Validation [Ee]rror \\(.*?\\) ?: *");

    private final GraphQLSchema schema;
    private final Document document;
    private final Map<SourceLocation, FieldPlace> fields = new HashMap<>();
    private final Map<SourceLocation, ArgumentPlace> arguments = new HashMap<>();
    private final Map<SourceLocation, Directive> directives = new HashMap<>();
    private final Map<SourceLocation, String> types = new HashMap<>();
    private final Map<SourceLocation, FragmentSpread> spreads = new HashMap<>();
    private final Map<SourceLocation, VariableDefinition> variables = new HashMap<>();

    private record FieldPlace(
            Field field,
            @Nullable GraphQLCompositeType parent,
            @Nullable GraphQLFieldDefinition definition) {}

    /**
     * @param owner the field or directive that has it, for people
     * @param known the arguments that the owner has; null if the schema does not know the owner
     */
    private record ArgumentPlace(
            Argument argument, String owner, @Nullable List<GraphQLArgument> known) {}

    SchemaRefusals(GraphQLSchema schema, Document document) {
        this.schema = schema;
        this.document = document;
    }

    static GraphQLError ofSyntax(InvalidSyntaxException malformed) {
        SourceLocation place = malformed.getLocation();
        String where = place == null ? "" : " at line " + place.getLine() + " column " + place.getColumn();
        String token = malformed.getOffendingToken();
        String what = token == null || token.isBlank() ? "" : ": '" + shortened(token) + "' is not expected there";
        return Errors.error(
                ErrorCode.BAD_REQUEST,
                "The document is not GraphQL" + where + what + ".",
                null,
                place == null ? null : List.of(place),
                Map.of());
    }

    List<GraphQLError> ofValidation(List<ValidationError> errors) {
        note();
        Map<String, GraphQLError> worded = new LinkedHashMap<>();
        for (ValidationError error : errors) {
            Wording wording = wording(error);
            List<SourceLocation> locations =
                    error.getLocations().stream().limit(MOST_LOCATIONS).toList();
            worded.putIfAbsent(
                    wording.message() + locations,
                    Errors.error(ErrorCode.BAD_REQUEST, wording.message(), null, locations, wording.details()));
        }
        return List.copyOf(worded.values());
    }

    private record Wording(String message, Map<String, ?> details) {
        Wording(String message) {
            this(message, Map.of());
        }
    }

    private Wording wording(ValidationError error) {
        SourceLocation place =
                error.getLocations().isEmpty() ? null : error.getLocations().getFirst();
        String message = place != null && error.getValidationErrorType() instanceof ValidationErrorType type
                ? switch (type) {
                    case FieldUndefined -> unknownField(fields.get(place));
                    case UnknownArgument -> unknownArgument(arguments.get(place));
                    case MissingFieldArgument, NullValueForNonNullArgument -> missingArgument(fields.get(place));
                    case SubselectionRequired -> selectionMissing(fields.get(place));
                    case SubselectionNotAllowed -> selectionNotAllowed(fields.get(place));
                    case UnknownDirective -> unknownDirective(directives.get(place), arguments.get(place));
                    case UnknownType -> unknownType(types.get(place));
                    case UndefinedFragment -> unknownFragment(spreads.get(place));
                    default -> null;
                }
                : null;
        if (message != null) {
            return new Wording(message);
        }
        RefusedValue refused = place == null ? null : refusedValue(error, place);
        return refused == null
                ? new Wording(ofEngine(error))
                : new Wording(refused.message(), Map.of("field", refused.pathTexts()));
    }

    private @Nullable RefusedValue refusedValue(ValidationError error, SourceLocation place) {
        ArgumentPlace argument = arguments.get(place);
        if (error.getValidationErrorType() == ValidationErrorType.WrongType && argument != null) {
            String name = argument.argument().getName();
            return argument.known() == null
                    ? null
                    : argument.known().stream()
                            .filter(known -> known.getName().equals(name))
                            .findFirst()
                            .map(known -> RefusedValue.ofLiteral(
                                    known.getType(), argument.argument().getValue(), name))
                            .orElse(null);
        }
        VariableDefinition variable = variables.get(place);
        if (error.getValidationErrorType() == ValidationErrorType.BadValueForDefaultArg && variable != null) {
            GraphQLType type = RefusedValue.type(schema, variable);
            return type == null || variable.getDefaultValue() == null
                    ? null
                    : RefusedValue.ofLiteral(type, variable.getDefaultValue(), variable.getName());
        }
        return null;
    }

    private static String ofEngine(ValidationError error) {
        String message = ENGINE_PREFIX
                .matcher(String.valueOf(error.getMessage()))
                .replaceFirst("")
                .strip();
        String shown = Texts.shortened(message, LONGEST_MESSAGE);
        return shown.endsWith(".") || shown.endsWith("…") ? shown : shown + ".";
    }

    private @Nullable String unknownField(@Nullable FieldPlace place) {
        if (place == null || place.parent() == null) {
            return null;
        }
        Stream<String> names = place.parent() instanceof GraphQLFieldsContainer container
                ? container.getFieldDefinitions().stream().map(GraphQLFieldDefinition::getName)
                : Stream.empty();
        String name = place.field().getName();
        return "The type " + place.parent().getName() + " has no field '" + shortened(name) + "'"
                + ended(NameSuggestion.hint(name, names));
    }

    private static @Nullable String unknownArgument(@Nullable ArgumentPlace place) {
        if (place == null || place.known() == null) {
            return null;
        }
        String name = place.argument().getName();
        List<String> names =
                place.known().stream().map(GraphQLArgument::getName).toList();
        String has = names.isEmpty() ? "it has none" : "it has " + String.join(", ", names);
        return place.owner() + " has no argument '" + shortened(name) + "'; " + has
                + ended(NameSuggestion.hint(name, names.stream()));
    }

    private static @Nullable String missingArgument(@Nullable FieldPlace place) {
        if (place == null || place.definition() == null) {
            return null;
        }
        String missing = place.definition().getArguments().stream()
                .filter(argument -> GraphQLTypeUtil.isNonNull(argument.getType())
                        && argument.getArgumentDefaultValue().isNotSet()
                        && !isGiven(place.field(), argument.getName()))
                .map(argument -> argument.getName() + ": " + GraphQLTypeUtil.simplePrint(argument.getType()))
                .collect(Collectors.joining(", "));
        return "The field '" + place.definition().getName() + "' needs " + missing + ".";
    }

    private static boolean isGiven(Field field, String name) {
        return field.getArguments().stream()
                .anyMatch(argument -> argument.getName().equals(name)
                        && !(argument.getValue() instanceof graphql.language.NullValue));
    }

    private static @Nullable String selectionMissing(@Nullable FieldPlace place) {
        if (place == null || place.definition() == null) {
            return null;
        }
        String type = GraphQLTypeUtil.unwrapAll(place.definition().getType()).getName();
        return "The field '" + place.definition().getName() + "' is an object: say which fields of " + type
                + " to answer, such as { id }.";
    }

    private static @Nullable String selectionNotAllowed(@Nullable FieldPlace place) {
        return place == null || place.definition() == null
                ? null
                : "The field '" + place.definition().getName()
                        + "' is a value without fields of its own: nothing can be" + " selected below it.";
    }

    private @Nullable String unknownDirective(@Nullable Directive directive, @Nullable ArgumentPlace argument) {
        if (argument != null) {
            return unknownArgument(argument);
        }
        return directive == null
                ? null
                : "There is no directive '@" + shortened(directive.getName()) + "'"
                        + ended(NameSuggestion.hint(
                                directive.getName(),
                                schema.getDirectives().stream().map(GraphQLDirective::getName)));
    }

    private @Nullable String unknownType(@Nullable String name) {
        return name == null
                ? null
                : "There is no type '" + shortened(name) + "'"
                        + ended(NameSuggestion.hint(
                                name, schema.getAllTypesAsList().stream().map(GraphQLNamedType::getName)));
    }

    private @Nullable String unknownFragment(@Nullable FragmentSpread spread) {
        return spread == null
                ? null
                : "The document has no fragment '" + shortened(spread.getName()) + "'"
                        + ended(NameSuggestion.hint(
                                spread.getName(),
                                document.getDefinitionsOfType(FragmentDefinition.class).stream()
                                        .map(FragmentDefinition::getName)));
    }

    private static String ended(String hint) {
        return hint.isEmpty() ? "." : hint;
    }

    private static String shortened(String name) {
        return Texts.shortened(name, LONGEST_NAME);
    }

    /** Looks at each part of the document once and keeps what errors may be about. */
    private void note() {
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            noteDirectives(operation);
            operation.getVariableDefinitions().forEach(this::noteVariable);
            note(operation.getSelectionSet(), root(operation));
        }
        for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
            noteDirectives(fragment);
            noteType(fragment.getTypeCondition());
            note(fragment.getSelectionSet(), composite(fragment.getTypeCondition()));
        }
    }

    private @Nullable GraphQLObjectType root(OperationDefinition operation) {
        return switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
    }

    private void noteVariable(VariableDefinition variable) {
        variables.put(variable.getSourceLocation(), variable);
        noteDirectives(variable);
        noteType(variable.getType());
    }

    private void note(@Nullable SelectionSet selections, @Nullable GraphQLCompositeType type) {
        if (selections == null) {
            return;
        }
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof DirectivesContainer<?> container) {
                noteDirectives(container);
            }
            switch (selection) {
                case Field field -> note(field, type);
                case InlineFragment fragment -> note(fragment, type);
                case FragmentSpread spread -> spreads.put(spread.getSourceLocation(), spread);
                default -> throw new IllegalStateException("a selection of a kind that GraphQL does not have");
            }
        }
    }

    private void note(InlineFragment fragment, @Nullable GraphQLCompositeType type) {
        TypeName condition = fragment.getTypeCondition();
        if (condition == null) {
            note(fragment.getSelectionSet(), type);
            return;
        }
        noteType(condition);
        note(fragment.getSelectionSet(), composite(condition));
    }

    private void note(Field field, @Nullable GraphQLCompositeType parent) {
        GraphQLFieldDefinition definition = parent instanceof GraphQLFieldsContainer container
                ? container.getFieldDefinition(field.getName())
                : null;
        fields.put(field.getSourceLocation(), new FieldPlace(field, parent, definition));
        noteArguments(
                field.getArguments(),
                "The field '" + field.getName() + "'",
                definition == null ? null : definition.getArguments());
        note(
                field.getSelectionSet(),
                definition != null
                                && GraphQLTypeUtil.unwrapAll(definition.getType())
                                        instanceof GraphQLCompositeType composite
                        ? composite
                        : null);
    }

    private void noteDirectives(DirectivesContainer<?> container) {
        for (Directive directive : container.getDirectives()) {
            directives.put(directive.getSourceLocation(), directive);
            GraphQLDirective known = schema.getDirective(directive.getName());
            noteArguments(
                    directive.getArguments(),
                    "The directive '@" + shortened(directive.getName()) + "'",
                    known == null ? null : known.getArguments());
        }
    }

    private void noteArguments(List<Argument> given, String owner, @Nullable List<GraphQLArgument> known) {
        for (Argument argument : given) {
            arguments.put(argument.getSourceLocation(), new ArgumentPlace(argument, owner, known));
        }
    }

    private void noteType(Type<?> written) {
        List<Node<?>> open = new ArrayList<>(List.of(written));
        while (!open.isEmpty()) {
            Node<?> node = open.removeLast();
            if (node instanceof TypeName name) {
                types.put(name.getSourceLocation(), TypeInfo.typeInfo(name).getName());
            }
            node.getChildren().forEach(open::add);
        }
    }

    private @Nullable GraphQLCompositeType composite(TypeName name) {
        return schema.getType(name.getName()) instanceof GraphQLCompositeType type ? type : null;
    }
}
