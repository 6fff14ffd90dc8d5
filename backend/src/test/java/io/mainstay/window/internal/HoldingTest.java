// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.ChangeWindowSchedule;
import io.mainstay.window.ChangeWindowScope;
import io.mainstay.window.ChangeWindowState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldingTest {

    private static final Instant MONDAY = Instant.parse("2026-12-07T00:00:00Z");
    private static final ChangeWindowSchedule NIGHTS = new ChangeWindowSchedule(
            ZoneId.of("UTC"),
            LocalDateTime.parse("2026-12-07T20:00"),
            LocalDateTime.parse("2026-12-08T04:00"),
            "FREQ=DAILY",
            List.of(),
            List.of());

    @Test
    void shouldLeaveOutWhatIsSuspended() {
        ChangeWindow window = window(hours(30), hours(47), null);

        assertThat(told(window, hours(0), hours(72)))
                .as("nights begin at hours 20, 44 and 68")
                .containsExactly("20-28", "47-52", "68-76");
    }

    @Test
    void shouldSplitWhatASuspensionInterrupts() {
        assertThat(told(window(hours(45), hours(46), null), hours(24), hours(60)))
                .containsExactly("20-28", "44-45", "46-52");
    }

    @Test
    void shouldHoldNoMoreOnceItHasEnded() {
        assertThat(told(window(null, null, hours(46)), hours(0), hours(500))).containsExactly("20-28", "44-46");
        assertThat(told(window(null, null, hours(46)), hours(46), hours(500))).isEmpty();
    }

    @Test
    void shouldSayWhenASuspendedOneHoldsNext() {
        ChangeWindow window = window(hours(21), hours(47), null);
        CompiledWindow compiled =
                new CompiledWindow(window, new Occurrences(NIGHTS), new ScopeMatcher(window.scope(), Map.of()));

        assertThat(compiled.next(hours(22))).map(HoldingTest::told).contains("47-52");
    }

    /** Each hour by itself: it is in an occurrence, not suspended and before the end. */
    @Test
    void shouldAgreeWithAnHourByHourOracle() {
        long seed = Long.getLong("mainstay.window.seed", 20_261_201L);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Instant suspendedAt = random.nextBoolean() ? hours(random.nextInt(200)) : null;
            Instant suspendedUntil =
                    suspendedAt == null ? null : suspendedAt.plus(Duration.ofHours(1 + random.nextInt(60)));
            Instant endedAt = suspendedAt == null && random.nextBoolean() ? hours(random.nextInt(200)) : null;
            ChangeWindow window = window(suspendedAt, suspendedUntil, endedAt);
            Instant from = hours(random.nextInt(150));
            Instant to = from.plus(Duration.ofHours(1 + random.nextInt(100)));
            List<ChangeWindowOccurrence> told = Holding.between(window, new Occurrences(NIGHTS), from, to, 1_000);
            for (Instant hour = from; hour.isBefore(to); hour = hour.plus(Duration.ofHours(1))) {
                Instant at = hour;
                long ofDay = Duration.between(MONDAY, at).toHours() % 24;
                boolean started = !at.isBefore(hours(20));
                boolean expected = started
                        && (ofDay >= 20 || ofDay < 4)
                        && (suspendedAt == null || at.isBefore(suspendedAt) || !at.isBefore(suspendedUntil))
                        && (endedAt == null || at.isBefore(endedAt));
                assertThat(told.stream().anyMatch(one -> !at.isBefore(one.startsAt()) && at.isBefore(one.endsAt())))
                        .as("seed %d, round %d, %s, %s", seed, round, at, window)
                        .isEqualTo(expected);
            }
            assertThat(told).isSortedAccordingTo((one, other) -> one.startsAt().compareTo(other.startsAt()));
            assertThat(told)
                    .allMatch(one -> one.startsAt().isBefore(to) && one.endsAt().isAfter(from));
        }
    }

    private static List<String> told(ChangeWindow window, Instant from, Instant to) {
        return Holding.between(window, new Occurrences(window.schedule()), from, to, 100).stream()
                .map(HoldingTest::told)
                .toList();
    }

    private static String told(ChangeWindowOccurrence one) {
        return Duration.between(MONDAY, one.startsAt()).toHours() + "-"
                + Duration.between(MONDAY, one.endsAt()).toHours();
    }

    private static Instant hours(int hours) {
        return MONDAY.plus(Duration.ofHours(hours));
    }

    private static ChangeWindow window(
            @Nullable Instant suspendedAt, @Nullable Instant suspendedUntil, @Nullable Instant endedAt) {
        ChangeWindowState state = endedAt != null
                ? ChangeWindowState.ENDED
                : suspendedAt == null ? ChangeWindowState.ACTIVE : ChangeWindowState.SUSPENDED;
        return new ChangeWindow(
                "w",
                ChangeWindowKind.MAINTENANCE,
                "Nights",
                null,
                new ChangeWindowScope(true, List.of(), List.of(), List.of(), List.of(), List.of(), null),
                NIGHTS,
                MONDAY,
                Occurrences.FOR_EVER,
                state,
                suspendedAt,
                suspendedUntil,
                suspendedAt == null ? null : "Fair",
                endedAt,
                null,
                1,
                1,
                MONDAY,
                MONDAY);
    }
}
