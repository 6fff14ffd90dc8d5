// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Several at once on one change, and its timers. */
@IntegrationTest
class ChangeConcurrencyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Driver driver;

    private ChangeFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldLetOneOfTwoAuthoritiesAuthorise() throws Exception {
        String id = fixture.requested(Map.of());
        fixture.move(id, ChangeState.AUTHORISATION);
        int version = fixture.version(id);

        List<String> outcomes = atOnce(
                () -> outcome(fixture.act(fixture.manager, "Authorise", id, version, Map.of()), "Authorise"),
                () -> outcome(fixture.act(fixture.deputy, "Authorise", id, version, Map.of()), "Authorise"));

        assertThat(outcomes).containsExactlyInAnyOrder("done", "STALE_VERSION");
        assertThat(fixture.version(id)).isEqualTo(version + 1);
        assertThat(events(id, "change.authorised.v1")).isEqualTo(1);
    }

    /**
     * Fails when what is linked does not move the version: then what is authorised is not what was seen. Whichever is first, the
     * change is not scheduled with an item that its authority has not seen.
     */
    @RepeatedTest(3)
    void shouldAuthoriseNothingThatIsEditedMeanwhile() throws Exception {
        String id = fixture.requested(Map.of());
        fixture.move(id, ChangeState.AUTHORISATION);
        int version = fixture.version(id);
        String other = fixture.newCi("server");

        List<String> outcomes = atOnce(
                () -> outcome(fixture.act(fixture.manager, "Authorise", id, version, Map.of()), "Authorise"),
                () -> outcome(
                        fixture.act(fixture.requester, "LinkCis", id, Map.of("ciIds", List.of(other))), "LinkCis"));

        assertThat(outcomes.getLast()).isEqualTo("done");
        assertThat(outcomes.getFirst()).isIn("done", "STALE_VERSION");
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(events(id, "change.authorisation-withdrawn.v1"))
                .isEqualTo(outcomes.getFirst().equals("done") ? 1 : 0);
    }

    /** Whichever is first: it has begun as it was authorised, or it has not begun. */
    @RepeatedTest(3)
    void shouldStartOnlyWhatIsStillAuthorised() throws Exception {
        String id = fixture.requested(Map.of());
        fixture.move(id, ChangeState.SCHEDULED);
        int version = fixture.version(id);
        String other = fixture.newCi("server");

        List<String> outcomes = atOnce(
                () -> outcome(fixture.act(fixture.implementer, "Start", id, version, Map.of()), "Start"),
                () -> outcome(
                        fixture.act(fixture.requester, "LinkCis", id, Map.of("ciIds", List.of(other))), "LinkCis"));

        JsonNode change = fixture.read(fixture.manager, id, "state ciIds authorisedBy { id }");
        if (outcomes.getFirst().equals("done")) {
            assertThat(outcomes.getLast()).isEqualTo("INVALID_TRANSITION");
            assertThat(change.at("/state").asString()).isEqualTo("IMPLEMENTING");
            assertThat(change.at("/ciIds").size()).isEqualTo(1);
            assertThat(change.at("/authorisedBy").isNull()).isFalse();
        } else {
            assertThat(outcomes).containsExactly("STALE_VERSION", "done");
            assertThat(change.at("/state").asString()).isEqualTo("AUTHORISATION");
        }
    }

    /** Two changes that name the same records in another order. */
    @Test
    void shouldLinkTheSameRecordsToSeveralChangesAtOnce() throws Exception {
        List<String> incidents = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int count = 0; count < 4; count++) {
            incidents.add(fixture.incident(Map.of()));
            problems.add(fixture.problem());
        }
        List<Callable<String>> callers = new ArrayList<>();
        for (int caller = 0; caller < 6; caller++) {
            boolean even = caller % 2 == 0;
            String id = fixture.requested(Map.of());
            callers.add(() -> outcome(
                    fixture.act(
                            fixture.requester,
                            "LinkRecords",
                            id,
                            Map.of(
                                    "incidentIds", even ? incidents : incidents.reversed(),
                                    "problemIds", even ? problems.reversed() : problems)),
                    "LinkRecords"));
        }

        assertThat(atOnce(callers)).containsOnly("done");

        for (String incident : incidents) {
            assertThat(fixture.of("incident", fixture.agent, incident, "revision changes { id }")
                            .at("/revision")
                            .asInt())
                    .isEqualTo(7);
        }
    }

    @Test
    void shouldTellOnceThatTheWindowIsOver() {
        clock.set(clock.now());
        String id = fixture.requested(Map.of());
        String moved = fixture.requested(Map.of());
        String finished = fixture.requested(Map.of());
        fixture.move(id, ChangeState.IMPLEMENTING);
        fixture.move(finished, ChangeState.REVIEW);
        fixture.move(moved, ChangeState.SCHEDULED);
        fixture.done(
                fixture.requester,
                "Update",
                moved,
                Map.of("window", fixture.window(Duration.ofMinutes(-5), Duration.ofHours(5))));
        fixture.done(fixture.manager, "Authorise", moved, Map.of());

        clock.advance(Duration.ofMinutes(121));

        await().atMost(PATIENCE).until(() -> events(id, "change.window-overrun.v1") == 1);
        assertThat(events(moved, "change.window-overrun.v1"))
                .as("its window moved")
                .isZero();
        clock.advance(Duration.ofMinutes(181));
        await().atMost(PATIENCE).until(() -> events(moved, "change.window-overrun.v1") == 1);
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> events(id, "change.window-overrun.v1") == 1);
        assertThat(events(finished, "change.window-overrun.v1")).isZero();
        assertThat(fixture.state(id)).isEqualTo("IMPLEMENTING");
    }

    /** Acceptance example 5: two business days later without paperwork exactly one event. */
    @Test
    void shouldTellOnceThatThePaperworkIsOverdue() {
        clock.set(clock.now());
        String id = fixture.emergency(Map.of());
        String filed = fixture.emergency(Map.of());
        String cancelled = fixture.emergency(Map.of());
        for (String each : List.of(id, filed, cancelled)) {
            fixture.done(fixture.requester, "Submit", each, Map.of());
            fixture.done(fixture.deputy, "AuthoriseVerbally", each, Map.of("how", "By telephone"));
        }
        fixture.done(fixture.implementer, "Start", filed, Map.of());
        fixture.done(
                fixture.implementer,
                "FilePaperwork",
                filed,
                Map.of("plan", "Restarted", "backOutPlan", "None needed", "testPlan", "It answers"));
        fixture.done(fixture.requester, "Cancel", cancelled, Map.of("reason", "It answers again"));
        Instant due = Instant.parse(fixture.read(fixture.manager, id, "paperworkDueAt")
                .at("/paperworkDueAt")
                .asString());

        clock.set(due.minusSeconds(1));
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> overdue(id) == 0);
        clock.set(due.plusSeconds(1));
        await().atMost(PATIENCE).until(() -> overdue(id) == 1);
        clock.advance(Duration.ofDays(3));
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> overdue(id) == 1);

        assertThat(overdue(filed)).isZero();
        assertThat(overdue(cancelled)).isZero();
        String unreviewed = "change.cab-review-overdue.v1";
        await().atMost(PATIENCE).until(() -> events(id, unreviewed) == 1 && events(filed, unreviewed) == 1);
        assertThat(events(cancelled, unreviewed)).isZero();
    }

    private int overdue(String id) {
        return events(id, "change.paperwork-overdue.v1");
    }

    private int events(String id, String type) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: $type}) RETURN count(e) AS count",
                            Map.of("id", id, "type", type))
                    .single()
                    .get("count")
                    .asInt();
        }
    }

    private static String outcome(GraphQlAnswer answer, String action) {
        List<String> codes = answer.withoutErrors().userErrorCodes("change" + action);
        return codes.isEmpty() ? "done" : codes.getFirst();
    }

    @SafeVarargs
    private static List<String> atOnce(Callable<String>... callers) throws Exception {
        return atOnce(List.of(callers));
    }

    private static List<String> atOnce(List<Callable<String>> callers) throws Exception {
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> outcome : threads.invokeAll(callers)) {
                outcomes.add(outcome.get());
            }
        }
        return outcomes;
    }
}
