// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.internal.conflict.ConflictDetection.Facts;
import io.mainstay.change.internal.conflict.ConflictDetection.Other;
import io.mainstay.change.internal.conflict.ConflictDetection.Work;
import io.mainstay.cmdb.DependencySurroundings;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.ChangeWindowPart;
import io.mainstay.window.ChangeWindowReason;
import io.mainstay.window.ChangeWindowSchedule;
import io.mainstay.window.ChangeWindowScope;
import io.mainstay.window.ChangeWindowState;
import io.mainstay.window.HeldChangeWindow;
import io.mainstay.window.WorkWindows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * When there is time for work against a search minute by minute, which asks for each minute what would speak against work that begins
 * then: {@code -Dmainstay.freetimes.schedules} says over how many random schedules, {@code -Dmainstay.freetimes.seed} where to begin.
 */
class FreeTimesTest {

    private static final int SCHEDULES = Integer.getInteger("mainstay.freetimes.schedules", 3_000);
    private static final long SEED = Long.getLong("mainstay.freetimes.seed", 20_261_201L);
    private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
    private static final int MINUTES = 90;
    private static final List<String> CIS = List.of("app", "database");
    private static final List<String> PEOPLE = List.of("ann", "bob", "cem");

    /** Change windows of one CI, in minutes. */
    private record Schedule(
            List<int[]> freezes,
            List<int[]> maintenance,
            @Nullable Integer until) {

        static Schedule random(Random random) {
            List<int[]> maintenance = spans(random, random.nextInt(5), 30);
            int end = maintenance.stream().mapToInt(span -> span[1]).max().orElse(0);
            boolean maintained = random.nextBoolean();
            return new Schedule(
                    spans(random, random.nextInt(3), 15),
                    maintained ? maintenance : List.of(),
                    maintained ? end + (random.nextBoolean() ? 0 : random.nextInt(MINUTES)) : null);
        }

        /** What {@link io.mainstay.window.ChangeWindows} would say of work at that time. */
        WorkWindows of(int from, int to) {
            return new WorkWindows(
                    freezes.stream()
                            .filter(span -> span[0] < to && span[1] > from)
                            .map(span -> new HeldChangeWindow(
                                    freeze(span[0] + "-" + span[1]),
                                    List.of(new ChangeWindowReason(ChangeWindowPart.EVERYTHING, null)),
                                    List.of(occurrence(span))))
                            .toList(),
                    until == null || until <= from ? null : at(until),
                    maintenance.stream()
                            .filter(span -> span[0] < to && span[1] > from)
                            .map(Schedule::occurrence)
                            .toList(),
                    Set.of(),
                    true);
        }

        private static ChangeWindowOccurrence occurrence(int[] span) {
            return new ChangeWindowOccurrence(at(span[0]), at(span[1]));
        }
    }

    @Test
    void shouldAgreeWithASearchMinuteByMinute() {
        Map<Class<?>, Integer> kinds = new HashMap<>();
        int free = 0;
        int never = 0;
        for (int i = 0; i < SCHEDULES; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            Set<String> ciIds = Set.copyOf(CIS.subList(0, random.nextInt(CIS.size() + 1)));
            Set<String> people = Set.of(PEOPLE.get(random.nextInt(PEOPLE.size())));
            // At least two: one minute after another there is no minute between.
            int length = 2 + random.nextInt(20);
            List<Other> others = IntStream.range(0, random.nextInt(5))
                    .mapToObj(n -> other(random, "change-" + n))
                    .toList();
            Map<String, Schedule> schedules =
                    ciIds.stream().sorted().collect(Collectors.toMap(id -> id, _ -> Schedule.random(random)));
            ConflictReach reach = new ConflictReach(
                    ciIds, new DependencyIndex(new DependencySurroundings(List.of(), List.of(), null), 1));

            FreeTimes found = FreeTimes.find(
                    new Span(START, at(MINUTES)),
                    Duration.ofMinutes(length),
                    findings(reach, people, others, schedules, 0, MINUTES),
                    windows(schedules, 0, MINUTES),
                    Integer.MAX_VALUE);

            Set<Integer> told = new TreeSet<>();
            Set<Integer> wanted = new TreeSet<>();
            for (int minute = 0; minute <= MINUTES - length; minute++) {
                if (findings(reach, people, others, schedules, minute, minute + length)
                        .isEmpty()) {
                    wanted.add(minute);
                }
                Instant begin = at(minute);
                if (found.free().stream()
                        .anyMatch(one -> !begin.isBefore(one.earliest()) && !begin.isAfter(one.latest()))) {
                    told.add(minute);
                }
            }
            assertThat(told)
                    .as("seed %d, %d minutes, among %s", seed, length, others)
                    .isEqualTo(wanted);
            compareReasons(
                    seed, length, found, minute -> findings(reach, people, others, schedules, minute, minute + length));
            found.later().forEach(finding -> kinds.merge(finding.getClass(), 1, Integer::sum));
            found.free().forEach(one -> one.earlier().forEach(f -> kinds.merge(f.getClass(), 1, Integer::sum)));
            free += wanted.size();
            never += wanted.isEmpty() ? 1 : 0;
            compareLimit(found, ciIds, people, others, schedules, reach, length);
        }
        assertThat(kinds.keySet())
                .containsExactlyInAnyOrder(
                        Finding.SameItem.class,
                        Finding.SamePeople.class,
                        Finding.Frozen.class,
                        Finding.OutsideMaintenance.class);
        kinds.values().forEach(count -> assertThat(count).isGreaterThan(100));
        assertThat(free).isGreaterThan(SCHEDULES);
        assertThat(never).isGreaterThan(SCHEDULES / 100);
    }

    /** What is told to be in the way is just what is met minute by minute, and nothing else. */
    private static void compareReasons(long seed, int length, FreeTimes found, IntFunction<List<Finding>> at) {
        int minute = 0;
        for (FreeTimes.Free one : found.free()) {
            int earliest = minute(one.earliest());
            assertThat(names(one.earlier())).as("seed %d, before %s", seed, one).isEqualTo(met(minute, earliest, at));
            minute = minute(one.latest()) + 1;
        }
        assertThat(names(found.later())).as("seed %d, later", seed).isEqualTo(met(minute, MINUTES - length + 1, at));
    }

    private static Set<String> met(int from, int to, IntFunction<List<Finding>> at) {
        Set<String> met = new TreeSet<>();
        for (int minute = from; minute < to; minute++) {
            met.addAll(names(at.apply(minute)));
        }
        return met;
    }

    private static Set<String> names(List<Finding> findings) {
        Set<String> names = new TreeSet<>();
        for (Finding finding : findings) {
            switch (finding) {
                case Finding.WithOther other -> names.add(finding.getClass().getSimpleName() + " " + other.otherId());
                case Finding.Frozen frozen ->
                    names.add("frozen " + frozen.window().id());
                case Finding.OutsideMaintenance outside -> outside.ciIds().forEach(id -> names.add("outside " + id));
                case Finding.Impaired _, Finding.UrgentIncident _ -> throw new AssertionError(finding);
            }
        }
        return names;
    }

    private static void compareLimit(
            FreeTimes all,
            Set<String> ciIds,
            Set<String> people,
            List<Other> others,
            Map<String, Schedule> schedules,
            ConflictReach reach,
            int length) {
        int limit = Math.max(1, all.free().size() - 1);
        FreeTimes some = FreeTimes.find(
                new Span(START, at(MINUTES)),
                Duration.ofMinutes(length),
                findings(reach, people, others, schedules, 0, MINUTES),
                windows(schedules, 0, MINUTES),
                limit);
        assertThat(some.more())
                .as("%s of %s", limit, ciIds)
                .isEqualTo(all.free().size() > limit);
        assertThat(some.free().stream().map(FreeTimes.Free::earliest).toList())
                .isEqualTo(all.free().stream()
                        .limit(limit)
                        .map(FreeTimes.Free::earliest)
                        .toList());
    }

    private static List<Finding> findings(
            ConflictReach reach,
            Set<String> people,
            List<Other> others,
            Map<String, Schedule> schedules,
            int from,
            int to) {
        return ConflictDetection.detect(
                new Work("", new Span(at(from), at(to)), people),
                reach,
                others,
                new Facts(windows(schedules, from, to), Map.of(), List.of()));
    }

    private static Map<String, WorkWindows> windows(Map<String, Schedule> schedules, int from, int to) {
        Map<String, WorkWindows> windows = new HashMap<>();
        schedules.forEach((ciId, schedule) -> windows.put(ciId, schedule.of(from, to)));
        return windows;
    }

    private static Other other(Random random, String id) {
        int from = random.nextInt(MINUTES) - 10;
        Set<String> ciIds = random.nextBoolean() ? Set.of(CIS.get(random.nextInt(CIS.size()))) : Set.of();
        return new Other(
                id,
                new Span(at(from), at(from + 1 + random.nextInt(25))),
                ciIds,
                Set.of(PEOPLE.get(random.nextInt(PEOPLE.size()))));
    }

    private static List<int[]> spans(Random random, int count, int longest) {
        List<int[]> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(MINUTES) - 10;
            spans.add(new int[] {from, from + 1 + random.nextInt(longest)});
        }
        return spans;
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static int minute(Instant instant) {
        return Math.toIntExact(Duration.between(START, instant).toMinutes());
    }

    private static ChangeWindow freeze(String id) {
        LocalDateTime start = LocalDateTime.ofInstant(START, ZoneOffset.UTC);
        return new ChangeWindow(
                id,
                ChangeWindowKind.FREEZE,
                id,
                null,
                new ChangeWindowScope(true, List.of(), List.of(), List.of(), List.of(), List.of(), null),
                new ChangeWindowSchedule(ZoneOffset.UTC, start, start.plusHours(1), null, List.of(), List.of()),
                START,
                START.plus(Duration.ofHours(1)),
                ChangeWindowState.ACTIVE,
                null,
                null,
                null,
                null,
                null,
                1,
                1,
                START,
                START);
    }
}
