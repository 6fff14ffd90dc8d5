// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.Locks;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.HeldLocks;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;

/** What Mainstay does to incidents by itself, also while somebody is at them. */
@IntegrationTest
class IncidentConcurrencyIT {

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
    void shouldKeepAnInstantToTheMicrosecondUpToTheClosureThatFollowsFromIt() {
        clock.set(Instant.parse("2026-06-01T08:00:00.123456Z"));
        String id = fixture.reported(fixture.agent);
        clock.advance(Duration.ofHours(1));
        fixture.act(
                        fixture.integration,
                        "Resolve",
                        id,
                        Map.of("code", "SOLVED", "resolution", "Done", "occurredAt", "2026-06-01T08:30:00.654321Z"))
                .accepted("incidentResolve");

        clock.advance(Duration.ofDays(5));

        await().atMost(Duration.ofSeconds(60)).until(() -> state(id).equals("CLOSED"));
        GraphQlAnswer closed = fixture.query(
                fixture.agent, "query($id: ID!) { incident(id: $id) { resolvedAt closedAt } }", Map.of("id", id));
        assertThat(closed.text("incident.resolvedAt")).isEqualTo("2026-06-01T08:30:00.654321Z");
        assertThat(closed.text("incident.closedAt")).isEqualTo("2026-06-06T08:30:00.654321Z");
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
                await().atMost(Duration.ofSeconds(60)).until(new HeldLocks(driver)::isAnyBlocked);
                await().during(Duration.ofSeconds(1))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> breaches(id) == 0);
            } finally {
                goOn.countDown();
            }
            answering.get();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> breaches(control) > 0);

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

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<HistoryEntry> history(String id) {
        return trail.history(Principal.SYSTEM, List.of(id), new PageRequest(100, null))
                .get(id)
                .nodes();
    }

    private String state(String id) {
        return fixture.query(fixture.agent, "query($id: ID!) { incident(id: $id) { state } }", Map.of("id", id))
                .text("incident.state");
    }
}
