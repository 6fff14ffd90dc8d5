// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;

/** Transactions that hold locks while a request is sent, which then waits for them. */
public final class HeldLocks {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TransactionConfig SOON =
            TransactionConfig.builder().withTimeout(Duration.ofSeconds(3)).build();
    private static final String HELD = "n.heldByTest = true";

    private final Driver driver;

    public HeldLocks(Driver driver) {
        this.driver = driver;
    }

    /** Sends a request while a change of an entity is made and not yet committed, and commits it when the request waits. */
    public GraphQlAnswer whileChanging(String id, String change, Supplier<GraphQlAnswer> request) {
        CompletableFuture<GraphQlAnswer> waiting;
        try (Session session = driver.session();
                Transaction changing = session.beginTransaction()) {
            lock(changing, id, change);
            waiting = CompletableFuture.supplyAsync(request);
            awaitBlocked(waiting);
            changing.commit();
        }
        assertThat(waiting).succeedsWithin(PATIENCE);
        return waiting.join();
    }

    /**
     * Shows that a request which locks several entities takes the first of them first: who waits for it holds none of the others, so
     * requests that name them in other orders never wait for each other.
     *
     * @param ids in the order in which they must be locked
     */
    public void assertWaitsForTheFirst(List<String> ids, Supplier<GraphQlAnswer> request) {
        CompletableFuture<GraphQlAnswer> waiting;
        try (Session session = driver.session();
                Transaction holding = session.beginTransaction()) {
            lock(holding, ids.getFirst(), HELD);
            waiting = CompletableFuture.supplyAsync(request);
            awaitBlocked(waiting);
            for (String other : ids.subList(1, ids.size())) {
                assertThatCode(() -> tryLock(other)).as("lock of %s", other).doesNotThrowAnyException();
            }
            holding.commit();
        }
        assertThat(waiting).succeedsWithin(PATIENCE).satisfies(GraphQlAnswer::withoutErrors);
    }

    private void tryLock(String id) {
        try (Session session = driver.session();
                Transaction trying = session.beginTransaction(SOON)) {
            lock(trying, id, HELD);
        }
    }

    private static void lock(Transaction transaction, String id, String change) {
        transaction
                .run("MATCH (n:Entity {id: $id}) SET " + change, Map.of("id", id))
                .consume();
    }

    private void awaitBlocked(CompletableFuture<?> waiting) {
        Awaitility.await().atMost(PATIENCE).until(() -> waiting.isDone() || isAnyBlocked());
        assertThat(waiting).as("waits for the lock").isNotDone();
    }

    /** Whether any transaction waits for a lock. */
    public boolean isAnyBlocked() {
        try (Session session = driver.session()) {
            return !session.run("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status")
                    .list()
                    .isEmpty();
        }
    }
}
