// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.time.MachineClock;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class LeasesIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final int CALLERS = 16;

    @Autowired
    private Leases leases;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    private final String name = "test." + Ids.next();

    @Test
    void shouldGiveALeaseToOneOfManyWhoAskAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            String contested = name + round;
            leases.release(leases.acquire(contested, LONG).orElseThrow());
            List<Callable<Optional<Lease>>> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.add(() -> leases.acquire(contested, LONG));
            }
            int acquired = 0;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Optional<Lease>> result : threads.invokeAll(callers)) {
                    acquired += result.get().isPresent() ? 1 : 0;
                }
            }
            assertThat(acquired).isEqualTo(1);
        }
    }

    @Test
    void shouldGiveEveryHolderAGreaterToken() {
        Lease first = leases.acquire(name, LONG).orElseThrow();
        leases.release(first);
        Lease second = leases.acquire(name, SHORT).orElseThrow();
        Lease third = acquireWhenRunOut();

        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(third.token()).isGreaterThan(second.token());
    }

    @Test
    void shouldRefuseWhatAFormerHolderWrites() {
        Lease stale = leases.acquire(name, SHORT).orElseThrow();
        Lease present = acquireWhenRunOut();

        assertThatThrownBy(() -> work.writeRepeatably(() -> leases.requireHeld(stale)))
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining(name);
        assertThat(leases.renew(stale)).isFalse();
        work.writeRepeatably(() -> leases.requireHeld(present));
    }

    @Test
    void shouldNotReleaseAnothersLease() {
        Lease stale = leases.acquire(name, SHORT).orElseThrow();
        Lease present = acquireWhenRunOut();

        leases.release(stale);

        assertThat(leases.acquire(name, LONG)).isEmpty();
        assertThat(leases.renew(present)).isTrue();
    }

    @Test
    void shouldNotAcquireALeaseThatIsBeingRemoved() throws Exception {
        Lease lease = leases.acquire(name, LONG).orElseThrow();
        CountDownLatch removed = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> removal = threads.submit(() -> work.writeRepeatably(() -> {
                leases.remove(lease);
                removed.countDown();
                awaitUninterruptibly(commit);
            }));
            removed.await();
            Future<Optional<Lease>> acquisition = threads.submit(() -> leases.acquire(name, LONG));
            await().during(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !acquisition.isDone());
            commit.countDown();
            removal.get();
            assertThat(acquisition.get()).isEmpty();
        }
        assertThat(leases.acquire(name, LONG)).isPresent();
    }

    @Test
    void shouldKeepARenewedLeaseFromOthers() {
        Lease lease = leases.acquire(name, Duration.ofSeconds(30)).orElseThrow();

        assertThat(leases.renew(lease)).isTrue();
        assertThat(leases.acquire(name, LONG)).isEmpty();
    }

    @Test
    void shouldGiveTheLeaseBackWhenTheBeginningEndsInAnError() {
        LeasedWorker worker = new LeasedWorker(name, leases, new MachineClock(), new LeasedWorker.Work() {
            @Override
            public void begin(Lease lease) {
                throw new NoClassDefFoundError("io/mainstay/Missing");
            }

            @Override
            public Duration round(Lease lease) {
                return LONG;
            }
        });
        worker.start();

        leases.release(acquireWhenRunOut());
        worker.stop();
        assertThat(leases.acquire(name, LONG)).isPresent();
    }

    /** The answer of a renewal that was lost comes when the worker has the lease anew. */
    @Test
    void shouldKeepTheLeaseThatItGotAnewWhenARenewalOfTheOldOneFails() {
        AtomicReference<LeasedWorker> worker = new AtomicReference<>();
        AtomicInteger begun = new AtomicInteger();
        AtomicBoolean stolen = new AtomicBoolean();
        Leases late = new Leases(work, new Cypher() {
            @Override
            public Statement statement(String statement) {
                if (statement.equals("platform/lease/renew") && !stolen.getAndSet(true)) {
                    CompletableFuture.runAsync(() -> stealFrom(worker.get())).join();
                }
                return cypher.statement(statement);
            }

            @Override
            public Statement composed(String statement, String text) {
                return cypher.composed(statement, text);
            }
        });
        worker.set(new LeasedWorker(name, late, new MachineClock(), new LeasedWorker.Work() {
            @Override
            public void begin(Lease lease) {
                begun.incrementAndGet();
            }

            @Override
            public Duration round(Lease lease) {
                work.writeRepeatably(() -> leases.requireHeld(lease));
                return LONG;
            }
        }));
        worker.get().start();

        await().atMost(Duration.ofSeconds(60)).until(() -> begun.get() == 2);
        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(60))
                .until(() -> worker.get().isHolding());
        worker.get().stop();
        assertThat(begun).hasValue(2);
    }

    /** Takes its lease away until it has noticed, and gives it back. */
    private void stealFrom(LeasedWorker worker) {
        work.writeRepeatably(() -> cypher.composed(
                        "test/expire", "MATCH (l:Lease {name: $name}) SET l.until = datetime({year: 2000})")
                .with("name", name)
                .run());
        Lease theirs = leases.acquire(name, LONG).orElseThrow();
        worker.wake();
        await().atMost(Duration.ofSeconds(20)).until(() -> !worker.isHolding());
        leases.release(theirs);
        await().atMost(Duration.ofSeconds(20)).until(worker::isHolding);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Lease acquireWhenRunOut() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> leases.acquire(name, LONG), Optional::isPresent)
                .orElseThrow();
    }
}
