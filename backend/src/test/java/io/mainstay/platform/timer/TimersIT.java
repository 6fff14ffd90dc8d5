// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

@IntegrationTest
class TimersIT {

    private static final String KIND = "timer-test.count";
    static final String SWEPT = "timer-test.swept";
    private static final int TIMERS = Integer.getInteger("mainstay.timer.timers", 500);
    private static final int RECORDS = 50;
    private static final int SEQUENCES = 60;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Timers timers;

    @Autowired
    private BusinessClock businessClock;

    @Autowired
    private SettableClock settableClock;

    @Autowired
    private SystemClock systemClock;

    @Autowired
    private Locks locks;

    @Autowired
    private Driver driver;

    @Autowired
    private TimerOperations operations;

    @BeforeEach
    void empty() {
        run("MATCH (n) WHERE n:Timer OR n:TestEffect DETACH DELETE n");
    }

    @AfterEach
    void followTheMachine() {
        settableClock.follow();
    }

    @Test
    void shouldFireEachOfManyTimersOnceWithSweepsSideBySide() throws Exception {
        for (int record = 0; record < RECORDS; record++) {
            armMany("record-" + record, TIMERS / RECORDS);
        }

        List<Callable<Boolean>> sweeps = new ArrayList<>();
        for (int sweep = 0; sweep < 3; sweep++) {
            DueSweep replica = sweep(firing -> effect(cypher, firing));
            sweeps.add(() -> {
                while (count("MATCH (t:Timer) RETURN count(t)") > 0) {
                    replica.sweep();
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> sweep : threads.invokeAll(sweeps)) {
                sweep.get();
            }
        }

        assertThat(count("MATCH (e:TestEffect) RETURN count(DISTINCT e.source + e.aggregateId)"))
                .isEqualTo(TIMERS);
        assertThat(count("MATCH (e:TestEffect) RETURN count(e)")).isEqualTo(TIMERS);
    }

    @Test
    void shouldNotFireWhatAnotherSweepIsFiring() throws Exception {
        arm(TimerSpec.of(KIND, "record", businessClock.now()));
        CountDownLatch firing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DueSweep first = sweep(timer -> {
            effect(cypher, timer);
            firing.countDown();
            awaitUninterruptibly(goOn);
        });
        DueSweep second = sweep(timer -> effect(cypher, timer));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> firstSweep = threads.submit(first::sweep);
            firing.await();
            Future<Boolean> secondSweep = threads.submit(second::sweep);
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !secondSweep.isDone());
            goOn.countDown();
            firstSweep.get();
            secondSweep.get();
        }

        assertThat(count("MATCH (e:TestEffect) RETURN count(e)")).isEqualTo(1);
    }

    @Test
    void shouldNotFireATimerThatIsBeingMoved() throws Exception {
        Instant later = businessClock.now().plusSeconds(3600);
        arm(TimerSpec.of(KIND, "record", businessClock.now()));
        CountDownLatch moved = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> change = threads.submit(() -> work.writeRepeatably(() -> {
                timers.arm(TimerSpec.of(KIND, "record", later));
                timers.disarmAll("another record"); // what was gathered is written first
                moved.countDown();
                awaitUninterruptibly(commit);
            }));
            moved.await();
            Future<Boolean> sweep = threads.submit(sweep(timer -> effect(cypher, timer))::sweep);
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !sweep.isDone());
            commit.countDown();
            change.get();
            sweep.get();
        }

        assertThat(count("MATCH (e:TestEffect) RETURN count(e)")).isZero();
        assertThat(count("MATCH (t:Timer {aggregateId: 'record'}) RETURN count(t)"))
                .isEqualTo(1);
    }

    @Test
    void shouldFireByItselfWithinSecondsOfBeingDue() {
        Instant dueAt = businessClock.now().plusSeconds(1);
        arm(TimerSpec.of(SWEPT, "record", dueAt));

        await().atMost(Duration.ofSeconds(60)).until(() -> count("MATCH (e:TestEffect) RETURN count(e)") == 1);
        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isZero();
    }

    @Test
    void shouldFireWhenTheBusinessClockReachesTheInstantAndNotBefore() {
        List<TimerFiring> fired = new CopyOnWriteArrayList<>();
        DueSweep sweep = sweep(fired::add);
        Instant dueAt = businessClock.now().plus(Duration.ofDays(3));
        arm(TimerSpec.of(KIND, "record", dueAt).named("first").with("percent", "75"));

        sweep.sweep();
        assertThat(fired).isEmpty();

        settableClock.set(dueAt);
        sweep.sweep();
        assertThat(fired).singleElement().satisfies(firing -> {
            assertThat(firing.dueAt()).isEqualTo(dueAt);
            assertThat(firing.name()).isEqualTo("first");
            assertThat(firing.payload()).containsExactly(Map.entry("percent", "75"));
            assertThat(firing.armedLate()).isFalse();
        });
    }

    @Test
    void shouldMoveATimerThatIsArmedAgain() {
        List<TimerFiring> fired = new CopyOnWriteArrayList<>();
        Instant now = businessClock.now();
        arm(TimerSpec.of(KIND, "record", now.minusSeconds(1)));
        arm(TimerSpec.of(KIND, "record", now.plusSeconds(3600)));

        sweep(fired::add).sweep();

        assertThat(fired).isEmpty();
        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isEqualTo(1);
    }

    @Test
    void shouldTellATimerThatWasPastWhenItWasArmed() {
        List<TimerFiring> fired = new CopyOnWriteArrayList<>();
        arm(TimerSpec.of(KIND, "record", businessClock.now().minusSeconds(60)));

        sweep(fired::add).sweep();

        assertThat(fired).singleElement().extracting(TimerFiring::armedLate).isEqualTo(true);
    }

    @Test
    void shouldDisarmByNameReplaceAKindAndDisarmAltogether() {
        Instant dueAt = businessClock.now().plusSeconds(60);
        TimerSpec spec = TimerSpec.of(KIND, "record", dueAt);
        arm(spec.named("a"));
        arm(spec.named("b"));
        arm(TimerSpec.of("timer-test.other", "record", dueAt));
        arm(TimerSpec.of(KIND, "another record", dueAt));

        work.writeRepeatably(() -> timers.disarm(KIND, "record", "a"));
        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isEqualTo(3);
        work.writeRepeatably(() -> timers.replaceKind(KIND, "record", List.of(spec.named("b"), spec.named("c"))));
        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isEqualTo(4);
        work.writeRepeatably(() -> timers.replaceKind(KIND, "record", List.of(spec.named("c"))));
        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isEqualTo(3);
        work.writeRepeatably(() -> timers.replaceKind(KIND, "record", List.of()));
        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isEqualTo(2);
        work.writeRepeatably(() -> timers.disarmAll("record"));
        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isEqualTo(1);
    }

    @Test
    void shouldKeepNoTimerOfAUnitOfWorkThatFailed() {
        assertThatThrownBy(() -> work.writeRepeatably(() -> {
                    timers.arm(TimerSpec.of(KIND, "record", businessClock.now()));
                    throw new IllegalStateException("the change fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isZero();
    }

    @Test
    void shouldLetAHandlerArmTheSameTimerAnew() {
        Instant later = businessClock.now().plusSeconds(3600);
        arm(TimerSpec.of(KIND, "record", businessClock.now()));

        sweep(firing -> timers.arm(TimerSpec.of(KIND, "record", later))).sweep();

        assertThat(count("MATCH (t:Timer {aggregateId: 'record'}) RETURN count(t)"))
                .isEqualTo(1);
    }

    @Test
    void shouldRollBackTheEffectOfAFiringThatFailsAndTryAgainLater() {
        AtomicBoolean broken = new AtomicBoolean(true);
        DueSweep sweep = sweep(firing -> {
            effect(cypher, firing);
            if (broken.get()) {
                throw new IllegalStateException("cannot fire");
            }
        });
        arm(TimerSpec.of(KIND, "record", businessClock.now()));

        sweep.sweep();
        assertThat(count("MATCH (e:TestEffect) RETURN count(e)")).isZero();
        assertThat(count("MATCH (t:Timer) WHERE t.attempts = 1 AND t.error CONTAINS 'cannot fire' RETURN count(t)"))
                .isEqualTo(1);
        run("MATCH (t:Timer) SET t.retryAt = t.retryAt + duration('PT1H')");
        sweep.sweep();
        assertThat(count("MATCH (t:Timer) RETURN t.attempts")).as("it waits").isEqualTo(1);

        broken.set(false);
        run("MATCH (t:Timer) SET t.retryAt = t.retryAt - duration('PT2H')");
        sweep.sweep();
        assertThat(count("MATCH (e:TestEffect) RETURN count(e)")).isEqualTo(1);
        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isZero();
    }

    @Test
    void shouldFireManyRecordsInOneTransaction() {
        List<Integer> together = new CopyOnWriteArrayList<>();
        armEach(120);

        sweep(handler(firing -> effect(cypher, firing), together)).sweep();

        assertThat(together).containsExactlyInAnyOrder(50, 50, 20);
        assertThat(count("MATCH (e:TestEffect) RETURN count(DISTINCT e.aggregateId)"))
                .isEqualTo(120);
        assertThat(count("MATCH (e:TestEffect) RETURN count(e)")).isEqualTo(120);
    }

    @Test
    void shouldFireAllButTheOneThatFailsAndThatOneAloneFromThenOn() {
        List<Integer> together = new CopyOnWriteArrayList<>();
        DueSweep sweep = sweep(handler(
                firing -> {
                    effect(cypher, firing);
                    if (firing.aggregateId().equals("record-7")) {
                        throw new IllegalStateException("cannot fire");
                    }
                },
                together));
        armEach(30);

        sweep.sweep();
        assertThat(count("MATCH (e:TestEffect) RETURN count(DISTINCT e.aggregateId)"))
                .isEqualTo(29);
        assertThat(count("MATCH (e:TestEffect) RETURN count(e)")).isEqualTo(29);
        assertThat(count("MATCH (t:Timer {aggregateId: 'record-7'}) RETURN t.attempts"))
                .isEqualTo(1);

        run("MATCH (t:Timer) SET t.retryAt = null");
        armEach(6);
        together.clear();
        sweep.sweep();
        assertThat(together).containsExactlyInAnyOrder(6, 1);
        assertThat(count("MATCH (t:Timer) RETURN count(t)")).isEqualTo(1);
    }

    @Test
    void shouldTreatAnErrorOfAHandlerAsAFailureOfItsTimer() {
        DueSweep sweep = sweep(firing -> {
            effect(cypher, firing);
            if (firing.aggregateId().equals("record-1")) {
                throw new StackOverflowError("too deep");
            }
        });
        armEach(3);

        sweep.sweep();

        assertThat(count("MATCH (e:TestEffect) RETURN count(e)")).isEqualTo(2);
        assertThat(count("MATCH (t:Timer {aggregateId: 'record-1'}) WHERE t.error CONTAINS 'too deep' RETURN"
                        + " t.attempts"))
                .isEqualTo(1);
    }

    @Test
    void shouldGiveUpATimerThatFailsAgainAndAgainAndShowIt() {
        DueSweep sweep = sweep(_ -> {
            throw new IllegalStateException("cannot fire");
        });
        arm(TimerSpec.of(KIND, "record", businessClock.now()));

        for (int attempt = 1; attempt <= 8; attempt++) {
            run("MATCH (t:Timer) SET t.retryAt = null");
            sweep.sweep();
        }

        assertThat(count("MATCH (t:Timer) WHERE t.deadAt IS NOT NULL AND t.sweepAt IS NULL RETURN t.attempts"))
                .isEqualTo(8);
        assertThat(gauge("dead")).isEqualTo(1);
        assertThat(gauge("overdue")).isZero();
    }

    @Test
    void shouldShowTimersThatShouldHaveFired() {
        arm(TimerSpec.of("test.nobody-fires-this", "record", businessClock.now().minusSeconds(90)));

        assertThat(gauge("overdue")).isEqualTo(1);
        assertThat(gauge("dead")).isZero();
    }

    /** Neo4j still finds what was deleted in the transaction if an indexed property had been set again to the same value. */
    @Test
    void shouldArmMoveDisarmAndReplaceInAnyOrderInOneUnitOfWork() {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            String record = "record-" + seed;
            Map<String, Instant> expected = Map.of();
            for (int unit = 0; unit < 2; unit++) {
                Map<String, Instant> before = expected;
                Random random = new Random(2L * seed + unit);
                expected = work.writeRepeatably(() -> {
                    Map<String, Instant> after = new TreeMap<>(before);
                    for (int step = 0; step < 6; step++) {
                        takeAnyStep(random, record, after);
                        locks.lock("Incident", "absent", Row::map);
                    }
                    return after;
                });
            }

            assertThat(armed(record)).as("seed %s", seed).isEqualTo(expected);
        }
    }

    private void takeAnyStep(Random random, String record, Map<String, Instant> expected) {
        Instant dueAt =
                businessClock.now().plusSeconds(3600 + random.nextInt(3600)).truncatedTo(ChronoUnit.SECONDS);
        TimerSpec timer = TimerSpec.of(KIND, record, dueAt).named("timer-" + random.nextInt(3));
        switch (random.nextInt(4)) {
            case 0 -> {
                timers.disarm(KIND, record, timer.name());
                expected.remove(timer.name());
            }
            case 1 -> {
                timers.replaceKind(KIND, record, List.of());
                expected.clear();
            }
            case 2 -> {
                timers.replaceKind(KIND, record, List.of(timer));
                expected.clear();
                expected.put(timer.name(), dueAt);
            }
            default -> {
                timers.arm(timer);
                expected.put(timer.name(), dueAt);
            }
        }
    }

    private Map<String, Instant> armed(String record) {
        try (Session session = driver.session()) {
            return new TreeMap<>(session
                    .run(
                            "MATCH (t:Timer {aggregateId: $record}) RETURN t.name AS name, t.dueAt AS dueAt",
                            Map.of("record", record))
                    .stream()
                    .collect(Collectors.toMap(
                            row -> row.get("name").asString(),
                            row -> row.get("dueAt").asZonedDateTime().toInstant())));
        }
    }

    private double gauge(String name) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new TimerGauges(operations, meters).tick();
        return meters.get("mainstay.timer." + name).gauge().value();
    }

    static void effect(Cypher cypher, TimerFiring firing) {
        cypher.statement("test/record-effect")
                .with("source", firing.name())
                .with("aggregateId", firing.aggregateId())
                .with("revision", 0)
                .run();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void armMany(String aggregateId, int count) {
        List<TimerSpec> specs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            specs.add(TimerSpec.of(KIND, aggregateId, businessClock.now()).named("timer-" + i + "/"));
        }
        work.writeRepeatably(() -> timers.armAll(specs));
    }

    private void arm(TimerSpec spec) {
        work.writeRepeatably(() -> timers.arm(spec));
    }

    /** Timers of as many records, all due. */
    private void armEach(int records) {
        List<TimerSpec> specs = new ArrayList<>();
        for (int record = 0; record < records; record++) {
            specs.add(TimerSpec.of(KIND, "record-" + record, businessClock.now()));
        }
        work.writeRepeatably(() -> timers.armAll(specs));
    }

    private DueSweep sweep(Consumer<TimerFiring> effect) {
        return sweep(handler(effect, new CopyOnWriteArrayList<>()));
    }

    /** @param together is told how many timers fire in one transaction */
    private static TimerHandler handler(Consumer<TimerFiring> effect, List<Integer> together) {
        return new TimerHandler() {
            @Override
            public String kind() {
                return KIND;
            }

            @Override
            public void fire(TimerFiring firing) {
                effect.accept(firing);
            }

            @Override
            public void fireAll(List<TimerFiring> firings) {
                together.add(firings.size());
                firings.forEach(this::fire);
            }
        };
    }

    private DueSweep sweep(TimerHandler handler) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("handler", handler);
        return new DueSweep(
                work,
                cypher,
                businessClock,
                systemClock,
                new TimerHandlers(beans.getBeanProvider(TimerHandler.class)),
                new TimerMeters(new SimpleMeterRegistry()));
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
