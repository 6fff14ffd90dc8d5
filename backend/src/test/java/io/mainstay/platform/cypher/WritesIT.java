// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.springframework.beans.factory.annotation.Autowired;

/** What a unit of work gathers is written together, in time, and only if what it names is still in use. */
@IntegrationTest
class WritesIT {

    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");
    private static final String KIND = "writes-test.later";

    private final IllegalStateException gone = new IllegalStateException("gone");

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Writes writes;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Timers timers;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private Driver driver;

    @Test
    void shouldWriteEverythingByOneStatement() {
        String one = Ids.next();
        String two = Ids.next();
        calls.reset();

        work.writeRepeatably(() -> {
            counter(one, 1);
            counter(two, 2);
            writes.change(one, Map.of("value", 3));
            writes.relate(one, "LINKED_IN_TEST", two, Map.of("since", LATER));
            timers.arm(TimerSpec.of(KIND, one, LATER));
        });

        assertThat(calls.since("")).containsExactly("platform/write");
        assertThat(values("MATCH (a:Entity {id: $id})-[r:LINKED_IN_TEST]->(b) RETURN a.value + b.value AS value", one))
                .containsExactly(5);
        assertThat(armed(one)).containsExactly(KIND);
    }

    @Test
    void shouldWriteWhatWasGatheredBeforeTheNextStatement() {
        String id = Ids.next();

        List<Integer> read = work.writeRepeatably(() -> {
            counter(id, 1);
            writes.change(id, Map.of("value", 2));
            return cypher.composed("test/counter", "MATCH (e:Entity {id: $id}) RETURN e.value AS value")
                    .with("id", id)
                    .list(row -> row.integer("value"));
        });

        assertThat(read).containsExactly(2);
    }

    @Test
    void shouldKeepTheOrderInWhichTimersAreArmedAndDisarmed() {
        String id = Ids.next();

        work.writeRepeatably(() -> {
            timers.arm(TimerSpec.of(KIND, id, LATER).named("disarmed"));
            timers.disarm(KIND, id, "disarmed");
            timers.disarm(KIND, id, "armed");
            timers.arm(TimerSpec.of(KIND, id, LATER).named("armed"));
        });
        assertThat(names(id)).containsExactly("armed");

        work.writeRepeatably(() -> {
            timers.arm(TimerSpec.of(KIND, id, LATER).named("replaced"));
            timers.replaceKind(
                    KIND,
                    id,
                    List.of(
                            TimerSpec.of(KIND, id, LATER).named("armed"),
                            TimerSpec.of(KIND, id, LATER).named("new")));
        });
        assertThat(names(id)).containsExactly("armed", "new");
    }

    @Test
    void shouldRefuseWhatIsNoLongerInUse() {
        String team = entity("active: true");
        String record = Ids.next();

        assertThatThrownBy(() -> work.writeRepeatably(() -> {
                    writes.requireInUse("Team", team, () -> gone);
                    counter(record, 1);
                    // Somebody else, on another connection.
                    run("MATCH (e:Entity {id: $id}) SET e.active = false", team);
                }))
                .isSameAs(gone);

        assertThat(values("MATCH (e:Entity {id: $id}) RETURN e.value AS value", record))
                .isEmpty();
    }

    @Test
    void shouldWaitForWhoIsJustRetiringWhatItNames() {
        String item = entity("lifecycle: 'LIVE'");
        // Named before, so that its lock is taken by setting what it has already.
        work.writeRepeatably(() -> writes.requireInUse("ConfigurationItem", item, () -> gone));

        CompletableFuture<Void> naming;
        try (Session session = driver.session();
                Transaction retiring = session.beginTransaction()) {
            retiring.run("MATCH (e:Entity {id: $id}) SET e.lifecycle = 'RETIRED'", Map.of("id", item))
                    .consume();
            naming = CompletableFuture.runAsync(
                    () -> work.writeRepeatably(() -> writes.requireInUse("ConfigurationItem", item, () -> gone)));
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(naming).isNotDone());
            retiring.commit();
        }

        assertThat(naming)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCause(gone);
    }

    private void counter(String id, int value) {
        writes.create(List.of("LockTestCounter"), List.of(Map.of("id", id, "value", value)));
    }

    private String entity(String properties) {
        String id = Ids.next();
        run("CREATE (:Entity {id: $id, " + properties + "})", id);
        return id;
    }

    private List<String> armed(String aggregateId) {
        try (Session session = driver.session()) {
            return session.run("MATCH (t:Timer {aggregateId: $id}) RETURN t.kind AS kind", Map.of("id", aggregateId))
                    .list(row -> row.get("kind").asString());
        }
    }

    private List<String> names(String aggregateId) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (t:Timer {aggregateId: $id}) RETURN t.name AS name ORDER BY name",
                            Map.of("id", aggregateId))
                    .list(row -> row.get("name").asString());
        }
    }

    private List<Integer> values(String statement, String id) {
        try (Session session = driver.session()) {
            return session.run(statement, Map.of("id", id))
                    .list(row -> row.get("value").asInt());
        }
    }

    private void run(String statement, String id) {
        try (Session session = driver.session()) {
            session.run(statement, Map.of("id", id)).consume();
        }
    }
}
