// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;

/**
 * Sends each list of the schema the filters, lists and cursors that it must refuse, all worked out from the schema: a new
 * list is tried by itself. Everything is refused as {@code BAD_USER_INPUT} with field and rule, and nothing of it gets into the
 * log.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class HostileListIT {

    /** How a cursor says that a record has no value. */
    private static final String ABSENT = "\u0000";

    private static final int HUGE_TEXT = 20_000;
    private static final String UNIT = "\u001f";

    @Autowired
    private GraphQlSource source;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private Cypher cypher;

    @Autowired
    private ApplicationContext application;

    private HostileFixture fixture;
    private Ways ways;

    /** A field of a type, such as {@code Query.incidents}. */
    private record Place(GraphQLObjectType type, GraphQLFieldDefinition field) {

        String name() {
            return type.getName() + "." + field.getName();
        }
    }

    /** A list of leaves somewhere in an argument. */
    private record ListInput(List<Object> path, GraphQLNamedSchemaElement declared, GraphQLInputType type) {}

    @BeforeAll
    void prepareRecords() {
        fixture = new HostileFixture(application);
        fixture.prepare();
        ways = new Ways(fixture);
    }

    @Test
    void shouldKnowTheWayToEveryTypeWithLists() {
        assertThat(places().stream().map(place -> place.type().getName()).filter(type -> !ways.leadTo(type)))
                .isEmpty();
    }

    /** Whatever composes it: what lists accept is far below. */
    @Test
    void shouldNotSendTheDatabaseWhatItsParserCannotRead() {
        String deep = "RETURN " + "(".repeat(100) + "1" + ")".repeat(100) + " AS one";
        String huge = "RETURN 1 AS one " + "//".repeat(20_000);

        for (String text : List.of(deep, huge)) {
            assertThatThrownBy(() -> cypher.composed("test/too-much", text))
                    .isInstanceOf(BadArgumentException.class)
                    .hasMessageContaining("simpler");
        }
        assertThat(cypher.composed("test/small", "RETURN 1 AS one").one(row -> row.integer("one")))
                .hasValue(1);
    }

    @TestFactory
    Stream<DynamicTest> shouldBoundFilters() {
        List<Place> filtered = places().stream()
                .filter(place -> place.field().getArgument("filter") != null)
                .toList();
        assertThat(filtered).hasSizeGreaterThanOrEqualTo(6);
        return filtered.stream()
                .map(place -> DynamicTest.dynamicTest(place.name(), () -> {
                    GraphQLInputObjectType filter = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapNonNull(
                            place.field().getArgument("filter").getType());
                    refusesNull(place, filter, List.of());
                    if (filter.getField("not") != null) {
                        boundsWhatNests(place, filter);
                    }
                }));
    }

    private void boundsWhatNests(Place place, GraphQLInputObjectType filter) {
        Map<String, Object> condition = condition(filter);
        accepted(place, nested(4, condition));
        for (int depth : List.of(5, 20, 40)) {
            refused(place, nested(depth, condition), "filter.not.not.not.not.not", "at most 5 levels");
        }
        for (int depth : List.of(70, 100, 149)) {
            assertThat(filtered(place, nested(depth, condition)).errorCodes())
                    .as("the reader of JSON refuses it")
                    .containsExactly("BAD_REQUEST");
        }
        assertRefused(written(place, 20), place, "filter.not.not.not.not.not", "at most 5 levels");
        assertThat(written(place, 70).errorCodes())
                .as("the reader of documents refuses it")
                .containsExactly("TOO_COMPLEX");
        HttpResponse<String> deepest = sentAsText(place, "{\"not\": ".repeat(5_000) + "{}" + "}".repeat(5_000));
        assertThat(deepest.statusCode()).as("the reader of JSON refuses it").isEqualTo(400);
        assertThat(deepest.body()).hasSizeLessThan(1_000).doesNotContain("INTERNAL");

        accepted(place, Map.of("or", Collections.nCopies(50, condition)));
        accepted(place, nested(1, Map.of("or", List.of(nested(1, Map.of("and", Collections.nCopies(50, condition)))))));
        refused(place, Map.of("and", Collections.nCopies(51, condition)), "filter", "at most 50 conditions");
        refused(place, Map.of("and", Collections.nCopies(210, Map.of())), "filter", "at most 200 objects");
        refused(place, Map.of("or", Collections.nCopies(210, Map.of("and", List.of(condition)))), "filter", "at most");
        refused(
                place,
                Map.of("or", Collections.nCopies(210, Map.of("and", List.of()))),
                "filter.or.0.and",
                "at least one");
        for (Map<String, Object> costly : List.<Map<String, Object>>of(
                Map.of("and", Collections.nCopies(20_000, Map.of())),
                Map.of("or", Collections.nCopies(5_000, Map.of("and", List.of(condition)))))) {
            assertThat(filtered(place, costly).errorCodes())
                    .as("it costs too much before anybody counts it")
                    .containsExactly("TOO_COMPLEX");
        }
        refused(place, Map.of("or", List.of()), "filter.or", "at least one");
        refused(place, Map.of("not", Map.of("and", List.of())), "filter.not.and", "at least one");
    }

    private GraphQlAnswer written(Place place, int depth) {
        return client.execute(
                ways.token,
                ways.query(
                        place.type().getName(),
                        place.field(),
                        "",
                        Map.of("filter", "{not: ".repeat(depth) + "{}" + "}".repeat(depth)),
                        " { __typename }"));
    }

    private void refusesNull(Place place, GraphQLInputObjectType type, List<Object> path) {
        for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
            List<Object> here = Tree.path(path, field.getName());
            if (!(field.getType() instanceof GraphQLNonNull)) {
                refused(place, withRequired(type, path, here), "filter." + joined(here), "left out rather than null");
            }
            if (field.getType() instanceof GraphQLInputObjectType inner && inner != type) {
                refusesNull(place, inner, here);
            }
        }
    }

    /** A filter that is null at the path, with what else is needed there. */
    private static Map<String, Object> withRequired(
            GraphQLInputObjectType type, List<Object> objectPath, List<Object> nullPath) {
        Map<String, Object> object = new HashMap<>(required(type));
        object.put(nullPath.getLast().toString(), null);
        return wrapped(objectPath, object);
    }

    @TestFactory
    Stream<DynamicTest> shouldBoundEveryListOfInput() {
        return places().stream()
                .filter(place -> !place.field().getArguments().isEmpty())
                .filter(place -> !listInputs(place).isEmpty())
                .map(place -> DynamicTest.dynamicTest(
                        place.name(),
                        () -> listInputs(place)
                                .forEach((argument, lists) -> lists.forEach(list -> bounds(place, argument, list)))));
    }

    private void bounds(Place place, GraphQLArgument argument, ListInput list) {
        int most = TextBound.of(list.declared().getDescription())
                .map(TextBound::max)
                .orElseThrow(() -> new AssertionError(list.path() + " does not say how many it may have"));
        GraphQLInputType element =
                (GraphQLInputType) ((GraphQLList) GraphQLTypeUtil.unwrapNonNull(list.type())).getWrappedType();
        List<Object> tooMany =
                IntStream.range(0, most + 1).mapToObj(_ -> value(element)).toList();
        String name = joined(list.path());
        assertRefused(sent(place, argument, list, tooMany), place, name, "at most " + most + " ");
        if (GraphQLTypeUtil.unwrapAll(element) instanceof GraphQLScalarType scalar
                && Set.of("ID", "String").contains(scalar.getName())) {
            assertRefused(
                    sent(place, argument, list, List.of("X".repeat(HUGE_TEXT))), place, name + ".0", "characters long");
        }
    }

    private GraphQlAnswer sent(Place place, GraphQLArgument argument, ListInput list, List<Object> values) {
        List<Object> inArgument = list.path().subList(1, list.path().size());
        return execute(place, argument, built(argument.getType(), inArgument, values));
    }

    /** Those that say how long they may be; the ids and numbers are bounded for all. */
    @TestFactory
    Stream<DynamicTest> shouldBoundEveryTextOfAQuery() {
        return source.schema().getQueryType().getFieldDefinitions().stream()
                .flatMap(query -> query.getArguments().stream()
                        .filter(argument ->
                                GraphQLTypeUtil.unwrapNonNull(argument.getType()) instanceof GraphQLScalarType scalar
                                        && scalar.getName().equals("String")
                                        && TextBound.of(argument.getDescription())
                                                .filter(TextBound::exact)
                                                .isPresent())
                        .map(argument -> DynamicTest.dynamicTest(
                                query.getName() + " " + argument.getName(), () -> boundsText(query, argument))));
    }

    private void boundsText(GraphQLFieldDefinition query, GraphQLArgument argument) {
        int most = TextBound.of(argument.getDescription()).orElseThrow().max();
        Place place = new Place(source.schema().getQueryType(), query);
        for (String wrong : List.of("", " \t", "X".repeat(most + 1), "X".repeat(HUGE_TEXT))) {
            GraphQlAnswer answer = execute(place, argument, wrong);
            assertThat(answer.errorCodes()).as(shortened(answer.body())).containsExactly("BAD_USER_INPUT");
            assertThat(answer.body().at("/errors/0/extensions/field").asString())
                    .isEqualTo(argument.getName());
            assertThat(answer.body().toString()).hasSizeLessThan(1_000);
        }
    }

    /** Who gives a number or a name learns what an id is, rather than that there is nothing. */
    @TestFactory
    Stream<DynamicTest> shouldSayWhatAnIdIsInEachPlaceOfAnId() {
        return source.schema().getQueryType().getFieldDefinitions().stream()
                .flatMap(query -> IdPaths.of(query).stream()
                        .filter(place -> place.form() == IdPaths.Form.ID)
                        .filter(place -> !place.path().contains("classId")) // has the id or the key
                        .map(place -> DynamicTest.dynamicTest(
                                query.getName() + " " + place.path(), () -> refusesNoId(query, place))));
    }

    private void refusesNoId(GraphQLFieldDefinition query, IdPaths.Place place) {
        OperationDocument document = new OperationDocument("query", query);
        String field = String.join(".", place.path()) + (place.list() ? ".0" : "");
        for (String wrong : List.of("INC0000001", "db-prod-01", "")) {
            Map<String, Object> arguments = place.with(document.required(), wrong);
            GraphQlAnswer answer = client.execute(ways.token, document.text(arguments), arguments);
            assertRefused(answer, new Place(source.schema().getQueryType(), query), field, "a UUID");
        }
        Map<String, Object> arguments = place.with(document.required(), Ids.next());
        assertThat(client.execute(ways.token, document.text(arguments), arguments)
                        .body()
                        .at("/errors/0/extensions/rule")
                        .asString(""))
                .as("of an id that nothing has")
                .doesNotContain("UUID");
    }

    @TestFactory
    Stream<DynamicTest> shouldBoundEveryListOfASubscription() {
        GraphQLObjectType subscriptions = Objects.requireNonNull(source.schema().getSubscriptionType());
        return subscriptions.getFieldDefinitions().stream()
                .flatMap(field -> field.getArguments().stream()
                        .filter(argument -> GraphQLTypeUtil.unwrapNonNull(argument.getType()) instanceof GraphQLList)
                        .map(argument ->
                                DynamicTest.dynamicTest(field.getName(), () -> refusesLongList(field, argument))));
    }

    private void refusesLongList(GraphQLFieldDefinition field, GraphQLArgument argument) {
        int most = TextBound.of(argument.getDescription()).orElseThrow().max();
        List<String> tooMany = IntStream.range(0, most + 1)
                .mapToObj(_ -> "\"" + Ids.next() + "\"")
                .toList();
        for (List<String> values : List.of(tooMany, List.of("\"" + "X".repeat(HUGE_TEXT) + "\""))) {
            try (GraphQlSocket socket =
                    GraphQlSocket.open(client.uri("/graphql/ws")).init(ways.token)) {
                socket.next();
                socket.subscribe(
                        "1",
                        "subscription { %s(%s: %s) { __typename } }"
                                .formatted(field.getName(), argument.getName(), values));
                assertThat(socket.next().toString()).contains("BAD_USER_INPUT", argument.getName(), "at most");
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseForgedCursors(CapturedOutput output) {
        return places().stream()
                .filter(place -> place.field().getArgument("after") != null)
                .map(place -> DynamicTest.dynamicTest(place.name(), () -> {
                    int logged = output.getAll().length();
                    for (String order : orders(place.field())) {
                        refusesForgedCursors(place, order);
                    }
                    assertThat(output.getAll().substring(logged)).doesNotContain("Fault ", "Exception");
                }));
    }

    private void refusesForgedCursors(Place place, String order) {
        Map<String, String> arguments = order.isEmpty() ? Map.of() : Map.of("sort", order);
        String selection = " { edges { cursor } pageInfo { hasNextPage } }";
        GraphQlAnswer page = client.execute(
                        ways.token, ways.query(place.type().getName(), place.field(), "", arguments, selection))
                .withoutErrors();
        String cursor = Objects.requireNonNull(page.body().findValue("edges"), "a connection")
                .path(0)
                .path("cursor")
                .asString("");
        assertThat(cursor)
                .as("give %s a record, so that it has a cursor to forge", place.name())
                .isNotEmpty();
        assertThat(after(place, arguments, cursor).errorCodes())
                .as("the real one")
                .isEmpty();

        forged(cursor).forEach((what, forged) -> {
            if (what.endsWith(ABSENT) && mayBeAbsent(place, order)) {
                assertThat(after(place, arguments, forged).errorCodes()).isEmpty();
                return;
            }
            GraphQlAnswer answer = after(place, arguments, forged);
            assertThat(answer.errorCodes())
                    .as("%s %s with %s: %s", place.name(), order, what, shortened(answer.body()))
                    .isEqualTo(List.of("BAD_USER_INPUT"));
            assertThat(answer.body().at("/errors/0/extensions/field").asString())
                    .isEqualTo("after");
            assertThat(answer.body().toString()).hasSizeLessThan(1_000);
        });
        // what stands for a text may be any text, and begins the list there
        for (String text : List.of("", "zzz", "\u0007\ud83d\udca5", "'; MATCH (n) DETACH DELETE n //")) {
            eachValue(cursor, text)
                    .forEach(
                            forged -> assertThat(after(place, arguments, forged).errorCodes())
                                    .as("%s with '%s'", place.name(), text)
                                    .isSubsetOf("BAD_USER_INPUT"));
        }
    }

    private GraphQlAnswer after(Place place, Map<String, String> arguments, String cursor) {
        Map<String, String> all = new HashMap<>(arguments);
        all.put("after", "$after");
        return client.execute(
                ways.token,
                ways.query(place.type().getName(), place.field(), "$after: String", all, " { edges { cursor } }"),
                Map.of("after", cursor));
    }

    /** What a list must refuse, made from a cursor that it returned. */
    /** Whether records of the list may have no value of what it is sorted by; those come last, and a cursor may be one of theirs. */
    private static boolean mayBeAbsent(Place place, String order) {
        return List.of("knownErrors", "unauthorisedDifferences")
                        .contains(place.field().getName())
                || Stream.of(
                                "FIRST_DUE_AT",
                                "KNOWN_ERROR_SINCE",
                                "RESOLVED_AT",
                                "REVIEW_AT",
                                "FOLLOW_UP_AT",
                                "PLANNED_FROM",
                                "PLANNED_TO",
                                "ACTUAL_FROM",
                                "PAPERWORK_DUE_AT",
                                "UNAUTHORISED_SINCE")
                        .anyMatch(order::contains);
    }

    private static Map<String, String> forged(String cursor) {
        Map<String, String> forged = new LinkedHashMap<>();
        List<String> parts = parts(cursor);
        String id = parts.get(0) + UNIT + parts.get(1);
        forged.put("nothing", "");
        forged.put("garbage", "garbage");
        forged.put("what is no Base64", "!§$%&/()=?");
        forged.put(
                "another list's cursor",
                encoded("0123456789abcdef" + cursor(parts).substring(16)));
        forged.put("the hash alone", encoded(parts.get(0)));
        forged.put("no id", encoded(parts.get(0) + UNIT + cursor(parts).substring(id.length())));
        forged.put("a value more", encoded(cursor(parts) + UNIT + "x"));
        forged.put("a thousand values", encoded(id + (UNIT + "x").repeat(1_000)));
        forged.put("a huge value", encoded(id + UNIT + "x".repeat(100_000)));
        forged.put("what is not UTF-8", encoded(cursor(parts).getBytes(StandardCharsets.UTF_8), (byte) 0xff));
        if (parts.size() > 2) {
            forged.put("no values", encoded(id));
            forged.put("an empty escape", encoded(id + UNIT + "\\"));
        }
        for (int place = 2; place < parts.size(); place++) {
            for (String wrong : wrongFor(parts.get(place))) {
                List<String> changed = new ArrayList<>(parts);
                changed.set(place, wrong);
                forged.put("value " + (place - 2) + " " + wrong, encoded(cursor(changed)));
            }
        }
        return forged;
    }

    /** What cannot stand where this value stood, as far as can be seen from it. */
    private static List<String> wrongFor(String value) {
        List<String> wrong = new ArrayList<>();
        if (isInstant(value)) {
            wrong.addAll(List.of(
                    "yesterday",
                    "2026-02-30T00:00:00Z",
                    "+1000000000-12-31T23:59:59Z",
                    "-999999999-01-01T00:00:00Z",
                    "5"));
        } else if (value.matches("-?[\\d.E]+")) {
            wrong.addAll(List.of("many", "NaN", "9".repeat(400), "1-1", "2026-01-01T00:00:00Z"));
        } else if (value.matches("[A-Z_]+|P\\d")) {
            wrong.addAll(List.of("NO_SUCH_CONSTANT", "down", "0"));
        }
        if (!value.equals(ABSENT)) {
            wrong.add(ABSENT);
        } else {
            wrong.add("yesterday");
        }
        return wrong;
    }

    private static List<String> eachValue(String cursor, String text) {
        List<String> parts = parts(cursor);
        List<String> forged = new ArrayList<>();
        for (int place = 1; place < parts.size(); place++) {
            List<String> changed = new ArrayList<>(parts);
            changed.set(place, text);
            forged.add(encoded(cursor(changed)));
        }
        return forged;
    }

    private static boolean isInstant(String value) {
        try {
            Instant.parse(value);
            return true;
        } catch (DateTimeParseException other) {
            return false;
        }
    }

    private static List<String> parts(String cursor) {
        return Arrays.asList(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(UNIT, -1));
    }

    private static String cursor(List<String> parts) {
        return String.join(UNIT, parts);
    }

    private static String encoded(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] plain, byte last) {
        byte[] longer = Arrays.copyOf(plain, plain.length + 1);
        longer[plain.length] = last;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(longer);
    }

    /** The orders that a list can be asked for, as they are written; an empty text for its own. */
    private static List<String> orders(GraphQLFieldDefinition field) {
        List<String> orders = new ArrayList<>(List.of(""));
        GraphQLArgument sort = field.getArgument("sort");
        if (sort != null) {
            GraphQLInputObjectType key = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapAll(sort.getType());
            GraphQLEnumType fields = (GraphQLEnumType)
                    GraphQLTypeUtil.unwrapAll(key.getField("field").getType());
            fields.getValues().forEach(value -> orders.add("{field: " + value.getName() + ", direction: DESC}"));
        }
        return orders;
    }

    private List<Place> places() {
        return source.schema().getAllTypesAsList().stream()
                .filter(type ->
                        type instanceof GraphQLObjectType && !type.getName().startsWith("__"))
                .map(GraphQLObjectType.class::cast)
                .filter(type -> type != source.schema().getMutationType()
                        && type != source.schema().getSubscriptionType())
                .flatMap(type -> type.getFieldDefinitions().stream().map(field -> new Place(type, field)))
                .filter(place -> place.field().getArgument("after") != null
                        || !listInputs(place).isEmpty())
                .toList();
    }

    private static Map<GraphQLArgument, List<ListInput>> listInputs(Place place) {
        Map<GraphQLArgument, List<ListInput>> found = new LinkedHashMap<>();
        for (GraphQLArgument argument : place.field().getArguments()) {
            List<ListInput> lists = new ArrayList<>();
            collect(argument.getType(), argument, List.of(argument.getName()), new HashSet<>(), lists);
            if (!lists.isEmpty()) {
                found.put(argument, lists);
            }
        }
        return found;
    }

    private static void collect(
            GraphQLInputType type,
            GraphQLNamedSchemaElement declared,
            List<Object> path,
            Set<GraphQLType> above,
            List<ListInput> found) {
        GraphQLType innermost = GraphQLTypeUtil.unwrapAll(type);
        boolean list = GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList;
        if (above.contains(innermost)) {
            return; // what nests in itself is bounded as a whole
        }
        if (list) {
            found.add(new ListInput(path, declared, type));
        }
        if (innermost instanceof GraphQLInputObjectType object) {
            above.add(object);
            List<Object> inside = list ? Tree.path(path, 0) : path;
            object.getFieldDefinitions()
                    .forEach(
                            field -> collect(field.getType(), field, Tree.path(inside, field.getName()), above, found));
            above.remove(object);
        }
    }

    private GraphQlAnswer filtered(Place place, Map<String, ?> filter) {
        return execute(place, Objects.requireNonNull(place.field().getArgument("filter")), filter);
    }

    /** Past the client's own writer of JSON, which refuses such depths too. */
    private HttpResponse<String> sentAsText(Place place, String filter) {
        GraphQLArgument argument = Objects.requireNonNull(place.field().getArgument("filter"));
        String query = ways.query(
                place.type().getName(),
                place.field(),
                "$value: " + GraphQLTypeUtil.simplePrint(argument.getType()),
                Map.of("filter", "$value"),
                " { __typename }");
        return client.exchange(client.request("/graphql")
                .header("Authorization", "Bearer " + ways.token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"query\": \"" + query + "\", \"variables\": {\"value\": " + filter + "}}"))
                .build());
    }

    private GraphQlAnswer execute(Place place, GraphQLArgument argument, Object value) {
        String variable = "$value: " + GraphQLTypeUtil.simplePrint(argument.getType());
        boolean leaf =
                GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(place.field().getType()));
        return client.execute(
                ways.token,
                ways.query(
                        place.type().getName(),
                        place.field(),
                        variable,
                        Map.of(argument.getName(), "$value"),
                        leaf ? "" : " { __typename }"),
                Map.of("value", value));
    }

    private void accepted(Place place, Map<String, ?> filter) {
        filtered(place, filter).withoutErrors();
    }

    private void refused(Place place, Map<String, ?> filter, String field, String rule) {
        assertRefused(filtered(place, filter), place, field, rule);
    }

    private static void assertRefused(GraphQlAnswer answer, Place place, String field, String rule) {
        String said = place.name() + ", " + field + ": " + shortened(answer.body());
        assertThat(answer.errorCodes()).as(said).containsExactly("BAD_USER_INPUT");
        assertThat(answer.body().at("/errors/0/extensions/field").asString())
                .as(said)
                .isEqualTo(field);
        assertThat(answer.body().at("/errors/0/extensions/rule").asString())
                .as(said)
                .contains(rule);
        assertThat(answer.body().toString()).as("what is said of what is huge").hasSizeLessThan(1_000);
    }

    private static String shortened(JsonNode body) {
        String text = body.toString();
        return text.substring(0, Math.min(500, text.length()));
    }

    private static Map<String, Object> nested(int depth, Map<String, Object> innermost) {
        Map<String, Object> filter = innermost;
        for (int level = 0; level < depth; level++) {
            filter = Map.of("not", filter);
        }
        return filter;
    }

    /** One condition of a filter, which everybody may ask. */
    private static Map<String, Object> condition(GraphQLInputObjectType filter) {
        return filter.getFieldDefinitions().stream()
                .filter(field -> field.getType() instanceof GraphQLInputObjectType type
                        && type.getName().equals("StringFilter"))
                .findFirst()
                .<Map<String, Object>>map(field -> Map.of(field.getName(), Map.of("eq", "x")))
                .orElseThrow(() -> new AssertionError(filter.getName() + " has no text to compare"));
    }

    private static Map<String, Object> required(GraphQLInputObjectType type) {
        return type.getFieldDefinitions().stream()
                .filter(field -> field.getType() instanceof GraphQLNonNull && !field.hasSetDefaultValue())
                .collect(Collectors.toMap(
                        GraphQLInputObjectField::getName, field -> value(field.getType()), (a, _) -> a, TreeMap::new));
    }

    private static Map<String, Object> wrapped(List<Object> path, Map<String, Object> innermost) {
        Map<String, Object> whole = innermost;
        for (Object step : path.reversed()) {
            whole = new HashMap<>(Map.of(step.toString(), whole));
        }
        return whole;
    }

    /** A value of the type that has the values at the path, and what else is needed on the way. */
    private static Object built(GraphQLType type, List<Object> path, List<Object> values) {
        if (path.isEmpty()) {
            return values;
        }
        List<Object> rest = path.subList(1, path.size());
        if (GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList list) {
            return List.of(built(list.getWrappedType(), rest, values));
        }
        GraphQLInputObjectType object = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapNonNull(type);
        Map<String, Object> fields = new HashMap<>(required(object));
        String name = path.getFirst().toString();
        fields.put(name, built(object.getField(name).getType(), rest, values));
        return fields;
    }

    private static Object value(GraphQLInputType type) {
        if (GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList list) {
            return List.of(value((GraphQLInputType) list.getWrappedType()));
        }
        return switch (GraphQLTypeUtil.unwrapAll(type)) {
            case GraphQLEnumType choice -> choice.getValues().getFirst().getName();
            case GraphQLInputObjectType object -> required(object);
            case GraphQLScalarType scalar ->
                switch (scalar.getName()) {
                    case "ID" -> Ids.next();
                    case "Int" -> 1;
                    case "DateTime" -> "2026-01-05T09:00:00Z";
                    default -> "x";
                };
            default -> throw new IllegalArgumentException("no input: " + type);
        };
    }

    private static String joined(List<Object> path) {
        return path.stream().map(Object::toString).collect(Collectors.joining("."));
    }
}
