// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeaseLostException;
import io.mainstay.support.IntegrationTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class ExclusiveDeliveryIT {

    private static final long SEED = 20261122;
    private static final Duration BRIEF = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Autowired
    private OutboxDelivery application;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private OutboxFixture fixture;

    @BeforeEach
    void quietApplication() {
        application.stop();
        fixture.empty();
    }

    @AfterEach
    void restartApplication() {
        application.start();
    }

    @Test
    void shouldHaveEachEffectOnceAndInOrderWithTwoReplicasOfWhichOneStopsAndComesBack() throws Exception {
        System.out.println("seed " + SEED);
        OutboxDelivery one = fixture.replica(recording("effects", _ -> {}));
        OutboxDelivery other = fixture.replica(recording("effects", _ -> {}));
        one.start();
        other.start();
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                Random random = new Random(SEED + writer);
                writers.add(() -> {
                    for (int change = 0; change < 60; change++) {
                        fixture.change("aggregate-" + random.nextInt(6), 1);
                    }
                    return 60;
                });
            }
            Future<?> restarts = threads.submit(() -> {
                while (writing.get()) {
                    one.stop();
                    one.start();
                    other.stop();
                    other.start();
                }
            });
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                writer.get();
            }
            writing.set(false);
            restarts.get();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> effects() == 240);
        one.stop();
        other.stop();

        assertThat(effects()).isEqualTo(240);
        assertEffectsAreInOrder();
    }

    @Test
    void shouldRefuseTheCursorMoveOfAHolderThatWasPausedBeyondItsLease() throws Exception {
        sequence("paused", 3);
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        List<String> handled = new CopyOnWriteArrayList<>();
        ExternalEventConsumer consumer = external(events -> {
            events.forEach(event -> handled.add(event.id()));
            handling.countDown();
            awaitUninterruptibly(paused);
        });
        Lease stale = acquire(BRIEF);
        ExclusiveDelivery pausedDelivery = fixture.delivery(consumer);
        pausedDelivery.begin(stale);
        CompletableFuture<Throwable> result = CompletableFuture.supplyAsync(
                () -> failureOf(() -> pausedDelivery.round(stale)), Executors.newVirtualThreadPerTaskExecutor());
        handling.await();

        Lease present = acquire(LONG);
        fixture.delivery(consumer).begin(present);
        paused.countDown();

        assertThat(result.get()).isInstanceOf(LeaseLostException.class);
        assertThat(cursor()).isZero();
    }

    @Test
    void shouldRefuseTheEffectOfAFormerHolder() {
        sequence("former", 2);
        Lease stale = acquire(BRIEF);
        ExclusiveDelivery former = fixture.delivery(recording("test.consumer", _ -> {}));
        former.begin(stale);
        acquire(LONG);

        assertThatThrownBy(() -> former.round(stale)).isInstanceOf(LeaseLostException.class);
        assertThat(effects()).isZero();
    }

    @Test
    void shouldNotRepeatADeliveryWhoseCursorHasMovedAlready() {
        sequence("repeated", 2);
        Lease lease = acquire(LONG);
        ExclusiveDelivery behind = fixture.delivery(recording("test.consumer", _ -> {}));
        behind.begin(lease);
        ExclusiveDelivery ahead = fixture.delivery(recording("test.consumer", _ -> {}));
        ahead.begin(lease);

        ahead.round(lease);
        behind.round(lease);

        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void shouldRollBackTheEffectOfAHandlerThatFailsAndTryAgain() {
        sequence("flaky", 1);
        AtomicInteger attempts = new AtomicInteger();
        ExclusiveDelivery delivery = fixture.delivery(recording("test.consumer", _ -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        }));

        deliverAll(delivery);

        assertThat(attempts).hasValue(3);
        assertThat(effects()).isEqualTo(1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void shouldParkTheAggregateOfADeadLetterAndDeliverItInOrderWhenReplayed() {
        AtomicBoolean broken = new AtomicBoolean(true);
        ExclusiveDelivery delivery = fixture.delivery(recording("test.consumer", event -> {
            if (broken.get() && event.aggregateId().equals("poisoned") && event.revision() == 2) {
                throw new IllegalStateException("cannot handle this");
            }
        }));
        sequence("poisoned", 3);
        sequence("healthy", 2);

        deliverAll(delivery);
        sequence("poisoned", 1);
        deliverAll(delivery);

        assertThat(revisionsOf("poisoned")).containsExactly(1L);
        assertThat(revisionsOf("healthy")).containsExactly(1L, 2L);
        assertThat(letters())
                .extracting(letter -> letter.get("revision"), letter -> letter.get("parked"))
                .containsExactly(tuple(2L, false), tuple(3L, true), tuple(4L, true));

        requestReplay();
        deliverAll(delivery);
        assertThat(revisionsOf("poisoned")).as("the replay fails again").containsExactly(1L);

        broken.set(false);
        requestReplay();
        sequence("poisoned", 1);
        deliverAll(delivery);

        assertThat(revisionsOf("poisoned")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(letters()).isEmpty();
    }

    @Test
    void shouldFindTheEventAtFaultInABatchAndDeliverTheOthers() {
        List<Long> handled = new CopyOnWriteArrayList<>();
        ExclusiveDelivery delivery = fixture.delivery(external(events -> {
            if (events.stream().anyMatch(event -> event.revision() == 2)) {
                throw new IllegalArgumentException("revision 2 is bad");
            }
            events.forEach(event -> handled.add(event.revision()));
        }));
        sequence("batch", 3);

        deliverAll(delivery);

        assertThat(handled).containsExactly(1L);
        assertThat(letters()).extracting(letter -> letter.get("revision")).containsExactly(2L, 3L);
        assertThat(cursor()).isEqualTo(3);
    }

    @Test
    void shouldForgetADeadLetterThatALaterEventMakesUpForWhenTheConsumerReadsPresentState() {
        ExclusiveDelivery delivery = fixture.delivery(new ExternalEventConsumer() {
            @Override
            public String name() {
                return "test.consumer";
            }

            @Override
            public Set<String> interests() {
                return Set.of("outbox-test.");
            }

            @Override
            public void handle(List<OutboxEvent> events) {
                if (events.stream().anyMatch(event -> event.revision() == 1)) {
                    throw new IllegalArgumentException("revision 1 is bad");
                }
            }

            @Override
            public boolean parksAggregates() {
                return false;
            }
        });
        sequence("state", 1);
        deliverAll(delivery);
        assertThat(letters()).hasSize(1);

        sequence("state", 1);
        deliverAll(delivery);

        assertThat(letters()).isEmpty();
    }

    @Test
    void shouldKeepEventsWaitingWhileWhatTheConsumerWritesToIsAway() {
        AtomicBoolean away = new AtomicBoolean(true);
        List<Long> handled = new CopyOnWriteArrayList<>();
        OutboxDelivery replica = fixture.replica(external(events -> {
            if (away.get()) {
                throw new ConsumerUnavailableException("away", new IllegalStateException("refused"));
            }
            events.forEach(event -> handled.add(event.revision()));
        }));
        sequence("outage", 3);
        replica.start();

        await().during(Duration.ofMillis(600)).atMost(Duration.ofSeconds(60)).until(handled::isEmpty);
        assertThat(letters()).isEmpty();
        away.set(false);

        await().atMost(Duration.ofSeconds(60)).until(() -> handled.size() == 3);
        replica.stop();
        assertThat(handled).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldTreatAnErrorAsAFailureOfItsEvent() {
        ExclusiveDelivery delivery = fixture.delivery(recording("test.consumer", event -> {
            if (event.aggregateId().equals("broken")) {
                throw new StackOverflowError("too deep");
            }
        }));
        sequence("broken", 1);
        sequence("whole", 2);

        deliverAll(delivery);

        assertThat(letters()).hasSize(1);
        assertThat(revisionsOf("whole")).containsExactly(1L, 2L);
        assertThat(cursor()).isEqualTo(3);
    }

    @Test
    void shouldMoveTheCursorWithEachEventThatIsHandedOverByItselfAndWaitAsLongAsAsked() {
        List<Long> handled = new CopyOnWriteArrayList<>();
        AtomicBoolean full = new AtomicBoolean(true);
        ExclusiveDelivery delivery = fixture.delivery(oneByOne(true, event -> {
            if (full.get() && handled.size() == 2) {
                throw new ConsumerUnavailableException(
                        "too many", new IllegalStateException("429"), Duration.ofSeconds(2));
            }
            handled.add(event.revision());
        }));
        sequence("limited", 4);
        Lease lease = acquire(LONG);
        delivery.begin(lease);
        long asked = System.nanoTime();

        assertThat(delivery.round(lease)).isPositive();
        assertThat(cursor()).isEqualTo(2);
        full.set(false);
        while (handled.size() == 2) {
            delivery.round(lease);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(handled).as("none twice").containsExactly(1L, 2L, 3L, 4L);
        assertThat(letters()).isEmpty();
        fixture.leases.release(lease);
    }

    @Test
    void shouldBeginWithWhatHappensFromTheStartOnWhenOldEventsAreNoNews() {
        sequence("before", 3);
        List<String> handled = new CopyOnWriteArrayList<>();
        OutboxDelivery replica = fixture.replica(oneByOne(false, event -> handled.add(event.aggregateId())));
        Lease elsewhere = acquire(LONG);

        replica.start();
        fixture.change("after", 1);
        fixture.leases.release(elsewhere);

        await().atMost(Duration.ofSeconds(60)).until(() -> !handled.isEmpty());
        replica.stop();
        assertThat(handled).containsExactly("after");
    }

    @Test
    void shouldPauseAConsumerThatFailsAtEverythingAndGoOnWhenOneSucceeds() {
        AtomicBoolean broken = new AtomicBoolean(true);
        List<Long> handled = new CopyOnWriteArrayList<>();
        ExclusiveDelivery delivery = fixture.delivery(oneByOne(true, event -> {
            if (broken.get()) {
                throw new IllegalStateException("401");
            }
            handled.add(event.seq());
        }));
        for (int record = 1; record <= 8; record++) {
            sequence("record-" + record, 1);
        }

        deliverAll(delivery);
        deliverAll(delivery);

        assertThat(letters()).as("the fourth failure in a row pauses").hasSize(3);
        assertThat(cursor()).isEqualTo(3);
        assertThat(pauseReason()).containsExactly("java.lang.IllegalStateException: 401");

        broken.set(false);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            deliverAll(delivery);
            return cursor() == 8;
        });
        assertThat(handled).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(pauseReason()).isEmpty();
        assertThat(letters()).hasSize(3);
    }

    @Test
    void shouldPutAnEventAsideThatKeepsAConsumerPausedWhenAnOperatorLetsItGoOn() {
        ExclusiveDelivery delivery = fixture.delivery(oneByOne(true, event -> {
            if (event.seq() <= 4) {
                throw new IllegalStateException("422");
            }
        }));
        for (int record = 1; record <= 6; record++) {
            sequence("record-" + record, 1);
        }
        deliverAll(delivery);
        assertThat(pauseReason()).hasSize(1);

        assertThat(fixture.work.writeRepeatably(() -> fixture.cursors().resume("test.consumer")))
                .isTrue();
        deliverAll(delivery);

        assertThat(letters()).hasSize(4);
        assertThat(cursor()).isEqualTo(6);
        assertThat(pauseReason()).isEmpty();
    }

    @Test
    void shouldCountAsLagOnlyWhatAConsumerWants() {
        sequence("unwanted", 3);
        Lease lease = acquire(LONG);
        fixture.delivery(new TransactionalEventConsumer() {
                    @Override
                    public String name() {
                        return "test.consumer";
                    }

                    @Override
                    public Set<String> interests() {
                        return Set.of("something-else.");
                    }

                    @Override
                    public void handle(OutboxEvent event) {
                        throw new IllegalStateException("it does not want any");
                    }
                })
                .begin(lease);
        fixture.delivery(recording("other.consumer", _ -> {}))
                .begin(acquire(ExclusiveDelivery.leaseName("other.consumer"), LONG));

        Map<String, ConsumerState> states = new HashMap<>();
        fixture.work.read(fixture.cursors()::all).forEach(state -> states.put(state.consumer(), state));

        assertThat(states.get("test.consumer"))
                .returns(0L, ConsumerState::lag)
                .returns(null, ConsumerState::oldestWaiting);
        assertThat(states.get("other.consumer")).returns(3L, ConsumerState::lag);
        assertThat(states.get("other.consumer").oldestWaiting()).isNotNull();
    }

    @Test
    void shouldShowHowOldTheOldestEventWithoutANumberIs() {
        fixture.change("stuck", 1);
        fixture.run("MATCH (e:OutboxEvent) SET e.recordedAt = datetime() - duration('PT5M')", Map.of());

        assertThat(unnumberedAge()).isBetween(299.0, 400.0);

        Lease lease = acquire(Sequencer.LEASE, LONG);
        sequencer.sequence(lease, 100);
        fixture.leases.release(lease);
        assertThat(unnumberedAge()).isZero();
    }

    private double unnumberedAge() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        fixture.gauges(meters).tick();
        return meters.get("mainstay.outbox.unnumbered.age").gauge().value();
    }

    @Test
    void shouldPassOverEventsThatTheConsumerDoesNotWant() {
        ExclusiveDelivery delivery = fixture.delivery(new TransactionalEventConsumer() {
            @Override
            public String name() {
                return "test.consumer";
            }

            @Override
            public Set<String> interests() {
                return Set.of("something-else.");
            }

            @Override
            public void handle(OutboxEvent event) {
                fixture.recordEffect("unwanted", event);
            }
        });
        sequence("unwanted", 3);
        Lease lease = acquire(LONG);
        delivery.begin(lease);

        assertThat(delivery.round(lease)).isPositive();
        assertThat(cursor()).as("moves when there is nothing else to do").isZero();
        delivery.round(lease);

        assertThat(effects()).isZero();
        assertThat(cursor()).isEqualTo(3);
        fixture.leases.release(lease);
    }

    @Test
    void shouldReadEventsOnceForAllConsumersOfAReplicaAndWakeThemOnce() {
        List<OutboxEvent> external = new CopyOnWriteArrayList<>();
        List<String> broadcast = new CopyOnWriteArrayList<>();
        OutboxDelivery replica = fixture.replica(
                recording("effects", _ -> {}), external(external::addAll), broadcast(broadcast, new ArrayList<>()));
        replica.start();
        fixture.change("first", 1);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> effects() == 1 && external.size() == 1 && broadcast.size() == 1);
        long looked = fixture.ran("platform/outbox/tail");
        long stamped = fixture.ran("platform/outbox/stamp");
        long fetched = fixture.ran("platform/outbox/events-after");
        long letters = fixture.ran("platform/outbox/parked-aggregates");

        int changes = 20;
        long begun = System.nanoTime();
        for (int i = 0; i < changes; i++) {
            fixture.change("next", 1);
            int delivered = i + 2;
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(15))
                    .until(() ->
                            effects() == delivered && external.size() == delivered && broadcast.size() == delivered);
        }
        replica.stop();

        assertThat(fixture.ran("platform/outbox/stamp") - stamped).isEqualTo(changes);
        // Those that wake together share a read; who comes late, and who looks after other replicas, reads anew.
        // Each replica looks four times a second and each of its consumers once in two, however slow the machine.
        long looks = 20 * Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        assertThat(fixture.ran("platform/outbox/tail") - looked).isLessThan(5L * changes + looks);
        assertThat(fixture.ran("platform/outbox/events-after") - fetched).isLessThan(changes);
        assertThat(fixture.ran("platform/outbox/parked-aggregates")).isEqualTo(letters);
    }

    @Test
    void shouldBroadcastToEveryReplicaWhatComesAfterItsStart() {
        sequence("before", 2);
        List<String> first = new CopyOnWriteArrayList<>();
        List<String> second = new CopyOnWriteArrayList<>();
        List<String> missed = new CopyOnWriteArrayList<>();
        OutboxDelivery one = fixture.replica(broadcast(first, missed));
        OutboxDelivery other = fixture.replica(broadcast(second, missed));
        one.start();
        other.start();

        fixture.change("after", 2);
        fixture.change("bad", 1);
        fixture.change("after", 1);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> first.size() == 3 && second.size() == 3 && missed.size() == 2);
        one.stop();
        other.stop();
        assertThat(first).containsExactly("after 1", "after 1", "after 2").isEqualTo(second);
        assertThat(missed).containsExactly("bad 1", "bad 1");
    }

    @Test
    void shouldTellABroadcastConsumerHowFarItIsAndBeginAnewWhenItWantsTo() {
        sequence("before", 2);
        Follower follower = new Follower();
        OutboxDelivery replica = fixture.replica(follower);
        replica.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> follower.restarts.size() == 1);

        fixture.change("after", 3);
        await().atMost(Duration.ofSeconds(60)).until(() -> follower.reached >= follower.restarts.getFirst() + 3);
        follower.wanting = true;
        fixture.change("later", 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> follower.restarts.size() == 2);
        replica.stop();

        assertThat(follower.restarts.getLast()).isGreaterThanOrEqualTo(follower.restarts.getFirst() + 3);
        assertThat(follower.handled).startsWith("after 1", "after 1", "after 1");
        assertThat(follower.last).isGreaterThanOrEqualTo(follower.reached);
    }

    /** Fails at the first time that it is asked to begin. */
    private static final class Follower implements BroadcastEventConsumer {

        private final List<Long> restarts = new CopyOnWriteArrayList<>();
        private final List<String> handled = new CopyOnWriteArrayList<>();
        private volatile boolean failed;
        private volatile boolean wanting;
        private volatile long reached;
        private volatile long last;

        @Override
        public String name() {
            return "test.follower";
        }

        @Override
        public Set<String> interests() {
            return Set.of("outbox-test.");
        }

        @Override
        public void handle(OutboxEvent event) {
            handled.add(event.aggregateId() + " " + event.revision());
        }

        @Override
        public void restart(String epoch, long seq) {
            if (!failed) {
                failed = true;
                throw new IllegalStateException("cannot begin yet");
            }
            wanting = false;
            restarts.add(seq);
        }

        @Override
        public boolean wantsRestart() {
            return wanting;
        }

        @Override
        public void reached(long seq, long end) {
            reached = seq;
            last = end;
        }
    }

    private BroadcastEventConsumer broadcast(List<String> handled, List<String> missed) {
        return new BroadcastEventConsumer() {
            @Override
            public String name() {
                return "test.broadcast";
            }

            @Override
            public Set<String> interests() {
                return Set.of("outbox-test.");
            }

            @Override
            public void handle(OutboxEvent event) {
                if (event.aggregateId().equals("bad")) {
                    throw new StackOverflowError("cannot handle this");
                }
                handled.add(event.aggregateId() + " " + event.revision());
            }

            @Override
            public void missed(OutboxEvent event) {
                missed.add(event.aggregateId() + " " + event.revision());
            }
        };
    }

    private TransactionalEventConsumer recording(String name, Consumer<OutboxEvent> fault) {
        return new TransactionalEventConsumer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<String> interests() {
                return Set.of("outbox-test.");
            }

            @Override
            public void handle(OutboxEvent event) {
                fixture.recordEffect(name, event);
                fault.accept(event);
            }
        };
    }

    private static ExternalEventConsumer external(Consumer<List<OutboxEvent>> handler) {
        return new ExternalEventConsumer() {
            @Override
            public String name() {
                return "test.consumer";
            }

            @Override
            public Set<String> interests() {
                return Set.of("outbox-test.");
            }

            @Override
            public void handle(List<OutboxEvent> events) {
                handler.accept(events);
            }
        };
    }

    private static ExternalEventConsumer oneByOne(boolean withOldEvents, Consumer<OutboxEvent> handler) {
        return new ExternalEventConsumer() {
            @Override
            public String name() {
                return "test.consumer";
            }

            @Override
            public Set<String> interests() {
                return Set.of("outbox-test.");
            }

            @Override
            public boolean oneByOne() {
                return true;
            }

            @Override
            public boolean startsWithOldEvents() {
                return withOldEvents;
            }

            @Override
            public void handle(List<OutboxEvent> events) {
                assertThat(events).hasSize(1);
                handler.accept(events.getFirst());
            }
        };
    }

    private List<Object> pauseReason() {
        return fixture
                .rows(
                        "MATCH (c:OutboxCursor {consumer: 'test.consumer'}) WHERE c.pausedAt IS NOT NULL RETURN"
                                + " c.pauseReason AS reason",
                        Map.of())
                .stream()
                .map(row -> row.get("reason"))
                .toList();
    }

    private void sequence(String aggregateId, int changes) {
        for (int change = 0; change < changes; change++) {
            fixture.change(aggregateId, 1);
        }
        Lease lease = acquire(Sequencer.LEASE, LONG);
        assertThat(sequencer.sequence(lease, 100)).isEqualTo(changes);
        fixture.leases.release(lease);
    }

    private void deliverAll(ExclusiveDelivery delivery) {
        Lease lease = acquire(LONG);
        delivery.begin(lease);
        while (delivery.round(lease).isZero()) {
            assertThat(fixture.leases.renew(lease)).isTrue();
        }
        fixture.leases.release(lease);
    }

    private Lease acquire(Duration duration) {
        return acquire(ExclusiveDelivery.leaseName("test.consumer"), duration);
    }

    private Lease acquire(String name, Duration duration) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> fixture.leases.acquire(name, duration), Optional::isPresent)
                .orElseThrow();
    }

    private void requestReplay() {
        fixture.run("MATCH (d:DeadLetter) SET d.replayRequested = true", Map.of());
    }

    private long effects() {
        return fixture.count("MATCH (e:TestEffect) RETURN count(e)", Map.of());
    }

    private List<Object> revisionsOf(String aggregateId) {
        return fixture
                .rows(
                        "MATCH (e:TestEffect {aggregateId: $id}) RETURN e.revision AS revision ORDER BY e.at",
                        Map.of("id", aggregateId))
                .stream()
                .map(row -> row.get("revision"))
                .toList();
    }

    private List<Map<String, Object>> letters() {
        return fixture.rows(
                "MATCH (d:DeadLetter)-[:FOR_EVENT]->(e) RETURN e.revision AS revision, d.parked AS parked ORDER BY"
                        + " d.seq",
                Map.of());
    }

    private long cursor() {
        return fixture.count("MATCH (c:OutboxCursor {consumer: 'test.consumer'}) RETURN c.seq", Map.of());
    }

    private void assertEffectsAreInOrder() {
        Map<Object, Long> revisions = new HashMap<>();
        for (Map<String, Object> effect : fixture.rows(
                "MATCH (e:TestEffect) RETURN e.aggregateId AS aggregate, e.revision AS revision ORDER BY e.at",
                Map.of())) {
            Long previous = revisions.put(effect.get("aggregate"), (long) effect.get("revision"));
            assertThat((long) effect.get("revision")).isEqualTo((previous == null ? 0 : previous) + 1);
        }
    }

    private static Throwable failureOf(Runnable action) {
        try {
            action.run();
            return new AssertionError("nothing was thrown");
        } catch (RuntimeException failure) {
            return failure;
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
