package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.Locks;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Several at once on one incident, and what Mainstay does by itself. */
@IntegrationTest
class IncidentConcurrencyIT {

    private static final int CALLERS = 8;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Tickets<Incident, IncidentState> incidents;

    @Autowired
    private Locks locks;

    @Autowired
    private Driver driver;

    private IncidentFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new IncidentFixture(client, work, cypher);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldLetOneOfSeveralTransitionsWin() throws Exception {
        String id = fixture.inState(IncidentState.IN_PROGRESS);
        int version = fixture.version(id);

        List<String> outcomes = atOnce(caller -> {
            GraphQlAnswer answer = caller % 2 == 0
                    ? fixture.act(fixture.agent, "Hold", id, version, Map.of("reason", "AWAITING_VENDOR"))
                    : fixture.act(fixture.agent, "Cancel", id, version, Map.of("reason", "Twice"));
            String mutation = caller % 2 == 0 ? "incidentHold" : "incidentCancel";
            List<String> codes = answer.withoutErrors().userErrorCodes(mutation);
            return codes.isEmpty() ? "done" : codes.getFirst();
        });

        assertThat(outcomes).containsOnlyOnce("done").containsOnly("done", "STALE_VERSION");
        assertThat(fixture.version(id)).isEqualTo(version + 1);
    }

    @Test
    void shouldKeepEveryCommentAndNumberTheRevisionsWithoutGaps() throws Exception {
        String id = fixture.reported(fixture.caller);

        atOnce(caller -> fixture.act(fixture.agent, "Comment", id, Map.of("text", "Comment " + caller))
                .accepted("incidentComment")
                .text("incidentComment.incident.state"));

        List<HistoryEntry> history = trail.history(Principal.SYSTEM, List.of(id), new PageRequest(100, null))
                .get(id)
                .nodes();
        assertThat(history).extracting(HistoryEntry::revision).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
        GraphQlAnswer read = fixture.query(
                fixture.caller,
                "query($id: ID!) { incident(id: $id) { version workLog { nodes { text } } } }",
                Map.of("id", id));
        assertThat(read.at("incident.workLog.nodes").size()).isEqualTo(CALLERS);
        assertThat(read.at("incident.version").asInt()).isEqualTo(1);
    }

    @Test
    void shouldCloseByItselfAfterTheWaitingTimeAsOfItsEnd() {
        String id = fixture.inState(IncidentState.RESOLVED);

        clock.advance(Duration.ofDays(5).plusMinutes(1));

        await().atMost(Duration.ofSeconds(60)).until(() -> state(id).equals("CLOSED"));
        GraphQlAnswer closed = fixture.query(
                fixture.agent,
                "query($id: ID!) { incident(id: $id) { closure resolvedAt closedAt } }",
                Map.of("id", id));
        assertThat(closed.text("incident.closure")).isEqualTo("AUTOMATIC");
        assertThat(Duration.between(
                        Instant.parse(closed.text("incident.resolvedAt")),
                        Instant.parse(closed.text("incident.closedAt"))))
                .isEqualTo(Duration.ofDays(5));
    }

    @Test
    void shouldNotCloseWhatWasReopened() {
        String id = fixture.inState(IncidentState.RESOLVED);
        String other = fixture.inState(IncidentState.RESOLVED);
        fixture.act(fixture.caller, "Reopen", id, Map.of("reason", "Again")).accepted("incidentReopen");

        clock.advance(Duration.ofDays(6));

        await().atMost(Duration.ofSeconds(60)).until(() -> state(other).equals("CLOSED"));
        assertThat(state(id)).isEqualTo("IN_PROGRESS");
    }

    @Test
    void shouldRemindOfAFollowUpOnce() {
        Instant followUpAt = clock.now().plus(Duration.ofHours(2));
        String id = fixture.reported(fixture.caller);
        fixture.act(fixture.agent, "Hold", id, Map.of("reason", "AWAITING_VENDOR", "followUpAt", followUpAt.toString()))
                .accepted("incidentHold");
        assertThat(reminders(id)).isZero();

        clock.set(followUpAt.plusSeconds(1));

        await().atMost(Duration.ofSeconds(60)).until(() -> reminders(id) == 1);
        assertThat(state(id)).isEqualTo("ON_HOLD");
    }

    @Test
    void shouldEndTheConfidentialityWhenItsTimeIsOverEvenOfAClosedIncident() {
        String leader = leader();
        Instant until = clock.now().plus(Duration.ofHours(3));
        String id = fixture.inState(IncidentState.CLOSED);
        String moved = fixture.reported(fixture.caller);
        String lifted = fixture.reported(fixture.caller);
        for (String each : List.of(id, moved, lifted)) {
            classify(leader, each, "CONFIDENTIAL", until).accepted("incidentClassify");
        }
        classify(leader, moved, "CONFIDENTIAL", until.plus(Duration.ofHours(1))).accepted("incidentClassify");
        classify(leader, lifted, "PUBLIC_INTERNAL", null).accepted("incidentClassify");
        assertThat(isVisible(fixture.agent, id)).isFalse();
        assertThat(listed(fixture.agent)).contains(lifted).doesNotContain(id, moved);

        clock.set(until.plusSeconds(1));

        await().atMost(Duration.ofSeconds(60)).until(() -> isVisible(fixture.agent, id));
        assertThat(listed(fixture.agent)).contains(id, lifted).doesNotContain(moved);
        HistoryEntry entry = history(id).getFirst();
        assertThat(entry.action()).isEqualTo("incident.declassify");
        assertThat(entry.principalId()).isEqualTo(Principal.SYSTEM_ID);
        assertThat(entry.occurredAt()).isEqualTo(until);
        assertThat(history(lifted)).as("disarmed").hasSize(3);
        clock.advance(Duration.ofHours(1));
        await().atMost(Duration.ofSeconds(60)).until(() -> isVisible(fixture.agent, moved));
        await().atMost(Duration.ofSeconds(60)).until(() -> found(fixture.agent, id));
    }

    /** Fails when {@code lock.cypher} sets nothing: then the timer tells of a breach while the answer is being written. */
    @Test
    void shouldTellNoBreachWhileAnAnswerInTimeIsBeingWritten() throws Exception {
        String id = fixture.reported(fixture.caller);
        String control = fixture.reported(fixture.caller);
        Instant inTime = clock.now();
        FacetCommand answer = new FacetCommand.Comment(id, "We are at it", inTime);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> answering = threads.submit(() -> work.writeRepeatably(() -> {
                locks.lock("Incident", id, row -> row.string("id"));
                locked.countDown();
                awaitUninterruptibly(goOn);
                incidents.execute(Principal.SYSTEM, answer);
            }));
            try {
                locked.await();
                clock.set(responseDue(control).plusSeconds(1));
                await().atMost(Duration.ofSeconds(60)).until(() -> breaches(control) > 0);
                await().during(Duration.ofSeconds(1))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> breaches(id) == 0);
            } finally {
                goOn.countDown();
            }
            answering.get();
        }

        assertThat(breaches(control)).as("told once").isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60)).until(() -> breaches(id) == 0);
    }

    private Instant responseDue(String id) {
        return StreamSupport.stream(
                        client.execute(
                                        fixture.agent,
                                        "query($id: ID) { incident(id: $id) { slaClocks { metric dueAt } } }",
                                        Map.of("id", id))
                                .withoutErrors()
                                .at("incident.slaClocks")
                                .spliterator(),
                        false)
                .filter(found -> found.at("/metric").asString().equals("RESPONSE"))
                .map(found -> Instant.parse(found.at("/dueAt").asString()))
                .findFirst()
                .orElseThrow();
    }

    private long breaches(String id) {
        return history(id).stream()
                .filter(entry -> entry.action().equals("sla.breach"))
                .count();
    }

    /** Fails when {@code lock.cypher} sets nothing: then the timer fires while the date is being moved. */
    @Test
    void shouldNotEndTheConfidentialityWhileTheDateIsBeingMoved() throws Exception {
        String leader = leader();
        Instant until = clock.now().plus(Duration.ofHours(3));
        Instant later = until.plus(Duration.ofHours(1));
        String id = fixture.reported(fixture.caller);
        String control = fixture.reported(fixture.caller);
        for (String each : List.of(id, control)) {
            classify(leader, each, "CONFIDENTIAL", until).accepted("incidentClassify");
        }
        FacetCommand move = new FacetCommand.Classify(id, 2, Confidentiality.CONFIDENTIAL, later, null);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> moving = threads.submit(() -> work.writeRepeatably(() -> {
                locks.lock("Incident", id, row -> row.string("id"));
                locked.countDown();
                awaitUninterruptibly(goOn);
                incidents.execute(Principal.SYSTEM, move);
            }));
            try {
                locked.await();
                clock.set(until.plusMillis(1));
                await().atMost(Duration.ofSeconds(60)).until(() -> isVisible(fixture.agent, control));
                await().during(Duration.ofSeconds(1))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> !isVisible(fixture.agent, id));
            } finally {
                goOn.countDown();
            }
            moving.get();
        }

        assertThat(isVisible(fixture.agent, id)).isFalse();
        clock.set(later);
        await().atMost(Duration.ofSeconds(60)).until(() -> isVisible(fixture.agent, id));
        assertThat(history(id)).extracting(HistoryEntry::action).containsOnlyOnce("incident.declassify");
    }

    /** Each race has one winner. */
    @Test
    void shouldEitherMoveTheDateOrEndTheConfidentiality() throws Exception {
        String leader = leader();
        Instant until = clock.now().plus(Duration.ofHours(3));
        List<String> ids = new ArrayList<>();
        for (int race = 0; race < CALLERS; race++) {
            ids.add(fixture.reported(fixture.caller));
            classify(leader, ids.getLast(), "CONFIDENTIAL", until).accepted("incidentClassify");
        }

        clock.set(until.plusMillis(1));
        List<String> outcomes =
                atOnce(caller -> classify(leader, ids.get(caller), 2, "CONFIDENTIAL", until.plus(Duration.ofHours(1)))
                        .withoutErrors()
                        .userErrorCodes("incidentClassify")
                        .toString());

        for (int race = 0; race < CALLERS; race++) {
            boolean isMoved = outcomes.get(race).equals("[]");
            assertThat(outcomes.get(race)).isIn("[]", "[STALE_VERSION]");
            assertThat(isVisible(fixture.agent, ids.get(race))).isEqualTo(!isMoved);
            assertThat(history(ids.get(race))).hasSize(3);
        }
        clock.advance(Duration.ofHours(1));
        for (String id : ids) {
            await().atMost(Duration.ofSeconds(60)).until(() -> isVisible(fixture.agent, id));
            assertThat(history(id)).extracting(HistoryEntry::action).containsOnlyOnce("incident.declassify");
        }
    }

    @Test
    void shouldRefuseATimeOrALevelThatCannotBe() {
        String leader = leader();
        Instant future = clock.now().plus(Duration.ofHours(1));
        String id = fixture.reported(fixture.caller);

        assertThat(classify(leader, id, "CONFIDENTIAL", clock.now().minusSeconds(1))
                        .userErrorCodes("incidentClassify"))
                .containsExactly("INVALID");
        assertThat(classify(leader, id, "PUBLIC_INTERNAL", future).userErrorCodes("incidentClassify"))
                .containsExactly("INVALID");
        assertThat(fixture.report(leader, Map.of("title", "x", "confidentialUntil", future.toString()))
                        .userErrorCodes("incidentReport"))
                .containsExactly("INVALID");
        assertThat(fixture.report(leader, Map.of("title", "x", "confidentiality", "TOP_SECRET"))
                        .userErrorCodes("incidentReport"))
                .as("above one's own clearance")
                .containsExactly("INVALID");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String leader() {
        TestTokens leader =
                TestTokens.as(Role.TEAM_LEAD).in(fixture.organisationId).cleared(Confidentiality.CONFIDENTIAL);
        client.execute(leader.token(), "{ viewer { id } }").withoutErrors();
        return leader.token();
    }

    private GraphQlAnswer classify(String token, String id, String level, @Nullable Instant until) {
        String document = "query($id: ID!) { incident(id: $id) { version } }";
        int version = fixture.query(token, document, Map.of("id", id))
                .at("incident.version")
                .asInt();
        return classify(token, id, version, level, until);
    }

    private GraphQlAnswer classify(String token, String id, int version, String level, @Nullable Instant until) {
        Map<String, Object> input = new HashMap<>(Map.of("confidentiality", level));
        if (until != null) {
            input.put("confidentialUntil", until.toString());
        }
        return fixture.act(token, "Classify", id, version, input);
    }

    private boolean isVisible(String token, String id) {
        return !fixture.query(token, "query($id: ID!) { incident(id: $id) { id } }", Map.of("id", id))
                .at("incident")
                .isNull();
    }

    private List<String> listed(String token) {
        return ids(fixture.query(token, "{ incidents(first: 100) { nodes { id } } }")
                .at("incidents.nodes"));
    }

    private boolean found(String token, String id) {
        return ids(fixture.query(
                                token, "{ search(query: \"printer\", types: [INCIDENT], first: 100) { nodes { id } } }")
                        .at("search.nodes"))
                .contains(id);
    }

    private static List<String> ids(JsonNode nodes) {
        List<String> ids = new ArrayList<>();
        nodes.forEach(node -> ids.add(node.at("/id").asString()));
        return ids;
    }

    private List<HistoryEntry> history(String id) {
        return trail.history(Principal.SYSTEM, List.of(id), new PageRequest(100, null))
                .get(id)
                .nodes();
    }

    private int reminders(String id) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: 'incident.follow-up-due.v1'}) RETURN count(e) AS count",
                            Map.of("id", id))
                    .single()
                    .get("count")
                    .asInt();
        }
    }

    private String state(String id) {
        return fixture.query(fixture.agent, "query($id: ID!) { incident(id: $id) { state } }", Map.of("id", id))
                .text("incident.state");
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
