// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedReadTest {

    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch firstRuns = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final SharedRead<Integer> shared = new SharedRead<>(this::read);

    @Test
    void shouldGiveThoseWhoAskDuringAReadTheNextOneAndReadOnceForAllOfThem() throws Exception {
        FutureTask<Integer> first = new FutureTask<>(shared::get);
        Thread.ofVirtual().start(first);
        firstRuns.await();
        List<FutureTask<Integer>> later = new ArrayList<>();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            FutureTask<Integer> asker = new FutureTask<>(shared::get);
            later.add(asker);
            waiting.add(Thread.ofVirtual().start(asker));
        }
        await().until(() -> waiting.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        firstMayEnd.countDown();

        assertThat(first.get()).isEqualTo(1);
        for (FutureTask<Integer> asker : later) {
            assertThat(asker.get()).isEqualTo(2);
        }
    }

    @Test
    void shouldReadAnewForEachWhoAsksAfterTheOther() {
        firstMayEnd.countDown();

        assertThat(shared.get()).isEqualTo(1);
        assertThat(shared.get()).isEqualTo(2);
    }

    @Test
    void shouldPassOnAFailureAndReadAgainForTheNext() {
        AtomicInteger attempts = new AtomicInteger();
        SharedRead<String> failing = new SharedRead<>(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is away");
            }
            return "back";
        });

        assertThatThrownBy(failing::get).hasMessage("the database is away");
        assertThat(failing.get()).isEqualTo("back");
    }

    private int read() {
        int number = reads.incrementAndGet();
        firstRuns.countDown();
        try {
            firstMayEnd.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return number;
    }
}
