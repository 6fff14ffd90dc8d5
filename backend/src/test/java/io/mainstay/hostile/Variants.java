// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLTypeUtil;
import io.mainstay.hostile.Variant.Refusal;
import io.mainstay.kernel.Ids;
import io.mainstay.support.Sampled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Works out from the types of a mutation's arguments what it must refuse. */
final class Variants {

    private static final int HUGE_TEXT = 1_000_000;
    private static final int HUGE_ID = 20_000;
    private static final int DEEP = 40;
    private static final String NUL = "a\u0000b";
    private static final String HALF_CHARACTER = "a\ud800b";
    private static final Set<String> NO_SUCH_ID = Set.of("NOT_FOUND", "INVALID", "REQUIRED", "TOO_LONG");

    private final GraphQLFieldDefinition mutation;
    private final AcceptableCall call;
    private final MutationDocument document;
    private final String otherKindOfRecord;
    private final List<Variant> found = new ArrayList<>();
    private final List<String> unbounded = new ArrayList<>();

    private Variants(GraphQLFieldDefinition mutation, AcceptableCall call, String otherKindOfRecord) {
        this.mutation = mutation;
        this.call = call;
        this.document = new MutationDocument(mutation);
        this.otherKindOfRecord = otherKindOfRecord;
    }

    /**
     * @param otherKindOfRecord id of something that exists and is seen, but that no argument of the mutation takes
     * @param mayNothing token of a person who sees everything and may do nothing
     */
    static Variants of(
            GraphQLFieldDefinition mutation, AcceptableCall call, String otherKindOfRecord, String mayNothing) {
        Variants variants = new Variants(mutation, call, otherKindOfRecord);
        variants.wholeCall(mayNothing);
        for (GraphQLArgument argument : mutation.getArguments()) {
            variants.missingFromDocument(argument);
            variants.value(
                    argument.getType(),
                    argument.getDescription(),
                    argument.hasSetDefaultValue(),
                    List.of(argument.getName()),
                    call.arguments().get(argument.getName()));
        }
        return variants;
    }

    List<Variant> all() {
        return found;
    }

    /** The texts and lists whose descriptions do not say how long they may be. */
    List<String> unbounded() {
        return unbounded;
    }

    private void wholeCall(String mayNothing) {
        found.add(new Variant(
                "may not",
                mayNothing,
                document.text(),
                call.arguments(),
                new Refusal.Rule(Set.of(call.codeWithoutPermission()), null)));
        found.add(new Variant(
                "unknown argument",
                call.token(),
                document.textWithUnknownArgument(),
                call.arguments(),
                new Refusal.Document("hostile")));
        call.others()
                .forEach(other -> found.add(new Variant(
                        other.name(),
                        other.token(),
                        document.text(),
                        other.arguments(),
                        new Refusal.Rule(other.codes(), null))));
    }

    private void missingFromDocument(GraphQLArgument argument) {
        if (isRequired(argument.getType(), argument.hasSetDefaultValue())) {
            found.add(new Variant(
                    argument.getName() + " is no argument of the document",
                    call.token(),
                    document.textWithout(argument),
                    call.arguments(),
                    new Refusal.Document(argument.getName())));
        }
    }

    private void value(
            GraphQLInputType type,
            @Nullable String description,
            boolean hasDefault,
            List<Object> path,
            @Nullable Object acceptable) {
        if (type instanceof GraphQLNonNull) {
            bySchema("null", path, null);
            if (isRequired(type, hasDefault) && path.getLast() instanceof String) {
                add("missing", path, Tree.without(call.arguments(), path), new Refusal.Schema(path));
            }
        }
        boolean required = type instanceof GraphQLNonNull;
        switch (GraphQLTypeUtil.unwrapNonNull(type)) {
            case GraphQLList list -> list((GraphQLInputType) list.getWrappedType(), description, path, acceptable);
            case GraphQLInputObjectType object -> object(object, path, acceptable);
            case GraphQLEnumType _ ->
                anyBySchema("no choice", path, List.of("NO_SUCH_CHOICE", "", 5, true, Map.of("a", 1), List.of(1, 2)));
            case GraphQLScalarType scalar -> scalar(scalar, description, required, path);
            default -> throw new IllegalArgumentException("no input: " + type);
        }
    }

    private void list(
            GraphQLInputType element, @Nullable String description, List<Object> path, @Nullable Object acceptable) {
        bySchema("list with a hole", path, Collections.singletonList(null));
        if (!(acceptable instanceof List<?> elements) || elements.isEmpty()) {
            if (GraphQLTypeUtil.unwrapAll(element) instanceof GraphQLInputObjectType) {
                throw new IllegalStateException(
                        call.mutation() + ": the acceptable call needs an element of " + path + " to vary");
            }
            return;
        }
        Object first = elements.getFirst();
        boolean ids = GraphQLTypeUtil.unwrapAll(element) instanceof GraphQLScalarType scalar
                && scalar.getName().equals("ID");
        Optional<TextBound> most = TextBound.of(description);
        if (most.isEmpty()) {
            unbounded.add(path + " does not say how many it may have");
            return;
        }
        List<Object> many = IntStream.rangeClosed(0, most.get().max())
                .<Object>mapToObj(_ -> ids ? Ids.next() : first)
                .toList();
        byRule("too many elements", path, many, Set.of("INVALID", "TOO_LONG", "CONFLICT"));
        if (ids) {
            byRule("too many of the same", path, Collections.nCopies(many.size(), first), Set.of("INVALID"));
        }
        value(element, description, false, Tree.path(path, 0), first);
    }

    private void object(GraphQLInputObjectType object, List<Object> path, @Nullable Object acceptable) {
        anyBySchema("no object", path, List.of(5, "x", true, List.of(1, 2)));
        if (acceptable == null) {
            throw new IllegalStateException(call.mutation() + ": the acceptable call needs " + path + " to vary");
        }
        add(
                "unknown field",
                path,
                Tree.with(call.arguments(), Tree.path(path, "hostile"), 1),
                new Refusal.Schema(Tree.path(path, "hostile")));
        for (GraphQLInputObjectField field : object.getFieldDefinitions()) {
            value(
                    field.getType(),
                    field.getDescription(),
                    field.hasSetDefaultValue(),
                    Tree.path(path, field.getName()),
                    Tree.map(acceptable).get(field.getName()));
        }
    }

    private void scalar(GraphQLScalarType scalar, @Nullable String description, boolean required, List<Object> path) {
        switch (scalar.getName()) {
            case "ID" -> id(path);
            case "String" -> text(description, required, path);
            case "Int", "Long" -> number(path);
            case "Float" -> amount(path);
            case "Boolean" -> anyBySchema("no boolean", path, List.of("true", 1, Map.of(), List.of(true, false)));
            case "DateTime" ->
                times(
                        path,
                        "2026-11-01",
                        "2026-02-30T00:00:00Z",
                        "9999-12-31T23:59:59Z",
                        "0001-01-01T00:00:00Z",
                        "+999999999-12-31T23:59:59Z");
            case "Date" ->
                times(path, "2026-11-01T00:00:00Z", "2026-02-30", "9999-12-31", "0001-01-01", "-999999999-01-01");
            case "Duration" -> {
                times(path, "4 hours", "P1Y", "PT99999999999999999999S");
                anyByRule(
                        "no such span",
                        path,
                        List.of("-PT1H", "PT0S", "P106751991167300D", "PT0.000000001S"),
                        Set.of("INVALID"));
            }
            case "JSON" -> json(path);
            default -> throw new IllegalArgumentException("what is hostile in a " + scalar.getName() + "?");
        }
    }

    private void id(List<Object> path) {
        anyBySchema("no id", path, List.of(true, 1.5, Map.of("id", "x"), List.of("x", "y")));
        byRule("unknown", path, Ids.next(), NO_SUCH_ID);
        byRule("another kind of record", path, otherKindOfRecord, NO_SUCH_ID);
        anyByRule(
                "malformed",
                path,
                List.of("", "no-such-id", "' OR 1 = 1 //", "../../etc", NUL, HALF_CHARACTER),
                NO_SUCH_ID);
        byRule("huge", path, "x".repeat(HUGE_ID), NO_SUCH_ID);
    }

    private void text(@Nullable String description, boolean required, List<Object> path) {
        anyBySchema("no text", path, List.of(5, true, Map.of("a", 1), List.of("x", "y")));
        TextBound.of(description)
                .ifPresentOrElse(
                        bound -> tooLong(bound, path), () -> unbounded.add(path + " does not say how long it may be"));
        if (required) {
            byRule("empty", path, "", Set.of("REQUIRED", "INVALID"));
            byRule("blank", path, " \t\u2003 ", Set.of("REQUIRED", "INVALID"));
        }
        byRule("control character", path, NUL, Set.of("INVALID"));
        byRule("escape sequence", path, "a\u001b[31m", Set.of("INVALID"));
        byRule("half a character", path, HALF_CHARACTER, Set.of("INVALID"));
    }

    private void tooLong(TextBound bound, List<Object> path) {
        Set<String> codes = bound.exact() ? Set.of("TOO_LONG") : Set.of("TOO_LONG", "INVALID");
        byRule("too long", path, "X".repeat(bound.max() + 1), codes);
        if (Sampled.hit()) {
            byRule("huge", path, "X".repeat(HUGE_TEXT), codes);
        }
    }

    private void number(List<Object> path) {
        anyBySchema("no number", path, List.of("1", 1.5, true, 4_294_967_296L, 1e300, Map.of(), List.of(1, 2)));
        byRule("negative", path, -1, Set.of("INVALID", "STALE_VERSION"));
        byRule("huge", path, Integer.MAX_VALUE, Set.of("INVALID", "STALE_VERSION"));
        byRule("tiny", path, Integer.MIN_VALUE, Set.of("INVALID", "STALE_VERSION"));
    }

    /** Mutations take no other numbers with a fraction. */
    private void amount(List<Object> path) {
        anyBySchema("no number", path, List.of("1", "NaN", true, Map.of(), List.of(1, 2)));
        anyByRule("no amount", path, List.of(-0.01, 0.001, 1e12, 1e300, -1e300), Set.of("INVALID"));
    }

    private void times(List<Object> path, String... malformed) {
        anyBySchema("no time", path, List.of(5, true, Map.of(), "", "yesterday"));
        anyBySchema("no such time", path, List.of(malformed));
    }

    private void json(List<Object> path) {
        Object deep = 1;
        for (int level = 0; level < DEEP; level++) {
            deep = level % 2 == 0 ? Map.of("a", deep) : List.of(deep);
        }
        anyByRule(
                "no value to keep",
                path,
                List.of(
                        deep,
                        Map.of("a", 1),
                        List.of(1, 2),
                        IntStream.range(0, 10_000).boxed().toList(),
                        "x".repeat(HUGE_TEXT),
                        NUL,
                        HALF_CHARACTER),
                Set.of("INVALID", "TOO_LONG"));
    }

    /** One of the values that the same code refuses, another each time; all of them with {@code -Pfull}. */
    private void anyBySchema(String name, List<Object> path, List<Object> values) {
        Sampled.some(1, values).forEach(value -> bySchema(name, path, value));
    }

    /** As {@link #anyBySchema}. */
    private void anyByRule(String name, List<Object> path, List<Object> values, Set<String> codes) {
        Sampled.some(1, values).forEach(value -> byRule(name, path, value, codes));
    }

    private void bySchema(String name, List<Object> path, @Nullable Object value) {
        add(name, path, Tree.with(call.arguments(), path, value), new Refusal.Schema(path));
    }

    private void byRule(String name, List<Object> path, Object value, Set<String> codes) {
        add(name, path, Tree.with(call.arguments(), path, value), new Refusal.Rule(codes, path));
    }

    private void add(String name, List<Object> path, Map<String, Object> arguments, Refusal refusal) {
        found.add(new Variant(path + " " + name, call.token(), document.text(), arguments, refusal));
    }

    private static boolean isRequired(GraphQLInputType type, boolean hasDefault) {
        return type instanceof GraphQLNonNull && !hasDefault;
    }
}
