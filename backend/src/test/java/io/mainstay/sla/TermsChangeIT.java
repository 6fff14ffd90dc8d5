// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.calendar.CalendarCommand;
import io.mainstay.calendar.CalendarRules;
import io.mainstay.calendar.CalendarService;
import io.mainstay.calendar.CalendarView;
import io.mainstay.calendar.WeeklyInterval;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.schedule.PeriodicJob;
import io.mainstay.platform.schedule.Ticking;
import io.mainstay.record.TicketKind;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** Open clocks follow changes of definitions and calendars; closed ones keep what they closed under. */
@IntegrationTest
class TermsChangeIT {

    private static final String WARNING = "sla.warning.v1";

    @Autowired
    private SlaRecords records;

    @Autowired
    private SlaDefinitions definitions;

    @Autowired
    private CalendarService calendars;

    @Autowired
    private SlaClockViews views;

    @Autowired
    private SettableClock clock;

    @Autowired
    @Qualifier("termsComparison")
    private PeriodicJob comparison;

    @Autowired
    @Qualifier("termsGauge")
    private Ticking gauge;

    @Autowired
    private MeterRegistry meters;

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldLetOpenClocksFollowADefinitionInChunksAndLeaveClosedOnesAlone() {
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        Instant start = clock.now();
        CalendarView calendar = calendar("Follows a definition");
        SlaDefinitionView definition = definitions.create(
                Principal.SYSTEM, command("CHUNKS", 10, calendar.id(), RecalculationMode.RETROACTIVE), null);
        SlaFacts facts = new SlaFacts(TicketKind.INCIDENT, null, null, "CHUNKS");
        String closed = records.open(facts);
        records.change(closed, facts, SlaRecordEvent.resolved());
        // More than one chunk of 50.
        List<String> open = new ArrayList<>(
                IntStream.range(0, 70).mapToObj(index -> records.open(facts)).toList());
        clock.set(start.plus(Duration.ofHours(1)).plusSeconds(1));

        definitions.revise(
                Principal.SYSTEM,
                definition.id(),
                command("CHUNKS", 2, calendar.id(), RecalculationMode.RETROACTIVE),
                1);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            clock.advance(Duration.ofMillis(10));
            assertThat(views.snapshots(open).values())
                    .hasSize(70)
                    .allSatisfy(clocks -> assertThat(clocks)
                            .singleElement()
                            .extracting(SlaClockSnapshot::dueAt)
                            .isEqualTo(start.plus(Duration.ofHours(2))));
        });
        assertThat(open)
                .allSatisfy(id -> assertThat(records.events(id, WARNING))
                        .singleElement()
                        .asString()
                        .contains("\"percent\":50", "\"recomputed\":true"));
        assertThat(records.actions(open.getFirst())).containsExactly("test.change", "sla.change-terms");
        assertThat(views.byRecords(Principal.SYSTEM, List.of(closed))
                        .get(closed)
                        .getFirst()
                        .target())
                .isEqualTo(Duration.ofHours(10));
    }

    @Test
    void shouldLetOpenClocksFollowACalendarFromTheChangeOnWhenTheDefinitionSaysSo() {
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        Instant start = clock.now();
        CalendarView calendar = calendar("Follows a calendar");
        definitions.create(
                Principal.SYSTEM, command("CALENDAR", 10, calendar.id(), RecalculationMode.FROM_CHANGE_ON), null);
        String id = records.open(new SlaFacts(TicketKind.INCIDENT, null, null, "CALENDAR"));
        clock.set(start.plus(Duration.ofHours(4)));

        // From then on business ends at 14:00, so that of the remaining six hours two lie on this day.
        calendars.revise(
                Principal.SYSTEM,
                calendar.id(),
                new CalendarCommand(calendar.name(), null, LocalDate.of(2026, 5, 1), week(480, 840)),
                1);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            clock.advance(Duration.ofMillis(10));
            assertThat(views.snapshots(List.of(id)).get(id))
                    .singleElement()
                    .extracting(SlaClockSnapshot::dueAt)
                    .isEqualTo(Instant.parse("2026-06-02T12:00:00Z"));
        });
        assertThat(views.byRecords(Principal.SYSTEM, List.of(id))
                        .get(id)
                        .getFirst()
                        .intervals())
                .first()
                .extracting(SlaClockView.Interval::from)
                .isEqualTo(start);
    }

    /** The instant of a firing is that of its sweep, and a record may be written by old terms a moment after it. */
    @Test
    void shouldFollowAChangeThatIsOlderThanTheRecordsLastEvent() {
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        Instant revisedAt = clock.now();
        CalendarView calendar = calendar("Is older");
        SlaDefinitionView definition = definitions.create(
                Principal.SYSTEM, command("OLDER", 10, calendar.id(), RecalculationMode.RETROACTIVE), null);
        clock.set(revisedAt.plusSeconds(10));
        String id = records.open(new SlaFacts(TicketKind.INCIDENT, null, null, "OLDER"));
        clock.set(revisedAt);

        definitions.revise(
                Principal.SYSTEM,
                definition.id(),
                command("OLDER", 2, calendar.id(), RecalculationMode.RETROACTIVE),
                1);

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            clock.advance(Duration.ofMillis(10));
            return records.actions(id).contains("sla.change-terms");
        });
        clock.set(revisedAt.plusSeconds(20));
        assertThat(clocksOf(id))
                .singleElement()
                .satisfies(clocks -> assertThat(clocks.definition().version()).isEqualTo(2))
                .satisfies(clocks -> assertThat(clocks.dueAt())
                        .isEqualTo(revisedAt.plusSeconds(10).plus(Duration.ofHours(2))));
    }

    @Test
    void shouldLetABackdatedChangeOfFactsHoldThroughLaterChangesOfTerms() {
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        Instant start = clock.now();
        CalendarView calendar = calendar("Is backdated");
        SlaDefinitionView before = definitions.create(
                Principal.SYSTEM, command("BACKDATED_A", 10, calendar.id(), RecalculationMode.RETROACTIVE), null);
        definitions.create(
                Principal.SYSTEM, command("BACKDATED_B", 3, calendar.id(), RecalculationMode.FROM_CHANGE_ON), null);
        String id = records.open(new SlaFacts(TicketKind.INCIDENT, null, null, "BACKDATED_A"));
        clock.advance(Duration.ofHours(2));
        definitions.revise(
                Principal.SYSTEM,
                before.id(),
                command("BACKDATED_A", 8, calendar.id(), RecalculationMode.RETROACTIVE),
                1);
        awaitDueAt(id, start.plus(Duration.ofHours(8)));

        records.changeAt(
                id, new SlaFacts(TicketKind.INCIDENT, null, null, "BACKDATED_B"), start.plus(Duration.ofHours(1)));

        assertThat(clocksOf(id))
                .singleElement()
                .satisfies(clocks -> assertThat(clocks.target()).isEqualTo(Duration.ofHours(3)))
                .satisfies(clocks -> assertThat(clocks.dueAt()).isEqualTo(start.plus(Duration.ofHours(3))));
    }

    @Test
    void shouldFindAndMendClocksThatMissedAChange() {
        // The comparison waits for changes under way, those of other tests too.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            clock.advance(Duration.ofSeconds(20));
            return !records.areFollowing();
        });
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        Instant start = clock.now();
        CalendarView calendar = calendar("Was missed");
        SlaDefinitionView definition = definitions.create(
                Principal.SYSTEM, command("MISSED", 10, calendar.id(), RecalculationMode.RETROACTIVE), null);
        SlaFacts facts = new SlaFacts(TicketKind.INCIDENT, null, null, "MISSED");
        List<String> open =
                IntStream.range(0, 60).mapToObj(index -> records.open(facts)).toList();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            clock.advance(Duration.ofSeconds(20));
            return !records.areFollowing(definition.id()) && !records.areFollowing(calendar.id());
        });
        comparison.run();
        records.reviseUnnoticed(definition.id(), Duration.ofHours(4));
        comparison.run();
        assertThat(missed()).as("clocks that missed the change").isEqualTo(60);

        assertThat(views.snapshots(open).values())
                .hasSize(60)
                .allSatisfy(clocks -> assertThat(clocks.getFirst().dueAt()).isEqualTo(start.plus(Duration.ofHours(4))));
        assertThat(records.actions(open.getFirst())).containsExactly("test.change", "sla.change-terms");
        comparison.run();
        assertThat(missed()).as("clocks that still miss it").isZero();
    }

    @Test
    void shouldGiveAnOpenRecordItsClockWhenADefinitionComesAndCancelItWhenItGoes() {
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        String id = records.open(new SlaFacts(TicketKind.INCIDENT, null, null, "COMES"));
        assertThat(views.snapshots(List.of(id))).isEmpty();
        CalendarView calendar = calendar("Comes and goes");

        SlaDefinitionView definition = definitions.create(
                Principal.SYSTEM, command("COMES", 10, calendar.id(), RecalculationMode.RETROACTIVE), null);
        awaitState(id, SlaClockState.RUNNING);
        definitions.retire(Principal.SYSTEM, definition.id(), 1);
        awaitState(id, SlaClockState.CANCELLED);

        assertThat(records.timers(id)).isEmpty();
    }

    @Test
    void shouldApplyDefinitionsOfTheRecordsOwnKindAlone() {
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        Instant start = clock.now();
        SlaFacts ofProblem = new SlaFacts(TicketKind.PROBLEM, null, null, "KINDS");
        String incident = records.open(new SlaFacts(TicketKind.INCIDENT, null, null, "KINDS"));
        String problem = records.open(ofProblem);
        CalendarView calendar = calendar("Of both kinds");

        definitions.create(Principal.SYSTEM, command("KINDS", 10, calendar.id(), RecalculationMode.RETROACTIVE), null);
        awaitState(incident, SlaClockState.RUNNING);
        @Nullable Instant ofTenHours = dueAt(incident);
        assertThat(views.snapshots(List.of(problem)))
                .as("a definition for incidents")
                .isEmpty();
        assertThat(views.snapshots(List.of(records.open(ofProblem)))).isEmpty();

        definitions.create(
                Principal.SYSTEM,
                command(TicketKind.PROBLEM, "KINDS", 3, calendar.id(), RecalculationMode.RETROACTIVE),
                null);
        awaitState(problem, SlaClockState.RUNNING);
        assertThat(dueAt(problem)).isEqualTo(start.plus(Duration.ofHours(3)));
        assertThat(dueAt(incident)).isEqualTo(ofTenHours);
    }

    @Test
    void shouldTakeWhatAnEarlierReleaseWroteForTheIncidents() {
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        CalendarView calendar = calendar("Before kinds");
        SlaDefinitionView definition = definitions.create(
                Principal.SYSTEM, command("EARLIER", 10, calendar.id(), RecalculationMode.RETROACTIVE), null);
        SlaFacts facts = new SlaFacts(TicketKind.INCIDENT, null, null, "EARLIER");
        String id = records.open(facts);
        records.forgetKind(definition.id(), id);
        assertThat(records.kinds(definition.id())).containsExactly("none", "none");

        assertThat(records.change(id, facts, SlaRecordEvent.held("AWAITING_CUSTOMER")))
                .singleElement()
                .extracting(SlaClockSnapshot::state)
                .isEqualTo(SlaClockState.PAUSED);
        assertThat(definitions.byIds(Principal.SYSTEM, List.of(definition.id())).get(definition.id()))
                .extracting(SlaDefinitionView::kind)
                .isEqualTo(TicketKind.INCIDENT);
        int incidents = definitions.count(Principal.SYSTEM, TicketKind.INCIDENT);

        records.migrate("V0114__sla_definition_kind.cypher");

        assertThat(records.kinds(definition.id())).containsExactly("INCIDENT", "INCIDENT");
        assertThat(definitions.count(Principal.SYSTEM, TicketKind.INCIDENT)).isEqualTo(incidents);
    }

    private double missed() {
        gauge.tick();
        return meters.get("mainstay.sla.terms.missed").gauge().value();
    }

    private List<SlaClockView> clocksOf(String id) {
        return views.byRecords(Principal.SYSTEM, List.of(id)).getOrDefault(id, List.of());
    }

    private void awaitDueAt(String id, Instant instant) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            clock.advance(Duration.ofMillis(10));
            assertThat(clocksOf(id))
                    .singleElement()
                    .extracting(SlaClockView::dueAt)
                    .isEqualTo(instant);
        });
    }

    private @Nullable Instant dueAt(String id) {
        return views.snapshots(List.of(id))
                .getOrDefault(id, List.of())
                .getFirst()
                .dueAt();
    }

    private void awaitState(String id, SlaClockState state) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            clock.advance(Duration.ofMillis(10));
            assertThat(views.snapshots(List.of(id)).getOrDefault(id, List.of()))
                    .singleElement()
                    .extracting(SlaClockSnapshot::state)
                    .isEqualTo(state);
        });
    }

    private CalendarView calendar(String name) {
        return calendars.create(
                Principal.SYSTEM, new CalendarCommand(name, null, LocalDate.of(2020, 1, 1), week(0, 1440)), null);
    }

    private static CalendarRules week(int from, int to) {
        return new CalendarRules(
                "UTC",
                Stream.of(DayOfWeek.values())
                        .map(day -> WeeklyInterval.of(day, from, to))
                        .toList(),
                List.of(),
                List.of());
    }

    private static SlaDefinitionCommand command(
            String customerClass, int hours, String calendarId, RecalculationMode changeMode) {
        return command(TicketKind.INCIDENT, customerClass, hours, calendarId, changeMode);
    }

    private static SlaDefinitionCommand command(
            TicketKind kind, String customerClass, int hours, String calendarId, RecalculationMode changeMode) {
        return new SlaDefinitionCommand(
                "For " + customerClass,
                kind,
                SlaMetric.RESOLUTION,
                null,
                null,
                customerClass,
                Duration.ofHours(hours),
                calendarId,
                List.of("AWAITING_CUSTOMER"),
                ReopenMode.RESUME,
                changeMode,
                PastThresholds.FIRE_MARKED,
                List.of(50));
    }
}
