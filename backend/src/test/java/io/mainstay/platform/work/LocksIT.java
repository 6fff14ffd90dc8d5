// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.support.IntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Writers that check before they write: with the lock none is lost; this fails when {@code lock.cypher} sets nothing. */
@IntegrationTest
class LocksIT {

    private static final int WRITERS = 8;
    private static final int WRITES = 25;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Locks locks;

    @Autowired
    private Cypher cypher;

    @Test
    void shouldLoseNoUpdateWhenEachWriterLocksReadsAndWrites() throws Exception {
        String id = Ids.next();
        work.writeRepeatably(
                () -> cypher.statement("test/create-counter").with("id", id).run());

        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(() -> {
                for (int write = 0; write < WRITES; write++) {
                    increment(id);
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }

        assertThat(value(id)).isEqualTo(WRITERS * WRITES);
    }

    @Test
    void shouldNotFindAnEntityOfAnotherKind() {
        String id = Ids.next();
        work.writeRepeatably(
                () -> cypher.statement("test/create-counter").with("id", id).run());

        assertThat(work.writeRepeatably(() -> locks.lock("Incident", id, row -> row.string("id"))))
                .isEmpty();
    }

    private void increment(String id) {
        work.writeRepeatably(() -> {
            int value = locks.lock("LockTestCounter", id, row -> row.integer("value"))
                    .orElseThrow();
            cypher.statement("test/set-counter")
                    .with("id", id)
                    .with("value", value + 1)
                    .run();
        });
    }

    private int value(String id) {
        return work.writeRepeatably(() -> locks.lock("LockTestCounter", id, row -> row.integer("value")))
                .orElseThrow();
    }
}
