// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FairSemaphoreTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void shouldGiveAPersonNoMoreThanTheShareAndAnotherWhatIsLeft() throws InterruptedException {
        FairSemaphore gate = new FairSemaphore(4, 2);

        assertThat(gate.enter("ada", Duration.ZERO)).isTrue();
        assertThat(gate.enter("ada", Duration.ZERO)).isTrue();
        assertThat(gate.enter("ada", Duration.ZERO)).isFalse();
        assertThat(gate.enter("bo", Duration.ZERO)).isTrue();
        assertThat(gate.inside()).isEqualTo(3);

        gate.leave("ada");
        assertThat(gate.enter("ada", Duration.ZERO)).isTrue();
    }

    @Test
    void shouldLetNobodyInBeyondItsPlaces() throws InterruptedException {
        FairSemaphore gate = new FairSemaphore(2, 2);

        assertThat(gate.enter("ada", Duration.ZERO)).isTrue();
        assertThat(gate.enter("bo", Duration.ZERO)).isTrue();
        assertThat(gate.enter("cy", Duration.ZERO)).isFalse();
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void shouldLetOnePersonInBeforeTheHundredsOfAnotherWhoCameFirst() throws Exception {
        FairSemaphore gate = new FairSemaphore(1, 1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        gate.enter("first", Duration.ZERO);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 200; number++) {
                threads.submit(visit(gate, "many", order));
            }
            Awaitility.await().until(() -> gate.waiting() == 200);
            threads.submit(visit(gate, "one", order));
            Awaitility.await().until(() -> gate.waiting() == 201);

            gate.leave("first");
        }

        assertThat(order).hasSize(201);
        assertThat(order.indexOf("one")).isLessThanOrEqualTo(1);
        assertThat(gate.inside()).isZero();
    }

    @Test
    void shouldNotLetInWhoWasInterruptedAndGiveThePlaceToTheNext() throws Exception {
        FairSemaphore gate = new FairSemaphore(1, 1);
        gate.enter("ada", Duration.ZERO);
        CountDownLatch refused = new CountDownLatch(1);
        Thread bo = Thread.startVirtualThread(() -> {
            try {
                gate.enter("bo", LONG);
            } catch (InterruptedException interrupted) {
                refused.countDown();
            }
        });
        Awaitility.await().until(() -> gate.waiting() == 1);

        bo.interrupt();

        assertThat(refused.await(10, SECONDS)).isTrue();
        gate.leave("ada");
        assertThat(gate.enter("cy", Duration.ZERO)).isTrue();
    }

    /** Many people, some of whom give up or are interrupted: the bounds hold at each instant and no place is lost. */
    @Test
    void shouldHoldItsBoundsAndLoseNoPlaceHoweverPeopleComeAndGo() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        FairSemaphore gate = new FairSemaphore(5, 2);
        Map<String, AtomicInteger> insideOf = new ConcurrentHashMap<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger mostOfOne = new AtomicInteger();
        List<Thread> visitors = new ArrayList<>();
        for (int number = 0; number < 2_000; number++) {
            String person = "person " + random.nextInt(7);
            Duration patience = Duration.ofNanos(random.nextInt(2_000_000));
            visitors.add(Thread.ofVirtual().unstarted(() -> {
                try {
                    if (!gate.enter(person, patience)) {
                        return;
                    }
                } catch (InterruptedException interrupted) {
                    return;
                }
                AtomicInteger own = insideOf.computeIfAbsent(person, _ -> new AtomicInteger());
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                mostOfOne.accumulateAndGet(own.incrementAndGet(), Math::max);
                Thread.yield();
                own.decrementAndGet();
                inside.decrementAndGet();
                gate.leave(person);
            }));
        }

        for (Thread visitor : visitors) {
            visitor.start();
            if (random.nextInt(10) == 0) {
                visitors.get(random.nextInt(visitors.size())).interrupt();
            }
        }
        for (Thread visitor : visitors) {
            assertThat(visitor.join(Duration.ofSeconds(30))).as("seed " + seed).isTrue();
        }

        assertThat(most.get()).as("seed " + seed).isBetween(1, 5);
        assertThat(mostOfOne.get()).as("seed " + seed).isBetween(1, 2);
        assertThat(gate.inside()).as("seed " + seed).isZero();
        assertThat(gate.waiting()).as("seed " + seed).isZero();
        for (int place = 0; place < 5; place++) {
            assertThat(gate.enter("late " + place, Duration.ZERO))
                    .as("seed " + seed)
                    .isTrue();
        }
    }

    private static Callable<Boolean> visit(FairSemaphore gate, String person, List<String> order) {
        return () -> {
            gate.enter(person, LONG);
            order.add(person);
            gate.leave(person);
            return true;
        };
    }
}
