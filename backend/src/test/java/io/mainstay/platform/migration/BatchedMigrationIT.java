// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.time.MachineClock;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Plans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;
import org.springframework.beans.factory.annotation.Autowired;

/** Each row counts how often it was taken. */
@IntegrationTest
class BatchedMigrationIT {

    private static final int ROWS = 10_000;
    private static final String NAME = "V9010__count.cypher";
    private static final String TEXT = """
            // kind: data
            // batched: %d
            MATCH (n:BatchTest)
            WHERE n.id > $after
            WITH n ORDER BY n.id LIMIT $limit
            SET n.taken = n.taken + 1, n.share = 100 / n.divisor
            RETURN count(n) AS rows, max(n.id) AS last;
            MATCH (n:BatchTest)
            RETURN count(n) AS total;
            """;

    /** So small that a process is at work for some seconds. */
    private static final String SMALL_BATCHES = TEXT.formatted(20);

    private static final Migration IN_SMALL_BATCHES = Migration.parse(NAME, SMALL_BATCHES);
    private static final Migration IN_BATCHES = Migration.parse(NAME, TEXT.formatted(700));

    @Autowired
    private Driver driver;

    @BeforeEach
    void createRows() {
        removeRows();
        run("CREATE INDEX batch_test IF NOT EXISTS FOR (n:BatchTest) ON (n.id)");
        run("CALL db.awaitIndexes(60)");
        // Not in the order of the ids.
        run("""
                UNWIND range(1, %d) AS row
                CREATE (:BatchTest {id: right('0000000' + toString((row * 7919) %% 10007), 8), taken: 0, divisor: 1})""".formatted(ROWS));
    }

    @AfterEach
    void removeRows() {
        run("DROP INDEX batch_test IF EXISTS");
        run("MATCH (n:BatchTest) DETACH DELETE n");
        run("MATCH (m:Migration) WHERE m.version > 9000 DELETE m");
        run("MATCH (l:MigrationLease) DELETE l");
    }

    @Test
    void shouldTakeEachRowOnce() {
        assertThat(runner(IN_BATCHES).migrate()).isEqualTo(1);
        assertThat(runner(IN_BATCHES).migrate()).isZero();

        assertEachTakenOnce();
        assertThat(migration().get("total").asInt()).isEqualTo(ROWS);
        assertThat(migration().get("position").asString())
                .isEqualTo(one("MATCH (n:BatchTest) RETURN max(n.id)").get(0).asString());
    }

    @Test
    void shouldGoOnWhereAKilledProcessWas() {
        for (int kill = 1; kill <= 3; kill++) {
            long before = done() + kill * 500L;
            try (MigrationProcess process = MigrationProcess.start(NAME, SMALL_BATCHES)) {
                Awaitility.await("the process to take rows")
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> process.isAlive() && done() > before);
                process.kill();
            }
            assertThat(migration().get("appliedAt").isNull())
                    .as("killed in the midst of it, kill " + kill)
                    .isTrue();
            // What the process had sent may be committed after its end.
            Awaitility.await().untilAsserted(() -> assertThat(done()).isEqualTo(taken()));
            expireLease();
        }

        assertThat(runner(IN_SMALL_BATCHES).migrate()).isEqualTo(1);

        assertEachTakenOnce();
    }

    @Test
    void shouldTakeEachRowOnceWhenSeveralProcessesStartTogether() throws Exception {
        List<Callable<Integer>> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(() -> runner(IN_SMALL_BATCHES).migrate());
        }
        int applied = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> result : threads.invokeAll(starts)) {
                applied += result.get();
            }
        }

        assertThat(applied).isEqualTo(1);
        assertEachTakenOnce();
    }

    @Test
    void shouldKeepNoBatchWithoutTheLease() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> late = threads.submit(() -> runner(IN_SMALL_BATCHES).migrate());
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> done() > 0);
            run("MATCH (l:MigrationLease) SET l.owner = 'another', l.until = datetime.realtime() + duration('PT1M')");

            assertThatThrownBy(late::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("lease was lost");
        }
        assertThat(done()).isPositive().isLessThan(ROWS).isEqualTo(taken());

        expireLease();
        runner(IN_SMALL_BATCHES).migrate();

        assertEachTakenOnce();
    }

    @Test
    void shouldLeaveThePositionWhereItWasWhenABatchFails() {
        String poisoned = one("MATCH (n:BatchTest) RETURN n.id AS id ORDER BY n.id SKIP 2000 LIMIT 1")
                .get("id")
                .asString();
        run("MATCH (n:BatchTest {id: '" + poisoned + "'}) SET n.divisor = 0");

        for (int start = 1; start <= 2; start++) {
            assertThatThrownBy(() -> runner(IN_BATCHES).migrate())
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("Migration 9010 (count) failed after 1400 of about 10000 rows")
                    .hasMessageContaining("/ by zero");
            assertThat(done()).isEqualTo(1400).isEqualTo(taken());
        }
        assertThatThrownBy(() -> runner(IN_BATCHES).awaitMigrated(Duration.ofMillis(1)))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("[9010]")
                .hasMessageContaining("migration 9010 has done 1400 of about 10000 rows");
        assertThatThrownBy(() -> runner(IN_SMALL_BATCHES).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("edited when a part of its rows had been taken");

        run("MATCH (n:BatchTest {id: '" + poisoned + "'}) SET n.divisor = 1");
        assertThat(runner(IN_BATCHES).migrate()).isEqualTo(1);

        assertEachTakenOnce();
    }

    @Test
    void shouldLetTheReleaseBeforeStartInTheMidstOfIt() {
        begun(700);

        assertThat(runner().migrate()).isZero();
    }

    @Test
    void shouldWaitAsLongAsAnotherProcessGetsOn() {
        begun(0);
        SteppingClock clock = new SteppingClock();

        assertThatThrownBy(() -> new MigrationRunner(driver, clock, withPackaged(IN_BATCHES))
                        .awaitMigrated(Duration.ofMillis(5)))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("has done 100 of about 10000 rows");
    }

    @Test
    void shouldRefuseAStatementThatDoesNotGoForward() {
        Migration standing =
                Migration.parse(NAME, TEXT.formatted(700).replace("n.id > $after", "n.id > '' OR $after = ''"));

        assertThatThrownBy(() -> runner(standing).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("The statement took 700 rows up to");

        assertThat(taken()).isEqualTo(700);
    }

    @Test
    void shouldTakeAgainWhatCameSince() {
        Migration again = Migration.parse(NAME, TEXT.formatted(700).replace("700", "700 and again"));
        runner(again).migrate();
        String late = Ids.next();
        String old = Ids.lowestAt(Instant.now().minus(Duration.ofHours(2)))
                + Ids.next().substring(14);
        run("UNWIND ['" + late + "', '" + old + "'] AS id CREATE (:BatchTest {id: id, taken: 0, divisor: 1})");

        runner(again).migrateAgain();

        assertThat(one("MATCH (n:BatchTest {id: '" + late + "'}) RETURN n.taken")
                        .get(0)
                        .asInt())
                .isEqualTo(1);
        assertThat(one("MATCH (n:BatchTest {id: '" + old + "'}) RETURN n.taken")
                        .get(0)
                        .asInt())
                .as("a row from long before")
                .isZero();
        assertThat(one("MATCH (m:Migration {version: 9010}) RETURN m.coveredTo > m.appliedAt")
                        .get(0)
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shouldNotTakeAgainWhatDoesNotAskForIt() {
        runner(IN_BATCHES).migrate();
        run("CREATE (:BatchTest {id: '" + Ids.next() + "', taken: 0, divisor: 1})");

        runner(IN_BATCHES).migrateAgain();

        assertThat(taken()).isEqualTo(ROWS);
    }

    @Test
    void shouldReadEachBatchFromAnIndexInItsOrder() {
        List<Migration> batched = withPackaged(IN_BATCHES).stream()
                .filter(migration -> migration.batches() != null)
                .toList();
        assertThat(batched).hasSizeGreaterThan(1);
        try (Session session = driver.session()) {
            session.run("CALL db.prepareForReplanning(120)").consume();
            assertThat(batched).allSatisfy(migration -> {
                Plan plan = Plans.explain(session, migration.statements().getFirst());
                assertThat(Plans.refused(plan, false)).isEmpty();
                assertThat(Plans.operators(plan)).doesNotContain("Sort", "Top", "PartialSort", "PartialTop");
                assertThat(Plans.refused(
                                Plans.explain(session, migration.statements().getLast()), false))
                        .isEmpty();
            });
        }
    }

    private MigrationRunner runner(Migration... more) {
        return new MigrationRunner(driver, new MachineClock(), withPackaged(more));
    }

    private static List<Migration> withPackaged(Migration... more) {
        List<Migration> files = new ArrayList<>(MigrationFiles.read());
        files.addAll(List.of(more));
        return files;
    }

    /** What another process leaves that is not at the end. */
    private void begun(int done) {
        execute("""
                CREATE (:Migration {version: 9010, name: 'count', kind: 'DATA', needs: 0, checksum: $checksum,
                  startedAt: datetime.realtime(), position: '', done: $done, total: 10000})""", Map.of("checksum", IN_BATCHES.checksum(), "done", done));
    }

    /** Time goes on by a millisecond with each look at it, and for a while another process with it. */
    private final class SteppingClock implements SystemClock {

        private long looks;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanoTime());
        }

        @Override
        public long nanoTime() {
            looks++;
            if (looks <= 100) {
                execute("MATCH (m:Migration {version: 9010}) SET m.done = $done", Map.of("done", looks));
            }
            return looks * 1_000_000;
        }
    }

    private void assertEachTakenOnce() {
        assertThat(one("MATCH (n:BatchTest) WHERE n.taken <> 1 RETURN count(n)")
                        .get(0)
                        .asInt())
                .as("rows not taken once")
                .isZero();
        assertThat(done()).isEqualTo(ROWS);
        assertThat(migration().get("appliedAt").isNull()).isFalse();
    }

    private long taken() {
        return one("MATCH (n:BatchTest) RETURN sum(n.taken)").get(0).asLong();
    }

    private long done() {
        return migration().get("done").asLong(0);
    }

    private Record migration() {
        return one("""
                OPTIONAL MATCH (m:Migration {version: 9010})
                RETURN m.done AS done, m.total AS total, m.position AS position, m.appliedAt AS appliedAt""");
    }

    private void expireLease() {
        run("MATCH (l:MigrationLease) SET l.until = datetime.realtime() - duration('PT1S')");
    }

    private void run(String statement) {
        execute(statement, Map.of());
    }

    private void execute(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(statement, parameters).consume();
        }
    }

    private Record one(String query) {
        try (Session session = driver.session()) {
            return session.run(query).single();
        }
    }
}
