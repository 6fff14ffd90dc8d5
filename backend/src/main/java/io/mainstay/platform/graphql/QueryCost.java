// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.introspection.Introspection;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Texts;
import io.mainstay.platform.graphql.CostTable.ListSize;
import io.mainstay.platform.graphql.CostTable.Weight;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what an operation asks for, before it is validated and without unfolding its fragments: each is summed up once, so
 * the time is linear in the document and its variables.
 *
 * <p>Each object costs 1, multiplied by the page sizes of the connections above it; a plain list counts as what its
 * {@code @bounded} says, or {@value #SHORT_LIST} if that gives no number. To that come the {@code @cost} of fields, {@value #ROOT_COUNT} for {@code totalCount} of a
 * list of the query's root and {@value #COUNT} of one below a record, {@value #CONDITION} for each condition of a filter, and
 * {@value #INTROSPECTION} for asking for the schema. Fragments on several types are added up, although an object has one
 * type. What {@code @skip} and {@code @include} leave out costs nothing.
 *
 * <p>What the schema does not know counts as a field without cost: validation refuses it later.
 */
final class QueryCost {

    /** How deep selections may nest, fragments included: what walks them calls itself as often. */
    static final int MAX_HEIGHT = 100;

    static final int SHORT_LIST = 5;
    static final int ROOT_COUNT = 900;
    static final int COUNT = 20;
    static final int CONDITION = 10;
    static final int INTROSPECTION = 1_000;

    private static final int MAX_TIMES = 100;
    private static final int LONGEST_PATH = 200;

    private final GraphQLSchema schema;
    private final CostTable table;
    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private final Map<String, SelectionCost> fragmentSummaries = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Map<Field, FieldCost> fieldCosts = new IdentityHashMap<>();
    private final Map<InlineFragment, SelectionCost> inlineSummaries = new IdentityHashMap<>();
    private final Map<String, ?> variables;
    private final Map<String, Long> variableConditions = new HashMap<>();
    private final Map<String, Value<?>> defaults = new HashMap<>();
    private int height;
    private long visited;

    /**
     * What a field costs where it stands.
     *
     * @param values how many objects it stands for, the page of the field around it apart
     * @param page how many items its page has
     * @param count what counting its list costs
     */
    private record FieldCost(SelectionCost summary, long values, long page, long count) {}

    /**
     * The field with the greatest part in the cost.
     *
     * @param path keys of the answer from the root on
     */
    record Heaviest(String path, long cost) {}

    /**
     * @param operation whose variables count; others in the document are refused for their size only
     * @param variables as they came with the request
     */
    QueryCost(
            GraphQLSchema schema,
            CostTable table,
            Document document,
            @Nullable OperationDefinition operation,
            Map<String, ?> variables) {
        this.schema = schema;
        this.table = table;
        this.variables = variables;
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> fragments.put(fragment.getName(), fragment));
        if (operation != null) {
            for (VariableDefinition definition : operation.getVariableDefinitions()) {
                if (definition.getDefaultValue() != null) {
                    defaults.put(definition.getName(), definition.getDefaultValue());
                }
            }
        }
    }

    /** @throws DocumentRefusal if fragments contain themselves, or nest too deep to be looked into */
    SelectionCost of(OperationDefinition operation) {
        return of(operation.getSelectionSet(), root(operation));
    }

    /** @throws DocumentRefusal as {@link #of(OperationDefinition)} */
    SelectionCost of(FragmentDefinition fragment) {
        return ofFragment(fragment.getName());
    }

    /** How many selections and values were looked at. */
    long visited() {
        return visited;
    }

    private @Nullable GraphQLObjectType root(OperationDefinition operation) {
        return switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
    }

    private SelectionCost of(@Nullable SelectionSet selections, @Nullable GraphQLCompositeType type) {
        if (selections == null) {
            return SelectionCost.EMPTY;
        }
        if (++height > MAX_HEIGHT) {
            throw nestsTooDeep();
        }
        SelectionCost sum = SelectionCost.EMPTY;
        for (Selection<?> selection : selections.getSelections()) {
            visited++;
            sum = sum.plus(of(selection, type));
        }
        height--;
        if (sum.height() >= MAX_HEIGHT) {
            throw nestsTooDeep();
        }
        return sum.below();
    }

    private static DocumentRefusal nestsTooDeep() {
        return DocumentRefusal.tooComplex("Selections nest deeper than " + MAX_HEIGHT + " levels, fragments included.");
    }

    private SelectionCost of(Selection<?> selection, @Nullable GraphQLCompositeType type) {
        return switch (selection) {
            case Field field -> ofField(field, type);
            case InlineFragment fragment -> ofInline(fragment, type);
            case FragmentSpread spread -> {
                SelectionCost summary = ofFragment(spread.getName());
                yield isLeftOut(spread.getDirectives()) ? summary.withoutCost() : summary;
            }
            default -> SelectionCost.EMPTY;
        };
    }

    private SelectionCost ofInline(InlineFragment fragment, @Nullable GraphQLCompositeType type) {
        TypeName condition = fragment.getTypeCondition();
        SelectionCost summary = of(fragment.getSelectionSet(), condition == null ? type : composite(condition));
        SelectionCost counted = isLeftOut(fragment.getDirectives()) ? summary.withoutCost() : summary;
        inlineSummaries.put(fragment, counted);
        return counted;
    }

    private SelectionCost ofFragment(String name) {
        FragmentDefinition fragment = fragments.get(name);
        if (fragment == null) {
            return SelectionCost.EMPTY;
        }
        SelectionCost known = fragmentSummaries.get(name);
        if (known != null) {
            return known;
        }
        if (!open.add(name)) {
            throw DocumentRefusal.badRequest("The fragment '" + shortened(name) + "' contains itself.");
        }
        SelectionCost summary = of(fragment.getSelectionSet(), composite(fragment.getTypeCondition()));
        open.remove(name);
        fragmentSummaries.put(name, summary);
        return summary;
    }

    private @Nullable GraphQLCompositeType composite(TypeName name) {
        return schema.getType(name.getName()) instanceof GraphQLCompositeType type ? type : null;
    }

    private SelectionCost ofField(Field field, @Nullable GraphQLCompositeType parent) {
        GraphQLFieldDefinition definition = definition(field, parent);
        GraphQLCompositeType type = definition != null
                        && GraphQLTypeUtil.unwrapAll(definition.getType()) instanceof GraphQLCompositeType composite
                ? composite
                : null;
        SelectionCost below = of(field.getSelectionSet(), type);
        long page = definition == null ? SHORT_LIST : page(field, definition, type);
        long count = parent == schema.getQueryType() ? ROOT_COUNT : COUNT;
        long each = type == null ? 0 : SelectionCost.plus(1, below.cost(page, count));
        boolean list = definition != null && GraphQLTypeUtil.unwrapNonNull(definition.getType()) instanceof GraphQLList;
        boolean paged = list && parent != null && isPaged(field, parent);
        long values = list && !paged && parent != null
                ? table.size(parent.getName(), field.getName()).values()
                : 1;
        long extra = definition == null || parent == null ? 0 : extra(field, definition, parent);
        boolean introspection = field.getName().startsWith("__");
        SelectionCost summary = new SelectionCost(
                below.height(),
                introspection ? 0 : below.depth() + 1,
                introspection ? below.depth() + 1 : below.introspectionDepth(),
                SelectionCost.plus(1, below.fields()),
                paged ? extra : SelectionCost.plus(extra, SelectionCost.times(each, values)),
                paged ? each : 0,
                isCount(field, parent) ? 1 : 0);
        SelectionCost counted = isLeftOut(field.getDirectives()) ? summary.withoutCost() : summary;
        fieldCosts.put(field, new FieldCost(counted, values, page, count));
        return counted;
    }

    private @Nullable GraphQLFieldDefinition definition(Field field, @Nullable GraphQLCompositeType parent) {
        if (parent == schema.getQueryType()) {
            if (field.getName().equals(Introspection.SchemaMetaFieldDef.getName())) {
                return schema.getIntrospectionSchemaFieldDefinition();
            }
            if (field.getName().equals(Introspection.TypeMetaFieldDef.getName())) {
                return schema.getIntrospectionTypeFieldDefinition();
            }
        }
        return parent instanceof GraphQLFieldsContainer container
                ? container.getFieldDefinition(field.getName())
                : null;
    }

    /** Whether a list is as long as the page of the field around it, or as what that field is given. */
    private boolean isPaged(Field field, GraphQLCompositeType parent) {
        String name = field.getName();
        return (parent.getName().endsWith("Connection") && (name.equals("nodes") || name.equals("edges")))
                || table.size(parent.getName(), name).isGiven();
    }

    private static boolean isCount(Field field, @Nullable GraphQLCompositeType parent) {
        return parent != null
                && field.getName().equals("totalCount")
                && parent.getName().endsWith("Connection");
    }

    private long extra(Field field, GraphQLFieldDefinition definition, GraphQLCompositeType parent) {
        if (field.getName().startsWith("__")) {
            return INTROSPECTION;
        }
        Weight weight = table.of(parent.getName(), field.getName());
        long times = weight.times() == null ? 1 : number(field, definition, weight.times(), 1, MAX_TIMES);
        long extra = SelectionCost.times(weight.points(), times);
        for (Argument argument : field.getArguments()) {
            GraphQLArgument known = definition.getArgument(argument.getName());
            if (known != null
                    && GraphQLTypeUtil.unwrapAll(known.getType()).getName().endsWith("Filter")) {
                extra = SelectionCost.plus(extra, SelectionCost.times(CONDITION, conditions(argument.getValue())));
            }
        }
        return extra;
    }

    private long page(Field field, GraphQLFieldDefinition definition, @Nullable GraphQLCompositeType type) {
        ListSize size = type == null ? null : table.givenSize(type.getName());
        if (size != null) {
            return definition.getArgument(size.givenBy().getFirst()) == null ? size.values() : given(field, size);
        }
        return definition.getArgument("first") == null
                ? SHORT_LIST
                : number(field, definition, "first", PageRequest.DEFAULT, PageRequest.MAX);
    }

    private long given(Field field, ListSize size) {
        if (size.unless().stream().anyMatch(path -> isSet(given(field, path)))) {
            return size.values();
        }
        return switch (given(field, size.givenBy())) {
            case null -> 0;
            case NullValue _ -> 0;
            case ArrayValue list -> Math.min(list.getValues().size(), size.values());
            case List<?> list -> Math.min(list.size(), size.values());
            default -> 1;
        };
    }

    private static boolean isSet(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case NullValue _ -> false;
            case Boolean choice -> choice;
            case BooleanValue choice -> choice.isValue();
            default -> true;
        };
    }

    /** @param path an argument and, if it is an object, the fields down to a value of it */
    private @Nullable Object given(Field field, List<String> path) {
        Object value = field.getArguments().stream()
                .filter(argument -> argument.getName().equals(path.getFirst()))
                .findFirst()
                .<Object>map(Argument::getValue)
                .orElse(null);
        for (String name : path.subList(1, path.size())) {
            value = switch (known(value)) {
                case ObjectValue object ->
                    object.getObjectFields().stream()
                            .filter(candidate -> candidate.getName().equals(name))
                            .findFirst()
                            .<Object>map(ObjectField::getValue)
                            .orElse(null);
                case Map<?, ?> object -> object.get(name);
                case null, default -> null;
            };
        }
        return known(value);
    }

    private @Nullable Object known(@Nullable Object value) {
        return value instanceof VariableReference reference ? variable(reference, null) : value;
    }

    /** An argument's value between 1 and a maximum, which is assumed for what cannot be read as a number. */
    private long number(Field field, GraphQLFieldDefinition definition, String name, long otherwise, long max) {
        GraphQLArgument argument = definition.getArgument(name);
        Object standard = argument.getArgumentDefaultValue().isSet()
                ? argument.getArgumentDefaultValue().getValue()
                : null;
        Object given = field.getArguments().stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .<Object>map(Argument::getValue)
                .orElse(standard);
        Object value = given instanceof VariableReference reference ? variable(reference, standard) : given;
        return switch (value) {
            case null -> otherwise;
            case NullValue _ -> otherwise;
            case Integer number -> Math.clamp(number, 1, max);
            case IntValue literal ->
                literal.getValue()
                        .max(BigInteger.ONE)
                        .min(BigInteger.valueOf(max))
                        .longValue();
            default -> max;
        };
    }

    private @Nullable Object variable(VariableReference reference, @Nullable Object standard) {
        String name = reference.getName();
        if (variables.containsKey(name)) {
            return variables.get(name);
        }
        Value<?> value = defaults.get(name);
        return value == null ? standard : value;
    }

    /** Each value that is compared with is one, a list of them too, and so is each alternative. */
    private long conditions(@Nullable Object value) {
        visited++;
        return switch (value) {
            case null -> 0;
            case VariableReference reference -> variableConditions(reference);
            case ObjectValue object -> {
                long sum = 0;
                for (ObjectField field : object.getObjectFields()) {
                    sum += conditions(field.getValue());
                }
                yield sum;
            }
            case Map<?, ?> object -> {
                long sum = 0;
                for (Object field : object.values()) {
                    sum += conditions(field);
                }
                yield sum;
            }
            case ArrayValue list -> alternatives(list.getValues());
            case List<?> list -> alternatives(list);
            default -> 1;
        };
    }

    /** A variable is looked at once, however often it is referred to. */
    private long variableConditions(VariableReference reference) {
        Long known = variableConditions.get(reference.getName());
        if (known == null) {
            known = conditions(variable(reference, null));
            variableConditions.put(reference.getName(), known);
        }
        return known;
    }

    /** A list of values ends at the first: where there are objects beside it, validation or coercion refuses the list. */
    private long alternatives(List<?> values) {
        long sum = 1;
        for (Object value : values) {
            switch (known(value)) {
                case null -> visited++;
                case NullValue _ -> visited++;
                case ObjectValue _, ArrayValue _, Map<?, ?> _, List<?> _ -> sum += 1 + conditions(value);
                default -> {
                    visited++;
                    return sum;
                }
            }
        }
        return sum;
    }

    private boolean isLeftOut(List<Directive> directives) {
        for (Directive directive : directives) {
            Argument condition = directive.getArgument("if");
            if (condition != null
                    && ((directive.getName().equals("skip") && isValue(condition.getValue(), true))
                            || (directive.getName().equals("include") && isValue(condition.getValue(), false)))) {
                return true;
            }
        }
        return false;
    }

    private boolean isValue(Value<?> value, boolean wanted) {
        Object known = known(value);
        return known instanceof BooleanValue literal
                ? literal.isValue() == wanted
                : Boolean.valueOf(wanted).equals(known);
    }

    /** What the operation costs that {@link #of(OperationDefinition)} has summed up. */
    static long cost(SelectionCost operation) {
        return operation.cost(SHORT_LIST, COUNT);
    }

    /** The field to begin with when an operation, summed up before, costs too much. */
    Heaviest heaviest(OperationDefinition operation) {
        SelectionSet selections = operation.getSelectionSet();
        long page = SHORT_LIST;
        long count = COUNT;
        long factor = 1;
        long cost = 0;
        StringBuilder names = new StringBuilder();
        while (selections != null) {
            Selection<?> best = best(selections, page, count);
            if (best == null) {
                break;
            }
            long share = SelectionCost.times(factor, summary(best).cost(page, count));
            if (share < cost / 2) {
                break;
            }
            switch (best) {
                case Field field -> {
                    FieldCost known = fieldCost(field);
                    names.append(names.isEmpty() ? "" : ".").append(field.getResultKey());
                    factor = SelectionCost.times(factor, known.summary().perItem() > 0 ? page : known.values());
                    cost = share;
                    page = known.page();
                    count = known.count();
                    selections = field.getSelectionSet();
                }
                case InlineFragment fragment -> selections = fragment.getSelectionSet();
                case FragmentSpread spread -> {
                    FragmentDefinition fragment = fragments.get(spread.getName());
                    selections = fragment == null ? null : fragment.getSelectionSet();
                }
                default -> selections = null;
            }
        }
        return new Heaviest(Texts.shortened(names.toString(), LONGEST_PATH), cost);
    }

    private @Nullable Selection<?> best(SelectionSet selections, long page, long count) {
        Selection<?> best = null;
        long most = 0;
        for (Selection<?> selection : selections.getSelections()) {
            long cost = summary(selection).cost(page, count);
            if (cost > most) {
                best = selection;
                most = cost;
            }
        }
        return best;
    }

    private SelectionCost summary(Selection<?> selection) {
        return switch (selection) {
            case Field field -> fieldCost(field).summary();
            case InlineFragment fragment -> inlineSummaries.getOrDefault(fragment, SelectionCost.EMPTY);
            case FragmentSpread spread -> fragmentSummaries.getOrDefault(spread.getName(), SelectionCost.EMPTY);
            default -> SelectionCost.EMPTY;
        };
    }

    private FieldCost fieldCost(Field field) {
        return fieldCosts.getOrDefault(field, new FieldCost(SelectionCost.EMPTY, 1, SHORT_LIST, COUNT));
    }

    private static String shortened(String name) {
        return Texts.shortened(name, 60);
    }
}
