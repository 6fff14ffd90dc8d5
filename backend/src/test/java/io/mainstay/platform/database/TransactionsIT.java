// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.Gate;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.DatabaseSelectionProvider;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.data.neo4j.core.transaction.Neo4jTransactionManager;

/** What is cut ends in the database too, and nobody's work keeps others from it. */
@IntegrationTest
class TransactionsIT {

    /** Takes minutes, and its name tells it from what else runs. */
    private static final String ENDLESS =
            "/* %s */ UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS c WHERE c %% 7 = 3 RETURN count(c) AS n";

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SystemClock clock;

    @Test
    void shouldEndInTheDatabaseWhatItsRequestNoLongerWants() {
        String name = Ids.next();
        RequestWork request = RequestWork.begin("somebody", Duration.ofMinutes(2), clock);
        CompletableFuture<Long> answer = inThread(() -> request.run(() -> endless(name)));
        awaitRunning(name, 1);

        request.cut();

        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(DatabaseCutException.class);
        awaitRunning(name, 0);
        assertThatThrownBy(() -> request.run(() -> count())).isInstanceOf(DatabaseCutException.class);
    }

    @Test
    void shouldGiveNoMoreTimeThanTheRequestHas() {
        String name = Ids.next();
        RequestWork request = RequestWork.begin("somebody", Duration.ofSeconds(1), clock);

        assertThatThrownBy(() -> request.run(() -> endless(name))).isInstanceOf(DatabaseCutException.class);

        awaitRunning(name, 0);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(count()).isNotNegative();
    }

    @Test
    void shouldNotRepeatWhatWasCut() {
        RequestWork request = RequestWork.begin("somebody", Duration.ofMillis(500), clock);
        List<Integer> runs = new ArrayList<>();

        assertThatThrownBy(() -> request.run(() -> work.read(() -> {
                    runs.add(1);
                    return endless("repeated");
                })))
                .isInstanceOf(DatabaseCutException.class);

        assertThat(runs).hasSize(1);
    }

    @Test
    void shouldLetAnotherPersonAndWorkersPassWhileOneHasAllOfTheirShare() {
        String name = Ids.next();
        RequestWork greedy = RequestWork.begin("greedy", Duration.ofMinutes(2), clock);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int call = 0; call < 60; call++) {
                threads.submit(() -> greedy.run(() -> endless(name)));
            }
            awaitRunning(name, 4);

            RequestWork innocent = RequestWork.begin("innocent", Duration.ofSeconds(20), clock);
            assertThat(innocent.run(this::count)).isNotNegative();
            assertThat(inThread(() -> background(this::count)).join()).isNotNegative();
            assertThat(running(name)).isEqualTo(4);
            greedy.cut();
        }
        awaitRunning(name, 0);
    }

    @Test
    void shouldGiveUpAConnectionThatSaysNothing() {
        DatabaseLimits limits =
                new DatabaseLimits(4, 4, 4, Duration.ofSeconds(5), 4, 4, Duration.ofSeconds(5), Duration.ofSeconds(1));
        try (Gate gate = new Gate(TestStack.address("MAINSTAY_NEO4J_URI"));
                Driver driver = GraphDatabase.driver(
                        gate.address().replace("http", "bolt"),
                        AuthTokens.basic(
                                TestStack.address("MAINSTAY_NEO4J_USERNAME"),
                                TestStack.address("MAINSTAY_NEO4J_PASSWORD")))) {
            gate.open();
            Transactions transactions = new Transactions(
                    new Neo4jTransactionManager(driver),
                    driver,
                    DatabaseSelectionProvider.getDefaultSelectionProvider(),
                    limits,
                    clock,
                    new SimpleMeterRegistry());
            Neo4jClient client = Neo4jClient.create(driver);
            Supplier<Boolean> hanging = () -> {
                gate.freeze();
                return client.query("RETURN 1 AS one").fetch().one().isPresent();
            };

            assertThatThrownBy(() -> background(() -> transactions.run(true, hanging, () -> false)))
                    .isInstanceOf(DatabaseCutException.class);
        }
    }

    @Test
    void shouldRefuseToWriteOutsideAUnitOfWork() {
        assertThatThrownBy(() -> cypher.composed("test/write", "CREATE (e:LockTestCounter) RETURN e.id AS id")
                        .run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("test/write");
    }

    private long endless(String name) {
        return cypher.composed("test/endless", ENDLESS.formatted(name))
                .one(row -> row.longValue("n"))
                .orElseThrow();
    }

    private int count() {
        return cypher.composed("test/count", "MATCH (n:Entity) RETURN count(n) AS n")
                .one(row -> row.integer("n"))
                .orElseThrow();
    }

    private void awaitRunning(String name, int number) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> running(name) == number);
    }

    private int running(String name) {
        return background(() -> cypher.composed(
                        "test/running",
                        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS $name"
                                + " AND NOT currentQuery STARTS WITH 'SHOW' RETURN count(*) AS n")
                .with("name", name)
                .one(row -> row.integer("n"))
                .orElseThrow());
    }

    private static <T> CompletableFuture<T> inThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Executors.newVirtualThreadPerTaskExecutor());
    }

    private static <T> T background(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        BackgroundWork.mark(() -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException failure) {
                        result.completeExceptionally(failure);
                    }
                })
                .run();
        try {
            return result.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }
}
