// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mainstay.platform.time.MachineClock;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class MigrationRunnerIT {

    private static final Migration SCHEMA = Migration.parse(
            "V9001__index.cypher",
            "// kind: schema\nCREATE INDEX migration_test IF NOT EXISTS FOR (n:MigrationTest) ON (n.value);\n");
    private static final Migration DATA =
            Migration.parse("V9002__row.cypher", "// kind: data\nCREATE (:MigrationTest {value: 1});\n");

    @Autowired
    private Driver driver;

    @BeforeEach
    @AfterEach
    void removeTestMigrations() {
        run("DROP INDEX migration_test IF EXISTS");
        run("MATCH (n:MigrationTest) DETACH DELETE n");
        run("MATCH (m:Migration) WHERE m.version > 9000 DELETE m");
        run("MATCH (l:MigrationLease) DELETE l");
    }

    @Test
    void shouldApplyEachMigrationOnce() {
        List<Migration> files = withPackaged(SCHEMA, DATA);

        assertThat(runner(files).migrate()).isEqualTo(2);
        assertThat(runner(files).migrate()).isZero();

        assertThat(count("MATCH (n:MigrationTest) RETURN count(n)")).isEqualTo(1);
        assertThat(count("SHOW INDEXES YIELD name WHERE name = 'migration_test' RETURN count(*)"))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseAnEditedFile() {
        runner(withPackaged(SCHEMA, DATA)).migrate();
        Migration edited = Migration.parse("V9002__row.cypher", "// kind: data\nCREATE (:MigrationTest {value: 2});\n");

        assertThatThrownBy(() -> runner(withPackaged(SCHEMA, edited)).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("9002")
                .hasMessageContaining("edited");
    }

    @Test
    void shouldRefuseARemovedFileBelowTheNewest() {
        runner(withPackaged(SCHEMA, DATA)).migrate();

        assertThatThrownBy(() -> runner(withPackaged(DATA)).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("9001");
    }

    @Test
    void shouldRunOnANewerSchema() {
        runner(withPackaged(SCHEMA, DATA)).migrate();

        assertThat(runner(withPackaged()).migrate()).isZero();
    }

    @Test
    void shouldWaitUntilAnotherProcessHasMigrated() throws Exception {
        List<Migration> files = withPackaged(SCHEMA, DATA);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = threads.submit(() -> runner(files).awaitMigrated(Duration.ofMinutes(1)));
            assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            runner(files).migrate();

            waiting.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void shouldSayWhatToDoWhenNobodyMigrates() {
        assertThatThrownBy(() -> runner(withPackaged(SCHEMA, DATA)).awaitMigrated(Duration.ofMillis(1)))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("[9001, 9002]")
                .hasMessageContaining("with the argument migrate");

        assertThat(count("MATCH (m:Migration) WHERE m.version > 9000 RETURN count(m)"))
                .isZero();
    }

    @Test
    void shouldNotWaitOnANewerSchema() {
        runner(withPackaged(SCHEMA, DATA)).migrate();

        assertThatCode(() -> runner(withPackaged()).awaitMigrated(Duration.ZERO))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldGoOnAfterAContractionOfWhatItNoLongerNeeds() {
        int newest = newest(withPackaged());
        runner(withPackaged(SCHEMA, contract(newest))).migrate();

        assertThat(runner(withPackaged()).migrate()).isZero();
    }

    @Test
    void shouldNotStartAfterAContractionOfWhatItStillNeeds() {
        runner(withPackaged(SCHEMA, contract(SCHEMA.version()))).migrate();

        assertThatThrownBy(() -> runner(withPackaged()).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("Migration 9003 (drop_index)")
                .hasMessageContaining("do not know migration 9001")
                .hasMessageContaining("up to " + newest(withPackaged()));
        assertThat(runner(withPackaged(SCHEMA)).migrate())
                .as("migrations applied by a release that knows the one that is needed")
                .isZero();
    }

    @Test
    void shouldNotStartOnANewerSchemaThatDoesNotSayWhetherItMay() {
        run("CREATE (:Migration {version: 9004, name: 'unknown', kind: 'SCHEMA', checksum: 'other'})");

        assertThatThrownBy(() -> runner(withPackaged()).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("Migration 9004 (unknown)")
                .hasMessageContaining("does not say");
    }

    @Test
    void shouldKeepItsLeaseWhileAMigrationTakesLonger() throws Exception {
        List<Migration> files = withPackaged(Migration.parse(
                "V9001__slow.cypher",
                "// kind: data\n"
                        + "MATCH (l:MigrationTest {value: 0}) SET l.taken = true CREATE (:MigrationTest {value:"
                        + " 1});\n"));
        Duration lease = Duration.ofSeconds(1);
        run("CREATE (:MigrationTest {value: 0})");
        List<Integer> applied = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Session session = driver.session()) {
            List<Future<Integer>> processes = new ArrayList<>();
            try (Transaction slow = session.beginTransaction()) {
                slow.run("MATCH (l:MigrationTest {value: 0}) SET l.locked = true")
                        .consume();
                for (int process = 0; process < 2; process++) {
                    processes.add(threads.submit(
                            () -> new MigrationRunner(driver, new MachineClock(), files, lease).migrate()));
                }
                String holder = await().until(this::holder, owner -> !owner.isEmpty());
                await().during(lease.multipliedBy(3))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> holder.equals(holder()));
                slow.commit();
            }
            for (Future<Integer> process : processes) {
                applied.add(process.get());
            }
        }

        assertThat(applied).containsExactlyInAnyOrder(0, 1);
        assertThat(count("MATCH (n:MigrationTest {value: 1}) RETURN count(n)")).isEqualTo(1);
    }

    private String holder() {
        try (Session session = driver.session()) {
            return session.run("MATCH (l:MigrationLease) RETURN coalesce(max(l.owner), '') AS owner")
                    .single()
                    .get("owner")
                    .asString();
        }
    }

    @Test
    void shouldRollBackADataMigrationThatFails() {
        Migration failing = Migration.parse(
                "V9003__fails.cypher", "// kind: data\nCREATE (:MigrationTest {value: 3});\nRETURN 1 / 0;\n");

        assertThatThrownBy(() -> runner(withPackaged(failing)).migrate()).isInstanceOf(RuntimeException.class);

        assertThat(count("MATCH (n:MigrationTest) RETURN count(n)")).isZero();
        assertThat(count("MATCH (m:Migration {version: 9003}) RETURN count(m)")).isZero();
    }

    /** In an empty database what one creates and what another has just been given to write wait for each other. */
    @RepeatedTest(8)
    void shouldApplyOnceWhenSeveralProcessesStartTogether() throws Exception {
        run("DROP CONSTRAINT migration_version IF EXISTS");
        run("DROP CONSTRAINT migration_lease IF EXISTS");
        List<Migration> files = withPackaged(SCHEMA, DATA);
        List<Callable<Integer>> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(() -> runner(files).migrate());
        }
        int applied = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> result : threads.invokeAll(starts)) {
                applied += result.get();
            }
        }

        assertThat(applied).isEqualTo(2);
        assertThat(count("MATCH (n:MigrationTest) RETURN count(n)")).isEqualTo(1);
    }

    private MigrationRunner runner(List<Migration> files) {
        return new MigrationRunner(driver, new MachineClock(), files);
    }

    private static List<Migration> withPackaged(Migration... more) {
        List<Migration> files = new ArrayList<>(MigrationFiles.read());
        files.addAll(List.of(more));
        return files;
    }

    private static Migration contract(int needs) {
        return Migration.parse(
                "V9003__drop_index.cypher",
                "// kind: schema\n// contract: V%04d\nDROP INDEX migration_test IF EXISTS;\n".formatted(needs));
    }

    private static int newest(List<Migration> files) {
        return files.stream().mapToInt(Migration::version).max().orElseThrow();
    }

    private void run(String statement) {
        try (Session session = driver.session()) {
            session.run(statement).consume();
        }
    }

    private long count(String query) {
        try (Session session = driver.session()) {
            return session.run(query).single().get(0).asLong();
        }
    }
}
