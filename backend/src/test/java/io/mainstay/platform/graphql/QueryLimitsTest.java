// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.introspection.IntrospectionQuery;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.mainstay.fault.DocumentBombs;
import io.mainstay.readme.DocumentedQuery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The size and cost of documents, by the product's schema and the limits that it ships with. */
class QueryLimitsTest {

    private static final GraphQlLimits LIMITS =
            new Binder(new MapConfigurationPropertySource()).bindOrCreate("mainstay.graphql", GraphQlLimits.class);
    private static final CostTable TABLE = CostTable.of(ProductSchema.SCHEMA);
    private static final String ITEM = "018f0000-0000-7000-8000-000000000001";

    /** A document in a session of a page: what {@code ask} is given, or a variable of the shell holds. */
    private final QueryLimits limits = new QueryLimits(LIMITS, new SimpleMeterRegistry());

    static Stream<Arguments> bombs() {
        return DocumentBombs.documents().entrySet().stream().map(bomb -> Arguments.of(bomb.getKey(), bomb.getValue()));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void shouldLookAtEachPartOfADocumentOnce(String name, String text) {
        Document document = parsed(text);
        if (document == null) {
            return; // refused by the parser; DocumentBombsTest sees to that
        }
        QueryCost query = new QueryCost(ProductSchema.SCHEMA, TABLE, document, null, Map.of());
        try {
            document.getDefinitionsOfType(OperationDefinition.class).forEach(query::of);
            document.getDefinitionsOfType(FragmentDefinition.class).forEach(query::of);
        } catch (DocumentRefusal _) {
            // what counts is that it was found out in time
        }

        assertThat(query.visited()).isLessThanOrEqualTo(nodes(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fragments that spread three others",
                "fragments that spread three others, on the root",
                "fragments that spread three others inside inline fragments",
                "fragments that spread three others, never used",
                "fragments that spread one other twice",
                "one fragment spread 3,000 times",
                "a chain of 900 fragments",
                "3,000 inline fragments",
                "1,000 operations",
                "500 operations that share a large fragment",
                "2,000 aliases",
                "the schema through fragments that spread three others"
            })
    void shouldRefuseWhatUnfoldsToMuch(String name) {
        Document document = parsed(DocumentBombs.documents().get(name));

        assertThat(document).as("no matter of the parser").isNotNull();
        assertThat(refusal(document, Map.of()).getExtensions()).containsEntry("code", "TOO_COMPLEX");
    }

    @Test
    void shouldRefuseFragmentsThatContainThemselves() {
        GraphQLError refusal = refusal(parsed(DocumentBombs.documents().get("a circle of fragments")), Map.of());

        assertThat(refusal.getExtensions()).containsEntry("code", "BAD_REQUEST");
        assertThat(refusal.getMessage()).isEqualTo("The fragment 'F0' contains itself.");
    }

    @Test
    void shouldCountFieldsOnceForEachPlaceThatFragmentsAreSpread() {
        String fragments = "fragment A on Viewer { ...B ...B ...B } fragment B on Viewer { id displayName }";
        String spread = "...A ".repeat(333);

        assertThat(cost("{ viewer { " + spread + " id } } " + fragments)).isEqualTo(1);
        assertThat(refusal("{ viewer { " + spread + " id displayName } } " + fragments)
                        .getMessage())
                .contains("more than 2000 fields");
    }

    @Test
    void shouldMultiplyPagesThroughFragments() {
        assertThat(cost(
                        "{ incidents(first: 100) { ...Page } } fragment Page on IncidentConnection { nodes { ...One } } "
                                + "fragment One on Incident { affectedPerson { id } }"))
                .as("the list, 100 incidents and 100 people")
                .isEqualTo(1 + 100 + 100);
    }

    @Test
    void shouldTakePageSizesFromVariablesAndTheirDefaults() {
        String document = "query($first: Int = 7) { incidents(first: $first) { nodes { id } } }";

        assertThat(cost(document, Map.of())).isEqualTo(8);
        assertThat(cost(document, Map.of("first", 50))).isEqualTo(51);
        assertThat(cost(document, Map.of("first", 5_000)))
                .as("beyond what is allowed")
                .isEqualTo(101);
        assertThat(cost(document, Map.of("first", "many"))).as("no number").isEqualTo(101);
        assertThat(cost("{ incidents { nodes { id } } }")).isEqualTo(26);
        assertThat(cost(Parser.parse("{ incidents(first: 99999999999999999999) { nodes { id } } }"), Map.of()))
                .as("what validation will refuse")
                .isEqualTo(101);
    }

    @Test
    void shouldAddUpFragmentsOnSeveralTypes() {
        assertThat(
                        cost(
                                "{ node(id: \"" + ITEM
                                        + "\") { ... on Incident { affectedPerson { id } } ... on ConfigurationItem { class { key } } } }"))
                .isEqualTo(3);
    }

    @Test
    void shouldNotChargeForWhatIsLeftOut() {
        String document =
                "query($all: Boolean!) { viewer { id } impact(input: {failed: []}) @include(if: $all) { complete } }";

        assertThat(cost(document, Map.of("all", false))).isEqualTo(1);
        assertThat(cost(document, Map.of("all", true))).isEqualTo(1 + 1_901);
    }

    @Test
    void shouldLetFiveImpactsIntoARequestAndNotSix() {
        String impact =
                "impact(input: {failed: [\"" + ITEM + "\"], maxCis: 100000}) { complete counts { state count } }";

        assertThat(cost(many(5, impact))).isLessThanOrEqualTo(LIMITS.cost());
        GraphQLError refusal = refusal(many(6, impact));
        assertThat(refusal.getMessage())
                .startsWith("The query costs 11436, more than the limit of 10000. 'f0' weighs most, with 1906.");
        assertThat(refusal.getExtensions())
                .containsEntry("cost", 11_436L)
                .containsEntry("limit", 10_000)
                .containsEntry("heaviest", List.of("f0"));
    }

    @Test
    void shouldChargeDependenciesByTheirDepth() {
        String deepest = "dependencies(ciId: \"" + ITEM + "\", depth: 20) { complete }";

        assertThat(cost(many(5, deepest))).isLessThanOrEqualTo(LIMITS.cost());
        assertThat(refusal(many(6, deepest)).getMessage()).contains("more than the limit");
        assertThat(cost("{ dependencies(ciId: \"" + ITEM + "\") { complete } }"))
                .as("3 deep if it does not say")
                .isEqualTo(3 * 95 + 1);
        assertThat(cost(
                        "query($d: Int) { dependencies(ciId: \"" + ITEM + "\", depth: $d) { complete } }",
                        Map.of("d", 4)))
                .isEqualTo(4 * 95 + 1);
    }

    @Test
    void shouldLetTenCountsIntoARequestAndNotTwenty() {
        String count = "incidents { totalCount }";

        assertThat(cost(many(10, count))).isLessThanOrEqualTo(LIMITS.cost());
        assertThat(refusal(many(12, count)).getMessage()).contains("weighs most");
        assertThat(cost("{ incidents { nodes { workLog { totalCount } } } }"))
                .as("counts below records are small")
                .isEqualTo(1 + 25 + 25 * (1 + 20));
    }

    @Test
    void shouldChargeForTheConditionsOfAFilter() {
        String conditions = IntStream.range(0, 48)
                .mapToObj(number -> "{title: {contains: \"x" + number + "\"}}")
                .collect(joining(" "));
        long plain = cost("{ incidents { totalCount } }");
        long filtered = cost("{ incidents(filter: {or: [" + conditions + "]}) { totalCount } }");

        assertThat(filtered).isGreaterThan(plain + 48 * QueryCost.CONDITION);
        assertThat(cost(
                        "query($f: IncidentFilter) { incidents(filter: $f) { totalCount } }",
                        Map.of(
                                "f",
                                Map.of(
                                        "or",
                                        IntStream.range(0, 48)
                                                .mapToObj(number -> Map.of("title", Map.of("contains", "x" + number)))
                                                .toList()))))
                .as("the same in a variable")
                .isEqualTo(filtered);
        assertThat(refusal(
                                "query($f: IncidentFilter) { incidents(filter: $f) { totalCount } }",
                                Map.of(
                                        "f",
                                        Map.of(
                                                "and",
                                                IntStream.range(0, 20_000)
                                                        .mapToObj(_ -> Map.of())
                                                        .toList())))
                        .getMessage())
                .contains("'incidents' weighs most");
    }

    @Test
    void shouldChargeForConditionsInVariablesWhereverTheyStand() {
        String condition = "{title: {contains: \"a\"}}";
        Map<String, ?> variable = Map.of("f", Map.of("title", Map.of("contains", "a")));
        long literal = cost("{ incidents(filter: {or: [" + condition + ", " + condition + "]}) { nodes { id } } }");

        assertThat(literal).isEqualTo(26 + 5 * QueryCost.CONDITION);
        assertThat(cost("query($f: IncidentFilter!) { incidents(filter: {or: [$f, $f]}) { nodes { id } } }", variable))
                .isEqualTo(literal);
        assertThat(cost("query($f: IncidentFilter! = " + condition
                        + ") { incidents(filter: {or: [$f, $f]}) { nodes { id } } }"))
                .as("by default")
                .isEqualTo(literal);
        assertThat(cost(
                        "query($f: [IncidentFilter!]) { incidents(filter: {or: $f}) { nodes { id } } }",
                        Map.of(
                                "f",
                                List.of(
                                        Map.of("title", Map.of("contains", "a")),
                                        Map.of("title", Map.of("contains", "a"))))))
                .as("the list")
                .isEqualTo(literal);
        assertThat(cost(
                        Parser.parse("query($f: IncidentFilter) { incidents(filter: {or: [[$f, " + condition
                                + "]]}) { nodes { id } } }"),
                        variable))
                .as("a list within the list, which validation will refuse")
                .isGreaterThanOrEqualTo(literal);
        assertThat(cost(
                        "query($a: String!) { incidents(filter: {title: {in: [$a, $a, \"b\"]}}) { nodes { id } } }",
                        Map.of("a", "x")))
                .as("a list of values is one condition")
                .isEqualTo(26 + QueryCost.CONDITION);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 300, 2_500})
    void shouldLookAtAVariableOnceHoweverOftenItIsReferredTo(int references) {
        Map<String, ?> variables = Map.of(
                "f", Map.of("and", Collections.nCopies(20_000, List.of())),
                "t", Map.of("in", Collections.nCopies(500_000, "x")));
        Document document = parsed("query($f: IncidentFilter, $t: StringFilter) { incidents(filter: {or: ["
                + "$f {title: $t}".repeat(references / 2) + "]}) { totalCount } "
                + "incidents(filter: $f) { totalCount } ".repeat(Math.ceilDiv(references, 2)) + "}");
        assertThat(document).as("no matter of the parser").isNotNull();
        QueryCost query = new QueryCost(ProductSchema.SCHEMA, TABLE, document, null, variables);

        query.of(document.getDefinitionsOfType(OperationDefinition.class).getFirst());

        assertThat(query.visited()).isBetween(20_000L, 20_010L + nodes(document));
    }

    @Test
    void shouldRefuseVariablesOfManyValues() {
        int most = LIMITS.variableValues();
        Map<String, ?> nested = Map.of("a", Collections.nCopies(most / 2, List.of(1)), "b", Map.of("c", List.of()));

        assertThat(cost("{ viewer { id } }", Map.of("a", Collections.nCopies(most - 1, 1))))
                .isEqualTo(1);
        for (Map<String, ?> many : List.of(Map.of("a", Collections.nCopies(most, 1)), nested)) {
            GraphQLError refusal = refusal("{ viewer { id } }", many);
            assertThat(refusal.getExtensions()).containsEntry("code", "TOO_COMPLEX");
            assertThat(refusal.getMessage()).contains("The variables have more than 50000 values");
        }
    }

    /** The largest input of the schema; all others have some thousand values at most. */
    @Test
    void shouldTakeACalendarOfManyYears() {
        List<?> interval = List.of(Map.of("from", 480, "to", 1_020));
        Map<String, ?> calendar = Map.of(
                "name",
                "All",
                "validFrom",
                "2026-01-01",
                "zone",
                "Europe/Berlin",
                "weekly",
                Collections.nCopies(7 * 24, Map.of("day", "MONDAY", "from", 480, "to", 1_020)),
                "holidays",
                Collections.nCopies(2_000, Map.of("date", "2026-01-01", "name", "New Year")),
                "exceptions",
                Collections.nCopies(
                        2_000,
                        Map.of(
                                "date", "2026-01-02",
                                "reason", "Stocktaking",
                                "intervals", Collections.nCopies(5, interval.getFirst()))));

        assertThat(cost(
                        "mutation($input: BusinessCalendarInput!) { businessCalendarCreate(input: $input) { userErrors { code } } }",
                        Map.of("input", calendar)))
                .isLessThan(LIMITS.cost());
    }

    @Test
    void shouldCountPlainListsByWhatTheirBoundSays() {
        assertThat(cost("{ incidents(first: 2) { nodes { affectedCis { id } } } }"))
                .isEqualTo(1 + 2 * (1 + 100));
        assertThat(cost("{ incidents(first: 2) { nodes { viewerCan availableTransitions { action } } } }"))
                .as("without a number")
                .isEqualTo(1 + 2 * (1 + QueryCost.SHORT_LIST));
        assertThat(cost("{ incidents(first: 2) { nodes { ...F } } } fragment F on Incident { affectedCis { ...G } } "
                        + "fragment G on ConfigurationItem { relations(first: 3) { nodes { id } } }"))
                .as("through fragments")
                .isEqualTo(1 + 2 * (1 + 100 * (1 + 1 + 3)));
        assertThat(cost("{ search(query: \"x\", first: 100) { facets { values { count } } } }"))
                .as("a plain list of a connection is as long on each page")
                .isEqualTo(100 + 400 + 1 + 10 * (1 + 20));
        GraphQLError refusal = refusal("{ impact(input: {failed: []}) { exposedServices(first: 100) { nodes { "
                + "exposedTo { ci { relations(first: 10) { nodes { id } } } } } } } }");
        assertThat(refusal.getExtensions())
                .containsEntry(
                        "heaviest",
                        List.of("impact", "exposedServices", "nodes", "exposedTo", "ci", "relations", "nodes"));
        assertThat(refusal.getMessage())
                .contains("The query costs %d,".formatted(1_900 + 1 + 1 + 100 * (1 + 50 * (1 + 1 + 1 + 10))));
    }

    @Test
    void shouldCountAListByWhatIsGivenForIt() {
        String given = "query($ids: [ID!]!) { impact(input: {failed: $ids}) { failed { id } } }";
        String input = "query($input: ImpactInput!) { impact(input: $input) { failed { id } } }";
        List<String> three = Collections.nCopies(3, ITEM);

        assertThat(cost(given, Map.of("ids", three))).isEqualTo(1_901 + 3);
        assertThat(cost(given, Map.of("ids", ITEM))).as("a list of one").isEqualTo(1_901 + 1);
        assertThat(cost(given, Map.of("ids", Collections.nCopies(2_000, ITEM))))
                .as("more than is allowed")
                .isEqualTo(1_901 + 1_000);
        assertThat(cost("{ impact(input: {failed: [\"" + ITEM + "\" \"" + ITEM + "\"]}) { failed { id } } }"))
                .isEqualTo(1_901 + 2);
        assertThat(cost(input, Map.of("input", Map.of("failed", three)))).isEqualTo(1_901 + 3);
        assertThat(cost(input, Map.of("input", Map.of("failed", three, "includeOperationalStatus", false))))
                .isEqualTo(1_901 + 3);
        assertThat(cost(input, Map.of("input", Map.of("failed", three, "includeOperationalStatus", true))))
                .as("and what is down")
                .isEqualTo(1_901 + 1_000);
        assertThat(cost(
                        "query($at: DateTime) { impact(input: {failed: [], plannedOutagesAt: $at}) { failed { id } } }",
                        Map.of("at", "2026-01-01T00:00:00Z")))
                .as("and what has a planned outage")
                .isEqualTo(1_901 + 1_000);
        assertThat(refusal(
                                "query($ids: [ID!]!) { impact(input: {failed: $ids}) { failed { relations(first: 100) { nodes { "
                                        + "source { relations(first: 10) { nodes { id } } } } } } } }",
                                Map.of("ids", Collections.nCopies(1_000, ITEM)))
                        .getMessage())
                .contains("The query costs " + (1_901 + 1_000 * (1 + 1 + 100 * (1 + 1 + 1 + 10))));
    }

    @Test
    void shouldLetInWhatThePagesShow() throws Exception {
        List<DocumentedQuery> queries = DocumentedQuery.of(Path.of("../README.md"), Path.of("../docs"));

        assertThat(queries)
                .hasSizeGreaterThan(50)
                .allSatisfy(query -> assertThat(cost(query.text(), Map.of("failed", List.of(ITEM))))
                        .as("%s: %s", query.page(), query.text())
                        .isLessThanOrEqualTo(LIMITS.cost()));
    }

    @Test
    void shouldNameTheFieldThatWeighsMost() {
        GraphQLError refusal = refusal(
                "{ viewer { id } incidents(first: 100) { ...Page } } fragment Page on IncidentConnection { pageInfo { endCursor } nodes { id ... on Incident { h: history(first: 100) { nodes { revision } } } } }");

        assertThat(refusal.getExtensions()).containsEntry("heaviest", List.of("incidents", "nodes", "h", "nodes"));
    }

    @Test
    void shouldLetGraphiQlAskForTheSchema() {
        Document query = parsed(IntrospectionQuery.INTROSPECTION_QUERY);

        assertThat(query).isNotNull();
        assertThat(cost(query, Map.of())).isGreaterThanOrEqualTo(QueryCost.INTROSPECTION);
        assertThat(ParseAndValidate.validate(ProductSchema.SCHEMA, query, Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    void shouldBoundWhatIsAskedOfTheSchema() {
        assertThat(refusal("{ __schema { types { " + "fields { type { ".repeat(10) + "name" + " } }".repeat(10)
                                + " } } }")
                        .getMessage())
                .contains("deeper than 20 levels");
        assertThat(refusal(many(11, "__schema { types { name } }")).getMessage())
                .contains("costs");
    }

    @Test
    void shouldKnowTheCostsOfTheSchemaAndRefuseThoseThatAreNone() {
        assertThat(TABLE.of("Query", "impact").points()).isEqualTo(1_900);
        assertThat(TABLE.of("Query", "dependencies").times()).isEqualTo("depth");
        assertThatThrownBy(
                        () -> CostTable.of(
                                UnExecutableSchemaGenerator.makeUnExecutableSchema(
                                        new SchemaParser()
                                                .parse(
                                                        "directive @cost(weight: Int!, times: String) on FIELD_DEFINITION type Query { a: Int @cost(weight: 1, times: \"b\") }"))))
                .hasMessageContaining("Query.a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [A] @bounded(by: \"x\", givenBy: \"b\")",
                "a: [A] @bounded(by: \"x\", unless: [\"b\"])",
                "a: [A] @bounded(by: \"x\", values: 0)",
                "a: [A] @bounded(by: \"x\", values: 1, givenBy: \"b\") c: [A] @bounded(by: \"x\", values: 1, givenBy: \"b\")"
            })
    void shouldRefuseSizesThatAreNone(String lists) {
        GraphQLSchema schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser()
                .parse(
                        "directive @bounded(by: String!, values: Int, givenBy: String, unless: [String!]) on FIELD_DEFINITION"
                                + " type Query { b(b: [ID!]): A } type A { id: ID " + lists + " }"));

        assertThatThrownBy(() -> CostTable.of(schema)).hasMessageContaining("@bounded of A.");
    }

    private static String many(int count, String field) {
        return "{ "
                + IntStream.range(0, count)
                        .mapToObj(number -> "f" + number + ": " + field)
                        .collect(joining(" ")) + " }";
    }

    private long cost(String document) {
        return cost(document, Map.of());
    }

    private long cost(String text, Map<String, ?> variables) {
        Document document = Parser.parse(text);
        assertThat(ParseAndValidate.validate(ProductSchema.SCHEMA, document, Locale.ENGLISH))
                .isEmpty();
        return cost(document, variables);
    }

    private long cost(Document document, Map<String, ?> variables) {
        return limits.check(ProductSchema.SCHEMA, document, PreparedDocuments.operation(document, null), variables);
    }

    private GraphQLError refusal(String document) {
        return refusal(document, Map.of());
    }

    private GraphQLError refusal(String document, Map<String, ?> variables) {
        return refusal(Parser.parse(document), variables);
    }

    private GraphQLError refusal(Document document, Map<String, ?> variables) {
        DocumentRefusal refusal = catchThrowableOfType(DocumentRefusal.class, () -> cost(document, variables));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.errors().getFirst();
    }

    private static @Nullable Document parsed(String text) {
        try {
            return Parser.parse(ParserEnvironment.newParserEnvironment()
                    .document(text)
                    .parserOptions(ParserOptions.getDefaultOperationParserOptions()
                            .transform(options -> options.maxTokens(100_000)))
                    .build());
        } catch (InvalidSyntaxException _) {
            return null;
        }
    }

    private static int nodes(Document document) {
        int nodes = 0;
        Deque<Node<?>> open = new ArrayDeque<>(List.of(document));
        while (!open.isEmpty()) {
            nodes++;
            open.remove().getChildren().forEach(open::add);
        }
        return nodes;
    }
}
