// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.ChangeWindowSchedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds {@link Occurrences} against {@link DayByDay}; {@code -Dmainstay.window.rounds=n} asks for more rounds. */
class OccurrencesOracleTest {

    // The last three change their clock at or across midnight or have once left a date out.
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Shanghai",
            "UTC",
            "America/Santiago",
            "Asia/Beirut",
            "Pacific/Apia");

    /** Later than all that does not go on for ever: 60 times, each twelfth year at most. */
    private static final Instant FAR = Instant.parse("2990-01-01T00:00:00Z");

    private int compared;
    private int found;

    @Test
    void shouldAgreeWithTheDayByDayOracle() {
        int rounds = Integer.getInteger("mainstay.window.rounds", 2_000);
        long base = Long.getLong("mainstay.window.seed", 20_261_201L);
        for (long seed = base; seed < base + rounds; seed++) {
            agree(seed);
        }
        assertThat(compared).as("most rules can begin").isGreaterThan(rounds / 2);
        assertThat(found).as("and have occurrences").isGreaterThan(rounds);
    }

    private void agree(long seed) {
        Random random = new Random(seed);
        DayByDay rule = rule(random);
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        LocalDate earliest = LocalDate.of(2009, 1, 1).plusDays(random.nextInt(6_000));
        LocalDate first = rule.firstFrom(earliest);
        if (first == null) {
            return;
        }
        LocalDateTime startsAt = first.atTime(time(random));
        DayByDay bounded = switch (random.nextInt(5)) {
            case 0 -> rule.times(1 + random.nextInt(60));
            case 1 -> rule.until(startsAt.plusMinutes(random.nextInt(2_000_000)).toInstant(ZoneOffset.UTC));
            case 2 -> rule.until(first.plusDays(random.nextInt(1_400)));
            default -> rule;
        };
        if (bounded.until() != null && startsAt.atZone(zone).toInstant().isAfter(bounded.until())) {
            return;
        }
        ChangeWindowSchedule schedule = new ChangeWindowSchedule(
                zone,
                startsAt,
                startsAt.plusMinutes(length(random)),
                bounded.text(),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> startsAt.plusMinutes(1 + random.nextInt(2_000_000)))
                        .toList(),
                IntStream.range(0, random.nextInt(6))
                        .mapToObj(_ -> first.plusDays(random.nextInt(1_000)))
                        .toList());
        Instant from = near(random, zone, startsAt);
        Instant to = from.plusSeconds(60L * (1 + random.nextInt(400 * 1440)));
        String what = "seed " + seed + ": " + schedule + " in [" + from + ", " + to + ")";

        Occurrences occurrences = new Occurrences(schedule);
        assertThat(occurrences.beginsWithRule()).as(what).isTrue();
        List<ChangeWindowOccurrence> expected = bounded.between(schedule, from, to);
        assertThat(occurrences.between(from, to, Integer.MAX_VALUE)).as(what).isEqualTo(expected);
        int some = expected.size() / 2;
        assertThat(occurrences.between(from, to, some)).as(what).isEqualTo(expected.subList(0, some));
        List<ChangeWindowOccurrence> all = bounded.all(schedule, to);
        Instant over = occurrences.lastEnd();
        assertThat(all).as(what).noneMatch(one -> one.endsAt().isAfter(over));
        if (bounded != rule) {
            assertThat(over)
                    .as("%s: over for good", what)
                    .isEqualTo(bounded.all(schedule, FAR).stream()
                            .map(ChangeWindowOccurrence::endsAt)
                            .max(Comparator.naturalOrder())
                            .orElseGet(occurrences::firstStart));
        }
        Optional<ChangeWindowOccurrence> next =
                all.stream().filter(one -> one.endsAt().isAfter(from)).findFirst();
        if (next.filter(one -> one.startsAt().isBefore(to)).isPresent()) {
            assertThat(occurrences.next(from)).as("%s: next", what).isEqualTo(next);
        }
        compared++;
        found += expected.size();
    }

    private static DayByDay rule(Random random) {
        int interval = 1 + random.nextInt(random.nextInt(8) + 1);
        DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
        int place = random.nextBoolean() ? 1 + random.nextInt(5) : -1 - random.nextInt(4);
        return switch (random.nextInt(7)) {
            case 0 -> DayByDay.daily(interval);
            case 1 -> DayByDay.weekly(interval, days(random));
            case 2 ->
                DayByDay.monthly(interval, random.nextBoolean() ? 1 + random.nextInt(31) : -1 - random.nextInt(31));
            case 3 -> DayByDay.monthly(interval, place, day);
            case 4 -> DayByDay.workday(random.nextBoolean() ? 1 + random.nextInt(20) : -1 - random.nextInt(20));
            case 5 -> DayByDay.yearly(1 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(31));
            default -> DayByDay.yearly(1 + random.nextInt(12), place, day);
        };
    }

    private static Set<DayOfWeek> days(Random random) {
        EnumSet<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
        IntStream.range(0, random.nextInt(4)).forEach(_ -> days.add(DayOfWeek.of(1 + random.nextInt(7))));
        return days;
    }

    /** Often in the hours in which clocks change. */
    private static LocalTime time(Random random) {
        return random.nextInt(4) == 0
                ? LocalTime.of(random.nextInt(24), random.nextInt(60))
                : LocalTime.of(random.nextInt(4), 15 * random.nextInt(4));
    }

    private static long length(Random random) {
        return random.nextInt(3) == 0
                ? 1 + random.nextInt((int) Duration.ofDays(92).toMinutes())
                : 15L * (1 + random.nextInt(24));
    }

    /** Often within some days of a change of the clock. */
    private static Instant near(Random random, ZoneId zone, LocalDateTime startsAt) {
        Instant some = startsAt.plusDays(random.nextInt(1_200) - 30L).toInstant(ZoneOffset.UTC);
        ZoneOffsetTransition change = zone.getRules().nextTransition(some);
        boolean far = change == null || change.getInstant().isAfter(some.plus(Duration.ofDays(400)));
        return (far || random.nextInt(3) == 0 ? some : change.getInstant())
                .plusSeconds(60L * (random.nextInt(6 * 1440) - 3 * 1440));
    }
}
