// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.Locks;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.GraphSnapshot;
import io.mainstay.support.HeldLocks;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Sampled;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestStack;
import io.mainstay.support.TestTokens;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What tickets of every kind promise, through the API and on the real servers. A kind joins with a {@link TicketSample}; its
 * own tests hold only its own rules.
 */
@IntegrationTest
class TicketContractIT {

    private static final int CALLERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SEED = Long.getLong("mainstay.seed", System.nanoTime());
    private static final String AROUND_THE_CLOCK = "00000000-0000-7000-8051-000000000051";
    private static final String ROW =
            "id number state title priority teamId holdReason followUpAt reportedAt lastEventAt firstDueAt";
    private static final String NESTED =
            "id category { name } reporter { id } team { id } assignee { id } serviceOffering { id } affectedCis { id }"
                    + " suggestedServiceOfferings { id } slaClocks { state } workLog(first: 2) { nodes { text } }"
                    + " attachments(first: 2) { nodes { name url attachedBy { id } } }"
                    + " history(first: 2) { nodes { action } } viewerCan availableTransitions { action } ";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Locks locks;

    @Autowired
    private Driver driver;

    @Autowired
    private List<Tickets<?, ?>> kinds;

    private final Random random = new Random(SEED);

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource("samples")
    private @interface EachKind {}

    /** For what is slow and wholly of the floor: one of the kinds, another each time; each of them with {@code -Pfull}. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource("anySample")
    private @interface AnyKind {}

    static Stream<TicketSample> anySample() {
        return Sampled.some(1, samples().toList());
    }

    static Stream<TicketSample> samples() {
        return Stream.of(new IncidentSample(), new ProblemSample(), new ChangeSample(), new ReleaseSample());
    }

    private TicketFixture fixture(TicketSample sample) {
        return new TicketFixture(sample, client, work, cypher);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    // Rating

    @EachKind
    void shouldSayWhetherSomebodyHasRatedTheImpact(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String unrated = fixture.reported(fixture.worker, Map.of("title", "T"));
        String rated = fixture.reported(fixture.worker, Map.of("title", "T", "impact", "MEDIUM"));

        assertThat(impactOrigin(fixture, unrated)).isEqualTo("DEFAULT");
        assertThat(impactOrigin(fixture, rated)).isEqualTo("STATED");
        fixture.done(fixture.worker, "Prioritise", unrated, Map.of("impact", "MEDIUM", "urgency", "MEDIUM"));
        assertThat(impactOrigin(fixture, unrated)).isEqualTo("STATED");
    }

    private static String impactOrigin(TicketFixture fixture, String id) {
        return fixture.read(fixture.worker, id, "priorityExplanation { impactOrigin }")
                .at("/priorityExplanation/impactOrigin")
                .asString();
    }

    // Reading

    @EachKind
    void shouldHideTicketsByEveryWay(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String word = word();
        String id = fixture.reported(
                fixture.reporter, Map.of("title", "Unseen " + word, "ciIds", List.of(fixture.serverId)));
        String number = fixture.read(fixture.leader, id, "number").at("/number").asString();
        await().atMost(PATIENCE).until(() -> fixture.found(fixture.worker, word).contains(id));

        assertThat(isHidden(fixture, fixture.stranger, id, number, word)).isTrue();
        assertThat(isHidden(fixture, fixture.worker, id, number, word)).isFalse();
        assertThat(isHidden(fixture, fixture.reporter, id, number, word)).isFalse();
        assertThat(isHidden(fixture, fixture.otherReporter, id, number, word))
                .isEqualTo(sample.reportersSeeTheirOwnOnly());

        fixture.done(fixture.leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"));
        await().atMost(PATIENCE).until(() -> fixture.found(fixture.worker, word).isEmpty());

        assertThat(isHidden(fixture, fixture.worker, id, number, word)).isTrue();
        assertThat(isHidden(fixture, fixture.leader, id, number, word)).isFalse();
        assertThat(isHidden(fixture, fixture.reporter, id, number, word))
                .as("whoever takes part sees it")
                .isFalse();
    }

    /** Whether every way to the ticket answers as if it did not exist; fails the test if the ways differ. */
    private boolean isHidden(TicketFixture fixture, String token, String id, String number, String word) {
        GraphQlAnswer answer = fixture.query(
                        token,
                        "query($id: ID!, $number: String!, $typed: String!, $ci: ID!) { byId: %1$s(id: $id) { id }"
                                        .formatted(fixture.name)
                                + " byNumber: %1$s(number: $typed) { id } node(id: $id) { id }".formatted(fixture.name)
                                + " list: %1$s(filter: {number: {eq: $number}}) { nodes { id } totalCount }"
                                        .formatted(fixture.list())
                                + " grouped: %sCounts(groups: [{number: {eq: $number}}, {not: {number: {ne: $number}}}]) { counts }"
                                        .formatted(fixture.name)
                                + " configurationItem(id: $ci) { onItem: %s { nodes { id } } } }"
                                        .formatted(fixture.list()),
                        Map.of(
                                "id",
                                id,
                                "number",
                                number,
                                "typed",
                                number.toLowerCase(Locale.ROOT),
                                "ci",
                                fixture.serverId))
                .withoutErrors();
        Map<String, Boolean> hidden = new LinkedHashMap<>();
        hidden.put("by id", answer.at("byId").isNull());
        hidden.put("by number", answer.at("byNumber").isNull());
        hidden.put("as node", answer.at("node").isNull());
        hidden.put("listed", answer.at("list.nodes").isEmpty());
        hidden.put("counted", answer.at("list.totalCount").asInt() == 0);
        hidden.put("counted in groups", answer.at("grouped.counts").toString().equals("[0,0]"));
        if (!answer.at("configurationItem").isNull()) {
            hidden.put(
                    "on the item", answer.at("configurationItem.onItem.nodes").isEmpty());
        }
        hidden.put("found", !fixture.found(token, word).contains(id));
        try (GraphQlSocket socket = follow(fixture, token, id)) {
            JsonNode first = socket.next();
            hidden.put("followed", first.toString().contains("NOT_FOUND"));
        }
        hidden.put(
                "commented on",
                fixture.act(token, "Comment", id, Map.of("text", "Hello"))
                        .userErrorCodes(fixture.mutation("Comment"))
                        .contains("NOT_FOUND"));
        assertThat(hidden.values().stream().distinct()).as("%s", hidden).hasSize(1);
        return hidden.containsValue(true);
    }

    @AnyKind
    void shouldListPageByPageWhatIsFilteredAndSortedInMemory(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        List<String> made = makeMany(fixture, sample);
        String all = "{organisationId: {eq: \"" + fixture.organisationId + "\"}}";
        String fields = ROW + " " + String.join(" ", sample.sorts());
        List<JsonNode> rows = new ArrayList<>();
        fixture.query(
                        fixture.worker,
                        "{ list: %s(first: 100, filter: %s) { nodes { %s } } }".formatted(fixture.list(), all, fields))
                .withoutErrors()
                .at("list.nodes")
                .forEach(rows::add);
        assertThat(rows.stream().map(row -> row.at("/id").asString())).containsExactlyInAnyOrderElementsOf(made);

        List<String> keys =
                new ArrayList<>(List.of("number", "priority", "reportedAt", "lastEventAt", "followUpAt", "firstDueAt"));
        keys.addAll(sample.sorts());
        List<Map<String, Boolean>> orders = new ArrayList<>(
                List.of(keyed("followUpAt", false, "priority", true), keyed("priority", true, "reportedAt", false)));
        keys.forEach(key -> orders.addAll(List.of(Map.of(key, false), Map.of(key, true))));
        for (Map<String, Boolean> order : orders) {
            assertThat(paged(fixture, fixture.worker, all, order))
                    .as("seed %d, %s", SEED, order)
                    .containsExactlyElementsOf(rows.stream()
                            .sorted(order(order))
                            .map(row -> row.at("/id").asString())
                            .toList());
        }
        assertThat(paged(fixture, fixture.worker, all, Map.of()))
                .as("seed %d, the newest first", SEED)
                .isEqualTo(paged(fixture, fixture.worker, all, Map.of("reportedAt", true)));

        filters(fixture)
                .forEach((filter, holds) -> assertThat(
                                paged(fixture, fixture.worker, "{and: [" + all + ", " + filter + "]}", Map.of()))
                        .as("seed %d, %s", SEED, filter)
                        .containsExactlyInAnyOrderElementsOf(rows.stream()
                                .filter(holds)
                                .map(row -> row.at("/id").asString())
                                .toList()));
    }

    private static Map<String, Boolean> keyed(String first, boolean down, String second, boolean secondDown) {
        Map<String, Boolean> order = new LinkedHashMap<>();
        order.put(first, down);
        order.put(second, secondDown);
        return order;
    }

    private List<String> makeMany(TicketFixture fixture, TicketSample sample) {
        List<String> grades = List.of("LOW", "MEDIUM", "HIGH");
        clock.set(clock.now());
        Instant later = clock.now().plus(Duration.ofDays(3));
        List<String> made = new ArrayList<>();
        for (int count = 0; count < 12; count++) {
            if (count % 3 == 0) {
                clock.advance(Duration.ofMinutes(1));
            }
            String id = fixture.reported(
                    fixture.worker,
                    Map.of(
                            "title",
                            count % 4 == 0 ? "Printer" : "A printer burns",
                            "impact",
                            grades.get(random.nextInt(3)),
                            "urgency",
                            grades.get(random.nextInt(3))));
            made.add(id);
            switch (count % 6) {
                case 0 -> fixture.done(fixture.worker, "Hold", id, Map.of("reason", sample.holdReason()));
                case 1, 2 ->
                    fixture.done(
                            fixture.worker,
                            "Hold",
                            id,
                            Map.of(
                                    "reason",
                                    sample.holdReason(),
                                    "followUpAt",
                                    later.plus(Duration.ofHours(random.nextInt(2)))
                                            .toString()));
                case 3 -> move(fixture, sample.cancel(), id);
                case 4 -> assign(fixture, id, fixture.teamId);
                default -> {}
            }
        }
        return made;
    }

    private Map<String, Predicate<JsonNode>> filters(TicketFixture fixture) {
        Instant soon = clock.now().plus(Duration.ofDays(3)).plusSeconds(1);
        Predicate<JsonNode> cancelled = is("state", "CANCELLED");
        Predicate<JsonNode> waits = row -> !row.at("/followUpAt").isNull();
        Map<String, Predicate<JsonNode>> filters = new LinkedHashMap<>();
        filters.put("{open: {eq: true}}", cancelled.negate());
        filters.put("{state: {eq: CANCELLED}}", cancelled);
        filters.put("{state: {ne: CANCELLED}}", cancelled.negate());
        filters.put("{not: {state: {in: [CANCELLED]}}}", cancelled.negate());
        filters.put("{or: [{state: {eq: CANCELLED}}, {followUpAt: {isNull: false}}]}", cancelled.or(waits));
        filters.put("{followUpAt: {isNull: true}}", waits.negate());
        filters.put(
                "{followUpAt: {lt: \"" + soon + "\"}}",
                waits.and(row -> Instant.parse(row.at("/followUpAt").asString()).isBefore(soon)));
        filters.put(
                "{not: {followUpAt: {lt: \"" + soon + "\"}}}",
                waits.and(row -> Instant.parse(row.at("/followUpAt").asString()).isBefore(soon))
                        .negate());
        filters.put("{teamId: {eq: \"" + fixture.teamId + "\"}}", is("teamId", fixture.teamId));
        filters.put(
                "{teamId: {ne: \"" + fixture.teamId + "\"}}",
                is("teamId", fixture.teamId).negate());
        filters.put("{assigned: {eq: true}}", is("teamId", fixture.teamId));
        filters.put(
                "{firstDueAt: {isNull: false}}", row -> !row.at("/firstDueAt").isNull());
        filters.put("{holdReason: {isNull: true}}", row -> row.at("/holdReason").isNull());
        filters.put("{title: {contains: \"A PRINT\"}}", is("title", "A printer burns"));
        filters.put("{title: {eq: \"Printer\"}}", is("title", "Printer"));
        filters.put("{priority: {in: [P1, P2]}}", is("priority", "P1").or(is("priority", "P2")));
        filters.put("{reportedAt: {lt: \"2000-01-01T00:00:00Z\"}}", _ -> false);
        return filters;
    }

    private static Predicate<JsonNode> is(String field, String value) {
        return row -> row.at("/" + field).asString("").equals(value);
    }

    /** All ids that the list gives, part by part; its count agrees. */
    private List<String> paged(TicketFixture fixture, String token, String filter, Map<String, Boolean> order) {
        String document = "query($after: String) { list: %s(first: 5, after: $after, filter: %s%s)"
                        .formatted(fixture.list(), filter, order.isEmpty() ? "" : ", sort: " + sorts(order))
                + " { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }";
        List<String> ids = new ArrayList<>();
        Map<String, Object> after = new HashMap<>();
        while (true) {
            GraphQlAnswer part = fixture.query(token, document, after).withoutErrors();
            ids.addAll(TicketFixture.ids(part.at("list.nodes")));
            if (!part.at("list.pageInfo.hasNextPage").asBoolean()) {
                assertThat(part.at("list.totalCount").asInt()).as(filter).isEqualTo(ids.size());
                return ids;
            }
            after.put("after", part.text("list.pageInfo.endCursor"));
        }
    }

    private static String sorts(Map<String, Boolean> order) {
        return order.entrySet().stream()
                .map(key ->
                        "{field: " + key.getKey().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT)
                                + ", direction: " + (key.getValue() ? "DESC" : "ASC") + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Equal ones come by their ids, in the direction of the last key. */
    private static Comparator<JsonNode> order(Map<String, Boolean> order) {
        Comparator<JsonNode> byId = Comparator.comparing(row -> row.at("/id").asString());
        boolean down = List.copyOf(order.values()).getLast();
        return order.entrySet().stream()
                .map(key -> Comparator.comparing(
                        (JsonNode row) -> value(row.at("/" + key.getKey()), key.getKey()),
                        Comparator.nullsLast(
                                key.getValue() ? Comparator.<String>reverseOrder() : Comparator.naturalOrder())))
                .reduce(Comparator::thenComparing)
                .orElseThrow()
                .thenComparing(down ? byId.reversed() : byId);
    }

    /** As a text that sorts as the value does. */
    private static @Nullable String value(JsonNode value, String field) {
        if (value.isNull()) {
            return null;
        }
        if (!field.endsWith("At") && !field.endsWith("Since")) {
            return value.asString();
        }
        Instant instant = Instant.parse(value.asString());
        return "%012d%09d".formatted(instant.getEpochSecond(), instant.getNano());
    }

    @AnyKind
    void shouldRefuseForgedAndForeignCursors(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        for (int count = 0; count < 2; count++) {
            fixture.reported(fixture.worker, Map.of("title", "T", "ciIds", List.of(fixture.serverId)));
        }
        String list = fixture.list();
        TicketFixture others = fixture(samples()
                .filter(other -> other.kind() != sample.kind())
                .findFirst()
                .orElseThrow());
        others.reported();
        String page = "{ page: %s(first: 1%s) { pageInfo { endCursor } } }";
        String cursor = cursor(fixture, page.formatted(list, ""), "page");
        String sorted = cursor(fixture, page.formatted(list, ", sort: [{field: NUMBER}]"), "page");
        String ofOthers = cursor(others, page.formatted(others.list(), ""), "page");
        String onItem = cursor(
                fixture,
                "{ item: configurationItem(id: \"%s\") { page: %s(first: 1) { pageInfo { endCursor } } } }"
                        .formatted(fixture.serverId, list),
                "item.page");

        assertThat(after(fixture, cursor).errorCodes()).isEmpty();
        for (String foreign : List.of(
                sorted, onItem, ofOthers, "garbage", cursor.substring(1), cursor + "AAAA", cursor.substring(0, 10))) {
            assertThat(after(fixture, foreign).errorCodes()).as(foreign).containsExactly("BAD_USER_INPUT");
        }
    }

    private static String cursor(TicketFixture fixture, String document, String page) {
        return fixture.query(fixture.worker, document).withoutErrors().text(page + ".pageInfo.endCursor");
    }

    private static GraphQlAnswer after(TicketFixture fixture, String cursor) {
        return fixture.query(
                fixture.worker,
                "query($after: String) { %s(after: $after) { nodes { id } } }".formatted(fixture.list()),
                Map.of("after", cursor));
    }

    @EachKind
    void shouldCallTheDatabaseNoMoreOftenForMoreTickets(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        for (int count = 0; count < 8; count++) {
            String id = fixture.reported(fixture.reporter, Map.of("title", "T", "ciIds", List.of(fixture.serverId)));
            assign(fixture, id, fixture.teamId);
            fixture.done(fixture.worker, "Comment", id, Map.of("text", "We are at it"));
        }

        assertThat(mostRepeatedCall(fixture, sample, 2)).isBetween(1, 5);
        assertThat(mostRepeatedCall(fixture, sample, 8)).isBetween(1, 5);
    }

    private int mostRepeatedCall(TicketFixture fixture, TicketSample sample, int first) {
        calls.reset();
        GraphQlAnswer answer = fixture.query(
                        fixture.worker,
                        "query($first: Int!, $org: ID!) { list: %s(first: $first, filter: {organisationId: {eq: $org}}) { nodes { %s } totalCount } }"
                                .formatted(fixture.list(), NESTED + sample.nested()),
                        Map.of("first", first, "org", fixture.organisationId))
                .withoutErrors();
        assertThat(answer.at("list.nodes").size()).isEqualTo(first);
        return calls.mostRepeated(
                "incident/", "problem/", "change/", "ticket/", "record/", "audit/", "identity/", "cmdb/", "sla/");
    }

    @EachKind
    void shouldShowWorkNotesOnlyToThoseWhoWork(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String comment = word();
        String note = word();
        String id = fixture.reported();
        fixture.done(fixture.worker, "Comment", id, Map.of("text", comment));
        fixture.done(fixture.worker, "AddWorkNote", id, Map.of("text", note));

        assertThat(workLog(fixture, fixture.worker, id)).containsExactly("WORK_NOTE " + note, "COMMENT " + comment);
        assertThat(workLog(fixture, fixture.auditor, id)).hasSize(2);
        assertThat(workLog(fixture, fixture.reporter, id)).containsExactly("COMMENT " + comment);
        await().atMost(PATIENCE).until(() -> fixture.found(fixture.worker, note).equals(List.of(id)));
        assertThat(fixture.found(fixture.reporter, comment)).containsExactly(id);
        assertThat(fixture.found(fixture.reporter, note)).isEmpty();
        assertThat(fixture.query(
                                fixture.reporter,
                                "query($id: ID!) { %s(id: $id) { history { nodes { action } } } }"
                                        .formatted(fixture.name),
                                Map.of("id", id))
                        .errorCodes())
                .containsExactly("FORBIDDEN");
    }

    private static List<String> workLog(TicketFixture fixture, String token, String id) {
        List<String> entries = new ArrayList<>();
        fixture.read(token, id, "workLog { nodes { kind text } }")
                .at("/workLog/nodes")
                .forEach(entry -> entries.add(
                        entry.at("/kind").asString() + " " + entry.at("/text").asString()));
        return entries;
    }

    @AnyKind
    void shouldCorrectWhatWasWrittenAndShowWhatItSaid(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String wrong = word();
        String right = word();
        String id = fixture.reported();
        fixture.done(fixture.worker, "Comment", id, Map.of("text", wrong));
        String entry = newestEntry(fixture, id);
        await().atMost(PATIENCE)
                .until(() -> fixture.found(fixture.reporter, wrong).equals(List.of(id)));
        int version = fixture.version(id);
        int revision = fixture.revision(id);

        fixture.done(fixture.worker, "CorrectEntry", id, Map.of("entryId", entry, "text", right));

        JsonNode shown = fixture.read(
                        fixture.reporter,
                        id,
                        "workLog { nodes { kind text authorId correctedAt correctedById correctedBy { id }"
                                + " earlier { kind text writtenById writtenBy { id } writtenAt } } }")
                .at("/workLog/nodes/0");
        String author = fixture.workerPerson.personId();
        assertThat(shown.at("/kind").asString()).isEqualTo("COMMENT");
        assertThat(shown.at("/text").asString()).isEqualTo(right);
        assertThat(shown.at("/correctedById").asString()).isEqualTo(author);
        assertThat(shown.at("/correctedBy/id").asString()).isEqualTo(author);
        assertThat(shown.at("/earlier/0/text").asString()).isEqualTo(wrong);
        assertThat(shown.at("/earlier/0/kind").asString()).isEqualTo("COMMENT");
        assertThat(shown.at("/earlier/0/writtenBy/id").asString()).isEqualTo(author);
        assertThat(Instant.parse(shown.at("/earlier/0/writtenAt").asString()))
                .isBeforeOrEqualTo(Instant.parse(shown.at("/correctedAt").asString()));
        assertThat(fixture.version(id)).isEqualTo(version + 1);
        assertThat(fixture.revision(id)).isEqualTo(revision + 1);
        assertThat(history(id).getFirst().action()).isEqualTo(fixture.name + ".correct-entry");
        assertThat(history(id).getFirst().fields().toString()).contains("workLogDigests", entry);
        await().atMost(PATIENCE)
                .until(() -> fixture.found(fixture.reporter, right).equals(List.of(id)));
        assertThat(fixture.found(fixture.reporter, wrong)).isEmpty();
        refused(
                "STALE_VERSION",
                fixture,
                fixture.worker,
                "CorrectEntry",
                id,
                version,
                Map.of("entryId", entry, "text", "As of before"));

        fixture.done(fixture.worker, "CorrectEntry", id, Map.of("entryId", entry, "text", right));
        assertThat(fixture.revision(id)).as("says so already").isEqualTo(revision + 1);
    }

    @AnyKind
    void shouldTakeACommentBackFromThoseWhoReadNoWorkNotes(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String text = word();
        String id = fixture.reported();
        fixture.done(fixture.worker, "Comment", id, Map.of("text", text));
        String entry = newestEntry(fixture, id);
        await().atMost(PATIENCE)
                .until(() -> fixture.found(fixture.reporter, text).equals(List.of(id)));

        fixture.done(fixture.worker, "CorrectEntry", id, Map.of("entryId", entry, "withdraw", true));

        assertThat(workLog(fixture, fixture.reporter, id)).isEmpty();
        assertThat(workLog(fixture, fixture.worker, id)).containsExactly("WORK_NOTE " + text);
        assertThat(fixture.read(fixture.worker, id, "workLog { nodes { earlier { kind text } } }")
                        .at("/workLog/nodes/0/earlier/0/kind")
                        .asString())
                .isEqualTo("COMMENT");
        await().atMost(PATIENCE)
                .until(() -> fixture.found(fixture.reporter, text).isEmpty());
        assertThat(fixture.found(fixture.worker, text)).containsExactly(id);
        refused(
                "INVALID",
                fixture,
                fixture.worker,
                "CorrectEntry",
                id,
                fixture.version(id),
                Map.of("entryId", entry, "withdraw", true));
    }

    @EachKind
    void shouldLetNobodyCorrectWhatOthersWroteOrWhatIsOver(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String id = fixture.reported();
        String another = fixture.reported();
        fixture.done(fixture.worker, "Comment", another, Map.of("text", "On another one"));
        String elsewhere = newestEntry(fixture, another);
        fixture.done(fixture.worker, "AddWorkNote", id, Map.of("text", "Hello"));
        String note = newestEntry(fixture, id);
        fixture.done(fixture.worker, "Comment", id, Map.of("text", "Hello"));
        String comment = newestEntry(fixture, id);
        Map<String, Object> other = Map.of("entryId", comment, "text", "Bye");
        boolean participates = sample.ofReporter().contains(FacetAction.COMMENT);

        refusedCorrection("FORBIDDEN", fixture, fixture.leader, id, other, "entryId");
        refusedCorrection("FORBIDDEN", fixture, fixture.reporter, id, other, participates ? "entryId" : null);
        refusedCorrection(
                participates ? "NOT_FOUND" : "FORBIDDEN",
                fixture,
                fixture.reporter,
                id,
                Map.of("entryId", note, "text", "Bye"),
                participates ? "entryId" : null);
        refusedCorrection(
                "NOT_FOUND", fixture, fixture.worker, id, Map.of("entryId", elsewhere, "text", "Bye"), "entryId");
        refusedCorrection("REQUIRED", fixture, fixture.worker, id, Map.of("entryId", comment), "text");
        assertThat(fixture.act(fixture.stranger, "CorrectEntry", id, 1, other, null)
                        .userErrorCodes(fixture.mutation("CorrectEntry")))
                .containsExactly("NOT_FOUND");
        assertThat(offers(fixture, fixture.worker, id)).isTrue();
        move(fixture, sample.cancel(), id);

        refusedCorrection("INVALID_TRANSITION", fixture, fixture.worker, id, other, "entryId");

        assertThat(offers(fixture, fixture.worker, id)).isFalse();
        String configurer =
                TestTokens.as(Role.ADMINISTRATOR).in(fixture.organisationId).token();
        fixture.query(configurer, "{ viewer { id } }").withoutErrors();
        assertThat(offers(fixture, configurer, id)).isTrue();
        fixture.done(configurer, "CorrectEntry", id, other);
        assertThat(workLog(fixture, fixture.reporter, id)).contains("COMMENT Bye");
    }

    private static void refusedCorrection(
            String code,
            TicketFixture fixture,
            String token,
            String id,
            Map<String, Object> input,
            @Nullable String field) {
        GraphQlAnswer answer = refused(code, fixture, token, "CorrectEntry", id, fixture.version(id), input);
        assertThat(texts(answer.at(fixture.mutation("CorrectEntry") + ".userErrors.0.field")))
                .isEqualTo(field == null ? List.of() : List.of("input", field));
    }

    private static boolean offers(TicketFixture fixture, String token, String id) {
        return fixture.read(token, id, "availableTransitions { action }")
                .toString()
                .contains("CORRECT_ENTRY");
    }

    @AnyKind
    void shouldCorrectAnEntryTwentyTimesAndNoMore(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String id = fixture.reported();
        fixture.done(fixture.worker, "AddWorkNote", id, Map.of("text", "Version 0"));
        String note = newestEntry(fixture, id);
        for (int correction = 1; correction <= 20; correction++) {
            fixture.done(fixture.worker, "CorrectEntry", id, Map.of("entryId", note, "text", "Version " + correction));
        }

        refusedCorrection(
                "CONFLICT", fixture, fixture.worker, id, Map.of("entryId", note, "text", "Once more"), "entryId");

        JsonNode earlier = fixture.read(fixture.worker, id, "workLog { nodes { earlier { text } } }")
                .at("/workLog/nodes/0/earlier");
        assertThat(earlier.size()).isEqualTo(20);
        assertThat(earlier.at("/19/text").asString()).isEqualTo("Version 19");
    }

    private static String newestEntry(TicketFixture fixture, String id) {
        return fixture.read(fixture.worker, id, "workLog(first: 1) { nodes { id } }")
                .at("/workLog/nodes/0/id")
                .asString();
    }

    // Doing

    /** An action of most kinds with an input that is accepted. */
    private record Doing(FacetAction action, String name, Map<String, Object> input) {

        /** Whether what others have read is out of date then. */
        boolean moves() {
            return TicketFixture.isVersioned(name);
        }
    }

    private static List<Doing> doings(TicketFixture fixture, TicketSample sample) {
        Map<String, Object> items = Map.of("ciIds", List.of(fixture.serverId));
        return List.of(
                new Doing(
                        FacetAction.ASSIGN,
                        "Assign",
                        Map.of("teamId", fixture.teamId, "serviceOfferingId", fixture.offeringId)),
                new Doing(FacetAction.HOLD, "Hold", Map.of("reason", sample.holdReason())),
                new Doing(FacetAction.RESUME, "Resume", Map.of()),
                new Doing(FacetAction.PRIORITISE, "Prioritise", Map.of("impact", "HIGH", "urgency", "HIGH")),
                new Doing(FacetAction.CLASSIFY, "Classify", Map.of("confidentiality", "CONFIDENTIAL")),
                new Doing(FacetAction.LINK_CIS, "LinkCis", items),
                new Doing(FacetAction.UNLINK_CIS, "UnlinkCis", items),
                new Doing(FacetAction.COMMENT, "Comment", Map.of("text", "Hello")),
                new Doing(FacetAction.ADD_WORK_NOTE, "AddWorkNote", Map.of("text", "Hello")));
    }

    /** A ticket to which this can be done. */
    private static String ready(TicketFixture fixture, TicketSample sample, Doing doing) {
        String id = fixture.reported();
        if (doing.action() == FacetAction.RESUME) {
            fixture.done(fixture.worker, "Hold", id, Map.of("reason", sample.holdReason()));
        } else if (doing.action() == FacetAction.UNLINK_CIS) {
            fixture.done(fixture.worker, "LinkCis", id, doing.input());
        }
        return id;
    }

    @EachKind
    void shouldAcceptJournalAndCountWhatIsDone(TicketSample sample) throws IOException {
        TicketFixture fixture = fixture(sample);
        for (Doing doing : doings(fixture, sample)) {
            String id = ready(fixture, sample, doing);
            int version = fixture.version(id);
            int revision = fixture.revision(id);
            String key = Ids.next();
            String mutation = fixture.mutation(doing.name());

            GraphQlAnswer answer = fixture.act(fixture.leader, doing.name(), id, version, doing.input(), key)
                    .accepted(mutation);

            String ticket = mutation + "." + fixture.name;
            assertThat(answer.at(ticket + ".version").asInt())
                    .as(doing.name())
                    .isEqualTo(version + (doing.moves() ? 1 : 0));
            assertThat(answer.at(ticket + ".revision").asInt()).as(doing.name()).isEqualTo(revision + 1);
            HistoryEntry entry = history(id).getFirst();
            assertThat(entry.action()).isEqualTo(doing.action().code(fixture.name));
            assertThat(entry.revision()).isEqualTo(revision + 1);
            assertThat(entry.principalId()).isEqualTo(fixture.leaderPerson.personId());
            assertThat(componentsOfEvent(id, revision + 1))
                    .as("what others are told of %s", doing.name())
                    .isIn(snapshotOfEvents());
            if (!doing.moves()) {
                repeats(fixture, doing, id, key);
            }
        }
    }

    /** The type of the event of an edit, with the names in its payload. */
    private Map.Entry<String, Set<String>> componentsOfEvent(String id, int revision) {
        Record event = driver.executableQuery("""
                        MATCH (e:OutboxEvent {aggregateId: $id, revision: $revision})
                        WHERE NOT e.type STARTS WITH 'sla.'
                        RETURN e.type AS type, e.payload AS payload""")
                .withParameters(Map.of("id", id, "revision", revision))
                .execute()
                .records()
                .getFirst();
        JsonNode payload = JSON.readTree(event.get("payload").asString());
        return Map.entry(event.get("type").asString(), Set.copyOf(payload.propertyNames()));
    }

    /** The types of all events, with the names in their payloads. */
    private static Set<Map.Entry<String, Set<String>>> snapshotOfEvents() throws IOException {
        Map<String, Set<String>> types = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (String line : new ClassPathResource("event-schemas/events.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.startsWith(" ")) {
                names.add(line.strip().split(":", 2)[0]);
            } else {
                names = new HashSet<>();
                types.put(line, names);
            }
        }
        return types.entrySet();
    }

    private static void repeats(TicketFixture fixture, Doing doing, String id, String key) {
        int revision = fixture.revision(id);
        Map<String, Object> other = new HashMap<>(doing.input());
        other.replaceAll((_, value) -> value instanceof String ? "Something else" : List.of(fixture.offeringId));

        fixture.act(fixture.leader, doing.name(), id, 0, doing.input(), key).accepted(fixture.mutation(doing.name()));
        GraphQlAnswer reused = fixture.act(fixture.leader, doing.name(), id, 0, other, key);

        assertThat(reused.userErrorCodes(fixture.mutation(doing.name())))
                .as(doing.name())
                .containsExactly("IDEMPOTENCY_KEY_REUSED");
        assertThat(fixture.revision(id)).as("%s again", doing.name()).isEqualTo(revision);
    }

    @EachKind
    void shouldAnswerTheSameReportOnlyOnce(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String key = Ids.next();
        String report = fixture.mutation(sample.begin());

        String first = fixture.report(fixture.reporter, Map.of("title", "Once"), key)
                .accepted(report)
                .text(report + "." + fixture.name + ".id");
        String second = fixture.report(fixture.reporter, Map.of("title", "Once"), key)
                .accepted(report)
                .text(report + "." + fixture.name + ".id");

        assertThat(second).isEqualTo(first);
        assertThat(fixture.report(fixture.reporter, Map.of("title", "Twice"), key)
                        .userErrorCodes(report))
                .containsExactly("IDEMPOTENCY_KEY_REUSED");
        assertThat(paged(
                        fixture,
                        fixture.worker,
                        "{organisationId: {eq: \"" + fixture.organisationId + "\"}}",
                        Map.of()))
                .containsExactly(first);
    }

    /** The graph is the same before and after. What the schema tells is tried by {@code HostileInputIT}. */
    @EachKind
    void shouldRefuseAndChangeNothing(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        Map<Doing, String> tickets = new LinkedHashMap<>();
        doings(fixture, sample).forEach(doing -> tickets.put(doing, ready(fixture, sample, doing)));
        GraphSnapshot before = GraphSnapshot.of(driver);

        tickets.forEach((doing, id) -> {
            int version = fixture.version(id);
            refused("NOT_FOUND", fixture, fixture.stranger, doing.name(), id, version, doing.input());
            refused("NOT_FOUND", fixture, fixture.leader, doing.name(), Ids.next(), version, doing.input());
            if (!sample.ofReporter().contains(doing.action())) {
                refused("FORBIDDEN", fixture, fixture.reporter, doing.name(), id, version, doing.input());
            }
            if (doing.moves()) {
                GraphQlAnswer stale =
                        refused("STALE_VERSION", fixture, fixture.leader, doing.name(), id, version + 7, doing.input());
                assertThat(stale.at(fixture.mutation(doing.name()) + ".userErrors.0.parameters.currentVersion")
                                .asInt())
                        .isEqualTo(version);
            }
        });
        String id = tickets.values().iterator().next();
        unfit(fixture, sample)
                .forEach((action, inputs) ->
                        inputs.forEach((input, code) -> refused(code, fixture, fixture.leader, action, id, 1, input)));

        Map.of(
                        Map.of("title", "T", "confidentialUntil", future()),
                        "INVALID",
                        Map.of("title", "T", "confidentiality", "TOP_SECRET"),
                        "INVALID",
                        Map.of("title", "T", "ciIds", List.of(Ids.next())),
                        "NOT_FOUND",
                        Map.of("title", "T", "occurredAt", "2020-01-01T00:00:00Z"),
                        "FORBIDDEN")
                .forEach((input, code) -> assertThat(fixture.report(fixture.leader, input, null)
                                .userErrorCodes(fixture.mutation(sample.begin())))
                        .as("%s", input)
                        .containsExactly(code));
        assertThat(fixture.report(fixture.reporter, Map.of("title", "T", "confidentiality", "CONFIDENTIAL"), null)
                        .userErrorCodes(fixture.mutation(sample.begin())))
                .containsExactly("FORBIDDEN");

        assertThat(before.differencesTo(GraphSnapshot.of(driver)))
                .allMatch(difference -> difference.contains("Refusal"));
    }

    private Map<String, Map<Map<String, Object>, String>> unfit(TicketFixture fixture, TicketSample sample) {
        String unknown = Ids.next();
        String team = fixture.teamId;
        String offering = fixture.offeringId;
        Map<String, Map<Map<String, Object>, String>> unfit = new LinkedHashMap<>();
        unfit.put(
                "Assign",
                Map.of(
                        Map.of("teamId", unknown, "serviceOfferingId", offering),
                        "NOT_FOUND",
                        Map.of("teamId", team, "serviceOfferingId", unknown),
                        "NOT_FOUND",
                        Map.of("teamId", team, "serviceOfferingId", fixture.serverId),
                        "INVALID",
                        assignment(fixture, fixture.callerPerson.personId()),
                        "INVALID",
                        assignment(fixture, unknown),
                        "NOT_FOUND",
                        assignment(fixture, fixture.otherAgentPerson.personId()),
                        "NOT_FOUND"));
        unfit.put(
                "Hold",
                Map.of(
                        Map.of("reason", "NO_SUCH_REASON"),
                        "INVALID",
                        Map.of("reason", sample.holdReason(), "followUpAt", "2000-01-01T00:00:00Z"),
                        "INVALID"));
        unfit.put("Resume", Map.of(Map.of(), "INVALID_TRANSITION"));
        unfit.put(
                "Classify",
                Map.of(
                        Map.of("confidentiality", "TOP_SECRET"),
                        "INVALID",
                        Map.of("confidentiality", "CONFIDENTIAL", "confidentialUntil", "2000-01-01T00:00:00Z"),
                        "INVALID",
                        Map.of("confidentiality", "PUBLIC_INTERNAL", "confidentialUntil", future()),
                        "INVALID"));
        unfit.put(
                "LinkCis",
                Map.of(
                        Map.of("ciIds", List.of(unknown)),
                        "NOT_FOUND",
                        Map.of("ciIds", List.of(fixture.retiredId)),
                        "CONFLICT",
                        Map.of("ciIds", List.of()),
                        "INVALID"));
        unfit.put("UnlinkCis", Map.of(Map.of("ciIds", List.of(unknown)), "NOT_FOUND"));
        unfit.put("Comment", Map.of(Map.of("text", "Earlier", "occurredAt", "2020-01-01T00:00:00Z"), "FORBIDDEN"));
        return unfit;
    }

    private String future() {
        return clock.now().plus(Duration.ofHours(1)).toString();
    }

    private static Map<String, Object> assignment(TicketFixture fixture, String assigneeId) {
        return Map.of("teamId", fixture.teamId, "serviceOfferingId", fixture.offeringId, "assigneeId", assigneeId);
    }

    private static GraphQlAnswer refused(
            String code,
            TicketFixture fixture,
            String token,
            String action,
            String id,
            int version,
            Map<String, Object> input) {
        String mutation = fixture.mutation(action);
        GraphQlAnswer answer =
                fixture.act(token, action, id, version, input, null).withoutErrors();
        assertThat(answer.userErrorCodes(mutation))
                .as("%s %s: %s", action, input, answer.body())
                .containsExactly(code);
        assertThat(answer.at(mutation + "." + fixture.name).isNull()).isTrue();
        return answer;
    }

    @EachKind
    void shouldOfferExactlyWhatIsAccepted(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        List<String> states = List.of("new", "held", "cancelled");
        Map<String, String> people = Map.of("reporter", fixture.reporter, "leader", fixture.leader);
        people.forEach((who, token) -> states.forEach(state -> {
            String id = in(fixture, sample, state);
            for (Doing doing : resumedFirst(doings(fixture, sample))) {
                JsonNode offered = fixture.read(token, id, "viewerCan availableTransitions { action to }");
                String action = doing.action().name();
                boolean may = texts(offered.at("/viewerCan")).contains(action);
                boolean can = offered.at("/availableTransitions")
                        .valueStream()
                        .anyMatch(row -> row.at("/action").asString().equals(action));

                GraphQlAnswer answer = fixture.act(token, doing.name(), id, doing.input());

                String what = "%s by the %s, %s: %s".formatted(action, who, state, answer.body());
                List<String> codes = answer.withoutErrors().userErrorCodes(fixture.mutation(doing.name()));
                assertThat(codes.contains("FORBIDDEN")).as(what).isEqualTo(!may);
                assertThat(codes.isEmpty()).as(what).isEqualTo(can);
                if (can) {
                    assertThat(offered.at("/availableTransitions")
                                    .valueStream()
                                    .filter(row -> row.at("/action").asString().equals(action))
                                    .map(row -> row.at("/to").asString()))
                            .as(what)
                            .containsExactly(
                                    answer.text(fixture.mutation(doing.name()) + "." + fixture.name + ".state"));
                }
            }
        }));
    }

    /** The hold comes before its end and would hide what is offered of that while nothing is held; so the end is tried before all. */
    private static List<Doing> resumedFirst(List<Doing> doings) {
        List<Doing> all = new ArrayList<>(doings.stream()
                .filter(doing -> doing.action() == FacetAction.RESUME)
                .toList());
        all.addAll(doings);
        return all;
    }

    private static String in(TicketFixture fixture, TicketSample sample, String state) {
        String id = fixture.reported(fixture.reporter, Map.of("title", "In state " + state));
        if (state.equals("held")) {
            assertThat(fixture.done(fixture.worker, "Hold", id, Map.of("reason", sample.holdReason()))
                            .text(fixture.mutation("Hold") + "." + fixture.name + ".state"))
                    .isEqualTo(sample.stateOnHold());
        } else if (state.equals("cancelled")) {
            move(fixture, sample.cancel(), id);
        }
        return id;
    }

    private static List<String> texts(JsonNode values) {
        return values.valueStream().map(JsonNode::asString).toList();
    }

    @AnyKind
    void shouldLinkEachItemOnceAndKeepTheOthersWhenOneIsTakenOff(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String id = fixture.reported();
        String other = fixture.newCi("server");
        fixture.done(fixture.worker, "LinkCis", id, Map.of("ciIds", List.of(fixture.serverId, other)));
        int revision = fixture.revision(id);

        fixture.done(fixture.worker, "LinkCis", id, Map.of("ciIds", List.of(other)));
        assertThat(fixture.revision(id)).as("linked already").isEqualTo(revision);
        fixture.done(fixture.worker, "UnlinkCis", id, Map.of("ciIds", List.of(fixture.serverId)));

        assertThat(texts(fixture.read(fixture.worker, id, "ciIds").at("/ciIds")))
                .containsExactly(other);
    }

    // At once

    @EachKind
    void shouldLetOneOfSeveralTransitionsWin(TicketSample sample) throws Exception {
        TicketFixture fixture = fixture(sample);
        String id = fixture.reported();
        move(fixture, sample.takeUp(), id);
        int version = fixture.version(id);

        List<String> outcomes = atOnce(caller -> {
            String action = caller % 2 == 0 ? "Hold" : sample.cancel().action();
            Map<String, Object> input = caller % 2 == 0
                    ? Map.of("reason", sample.holdReason())
                    : sample.cancel().input();
            List<String> codes = fixture.act(fixture.worker, action, id, version, input, null)
                    .withoutErrors()
                    .userErrorCodes(fixture.mutation(action));
            return codes.isEmpty() ? "done" : codes.getFirst();
        });

        assertThat(outcomes).containsOnlyOnce("done").containsOnly("done", "STALE_VERSION");
        assertThat(fixture.version(id)).isEqualTo(version + 1);
    }

    @AnyKind
    void shouldKeepEveryCommentAndNumberTheRevisionsWithoutGaps(TicketSample sample) throws Exception {
        TicketFixture fixture = fixture(sample);
        String id = fixture.reported();

        atOnce(caller -> fixture.done(fixture.worker, "Comment", id, Map.of("text", "Comment " + caller))
                .text(fixture.mutation("Comment") + "." + fixture.name + ".state"));

        assertThat(history(id)).extracting(HistoryEntry::revision).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(workLog(fixture, fixture.reporter, id))
                .doesNotHaveDuplicates()
                .hasSize(CALLERS);
        assertThat(fixture.version(id)).isEqualTo(1);
    }

    // By itself

    @AnyKind
    void shouldRemindOfAFollowUpOnce(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        Instant followUpAt = clock.now().plus(Duration.ofHours(2));
        String id = fixture.reported();
        String resumed = fixture.reported();
        for (String each : List.of(id, resumed)) {
            fixture.done(
                    fixture.worker,
                    "Hold",
                    each,
                    Map.of("reason", sample.holdReason(), "followUpAt", followUpAt.toString()));
        }
        fixture.done(fixture.worker, "Resume", resumed, Map.of());
        assertThat(reminders(fixture, id)).isZero();

        clock.set(followUpAt.plusSeconds(1));
        await().atMost(PATIENCE).until(() -> reminders(fixture, id) > 0);
        fixture.done(fixture.worker, "Comment", id, Map.of("text", "Still waiting"));
        clock.advance(Duration.ofHours(1));

        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> reminders(fixture, id) == 1);
        assertThat(reminders(fixture, resumed)).isZero();
        assertThat(fixture.read(fixture.worker, id, "holdReason state").toString())
                .contains(sample.holdReason(), sample.stateOnHold());
    }

    private long reminders(TicketFixture fixture, String id) {
        return driver.executableQuery("MATCH (e:OutboxEvent {aggregateId: $id, type: $type}) RETURN count(e) AS count")
                .withParameters(Map.of("id", id, "type", fixture.name + ".follow-up-due.v1"))
                .execute()
                .records()
                .getFirst()
                .get("count")
                .asLong();
    }

    @AnyKind
    void shouldEndTheConfidentialityWhenItsTimeIsOverEvenOfWhatIsOver(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        Instant until = clock.now().plus(Duration.ofHours(3));
        String word = word();
        String id = fixture.reported(fixture.reporter, Map.of("title", word));
        move(fixture, sample.cancel(), id);
        String moved = fixture.reported();
        String lifted = fixture.reported();
        for (String each : List.of(id, moved, lifted)) {
            classify(fixture, each, "CONFIDENTIAL", until);
        }
        classify(fixture, moved, "CONFIDENTIAL", until.plus(Duration.ofHours(1)));
        classify(fixture, lifted, "PUBLIC_INTERNAL", null);
        assertThat(fixture.isVisible(fixture.worker, id)).isFalse();
        assertThat(listed(fixture)).containsExactlyInAnyOrder(lifted);

        clock.set(until.plusSeconds(1));

        await().atMost(PATIENCE).until(() -> fixture.isVisible(fixture.worker, id));
        assertThat(listed(fixture)).containsExactlyInAnyOrder(id, lifted);
        HistoryEntry entry = history(id).stream()
                .filter(each -> each.action().equals(fixture.name + ".declassify"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.principalId()).isEqualTo(Principal.SYSTEM_ID);
        assertThat(entry.occurredAt()).isEqualTo(until);
        assertThat(history(lifted)).extracting(HistoryEntry::action).doesNotContain(fixture.name + ".declassify");
        clock.advance(Duration.ofHours(1));
        await().atMost(PATIENCE).until(() -> fixture.isVisible(fixture.worker, moved));
        await().atMost(PATIENCE).until(() -> fixture.found(fixture.worker, word).contains(id));
    }

    private List<String> listed(TicketFixture fixture) {
        return paged(fixture, fixture.worker, "{organisationId: {eq: \"" + fixture.organisationId + "\"}}", Map.of());
    }

    /** Fails when {@code lock.cypher} sets nothing: then the timer does not wait for the lock, and fires while the date is being moved. */
    @AnyKind
    void shouldNotEndTheConfidentialityWhileTheDateIsBeingMoved(TicketSample sample) throws Exception {
        TicketFixture fixture = fixture(sample);
        Instant until = clock.now().plus(Duration.ofHours(3));
        Instant later = until.plus(Duration.ofHours(1));
        String id = fixture.reported();
        String control = fixture.reported();
        classify(fixture, id, "CONFIDENTIAL", until);
        classify(fixture, control, "CONFIDENTIAL", until);
        Tickets<?, ?> tickets = kinds.stream()
                .filter(kind -> kind.type().kind() == sample.kind())
                .findFirst()
                .orElseThrow();
        FacetCommand move = new FacetCommand.Classify(id, 2, Confidentiality.CONFIDENTIAL, later, null);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> moving = threads.submit(() -> work.writeRepeatably(() -> {
                locks.lock(fixture.label, id, row -> row.string("id"));
                locked.countDown();
                awaitUninterruptibly(goOn);
                tickets.execute(Principal.SYSTEM, move);
            }));
            try {
                locked.await();
                clock.set(until.plusMillis(1));
                await().atMost(PATIENCE).until(new HeldLocks(driver)::isAnyBlocked);
                await().during(Duration.ofSeconds(1))
                        .atMost(PATIENCE)
                        .until(() -> !fixture.isVisible(fixture.worker, id));
            } finally {
                goOn.countDown();
            }
            moving.get();
        }
        await().atMost(PATIENCE).until(() -> fixture.isVisible(fixture.worker, control));

        assertThat(fixture.isVisible(fixture.worker, id)).isFalse();
        clock.set(later);
        await().atMost(PATIENCE).until(() -> fixture.isVisible(fixture.worker, id));
        assertThat(history(id)).extracting(HistoryEntry::action).containsOnlyOnce(fixture.name + ".declassify");
    }

    /** Each race has one winner. */
    @AnyKind
    void shouldEitherMoveTheDateOrEndTheConfidentiality(TicketSample sample) throws Exception {
        TicketFixture fixture = fixture(sample);
        Instant until = clock.now().plus(Duration.ofHours(3));
        List<String> ids = new ArrayList<>();
        for (int race = 0; race < CALLERS; race++) {
            ids.add(fixture.reported());
            classify(fixture, ids.getLast(), "CONFIDENTIAL", until);
        }

        clock.set(until.plusMillis(1));
        List<String> outcomes = atOnce(caller -> fixture.act(
                        fixture.leader,
                        "Classify",
                        ids.get(caller),
                        2,
                        confidentiality("CONFIDENTIAL", until.plus(Duration.ofHours(1))),
                        null)
                .withoutErrors()
                .userErrorCodes(fixture.mutation("Classify"))
                .toString());

        for (int race = 0; race < CALLERS; race++) {
            boolean isMoved = outcomes.get(race).equals("[]");
            assertThat(outcomes.get(race)).isIn("[]", "[STALE_VERSION]");
            assertThat(fixture.isVisible(fixture.worker, ids.get(race))).isEqualTo(!isMoved);
            assertThat(history(ids.get(race)))
                    .as("beside what its clocks tell of the hours that pass")
                    .filteredOn(entry -> !entry.action().startsWith("sla."))
                    .hasSize(3);
        }
        clock.advance(Duration.ofHours(1));
        for (String id : ids) {
            await().atMost(PATIENCE).until(() -> fixture.isVisible(fixture.worker, id));
            assertThat(history(id)).extracting(HistoryEntry::action).containsOnlyOnce(fixture.name + ".declassify");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void classify(TicketFixture fixture, String id, String level, @Nullable Instant until) {
        fixture.done(fixture.leader, "Classify", id, confidentiality(level, until));
    }

    private static Map<String, Object> confidentiality(String level, @Nullable Instant until) {
        return until == null
                ? Map.of("confidentiality", level)
                : Map.of("confidentiality", level, "confidentialUntil", until.toString());
    }

    /** What happens to its clocks moves the revision of the ticket: an index that does not follow would seem to drift. */
    @AnyKind
    void shouldLeaveNoDriftOfTheSearchIndexAfterOtherTermsAndABreach(TicketSample sample) throws Exception {
        TicketFixture fixture = fixture(sample);
        String definition = defineAnswer(fixture, sample, "PT1H");
        String word = word();
        String id = fixture.reported(fixture.reporter, Map.of("title", word, "serviceOfferingId", fixture.offeringId));
        assertThat(clocks(fixture, id)).containsExactly("RESPONSE RUNNING PENDING");
        await().atMost(PATIENCE).until(() -> fixture.found(fixture.worker, word).contains(id));

        reviseAnswer(fixture, sample, definition, "PT2H");
        await().atMost(PATIENCE).until(() -> hasHappened(id, "sla.change-terms"));
        await().atMost(PATIENCE).until(() -> indexedRevision(id) == fixture.revision(id));
        clock.advance(Duration.ofMinutes(121));
        await().atMost(PATIENCE).until(() -> hasHappened(id, "sla.breach"));

        assertThat(clocks(fixture, id)).containsExactly("RESPONSE RUNNING BREACHED");
        await().atMost(PATIENCE).until(() -> indexedRevision(id) == fixture.revision(id));
    }

    @AnyKind
    void shouldKnowWhenTheFirstClockIsDueThatStillCounts(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        clock.set(clock.now());
        String definition = defineAnswer(fixture, sample, "PT1H");
        String id = fixture.reported(fixture.reporter, Map.of("title", "T", "serviceOfferingId", fixture.offeringId));
        Instant firstDue = clock.now().plus(Duration.ofHours(1));
        assertThat(firstDueAt(fixture, id)).isEqualTo(firstDue);
        assertThat(dueIn(fixture, firstDue)).containsExactly(id);

        reviseAnswer(fixture, sample, definition, "PT2H");
        await().atMost(PATIENCE).until(() -> hasHappened(id, "sla.change-terms"));
        Instant later = firstDue.plus(Duration.ofHours(1));
        assertThat(firstDueAt(fixture, id)).isEqualTo(later);
        assertThat(dueIn(fixture, firstDue)).isEmpty();

        clock.advance(Duration.ofMinutes(121));
        await().atMost(PATIENCE).until(() -> hasHappened(id, "sla.breach"));
        assertThat(firstDueAt(fixture, id)).isEqualTo(later);
        assertThat(dueIn(fixture, later)).containsExactly(id);

        move(fixture, sample.cancel(), id);
        assertThat(firstDueAt(fixture, id)).isNull();
        assertThat(dueIn(fixture, later)).isEmpty();
    }

    private static @Nullable Instant firstDueAt(TicketFixture fixture, String id) {
        JsonNode due = fixture.read(fixture.worker, id, "firstDueAt").at("/firstDueAt");
        return due.isNull() ? null : Instant.parse(due.asString());
    }

    private static List<String> dueIn(TicketFixture fixture, Instant instant) {
        return TicketFixture.ids(fixture.query(
                        fixture.worker,
                        "query($from: DateTime, $to: DateTime, $org: ID) { list: " + fixture.list()
                                + "(filter: {organisationId: {eq: $org}, firstDueAt: {gte: $from, lt: $to}}) { nodes { id } } }",
                        Map.of(
                                "from",
                                instant.toString(),
                                "to",
                                instant.plusMillis(1).toString(),
                                "org",
                                fixture.organisationId))
                .withoutErrors()
                .at("list.nodes"));
    }

    private boolean hasHappened(String id, String action) {
        return history(id).stream().anyMatch(entry -> entry.action().equals(action));
    }

    private static String manager(TicketFixture fixture) {
        return TestTokens.as(Role.SERVICE_MANAGER).in(fixture.organisationId).token();
    }

    private static String defineAnswer(TicketFixture fixture, TicketSample sample, String target) {
        return fixture.query(
                        manager(fixture),
                        "mutation($input: SlaDefinitionInput!) { slaDefinitionCreate(input: $input)"
                                + " { slaDefinition { id } userErrors { code field } } }",
                        Map.of("input", definition(fixture, sample, target)))
                .accepted("slaDefinitionCreate")
                .text("slaDefinitionCreate.slaDefinition.id");
    }

    private static void reviseAnswer(TicketFixture fixture, TicketSample sample, String id, String target) {
        fixture.query(
                        manager(fixture),
                        "mutation($id: ID!, $input: SlaDefinitionInput!) {"
                                + " slaDefinitionRevise(id: $id, input: $input, expectedVersion: 1) { userErrors { code field } } }",
                        Map.of("id", id, "input", definition(fixture, sample, target)))
                .accepted("slaDefinitionRevise");
    }

    private static Map<String, Object> definition(TicketFixture fixture, TicketSample sample, String target) {
        return Map.of(
                "name",
                "Answer for " + fixture.offeringId,
                "kind",
                sample.kind().name(),
                "metric",
                "RESPONSE",
                "serviceOfferingId",
                fixture.offeringId,
                "target",
                target,
                "calendarId",
                AROUND_THE_CLOCK);
    }

    private static List<String> clocks(TicketFixture fixture, String id) {
        return fixture.read(fixture.worker, id, "slaClocks { metric state outcome }")
                .at("/slaClocks")
                .valueStream()
                .map(clock -> clock.at("/metric").asString() + " "
                        + clock.at("/state").asString() + " "
                        + clock.at("/outcome").asString())
                .filter(clock -> clock.startsWith("RESPONSE"))
                .toList();
    }

    private long indexedRevision(String id) throws Exception {
        String live = client.execute(TestTokens.as(Role.ADMINISTRATOR).token(), "{ searchStatus { liveIndex } }")
                .text("searchStatus.liveIndex");
        URI document = URI.create(TestStack.address("MAINSTAY_ELASTICSEARCH_URI") + "/" + live + "/_doc/" + id);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JSON.readTree(http.send(HttpRequest.newBuilder(document).build(), BodyHandlers.ofString())
                            .body())
                    .at("/_version")
                    .asLong();
        }
    }

    // Being told

    @EachKind
    void shouldTellOfEachChangeOfATicketUntilSightIsLost(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        awaitFeed(fixture);
        String id = fixture.reported();
        try (GraphQlSocket worker = follow(fixture, fixture.worker, id);
                GraphQlSocket reporter = follow(fixture, fixture.reporter, id)) {
            JsonNode now = told(worker, fixture.name + "Changed");
            assertThat(now.at("/" + fixture.name + "/state").asString()).isEqualTo(sample.begun());
            assertThat(now.at("/revision").asInt()).isEqualTo(1);
            assertThat(now.at("/seq").isNull()).isTrue();
            told(reporter, fixture.name + "Changed");

            move(fixture, sample.takeUp(), id);
            fixture.done(fixture.worker, "AddWorkNote", id, Map.of("text", "Smells of smoke"));

            JsonNode takenUp = told(worker, fixture.name + "Changed");
            assertThat(takenUp.at("/type").asString()).isEqualTo(sample.takeUp().event());
            assertThat(takenUp.at("/revision").asInt()).isEqualTo(2);
            assertThat(takenUp.at("/" + fixture.name + "/state").asString())
                    .isEqualTo(sample.takeUp().to());
            // Before sight is lost: rights are those of the moment of delivery, whatever the event.
            JsonNode noted = told(worker, fixture.name + "Changed");
            assertThat(noted.at("/type").asString()).isEqualTo(fixture.name + ".work-noted.v1");
            assertThat(noted.at("/seq").asLong())
                    .isGreaterThan(takenUp.at("/seq").asLong());
            fixture.done(
                    fixture.worker,
                    "CorrectEntry",
                    id,
                    Map.of("entryId", newestEntry(fixture, id), "text", "Smells of coffee"));
            assertThat(told(worker, fixture.name + "Changed").at("/type").asString())
                    .isEqualTo(fixture.name + ".work-note-corrected.v1");
            fixture.done(fixture.leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"));

            assertThat(worker.next().path("type").asString()).isEqualTo("complete");
            assertThat(told(reporter, fixture.name + "Changed").at("/type").asString())
                    .isEqualTo(sample.takeUp().event());
            assertThat(told(reporter, fixture.name + "Changed").at("/type").asString())
                    .as("not of the work note, nor of its correction")
                    .isEqualTo(fixture.name + ".updated.v1");
            assertThat(worker.isQuiet()).isTrue();
        }
    }

    @AnyKind
    void shouldTellATeamWhatComesAndGoesAndNobodyElse(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        awaitFeed(fixture);
        String changed = fixture.list() + "Changed";
        try (GraphQlSocket mine = queue(fixture, fixture.worker, fixture.teamId);
                GraphQlSocket theirs = queue(fixture, fixture.colleague, fixture.otherTeam);
                GraphQlSocket stranger = queue(fixture, fixture.stranger, null)) {
            String id = fixture.reported(fixture.worker, Map.of("title", "For us", "teamId", fixture.teamId));
            JsonNode came = told(mine, changed);
            assertThat(came.at("/type").asString()).isEqualTo(sample.event());
            assertThat(came.at("/" + fixture.name + "/team/id").asString()).isEqualTo(fixture.teamId);

            assign(fixture, id, fixture.otherTeam);
            JsonNode gone = told(mine, changed);
            assertThat(gone.at("/" + fixture.name + "Id").asString()).isEqualTo(id);
            assertThat(gone.at("/" + fixture.name + "/teamId").asString()).isEqualTo(fixture.otherTeam);
            assertThat(told(theirs, changed).at("/" + fixture.name + "/id").asString())
                    .isEqualTo(id);

            assign(fixture, id, fixture.teamId);
            JsonNode lost = told(theirs, changed);
            assertThat(lost.at("/" + fixture.name + "Id").asString()).isEqualTo(id);
            assertThat(lost.at("/" + fixture.name).isNull()).as("sight is lost").isTrue();
            told(mine, changed);

            move(fixture, sample.takeUp(), id);
            assertThat(told(mine, changed).at("/" + fixture.name + "/state").asString())
                    .isEqualTo(sample.takeUp().to());
            String own = fixture.reported(fixture.stranger, Map.of("title", "Elsewhere"));
            assertThat(told(stranger, changed).at("/" + fixture.name + "Id").asString())
                    .isEqualTo(own);
            assertThat(theirs.isQuiet()).isTrue();
            assertThat(mine.isQuiet()).isTrue();
        }
    }

    /** The graph was emptied before: whoever follows is interrupted once, when the delivery of events notices it. */
    private void awaitFeed(TicketFixture fixture) {
        String id = fixture.reported();
        await().atMost(PATIENCE).until(() -> {
            try (GraphQlSocket socket = follow(fixture, fixture.worker, id)) {
                if (!socket.next().path("type").asString().equals("next")) {
                    return false;
                }
                fixture.done(fixture.worker, "Comment", id, Map.of("text", "Hello"));
                return socket.next().path("type").asString().equals("next");
            }
        });
    }

    private static String change(TicketFixture fixture) {
        return "{ seq type %1$sId revision occurredAt %1$s { id state teamId team { id } slaClocks { state } } }"
                .formatted(fixture.name);
    }

    private GraphQlSocket open(String token) {
        GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws")).init(token);
        socket.next();
        return socket;
    }

    private GraphQlSocket follow(TicketFixture fixture, String token, String id) {
        GraphQlSocket socket = open(token);
        socket.subscribe("1", "subscription { %sChanged(id: \"%s\") %s }".formatted(fixture.name, id, change(fixture)));
        return socket;
    }

    /** Follows the tickets of a team or all, from the first answer on. */
    private GraphQlSocket queue(TicketFixture fixture, String token, @Nullable String teamId) {
        GraphQlSocket socket = open(token);
        String teams = teamId == null ? "" : "(teamIds: [\"" + teamId + "\"])";
        socket.subscribe("1", "subscription { %sChanged%s %s }".formatted(fixture.list(), teams, change(fixture)));
        assertThat(told(socket, fixture.list() + "Changed")
                        .at("/" + fixture.name + "Id")
                        .isNull())
                .isTrue();
        return socket;
    }

    private static JsonNode told(GraphQlSocket socket, String field) {
        JsonNode message = socket.next();
        assertThat(message.path("type").asString()).as("%s", message).isEqualTo("next");
        return message.at("/payload/data/" + field);
    }

    private static void move(TicketFixture fixture, TicketSample.Move move, String id) {
        assertThat(fixture.done(fixture.worker, move.action(), id, move.input())
                        .text(fixture.mutation(move.action()) + "." + fixture.name + ".state"))
                .isEqualTo(move.to());
    }

    private static void assign(TicketFixture fixture, String id, String team) {
        fixture.done(fixture.worker, "Assign", id, Map.of("teamId", team, "serviceOfferingId", fixture.offeringId));
    }

    private List<HistoryEntry> history(String id) {
        return trail.history(Principal.SYSTEM, List.of(id), new PageRequest(100, null))
                .get(id)
                .nodes();
    }

    /** A word that no other test has. */
    private static String word() {
        return "w" + Ids.next().substring(24);
    }

    private static List<String> atOnce(Action action) throws Exception {
        List<Callable<String>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int number = caller;
            callers.add(() -> action.run(number));
        }
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> outcome : threads.invokeAll(callers)) {
                outcomes.add(outcome.get());
            }
        }
        return outcomes;
    }

    private interface Action {
        String run(int caller);
    }
}
