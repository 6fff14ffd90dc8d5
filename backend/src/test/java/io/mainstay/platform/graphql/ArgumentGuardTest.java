// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExceptionWhileDataFetching;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Ids;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentGuardTest {

    private static final String SCHEMA = """
            directive @atMost(values: Int!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
            type Query {
              things(filter: ThingFilter, sort: [ThingSort!], ids: [ID!], few: [Int!] @atMost(values: 2), input: SomeInput,
                text: String, id: ID, classes: [ID!]): String
            }
            type Mutation { thingsTag(ids: [ID!], text: String): String }
            input ThingFilter { and: [ThingFilter!] or: [ThingFilter!] not: ThingFilter name: NameFilter tag: TagFilter since: Int
              team: IdFilter classId: IdFilter }
            input IdFilter { eq: ID in: [ID!] }
            input NameFilter { eq: String in: [String!] }
            input TagFilter { key: String! eq: String }
            input ThingSort { field: Field! }
            input SomeInput { ids: [ID!]! @atMost(values: 3) note: String }
            enum Field { A B C D }
            """;

    private final GraphQL engine = GraphQL.newGraphQL(new SchemaGenerator()
                    .makeExecutableSchema(
                            new SchemaParser().parse(SCHEMA),
                            RuntimeWiring.newRuntimeWiring()
                                    .type("Query", type -> type.dataFetcher("things", _ -> "read"))
                                    .type("Mutation", type -> type.dataFetcher("thingsTag", _ -> "read"))
                                    .build()))
            .instrumentation(new ArgumentGuard(new ArgumentLimits(5, 50, 200, 100, 3, 4_000, 200)))
            .build();

    @Test
    void shouldBoundDepthOfFilter() {
        assertThat(filtered(nested(4, Map.of("name", Map.of("eq", "x"))))).isEmpty();
        assertThat(filtered(nested(5, Map.of("name", Map.of("eq", "x")))))
                .hasValue("filter.not.not.not.not.not must be nested at most 5 levels deep.");
        assertThat(filtered(nested(400, Map.of())))
                .hasValue("filter.not.not.not.not.not must be nested at most 5 levels deep.");
        assertThat(filtered(Map.of("and", List.of(Map.of(), Map.of("or", List.of(nested(3, Map.of())))))))
                .hasValue("filter.and.1.or.0.not.not.not must be nested at most 5 levels deep.");
    }

    @Test
    void shouldBoundConditionsWhereverTheyStand() {
        Map<String, Object> condition = Map.of("name", Map.of("eq", "x"));

        assertThat(filtered(Map.of("and", Collections.nCopies(50, condition)))).isEmpty();
        assertThat(filtered(Map.of("or", Collections.nCopies(51, condition))))
                .hasValue("filter must be a filter of at most 50 conditions.");
        assertThat(filtered(Map.of("and", Collections.nCopies(26, Map.of("since", 1, "name", Map.of("eq", "x"))))))
                .hasValue("filter must be a filter of at most 50 conditions.");
        assertThat(filtered(Map.of("and", Collections.nCopies(50, Map.of("tag", Map.of("key", "k", "eq", "x"))))))
                .as("the key says what is compared and is no condition")
                .isEmpty();
    }

    @Test
    void shouldBoundObjectsAndLists() {
        assertThat(filtered(Map.of("and", Collections.nCopies(198, Map.of())))).isEmpty();
        for (Map<String, Object> bomb : List.<Map<String, Object>>of(
                Map.of("and", Collections.nCopies(199, Map.of())),
                Map.of("and", Collections.nCopies(20_000, Map.of())),
                Map.of("or", Collections.nCopies(5_000, Map.of("and", List.of(Map.of())))),
                Map.of("and", Collections.nCopies(100, Map.of("name", Map.of()))))) {
            assertThat(filtered(bomb)).hasValue("filter must be a filter of at most 200 objects and lists.");
        }
        assertThat(filtered(Map.of("or", List.of())))
                .hasValue("filter.or must be a list of at least one condition, or left out.");
    }

    @Test
    void shouldBoundValues() {
        assertThat(filtered(Map.of("name", Map.of("in", texts(100))))).isEmpty();
        assertThat(filtered(Map.of("not", Map.of("name", Map.of("in", texts(101))))))
                .hasValue("filter.not.name.in must be a list of at most 100 values.");
        assertThat(filtered(Map.of("name", Map.of("in", List.of("x", "y".repeat(4_001))))))
                .hasValue("filter.name.in.1 must be at most 4000 characters long.");
        assertThat(filtered(Map.of("name", Map.of("eq", "💥".repeat(4_000))))).isEmpty();
    }

    @Test
    void shouldRefuseNullInFilter() {
        assertThat(refusal(Collections.singletonMap("filter", null)))
                .as("no filter")
                .isEmpty();
        for (String field : List.of("and", "not", "name", "since")) {
            assertThat(filtered(Collections.singletonMap(field, null)))
                    .hasValue("filter." + field + " must be left out rather than null.");
        }
        assertThat(filtered(Map.of("name", Collections.singletonMap("eq", null))))
                .hasValue("filter.name.eq must be left out rather than null.");
    }

    @Test
    void shouldBoundSort() {
        assertThat(refusal(Map.of("sort", List.of(Map.of("field", "A"), Map.of("field", "B"), Map.of("field", "C")))))
                .isEmpty();
        assertThat(refusal(Map.of("sort", Collections.nCopies(4, Map.of("field", "A")))))
                .hasValue("sort must be a list of at most 3 keys.");
        assertThat(refusal(Map.of("sort", List.of(Map.of("field", "A"), Map.of("field", "B"), Map.of("field", "A")))))
                .hasValue("sort.2.field must be another one than that of an earlier key.");
    }

    @Test
    void shouldBoundEveryOtherListAndText() {
        assertThat(refusal(Map.of("ids", ids(100)))).isEmpty();
        assertThat(refusal(Map.of("ids", ids(101)))).hasValue("ids must be a list of at most 100 values.");
        assertThat(refusal(Map.of("ids", List.of("x".repeat(201)))))
                .hasValue("ids.0 must be at most 200 characters long.");
        assertThat(refusal(Map.of("few", List.of(1, 2, 3)))).hasValue("few must be a list of at most 2 values.");
        assertThat(refusal(Map.of("input", Map.of("ids", ids(4)))))
                .hasValue("input.ids must be a list of at most 3 values.");
        Map<String, Object> noNote = new HashMap<>(Map.of("ids", ids(3)));
        noNote.put("note", null);
        assertThat(refusal(Map.of("input", noNote))).isEmpty();
        assertThat(refusal(Map.of("text", "x".repeat(4_001)))).hasValue("text must be at most 4000 characters long.");
        assertThat(refusal(Map.of("id", "x".repeat(201)))).hasValue("id must be at most 200 characters long.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INC0001042",
                "db-prod-01",
                "",
                "01936f3a-7c1e-7d2b-9f00",
                "x01936f3a-7c1e-7d2b-9f00-3c5a6b7d8e9f"
            })
    void shouldSayWhatAnIdIsWhereverOneStands(String name) {
        String rule =
                " must be a UUID, which the field id of the record gives; look a number up by the argument number, a name by a"
                        + " filter.";

        assertThat(refusal(Map.of("id", name))).hasValue("id" + rule);
        assertThat(refusal(Map.of("ids", List.of(Ids.next(), name)))).hasValue("ids.1" + rule);
        assertThat(refusal(Map.of("input", Map.of("ids", List.of(name))))).hasValue("input.ids.0" + rule);
        assertThat(filtered(Map.of("not", Map.of("team", Map.of("eq", name))))).hasValue("filter.not.team.eq" + rule);
        assertThat(filtered(Map.of("team", Map.of("in", List.of(name))))).hasValue("filter.team.in.0" + rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01936f3a-7c1e-7d2b-9f00-3c5a6b7d8e9f",
                "01936F3A-7C1E-7D2B-9F00-3C5A6B7D8E9F",
                "f:Tq3xk2gQS1y0lVxkX5bQ1w:adam"
            })
    void shouldTakeIds(String id) {
        assertThat(refusal(Map.of("id", id, "ids", List.of(id)))).isEmpty();
        assertThat(filtered(Map.of("team", Map.of("eq", id)))).isEmpty();
    }

    @Test
    void shouldTakeTheKeyOfAClass() {
        assertThat(refusal(Map.of("classes", List.of("business-service")))).isEmpty();
        assertThat(filtered(Map.of("or", List.of(Map.of("classId", Map.of("in", List.of("server")))))))
                .isEmpty();
    }

    /** What the schema describes and what the check lets pass is the same. */
    @Test
    void shouldTakeKeysExactlyWhereTheSchemaSaysSo() {
        Set<String> named = new TreeSet<>();
        Set<GraphQLType> seen = new HashSet<>();
        ProductSchema.SCHEMA.getAllTypesAsList().stream()
                .filter(type -> type instanceof GraphQLObjectType && type != ProductSchema.SCHEMA.getMutationType())
                .flatMap(type -> ((GraphQLObjectType) type).getFieldDefinitions().stream())
                .flatMap(field -> field.getArguments().stream())
                .forEach(argument -> collectKeys(argument, argument.getType(), seen, named));

        assertThat(named).containsExactly("classId", "classes");
    }

    private static void collectKeys(
            GraphQLNamedSchemaElement declared, GraphQLType type, Set<GraphQLType> seen, Set<String> named) {
        GraphQLNamedType innermost = GraphQLTypeUtil.unwrapAll(type);
        if (Set.of("ID", "IdFilter").contains(innermost.getName())) {
            if (String.valueOf(declared.getDescription()).contains(" or key")) {
                named.add(declared.getName());
            }
        } else if (innermost instanceof GraphQLInputObjectType object && seen.add(object)) {
            object.getFieldDefinitions().forEach(field -> collectKeys(field, field.getType(), seen, named));
        }
    }

    @Test
    void shouldLeaveMutationsToTheirOwnRules() {
        ExecutionResult result = engine.execute(ExecutionInput.newExecutionInput()
                .query("mutation($ids: [ID!], $text: String) { thingsTag(ids: $ids, text: $text) }")
                .variables(Map.of("ids", texts(3_000), "text", "x".repeat(10_000))));

        assertThat(result.getErrors()).isEmpty();
    }

    private Optional<String> filtered(Map<String, ?> filter) {
        return refusal(Map.of("filter", filter));
    }

    private Optional<String> refusal(Map<String, ? extends @Nullable Object> arguments) {
        ExecutionResult result = engine.execute(
                ExecutionInput.newExecutionInput().query("""
                        query($filter: ThingFilter, $sort: [ThingSort!], $ids: [ID!], $few: [Int!], $input: SomeInput,
                            $text: String, $id: ID, $classes: [ID!]) {
                          things(filter: $filter, sort: $sort, ids: $ids, few: $few, input: $input, text: $text, id: $id,
                            classes: $classes)
                        }""").variables(new HashMap<String, Object>(arguments)));
        return result.getErrors().stream()
                .map(error -> ((ExceptionWhileDataFetching) error).getException())
                .map(BadArgumentException.class::cast)
                .map(Throwable::getMessage)
                .findFirst();
    }

    private static Map<String, Object> nested(int depth, Map<String, Object> innermost) {
        Map<String, Object> filter = innermost;
        for (int level = 0; level < depth; level++) {
            filter = Map.of("not", filter);
        }
        return filter;
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(_ -> Ids.next()).toList();
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
