// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.RefusedException;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.database.Transactions;
import io.mainstay.support.IntegrationTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.TransientException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@IntegrationTest
class UnitOfWorkIT {

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Transactions transactions;

    @Test
    void shouldRollBackWhatAnExceptionLeavesHalfDone() {
        String id = Ids.next();

        assertThatThrownBy(() -> work.writeRepeatably(() -> {
                    create(id);
                    throw RefusedException.notFound("Team", "x", "input", "teamId");
                }))
                .isInstanceOf(RefusedException.class);

        assertThat(exists(id)).isFalse();
    }

    @Test
    void shouldRepeatWhatTheDatabaseCallsTransient() {
        String id = Ids.next();
        AtomicInteger runs = new AtomicInteger();

        String result = work.write(id, () -> {
            create(id);
            if (runs.incrementAndGet() < 3) {
                throw new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "deadlock");
            }
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(runs).hasValue(3);
        assertThat(exists(id)).isTrue();
    }

    @Test
    void shouldNotRepeatWhatIsNotTransient() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> work.writeRepeatably(() -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("a fault");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(runs).hasValue(1);
    }

    @Test
    void shouldCountAsDoneWhatWasCommittedBeforeItsAnswerWasLost() {
        String id = Ids.next();
        AtomicInteger runs = new AtomicInteger();

        String result = work.write(id, () -> {
            create(id);
            loseTheAnswerOfTheCommit();
            return "run " + runs.incrementAndGet();
        });

        assertThat(result).isEqualTo("run 1");
        assertThat(runs).hasValue(1);
        assertThat(exists(id)).isTrue();
    }

    @Test
    void shouldAskWhoWritesWhetherItWasCommitted() {
        String id = Ids.next();
        List<Boolean> readOnly = new ArrayList<>();
        UnitOfWork watched = new Neo4jUnitOfWork(transactions, new Cypher() {
            @Override
            public Statement statement(String name) {
                readOnly.add(TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                        || !TransactionSynchronizationManager.isActualTransactionActive());
                return cypher.statement(name);
            }

            @Override
            public Statement composed(String name, String text) {
                return cypher.composed(name, text);
            }
        });

        watched.write(id, () -> {
            create(id);
            loseTheAnswerOfTheCommit();
            return true;
        });

        assertThat(readOnly).containsExactly(false);
    }

    @Test
    void shouldJoinTheUnitOfWorkThatIsOpen() {
        String outer = Ids.next();
        String inner = Ids.next();

        assertThatThrownBy(() -> work.write(outer, () -> {
                    create(outer);
                    work.writeRepeatably(() -> create(inner));
                    throw new IllegalStateException("the outer work fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(exists(outer)).isFalse();
        assertThat(exists(inner)).isFalse();
    }

    @Test
    void shouldReadAgainWhatIsJustBeingChanged() {
        String id = Ids.next();
        work.writeRepeatably(() -> create(id));
        Set<Row> rows = Collections.newSetFromMap(new IdentityHashMap<>());

        String state = work.read(() -> cypher.composed(
                                "test/state", "MATCH (e:Entity {id: $id}) RETURN e.value AS value, e.state AS state")
                        .with("id", id)
                        .one(row -> {
                            if (rows.add(row) && rows.size() == 1) {
                                changeElsewhere(id);
                            }
                            return row.string("state");
                        }))
                .orElseThrow();

        assertThat(state).isEqualTo("IN_PROGRESS");
        assertThat(rows).hasSize(2);
    }

    @Test
    void shouldNotRepeatAStatementThatWrites() {
        String id = Ids.next();
        AtomicInteger reads = new AtomicInteger();

        assertThatThrownBy(() -> work.writeRepeatably(() -> cypher.composed(
                                "test/write", "CREATE (e:Entity:LockTestCounter {id: $id}) RETURN e.state AS state")
                        .with("id", id)
                        .one(row -> {
                            reads.incrementAndGet();
                            return row.string("state");
                        })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'state'");

        assertThat(reads).hasValue(1);
    }

    private void changeElsewhere(String id) {
        CompletableFuture.runAsync(() -> work.writeRepeatably(() -> {
                    cypher.composed("test/change", "MATCH (e:Entity {id: $id}) SET e.state = 'IN_PROGRESS'")
                            .with("id", id)
                            .run();
                    return id;
                }))
                .join();
    }

    /** The transaction is committed, and then its caller is told that the connection broke. */
    private static void loseTheAnswerOfTheCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                throw new ServiceUnavailableException("the connection broke");
            }
        });
    }

    private void create(String id) {
        cypher.statement("test/create-counter").with("id", id).run();
    }

    private boolean exists(String id) {
        return work.read(
                () -> cypher.statement("platform/exists").with("id", id).exists());
    }
}
