// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.CalendarRules;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaInterval;
import io.mainstay.sla.SlaIntervalReason;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaOutcome;
import io.mainstay.sla.SlaThreshold;
import io.mainstay.sla.internal.SlaEvent.Cancelled;
import io.mainstay.sla.internal.SlaEvent.Held;
import io.mainstay.sla.internal.SlaEvent.Opened;
import io.mainstay.sla.internal.SlaEvent.Released;
import io.mainstay.sla.internal.SlaEvent.Reopened;
import io.mainstay.sla.internal.SlaEvent.Resolved;
import io.mainstay.sla.internal.SlaEvent.Responded;
import io.mainstay.sla.internal.SlaEvent.TermsApplied;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlaDerivationTest {

    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
    private static final String CUSTOMER = "AWAITING_CUSTOMER";

    @Test
    void shouldBeDueWhenTheElapsedTimeReachesTheTargetAndBreachedOnlyAfterwards() {
        List<SlaEvent> events = List.of(new Opened(START), applied(0, terms("four hours", 4)));

        assertThat(resolution(events, 3)).satisfies(clock -> {
            assertThat(clock.state()).isEqualTo(SlaClockState.RUNNING);
            assertThat(clock.outcome()).isEqualTo(SlaOutcome.PENDING);
            assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(3));
            assertThat(clock.remaining()).isEqualTo(Duration.ofHours(1));
            assertThat(clock.dueAt()).isEqualTo(hour(4));
            assertThat(clock.breachedAt()).isNull();
        });
        assertThat(resolution(events, 4).outcome()).isEqualTo(SlaOutcome.PENDING);
        assertThat(SlaDerivation.derive(SlaMetric.RESOLUTION, events, hour(4).plusMillis(1)))
                .singleElement()
                .satisfies(clock -> {
                    assertThat(clock.outcome()).isEqualTo(SlaOutcome.BREACHED);
                    assertThat(clock.breachedAt()).isEqualTo(hour(4));
                    assertThat(clock.remaining()).isEqualTo(Duration.ofMillis(-1));
                });
    }

    @Test
    void shouldBeMetWhenStoppedExactlyAtTheDueInstant() {
        List<SlaEvent> events = List.of(new Opened(START), applied(0, terms("four hours", 4)), new Resolved(hour(4)));

        SlaClock clock = resolution(events, 9);

        assertThat(clock.state()).isEqualTo(SlaClockState.STOPPED);
        assertThat(clock.outcome()).isEqualTo(SlaOutcome.MET);
        assertThat(clock.closedAt()).isEqualTo(hour(4));
        assertThat(clock.thresholds()).contains(new SlaThreshold(SlaThreshold.BREACH, null));
    }

    @Test
    void shouldHaveNoDueInstantWhilePausedAndStayMetWhenStoppedWhilePaused() {
        List<SlaEvent> held =
                List.of(new Opened(START), applied(0, terms("four hours", 4)), new Held(hour(1), CUSTOMER));

        SlaClock paused = resolution(held, 30);

        assertThat(paused.state()).isEqualTo(SlaClockState.PAUSED);
        assertThat(paused.dueAt()).isNull();
        assertThat(paused.remaining()).isEqualTo(Duration.ofHours(3));
        assertThat(resolution(with(held, new Resolved(hour(40))), 50).outcome()).isEqualTo(SlaOutcome.MET);
        assertThat(resolution(with(held, new Released(hour(40))), 50)).satisfies(clock -> {
            assertThat(clock.dueAt()).isEqualTo(hour(43));
            assertThat(clock.intervals())
                    .containsExactly(
                            new SlaInterval(START, hour(1), SlaIntervalReason.RUNNING),
                            new SlaInterval(hour(1), hour(40), SlaIntervalReason.ON_HOLD),
                            new SlaInterval(hour(40), hour(50), SlaIntervalReason.RUNNING));
        });
    }

    @Test
    void shouldGoOnDuringAHoldThatTheDefinitionDoesNotExclude() {
        List<SlaEvent> events =
                List.of(new Opened(START), applied(0, terms("four hours", 4)), new Held(hour(1), "AWAITING_VENDOR"));

        assertThat(resolution(events, 2).state()).isEqualTo(SlaClockState.RUNNING);
        assertThat(resolution(events, 2).dueAt()).isEqualTo(hour(4));
    }

    @Test
    void shouldStopTheResponseAtTheFirstAnswerAndNeverPauseOrReopenIt() {
        List<SlaEvent> events = List.of(
                new Opened(START),
                applied(0, terms("one hour", 1)),
                new Held(START, CUSTOMER),
                new Responded(hour(2)),
                new Resolved(hour(3)),
                new Reopened(hour(4)),
                new Responded(hour(5)));

        assertThat(SlaDerivation.derive(SlaMetric.RESPONSE, events, hour(9)))
                .singleElement()
                .satisfies(clock -> {
                    assertThat(clock.closedAt()).isEqualTo(hour(2));
                    assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(2));
                    assertThat(clock.outcome()).isEqualTo(SlaOutcome.BREACHED);
                });
    }

    @Test
    void shouldTakeAResolutionWithoutAnAnswerForTheResponse() {
        List<SlaEvent> events = List.of(new Opened(START), applied(0, terms("four hours", 4)), new Resolved(hour(1)));

        assertThat(SlaDerivation.derive(SlaMetric.RESPONSE, events, hour(9)))
                .singleElement()
                .satisfies(clock -> assertThat(clock.outcome()).isEqualTo(SlaOutcome.MET));
    }

    @Test
    void shouldResumeAfterAReopeningWithoutCountingTheResolvedTime() {
        SlaClock clock = resolution(reopened(ReopenMode.RESUME), 12);

        assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(4));
        assertThat(clock.dueAt()).isEqualTo(hour(12));
        assertThat(clock.intervals())
                .extracting(SlaInterval::reason)
                .containsExactly(SlaIntervalReason.RUNNING, SlaIntervalReason.RESOLVED, SlaIntervalReason.RUNNING);
    }

    @Test
    void shouldRestartFromZeroAfterAReopening() {
        SlaClock clock = resolution(reopened(ReopenMode.RESTART), 12);

        assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(2));
        assertThat(clock.dueAt()).isEqualTo(hour(14));
        assertThat(clock.intervals())
                .containsExactly(
                        new SlaInterval(START, hour(10), SlaIntervalReason.BEFORE_RESTART),
                        new SlaInterval(hour(10), hour(12), SlaIntervalReason.RUNNING));
    }

    @Test
    void shouldBeginAnotherClockAfterAReopeningAndLeaveTheFirstAlone() {
        List<SlaClock> clocks = SlaDerivation.derive(SlaMetric.RESOLUTION, reopened(ReopenMode.NEW_CLOCK), hour(12));

        assertThat(clocks).extracting(SlaClock::ordinal).containsExactly(1, 2);
        assertThat(clocks).extracting(SlaClock::outcome).containsExactly(SlaOutcome.MET, SlaOutcome.PENDING);
        assertThat(clocks).extracting(SlaClock::startedAt).containsExactly(START, hour(10));
    }

    @Test
    void shouldJudgeTheWholeTimelineByRetroactiveTerms() {
        List<SlaEvent> events = List.of(
                new Opened(START),
                applied(0, terms("ten hours", 10)),
                applied(5, terms("two hours", 2, ReopenMode.RESUME, RecalculationMode.RETROACTIVE)));

        assertThat(resolution(events, 6).breachedAt()).isEqualTo(hour(2));
    }

    @Test
    void shouldNotFindTermsMissedBeforeTheyTookOver() {
        List<SlaEvent> events = List.of(
                new Opened(START),
                applied(0, terms("ten hours", 10)),
                applied(5, terms("two hours", 2, ReopenMode.RESUME, RecalculationMode.FROM_CHANGE_ON)));

        assertThat(resolution(events, 6).breachedAt()).isEqualTo(hour(5));
        assertThat(resolution(events, 6).elapsed()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void shouldTakeABreachBackWhenMoreTimeIsAllowed() {
        List<SlaEvent> events = List.of(new Opened(START), applied(0, terms("two hours", 2)));

        assertThat(resolution(events, 3).outcome()).isEqualTo(SlaOutcome.BREACHED);
        assertThat(resolution(with(events, applied(3, terms("ten hours", 10))), 4)
                        .outcome())
                .isEqualTo(SlaOutcome.PENDING);
    }

    @Test
    void shouldKeepTheTermsOfAStoppedClock() {
        List<SlaEvent> events = List.of(
                new Opened(START),
                applied(0, terms("ten hours", 10)),
                new Resolved(hour(5)),
                applied(6, terms("two hours", 2)));

        assertThat(resolution(events, 9).outcome()).isEqualTo(SlaOutcome.MET);
        assertThat(resolution(with(events, new Reopened(hour(9))), 9).outcome()).isEqualTo(SlaOutcome.BREACHED);
    }

    @Test
    void shouldCancelWithTheRecordAndWithTheLastDefinition() {
        List<SlaEvent> events = List.of(new Opened(START), applied(0, terms("four hours", 4)));

        assertThat(resolution(with(events, new Cancelled(hour(1))), 9)).satisfies(clock -> {
            assertThat(clock.state()).isEqualTo(SlaClockState.CANCELLED);
            assertThat(clock.outcome()).isEqualTo(SlaOutcome.PENDING);
            assertThat(clock.dueAt()).isNull();
        });
        assertThat(resolution(with(events, new TermsApplied(hour(1), null)), 9).state())
                .isEqualTo(SlaClockState.CANCELLED);
        assertThat(SlaDerivation.derive(SlaMetric.RESOLUTION, List.of(new Opened(START)), hour(9)))
                .isEmpty();
    }

    @Test
    void shouldHaveNoDueInstantWhereNoBusinessTimeLiesAhead() {
        BusinessCalendar never = BusinessCalendar.of(new CalendarRules("UTC", List.of(), List.of(), List.of()));
        SlaTerms terms = new SlaTerms(
                "never",
                Duration.ofHours(1),
                never,
                Set.of(),
                ReopenMode.RESUME,
                RecalculationMode.RETROACTIVE,
                List.of(50));

        SlaClock clock = resolution(List.of(new Opened(START), applied(0, terms)), 1);

        assertThat(clock.state()).isEqualTo(SlaClockState.RUNNING);
        assertThat(clock.dueAt()).isNull();
        assertThat(clock.elapsed()).isZero();
    }

    private static List<SlaEvent> reopened(ReopenMode mode) {
        return List.of(
                new Opened(START),
                applied(0, terms("four hours", 4, mode, RecalculationMode.RETROACTIVE)),
                new Resolved(hour(2)),
                new Reopened(hour(10)));
    }

    private static SlaClock resolution(List<SlaEvent> events, int hour) {
        return SlaDerivation.derive(SlaMetric.RESOLUTION, events, hour(hour)).getLast();
    }

    private static List<SlaEvent> with(List<SlaEvent> events, SlaEvent more) {
        return Stream.concat(events.stream(), Stream.of(more)).toList();
    }

    private static SlaEvent applied(int hour, SlaTerms terms) {
        return new TermsApplied(hour(hour), terms);
    }

    private static SlaTerms terms(String reference, int hours) {
        return terms(reference, hours, ReopenMode.RESUME, RecalculationMode.RETROACTIVE);
    }

    private static SlaTerms terms(String reference, int hours, ReopenMode reopenMode, RecalculationMode changeMode) {
        return new SlaTerms(
                reference,
                Duration.ofHours(hours),
                BusinessCalendar.of(CalendarRules.AROUND_THE_CLOCK),
                Set.of(CUSTOMER),
                reopenMode,
                changeMode,
                List.of(50, 75));
    }

    private static Instant hour(int hours) {
        return START.plus(Duration.ofHours(hours));
    }
}
