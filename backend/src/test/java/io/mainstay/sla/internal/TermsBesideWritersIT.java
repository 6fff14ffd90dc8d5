// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.calendar.CalendarCommand;
import io.mainstay.calendar.CalendarRules;
import io.mainstay.calendar.CalendarService;
import io.mainstay.calendar.CalendarView;
import io.mainstay.calendar.WeeklyInterval;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaDefinitionCommand;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaDefinitions;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaRecordEvent;
import io.mainstay.sla.SlaRecords;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Definitions and a calendar are revised while records are written. However the two meet, open clocks end up under the newest
 * terms, and every clock is what {@link SlaOracle} makes of what happened to its record. {@code -Dmainstay.sla.seed=n} begins elsewhere.
 */
@IntegrationTest
class TermsBesideWritersIT {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int WRITERS = 3;
    private static final int CHANGES = 150;
    private static final int REVISIONS = 12;
    private static final List<String> CLASSES = List.of("BESIDE_A", "BESIDE_B");

    @Autowired
    private SlaRecords records;

    @Autowired
    private SlaDefinitions definitions;

    @Autowired
    private CalendarService calendars;

    @Autowired
    private SlaStore store;

    @Autowired
    private TermsCatalogue catalogue;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private SettableClock clock;

    private final List<Model> models = new CopyOnWriteArrayList<>();

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldBringEveryOpenClockUnderTheNewestTermsHoweverRevisionsAndWritersMeet() throws Exception {
        long seed = Long.getLong("mainstay.sla.seed", 20_261_130L);
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        CalendarView calendar = calendars.create(Principal.SYSTEM, calendar(1_440), null);
        List<SlaDefinitionView> revised = new ArrayList<>();
        for (String customerClass : CLASSES) {
            for (SlaMetric metric : SlaMetric.values()) {
                revised.add(definitions.create(
                        Principal.SYSTEM, definition(customerClass, metric, 200, calendar.id()), null));
            }
        }

        List<Future<?>> tasks = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                Random random = new Random(seed + writer);
                tasks.add(threads.submit(() -> write(random)));
            }
            tasks.add(threads.submit(() -> revise(new Random(seed - 1), revised, calendar)));
            while (!tasks.stream().allMatch(Future::isDone)) {
                clock.advance(STEP);
                Thread.sleep(20);
            }
        }
        for (Future<?> task : tasks) {
            succeeded(task);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            clock.advance(Duration.ofSeconds(30));
            return !records.areFollowing();
        });

        assertThat(models).hasSizeGreaterThan(20);
        TermsCatalogue.InForce inForce = work.read(catalogue::inForce);
        Map<String, StoredTimeline> timelines =
                work.read(() -> store.timelines(models.stream().map(Model::id).toList()));
        models.forEach(
                model -> agree(seed, model, Objects.requireNonNull(timelines.get(model.id())), inForce, clock.now()));
    }

    private void agree(long seed, Model model, StoredTimeline timeline, TermsCatalogue.InForce inForce, Instant now) {
        for (SlaMetric metric : SlaMetric.values()) {
            String told =
                    "seed %d, %s of %s: %s, stored %s".formatted(seed, metric, model.id(), model.events, timeline);
            List<SlaClock> derived = SlaDerivation.derive(metric, timeline.eventsOf(metric, this::terms), now);
            assertThat(derived).as(told).hasSize(1);
            SlaClock derivedClock = derived.getFirst();
            if (derivedClock.state() == SlaClockState.RUNNING || derivedClock.state() == SlaClockState.PAUSED) {
                assertThat(derivedClock.terms().reference())
                        .as(told)
                        .isEqualTo(Objects.requireNonNull(
                                        inForce.choose(model.facts).get(metric))
                                .text());
            }
            List<SlaEvent> lived = new ArrayList<>(model.events);
            // Retroactive terms hold as though they had always done, so it does not matter when they came.
            lived.add(1, new SlaEvent.TermsApplied(model.events.getFirst().at(), derivedClock.terms()));
            assertThat(derived)
                    .as(told)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("terms")
                    .isEqualTo(SlaOracle.clocks(metric, lived, now, STEP));
            assertThat(timeline.clock(metric, 1))
                    .as(told)
                    .get()
                    .extracting(StoredClock::snapshot)
                    .satisfies(stored -> assertThat(stored.state()).isEqualTo(derivedClock.state()))
                    .satisfies(stored -> assertThat(stored.dueAt()).isEqualTo(derivedClock.dueAt()));
        }
    }

    private SlaTerms terms(TermsRef ref) {
        return work.read(() ->
                Objects.requireNonNull(catalogue.byRefs(List.of(ref)).get(ref)).terms());
    }

    private boolean write(Random random) {
        for (int change = 0; change < CHANGES; change++) {
            if (models.size() < 8 || random.nextInt(6) == 0) {
                SlaFacts facts = facts(random);
                Instant at = clock.now();
                models.add(new Model(records.openAt(facts, at), facts, at));
            } else {
                models.get(random.nextInt(models.size())).change(random);
            }
        }
        return true;
    }

    private boolean revise(Random random, List<SlaDefinitionView> revised, CalendarView calendar) throws Exception {
        int calendarVersion = 1;
        for (int revision = 0; revision < REVISIONS; revision++) {
            if (revision % 4 == 3) {
                calendars.revise(
                        Principal.SYSTEM, calendar.id(), calendar(600 + random.nextInt(800)), calendarVersion++);
            } else {
                int index = random.nextInt(revised.size());
                SlaDefinitionView before = revised.get(index);
                revised.set(
                        index,
                        definitions.revise(
                                Principal.SYSTEM,
                                before.id(),
                                definition(
                                        Objects.requireNonNull(before.customerClass()),
                                        before.metric(),
                                        20 * (3 + random.nextInt(100)),
                                        calendar.id()),
                                before.version()));
            }
            Thread.sleep(random.nextInt(400));
        }
        return true;
    }

    private static void succeeded(Future<?> task) throws InterruptedException, ExecutionException {
        assertThat(task.get()).isEqualTo(true);
    }

    private static SlaFacts facts(Random random) {
        return new SlaFacts(TicketKind.INCIDENT, null, null, CLASSES.get(random.nextInt(CLASSES.size())));
    }

    private static CalendarCommand calendar(int until) {
        List<WeeklyInterval> week = Stream.of(DayOfWeek.values())
                .flatMap(day -> IntStream.range(0, until / 60)
                        .mapToObj(hour ->
                                WeeklyInterval.of(day, 60 * hour, until == 1_440 ? 60 * hour + 60 : 60 * hour + 50)))
                .toList();
        return new CalendarCommand(
                "Beside writers", null, LocalDate.of(2020, 1, 1), new CalendarRules("UTC", week, List.of(), List.of()));
    }

    private static SlaDefinitionCommand definition(
            String customerClass, SlaMetric metric, int seconds, String calendarId) {
        return new SlaDefinitionCommand(
                metric + " of " + customerClass,
                TicketKind.INCIDENT,
                metric,
                null,
                null,
                customerClass,
                Duration.ofSeconds(seconds),
                calendarId,
                metric == SlaMetric.RESOLUTION ? List.of("AWAITING_CUSTOMER") : List.of(),
                ReopenMode.RESUME,
                RecalculationMode.RETROACTIVE,
                PastThresholds.FIRE_MARKED,
                List.of(50));
    }

    /** What happened to one record, in order. */
    private final class Model {

        private final String id;
        private final List<SlaEvent> events = new ArrayList<>();
        private SlaFacts facts;

        private Model(String id, SlaFacts facts, Instant at) {
            this.id = id;
            this.facts = facts;
            events.add(new SlaEvent.Opened(at));
        }

        private String id() {
            return id;
        }

        private synchronized void change(Random random) {
            Instant last = events.getLast().at();
            Instant now = clock.now();
            long since = Duration.between(last, now).toSeconds();
            Instant at = random.nextInt(4) == 0 ? last.plusSeconds(random.nextInt((int) since + 1)) : now;
            switch (random.nextInt(8)) {
                case 0, 1 ->
                    happen(new SlaEvent.Held(at, "AWAITING_CUSTOMER"), SlaRecordEvent.held("AWAITING_CUSTOMER"));
                case 2, 3 -> happen(new SlaEvent.Released(at), SlaRecordEvent.released());
                case 4 -> happen(new SlaEvent.Responded(at), SlaRecordEvent.responded());
                case 5 -> happen(new SlaEvent.Resolved(at), SlaRecordEvent.resolved());
                case 6 -> happen(new SlaEvent.Reopened(at), SlaRecordEvent.reopened());
                default -> {
                    facts = facts(random);
                    records.changeAt(id, facts, at);
                }
            }
        }

        private void happen(SlaEvent event, SlaRecordEvent recordEvent) {
            records.changeAt(id, facts, event.at(), recordEvent);
            events.add(event);
        }
    }
}
