// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.CalendarRules;
import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.internal.FiredThreshold.Mark;
import io.mainstay.sla.internal.SlaEvent.Opened;
import io.mainstay.sla.internal.SlaEvent.Resolved;
import io.mainstay.sla.internal.SlaEvent.TermsApplied;
import io.mainstay.sla.internal.ThresholdDecision.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Thresholds of a clock of four hours, with warnings at one half and at three quarters. */
class ThresholdDecisionTest {

    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    @Test
    void shouldForeseeTheNextThresholdAndAnnounceNothingYet() {
        ThresholdDecision decision = decide(clock(1), List.of(), null, Cause.TIME);

        assertThat(decision.announce()).isEmpty();
        assertThat(decision.nextAt()).isEqualTo(hour(2));
    }

    @Test
    void shouldNotAnnounceAThresholdAtItsVeryInstant() {
        assertThat(decide(clock(2), List.of(), null, Cause.TIME).announce()).isEmpty();
    }

    @Test
    void shouldAnnounceEachPassedThresholdOnce() {
        ThresholdDecision first = decide(clock(3, 1), List.of(), null, Cause.TIME);
        ThresholdDecision second = decide(clock(5), first.fired(), null, Cause.TIME);

        assertThat(first.announce()).extracting(FiredThreshold::percent).containsExactly(50, 75);
        assertThat(second.announce()).extracting(FiredThreshold::percent).containsExactly(100);
        assertThat(second.nextAt()).isNull();
        assertThat(decide(clock(9), second.fired(), null, Cause.TIME).announce())
                .isEmpty();
    }

    @Test
    void shouldTellNobodyOfWhatABackdatedEventMovesIntoThePast() {
        ThresholdDecision decision = decide(clock(9), List.of(), null, Cause.BACKDATED);

        assertThat(decision.announce()).isEmpty();
        assertThat(decision.fired()).extracting(FiredThreshold::mark).containsOnly(Mark.LATE);
    }

    @Test
    void shouldAnnounceInTimeWhatHadPassedWithoutTheBackdatedEvent() {
        assertThat(decide(clock(3), List.of(), clock(3), Cause.BACKDATED).announce())
                .extracting(FiredThreshold::mark)
                .containsExactly(Mark.ON_TIME);
    }

    @Test
    void shouldMarkOrSuppressWhatOtherTermsMoveIntoThePast() {
        assertThat(decide(clock(3), List.of(), null, Cause.TERMS).announce())
                .extracting(FiredThreshold::mark)
                .containsExactly(Mark.RECOMPUTED);
        ThresholdDecision suppressed =
                ThresholdDecision.of(clock(3), List.of(), null, Cause.TERMS, PastThresholds.SUPPRESS);
        assertThat(suppressed.announce()).isEmpty();
        assertThat(suppressed.fired()).extracting(FiredThreshold::mark).containsExactly(Mark.SUPPRESSED);
    }

    @Test
    void shouldWithdrawABreachThatWasAnnouncedAndLetItHappenAgain() {
        List<FiredThreshold> announced =
                decide(clock(5), List.of(), null, Cause.TIME).fired();
        SlaClock stoppedInTime = clock(6, 0, new Resolved(hour(3)));

        ThresholdDecision decision = decide(stoppedInTime, announced, clock(6), Cause.BACKDATED);

        assertThat(decision.withdrawn()).isTrue();
        assertThat(decision.fired()).extracting(FiredThreshold::percent).containsExactly(50, 75);
        assertThat(decide(clock(7), decision.fired(), null, Cause.TIME).announce())
                .extracting(FiredThreshold::percent)
                .containsExactly(100);
    }

    @Test
    void shouldNotWithdrawABreachThatNobodyHeardOf() {
        List<FiredThreshold> silent =
                decide(clock(5), List.of(), null, Cause.BACKDATED).fired();

        ThresholdDecision decision = decide(clock(6, 0, new Resolved(hour(3))), silent, clock(6), Cause.BACKDATED);

        assertThat(decision.withdrawn()).isFalse();
        assertThat(decision.fired()).extracting(FiredThreshold::percent).containsExactly(50, 75);
    }

    @Test
    void shouldForeseeNothingOfAClosedClock() {
        assertThat(decide(clock(6, 0, new Resolved(hour(1))), List.of(), null, Cause.TIME)
                        .nextAt())
                .isNull();
    }

    private static ThresholdDecision decide(
            SlaClock clock, List<FiredThreshold> already, @Nullable SlaClock before, Cause cause) {
        return ThresholdDecision.of(clock, already, before, cause, PastThresholds.FIRE_MARKED);
    }

    private static SlaClock clock(int hours) {
        return clock(hours, 0);
    }

    private static SlaClock clock(int hours, int seconds, SlaEvent... more) {
        SlaTerms terms = new SlaTerms(
                "four hours",
                Duration.ofHours(4),
                BusinessCalendar.of(CalendarRules.AROUND_THE_CLOCK),
                Set.of(),
                ReopenMode.RESUME,
                RecalculationMode.RETROACTIVE,
                List.of(50, 75));
        List<SlaEvent> events = new ArrayList<>(List.of(new Opened(START), new TermsApplied(START, terms)));
        events.addAll(List.of(more));
        return SlaDerivation.derive(SlaMetric.RESOLUTION, events, hour(hours).plusSeconds(seconds))
                .getFirst();
    }

    private static Instant hour(int hours) {
        return START.plus(Duration.ofHours(hours));
    }
}
