// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import io.mainstay.hostile.HiddenRecords.Caller;
import io.mainstay.hostile.HiddenRecords.Hidden;
import io.mainstay.hostile.IdPaths.Form;
import io.mainstay.hostile.IdPaths.Place;
import io.mainstay.kernel.Ids;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Sampled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;

/**
 * Names, at each place of each operation of the schema at which a record can be named, a record of each kind that the caller may
 * not see, and then something that does not exist: the two answers are the same but for the name. The operations and places
 * come from the schema, so none can be forgotten; a place at which the answers may differ needs a reason in the table.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenIdsIT {

    /** Operation, place and kind at which the answers differ, and why that tells nothing. */
    private static final Map<String, String> EXEMPT = Map.of();

    private static final Set<String> NO_ANSWER = Set.of(
            "BAD_REQUEST", "INTERNAL", "TOO_COMPLEX", "TOO_LARGE", "TOO_MANY_REQUESTS", "TOO_SLOW", "UNAUTHENTICATED");

    /** Every record for every caller at every place, as {@code -Pfull} does; else a sample of what is alike. */
    private static final boolean ALL = Boolean.getBoolean("mainstay.hidden.all");

    /** Who may do most comes first. */
    private static final Comparator<Caller> BY_REACH =
            Comparator.comparing(List.of(
                    Caller.ADMINISTRATOR,
                    Caller.WORKER,
                    Caller.MANAGER,
                    Caller.AUDITOR,
                    Caller.REQUESTER,
                    Caller.NOBODY)::indexOf);

    /** Arguments that are filters, or lists of them. */
    private static final Set<String> FILTERS = Set.of("filter", "groups");

    private static final int SAMPLE = 6;
    private static final int AT_ONCE = 4;
    private static final int SHOWN = 600;

    @Autowired
    private GraphQlSource source;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private ApplicationContext application;

    private final Map<String, AcceptableCall> calls = new LinkedHashMap<>();
    private HiddenRecords records;

    @BeforeAll
    void prepare() {
        HostileFixture fixture = new HostileFixture(application);
        fixture.prepare();
        records = new HiddenRecords(fixture);
        records.prepare();
        Stream.of(
                        CmdbCalls.of(fixture),
                        SlaCalls.of(fixture),
                        IncidentCalls.of(fixture),
                        ProblemCalls.of(fixture),
                        ChangeCalls.of(fixture),
                        ReleaseCalls.of(fixture),
                        WindowCalls.of(fixture),
                        TemplateCalls.of(fixture),
                        ReportCalls.of(fixture),
                        CabCalls.of(fixture),
                        ApprovalCalls.of(fixture),
                        PlatformCalls.of(fixture))
                .flatMap(List::stream)
                .forEach(call -> calls.put(call.mutation(), call));
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerToTheNameOfAHiddenRecordAsToNone() {
        return Stream.concat(
                operations(source.schema().getQueryType())
                        .map(query -> DynamicTest.dynamicTest(
                                query.getName(),
                                () -> compare("query", query, new OperationDocument("query", query).required(), null))),
                operations(source.schema().getMutationType())
                        .map(mutation -> DynamicTest.dynamicTest(mutation.getName(), () -> {
                            AcceptableCall call = Objects.requireNonNull(
                                    calls.get(mutation.getName()), "a mutation without an acceptable call");
                            compare("mutation", mutation, call.arguments(), call.token());
                        })));
    }

    /** @param permitted somebody who may do it, whose call gets further than those of the others */
    private void compare(
            String root, GraphQLFieldDefinition operation, Map<String, Object> arguments, @Nullable String permitted)
            throws Exception {
        OperationDocument document = new OperationDocument(root, operation);
        List<Callable<List<String>>> tasks = new ArrayList<>();
        for (Place place : tried(operation)) {
            for (Caller caller : Caller.values()) {
                tasks.add(() -> differences(document, operation, place, arguments, caller));
            }
        }
        assertThat(permitted == null || records.tokens.containsValue(permitted))
                .as("whether one of the callers may do it")
                .isTrue();
        assertThat(inParallel(tasks)).isEmpty();
    }

    /** Fields of filters are all read by the same code, and each is a statement of its own: a third of them. */
    private static List<Place> tried(GraphQLFieldDefinition operation) {
        Map<Boolean, List<Place>> places =
                IdPaths.of(operation).stream().collect(Collectors.partitioningBy(HiddenIdsIT::isOfFilter));
        return Stream.concat(
                        places.getOrDefault(false, List.of()).stream(),
                        Sampled.of(places.getOrDefault(true, List.of()).stream()))
                .toList();
    }

    private static boolean isOfFilter(Place place) {
        return FILTERS.contains(place.path().getFirst());
    }

    private List<String> differences(
            OperationDocument document,
            GraphQLFieldDefinition operation,
            Place place,
            Map<String, Object> arguments,
            Caller caller) {
        List<String> differences = new ArrayList<>();
        for (Form form : place.form() == Form.WORDS ? List.of(Form.values()) : List.of(place.form())) {
            Map<String, String> ofAbsent = new LinkedHashMap<>();
            for (int turn = 0; turn < records.all.size(); turn++) {
                Hidden hidden = records.all.get(turn);
                String name = name(hidden, form);
                if (name == null
                        || !hidden.from().contains(caller)
                        || isLikeAnother(place, hidden)
                        || !isTurn(place, hidden, turn, caller)
                        || !Sampled.hit()) {
                    continue;
                }
                String absent = absent(name, form);
                String expected = ofAbsent.computeIfAbsent(
                        form == Form.NUMBER ? absent : "",
                        _ -> answer(document, place.with(arguments, absent), absent, caller));
                if (!isTurnOfRefused(expected, turn)) {
                    continue;
                }
                String actual = answer(document, place.with(arguments, name), name, caller);
                String where = operation.getName() + " " + place.path() + " " + hidden.kind();
                if (!actual.equals(expected) && !EXEMPT.containsKey(where)) {
                    differences.add(where + " as " + caller + "\n  hidden: " + shortened(actual) + "\n  absent: "
                            + shortened(expected));
                }
            }
        }
        return differences;
    }

    /** All operators of a filter are read by the same code; beside {@code eq} they are tried with what lists show alone. */
    private static boolean isLikeAnother(Place place, Hidden hidden) {
        String operator = place.path().getLast();
        return isOfFilter(place) && (operator.equals("ne") || operator.equals("in")) && hidden.name() == null;
    }

    /**
     * What is hidden from several callers is hidden from each by the same rule, so at each place each record is tried as one of them:
     * by turns as the one who gets furthest and as each of the others. Fields of filters are all read by the same code for whoever
     * asks, so there nobody is preferred.
     */
    private static boolean isTurn(Place place, Hidden hidden, int turn, Caller caller) {
        if (ALL) {
            return true;
        }
        List<Caller> callers = List.copyOf(EnumSet.copyOf(hidden.from()));
        Caller furthest = callers.stream().min(BY_REACH).orElseThrow();
        int at = turn + place.path().hashCode();
        return caller
                == (isOfFilter(place) || at % 2 == 0 ? callers.get(Math.floorMod(at / 2, callers.size())) : furthest);
    }

    /**
     * Whoever lacks the right is refused whatever stands there, so a sample of the records shows it: six in a row of eighteen, of which
     * each caller has one by the turns above.
     */
    private static boolean isTurnOfRefused(String answerToNone, int turn) {
        return ALL || !answerToNone.contains("\"FORBIDDEN\"") || turn / SAMPLE % 3 == 0;
    }

    private String answer(OperationDocument document, Map<String, Object> arguments, String name, Caller caller) {
        GraphQlAnswer answer = client.execute(records.token(caller), document.text(arguments), arguments);
        assertThat(answer.errorCodes())
                .as("%s of %s", document.text(arguments), answer.body())
                .doesNotContainAnyElementsOf(NO_ANSWER);
        return answer.status() + " " + answer.body().toString().replace(name, "<name>");
    }

    @TestFactory
    Stream<DynamicTest> shouldSendToSubscribersOfAHiddenRecordWhatThoseOfNoneGet() {
        return operations(source.schema().getSubscriptionType())
                .map(subscription -> DynamicTest.dynamicTest(subscription.getName(), () -> {
                    List<Callable<List<String>>> tasks = new ArrayList<>();
                    for (Place place : IdPaths.of(subscription)) {
                        for (Caller caller : Caller.values()) {
                            tasks.add(() -> differencesOfSubscriptions(subscription, place, caller));
                        }
                    }
                    assertThat(inParallel(tasks)).isEmpty();
                }));
    }

    private List<String> differencesOfSubscriptions(GraphQLFieldDefinition subscription, Place place, Caller caller) {
        List<String> differences = new ArrayList<>();
        String expected = firstMessage(subscription, place, Ids.next(), caller);
        for (int turn = 0; turn < records.all.size(); turn++) {
            Hidden hidden = records.all.get(turn);
            if (!hidden.from().contains(caller) || !isTurn(place, hidden, turn, caller)) {
                continue;
            }
            String actual = firstMessage(subscription, place, hidden.id(), caller);
            if (!actual.equals(expected)) {
                differences.add(subscription.getName() + " " + hidden.kind() + " as " + caller + "\n  hidden: " + actual
                        + "\n  absent: " + expected);
            }
        }
        return differences;
    }

    private String firstMessage(GraphQLFieldDefinition subscription, Place place, String id, Caller caller) {
        String argument = place.path().getFirst() + ": " + (place.list() ? "[\"" + id + "\"]" : "\"" + id + "\"");
        try (GraphQlSocket socket =
                GraphQlSocket.open(client.uri("/graphql/ws")).init(records.token(caller))) {
            socket.next();
            socket.subscribe("1", "subscription { " + subscription.getName() + "(" + argument + ") { __typename } }");
            JsonNode message = socket.next();
            assertThat(message.toString()).doesNotContain("BAD_REQUEST", "INTERNAL");
            return message.toString().replace(id, "<name>");
        }
    }

    /** Else the comparisons would show nothing. */
    @Test
    void shouldAnswerDifferentlyToWhoSeesTheRecords() {
        for (Hidden hidden : records.all) {
            if (hidden.number() == null || hidden.kind().contains("outage")) {
                continue;
            }
            String root = Stream.of("incident", "problem", "change", "release")
                    .filter(hidden.kind()::startsWith)
                    .findFirst()
                    .orElse("configurationItem");
            GraphQlAnswer answer = client.execute(
                            records.cleared,
                            "query($id: ID!, $number: String!) { node(id: $id) { id } byId: %s(id: $id) { id }"
                                            .formatted(root)
                                    + " byNumber: %s(number: $number) { id } auditTrail(recordId: $id) { nodes { id } } }"
                                            .formatted(root),
                            Map.of("id", hidden.id(), "number", hidden.number()))
                    .withoutErrors();
            assertThat(List.of(answer.text("node.id"), answer.text("byId.id"), answer.text("byNumber.id")))
                    .as(hidden.kind())
                    .containsOnly(hidden.id());
            assertThat(answer.at("auditTrail.nodes").isEmpty())
                    .as(hidden.kind())
                    .isFalse();
        }
    }

    @Test
    void shouldFindThePlacesAtWhichRecordsAreNamed() {
        assertThat(operations(source.schema().getQueryType())
                        .flatMap(query -> IdPaths.of(query).stream().map(place -> query.getName() + place.path())))
                .contains(
                        "node[id]",
                        "auditTrail[recordId]",
                        "auditRefusals[personId]",
                        "incident[number]",
                        "incidents[filter, serviceOfferingId, eq]",
                        "incidents[filter, number, eq]",
                        "knownErrors[ciId]",
                        "knownErrors[serviceOfferingId]",
                        "problem[number]",
                        "problems[filter, serviceOfferingId, eq]",
                        "change[number]",
                        "changes[filter, ciIds, eq]",
                        "impact[input, failed]",
                        "people[filter, teamId]",
                        "search[query]");
    }

    private static @Nullable String name(Hidden hidden, Form form) {
        return switch (form) {
            case ID -> hidden.id();
            case NUMBER -> hidden.number();
            case WORDS -> hidden.name();
        };
    }

    private static String absent(String name, Form form) {
        return switch (form) {
            case ID -> Ids.next();
            case NUMBER -> name.replaceAll("\\d", "9");
            case WORDS -> HiddenRecords.word();
        };
    }

    private static List<String> inParallel(List<Callable<List<String>>> tasks) throws Exception {
        List<String> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<List<String>> done : threads.invokeAll(tasks)) {
                all.addAll(done.get());
            }
        }
        return all;
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static Stream<GraphQLFieldDefinition> operations(@Nullable GraphQLObjectType root) {
        return Optional.ofNullable(root).stream().flatMap(type -> type.getFieldDefinitions().stream());
    }
}
