// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.internal.conflict.ConflictDetection.Facts;
import io.mainstay.change.internal.conflict.ConflictDetection.Other;
import io.mainstay.change.internal.conflict.ConflictDetection.UrgentIncident;
import io.mainstay.change.internal.conflict.ConflictDetection.Work;
import io.mainstay.change.internal.conflict.ConflictReach.Near;
import io.mainstay.change.internal.conflict.ConflictReach.Need;
import io.mainstay.change.internal.conflict.DependencyIndex.Taking;
import io.mainstay.cmdb.DependencySurroundings;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.PathStep;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.FailureModel;
import io.mainstay.cmdb.internal.impact.InMemoryDependencyGraph;
import io.mainstay.cmdb.internal.impact.ProjectedGraph;
import io.mainstay.cmdb.internal.impact.RandomFailureModels;
import io.mainstay.cmdb.internal.impact.Surroundings;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What is found against a check of every pair, over random graphs, windows and schedules: {@code -Dmainstay.conflicts.graphs} says how
 * many, {@code -Dmainstay.conflicts.seed} where to begin.
 */
class ConflictDetectionTest {

    private static final int GRAPHS = Integer.getInteger("mainstay.conflicts.graphs", 1_000);
    private static final long SEED = Long.getLong("mainstay.conflicts.seed", 20_261_201L);
    private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
    private static final int MINUTES = 60;
    private static final List<String> PEOPLE = List.of("ann", "bob", "cem", "dia", "eva");

    /** A change in minutes after {@link #START}. */
    private record Planned(String id, int from, int to, Set<String> ciIds, Set<String> people) {

        Span span() {
            return new Span(at(from), at(to));
        }

        Other other() {
            return new Other(id, span(), ciIds, people);
        }

        Set<Integer> minutes() {
            return IntStream.range(from, to).boxed().collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void shouldAgreeWithACheckOfEveryPair() {
        Map<Class<?>, Integer> kinds = new HashMap<>();
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            FailureModel model = new RandomFailureModels(seed).next();
            int distance = 1 + random.nextInt(3);
            Oracle oracle = new Oracle(model, distance);
            List<Planned> all = IntStream.range(0, 2 + random.nextInt(5))
                    .mapToObj(n -> planned(random, "change-" + n, oracle.ciIds))
                    .toList();
            for (Planned mine : all) {
                compare(seed, random, oracle, mine, all, kinds);
            }
        }
        assertThat(kinds.keySet())
                .as("kinds of conflicts that were met")
                .containsExactlyInAnyOrder(
                        Finding.SameItem.class,
                        Finding.Dependency.class,
                        Finding.SharedGroups.class,
                        Finding.SamePeople.class,
                        Finding.Frozen.class,
                        Finding.OutsideMaintenance.class,
                        Finding.Impaired.class,
                        Finding.UrgentIncident.class);
        kinds.values().forEach(count -> assertThat(count).isGreaterThan(10));
    }

    private static void compare(
            long seed, Random random, Oracle oracle, Planned mine, List<Planned> all, Map<Class<?>, Integer> kinds) {
        DependencySurroundings surroundings =
                new Surroundings(oracle.graph, oracle.distance, 10_000).around(mine.ciIds());
        assertThat(surroundings.incompleteReason()).isNull();
        ConflictReach reach = new ConflictReach(mine.ciIds(), new DependencyIndex(surroundings, oracle.distance));
        assertThat(reach.complete()).isTrue();
        Map<String, Schedule> schedules =
                mine.ciIds().stream().collect(Collectors.toMap(id -> id, _ -> Schedule.random(random)));
        Map<String, ImpactState> states = new HashMap<>();
        List<UrgentIncident> incidents = new ArrayList<>();
        for (String ciId : oracle.ciIds) {
            if (random.nextInt(4) == 0) {
                states.put(ciId, ImpactState.values()[random.nextInt(ImpactState.values().length)]);
            }
            if (random.nextInt(5) == 0) {
                incidents.add(new UrgentIncident("incident-" + random.nextInt(3), ciId));
            }
        }
        Map<String, WorkWindows> windows = new HashMap<>();
        schedules.forEach((ciId, schedule) -> windows.put(ciId, schedule.windows()));

        List<Finding> found = ConflictDetection.detect(
                new Work(mine.id(), mine.span(), mine.people()),
                reach,
                all.stream().map(Planned::other).toList(),
                new Facts(windows, states, incidents));

        found.forEach(finding -> kinds.merge(finding.getClass(), 1, Integer::sum));
        Set<String> told = new TreeSet<>();
        found.forEach(finding -> told.addAll(oracle.told(mine, finding)));
        assertThat(told)
                .as("seed %d, distance %d, %s among %s", seed, oracle.distance, mine, all)
                .isEqualTo(oracle.conflicts(mine, all, schedules, states, incidents));
        assertThat(found.stream()
                        .mapToInt(finding -> oracle.told(mine, finding).size())
                        .sum())
                .as("each conflict once, seed %d", seed)
                .isEqualTo(told.size());
        for (String ciId : oracle.ciIds) {
            oracle.compareNeeds(seed, mine, reach, ciId);
        }
        // What is looked for elsewhere must be all that can be in the way.
        for (Planned other : all) {
            for (String ciId : other.ciIds()) {
                if (!other.id().equals(mine.id()) && oracle.isRelevant(mine, ciId)) {
                    assertThat(reach.relevant()).as("seed %d", seed).contains(ciId);
                }
            }
        }
    }

    private static Planned planned(Random random, String id, List<String> ciIds) {
        int from = random.nextInt(MINUTES - 1);
        int to = from + 1 + random.nextInt(Math.min(20, MINUTES - from));
        Set<String> own = new TreeSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            own.add(ciIds.get(random.nextInt(ciIds.size())));
        }
        Set<String> people = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            people.add(PEOPLE.get(random.nextInt(PEOPLE.size())));
        }
        return new Planned(id, from, to, own, people);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    /** What change windows say of one CI, minute by minute. */
    private record Schedule(List<int[]> freezes, boolean maintained, List<int[]> maintenance) {

        static Schedule random(Random random) {
            boolean maintained = random.nextBoolean();
            return new Schedule(
                    spans(random, random.nextInt(2)),
                    maintained,
                    maintained ? spans(random, random.nextInt(4)) : List.of());
        }

        private static List<int[]> spans(Random random, int count) {
            return IntStream.range(0, count)
                    .mapToObj(_ -> {
                        int from = random.nextInt(MINUTES);
                        return new int[] {from, from + 1 + random.nextInt(40)};
                    })
                    .toList();
        }

        WorkWindows windows() {
            return new WorkWindows(
                    freezes.stream()
                            .map(span -> new HeldChangeWindow(
                                    freeze(span[0] + "-" + span[1]),
                                    List.of(new ChangeWindowReason(ChangeWindowPart.EVERYTHING, null)),
                                    List.of(occurrence(span))))
                            .toList(),
                    maintained ? at(2 * MINUTES) : null,
                    maintenance.stream().map(Schedule::occurrence).toList(),
                    Set.of(),
                    true);
        }

        private static ChangeWindowOccurrence occurrence(int[] span) {
            return new ChangeWindowOccurrence(at(span[0]), at(span[1]));
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

    /** Looks at every pair of everything. */
    private static final class Oracle {

        private static final int FAR = 1_000;

        final List<String> ciIds;
        final ProjectedGraph graph;
        final int distance;
        private final List<Dependent> rows;
        private final Map<String, Map<String, Integer>> any = new HashMap<>();
        private final Map<String, Map<String, Integer>> stopping = new HashMap<>();
        private final Map<String, Set<String>> members = new HashMap<>();

        Oracle(FailureModel model, int distance) {
            this.ciIds = model.cis().stream().map(FailureModel.Ci::id).toList();
            this.distance = distance;
            this.rows = new InMemoryDependencyGraph(model).everythingOf(ciIds);
            ProjectedGraph.Loader loader = new ProjectedGraph.Loader();
            loader.add(rows);
            this.graph = loader.finish();
            for (Dependent row : rows) {
                row.dependencies().forEach(dependency -> {
                    step(any, dependency.providerId(), row.ciId());
                    if (dependency.groupId() == null && dependency.effect() == FailureEffect.STOPS) {
                        step(stopping, dependency.providerId(), row.ciId());
                    }
                    if (dependency.groupId() != null) {
                        members.computeIfAbsent(dependency.groupId(), _ -> new TreeSet<>())
                                .add(dependency.providerId());
                    }
                });
            }
            close(any);
            close(stopping);
        }

        private static void step(Map<String, Map<String, Integer>> steps, String from, String to) {
            steps.computeIfAbsent(from, _ -> new HashMap<>()).put(to, 1);
        }

        /** Floyd and Warshall. */
        private void close(Map<String, Map<String, Integer>> steps) {
            for (String over : ciIds) {
                for (String from : ciIds) {
                    for (String to : ciIds) {
                        int detour = length(steps, from, over) + length(steps, over, to);
                        if (detour < length(steps, from, to)) {
                            steps.computeIfAbsent(from, _ -> new HashMap<>()).put(to, detour);
                        }
                    }
                }
            }
        }

        private static int length(Map<String, Map<String, Integer>> steps, String from, String to) {
            return from.equals(to) ? 0 : steps.getOrDefault(from, Map.of()).getOrDefault(to, FAR);
        }

        private int apart(String one, String other) {
            return Math.min(length(any, one, other), length(any, other, one));
        }

        private boolean near(String one, String other) {
            return !one.equals(other) && apart(one, other) <= distance;
        }

        private Set<String> taken(Set<String> by, String groupId) {
            return members.get(groupId).stream()
                    .filter(member -> by.stream().anyMatch(ciId -> takes(ciId, member)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private boolean takes(String ciId, String member) {
            return length(stopping, ciId, member) <= distance - 1;
        }

        boolean isRelevant(Planned mine, String ciId) {
            return mine.ciIds().contains(ciId)
                    || mine.ciIds().stream().anyMatch(own -> near(own, ciId))
                    || members.keySet().stream()
                            .anyMatch(group -> !taken(mine.ciIds(), group).isEmpty()
                                    && !taken(Set.of(ciId), group).isEmpty());
        }

        Set<String> conflicts(
                Planned mine,
                List<Planned> all,
                Map<String, Schedule> schedules,
                Map<String, ImpactState> states,
                List<UrgentIncident> incidents) {
            Set<String> conflicts = new TreeSet<>();
            for (Planned other : all) {
                Set<Integer> both = mine.minutes();
                both.retainAll(other.minutes());
                if (!other.id().equals(mine.id()) && !both.isEmpty()) {
                    between(mine, other, time(both), conflicts);
                }
            }
            Map<String, Set<String>> frozen = new HashMap<>();
            Set<String> outside = new TreeSet<>();
            schedules.forEach((ciId, schedule) -> {
                for (int[] freeze : schedule.freezes()) {
                    Set<Integer> both = mine.minutes();
                    both.removeIf(minute -> minute < freeze[0] || minute >= freeze[1]);
                    if (!both.isEmpty()) {
                        frozen.computeIfAbsent(freeze[0] + "-" + freeze[1] + " " + time(both), _ -> new TreeSet<>())
                                .add(ciId);
                    }
                }
                Set<Integer> uncovered = mine.minutes();
                uncovered.removeIf(minute ->
                        schedule.maintenance().stream().anyMatch(span -> minute >= span[0] && minute < span[1]));
                if (schedule.maintained() && !uncovered.isEmpty()) {
                    outside.add(ciId);
                }
            });
            frozen.forEach((freeze, cis) -> conflicts.add("freeze " + freeze + " " + cis));
            if (!outside.isEmpty()) {
                conflicts.add("outside " + outside);
            }
            for (String ciId : ciIds) {
                Set<String> neededBy = neededBy(mine, ciId);
                ImpactState state = states.get(ciId);
                if (!neededBy.isEmpty() && state != null && state != ImpactState.REDUCED) {
                    conflicts.add("impaired " + ciId + " " + state + " " + neededBy);
                }
            }
            Map<String, Set<String>> on = new HashMap<>();
            incidents.stream()
                    .filter(incident -> !neededBy(mine, incident.ciId()).isEmpty())
                    .forEach(incident -> on.computeIfAbsent(incident.id(), _ -> new TreeSet<>())
                            .add(incident.ciId()));
            on.forEach((id, cis) -> {
                Set<String> neededBy = new TreeSet<>();
                cis.forEach(ciId -> neededBy.addAll(neededBy(mine, ciId)));
                conflicts.add("incident " + id + " " + cis + " " + neededBy);
            });
            return conflicts;
        }

        private void between(Planned mine, Planned other, String time, Set<String> conflicts) {
            Set<String> same = new TreeSet<>(mine.ciIds());
            same.retainAll(other.ciIds());
            if (!same.isEmpty()) {
                conflicts.add("same " + other.id() + " " + time + " " + same);
            }
            Set<String> together = new TreeSet<>();
            for (String own : mine.ciIds()) {
                for (String theirs : other.ciIds()) {
                    if (near(own, theirs)) {
                        together.add(own);
                        together.add(theirs);
                    }
                }
            }
            if (!together.isEmpty()) {
                conflicts.add("dependency " + other.id() + " " + time + " " + together);
            }
            for (String group : members.keySet()) {
                Set<String> own = taken(mine.ciIds(), group);
                Set<String> theirs = taken(other.ciIds(), group);
                boolean two = own.stream().anyMatch(x -> theirs.stream().anyMatch(y -> !x.equals(y)));
                if (two) {
                    Set<String> left = new TreeSet<>(members.get(group));
                    left.removeAll(own);
                    left.removeAll(theirs);
                    conflicts.add("group " + other.id() + " " + time + " " + group + " " + own + " " + theirs + " "
                            + left.size() + " of " + members.get(group).size());
                }
            }
            Set<String> people = new TreeSet<>(mine.people());
            people.retainAll(other.people());
            if (!people.isEmpty()) {
                conflicts.add("people " + other.id() + " " + time + " " + people);
            }
        }

        void compareNeeds(long seed, Planned mine, ConflictReach reach, String ciId) {
            List<Need> needs = reach.needs(ciId);
            assertThat(needs.stream().map(Need::ciId).collect(Collectors.toSet()))
                    .as("what needs %s, seed %d", ciId, seed)
                    .isEqualTo(neededBy(mine, ciId));
            assertThat(needs.stream().map(Need::distance)).isSorted();
            for (Need need : needs) {
                switch (need.tie()) {
                    case SAME_CI -> assertThat(need.ciId()).isEqualTo(ciId);
                    case DEPENDENCY -> {
                        assertThat(need.distance()).isEqualTo(length(any, ciId, need.ciId()));
                        assertThat(need.path()).hasSize(need.distance());
                        assertThat(need.path().getFirst().fromId()).isEqualTo(ciId);
                        assertThat(need.path().getLast().toId()).isEqualTo(need.ciId());
                    }
                    case REDUNDANCY_PARTNER -> {
                        assertThat(need.group()).isNotNull();
                        String dependentId = need.group().dependentId();
                        assertThat(need.distance()).isEqualTo(1 + length(any, need.ciId(), dependentId));
                        assertThat(need.path().getFirst().fromId()).isEqualTo(ciId);
                        assertThat(need.path().getLast().toId()).isEqualTo(dependentId);
                    }
                }
            }
        }

        private Set<String> neededBy(Planned mine, String ciId) {
            return mine.ciIds().stream()
                    .filter(own -> length(any, ciId, own) <= distance
                            || members.entrySet().stream()
                                    .anyMatch(group -> group.getValue().contains(ciId)
                                            && group.getValue().stream()
                                                    .anyMatch(member -> !member.equals(ciId) && takes(own, member))))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private static String time(Set<Integer> minutes) {
            TreeSet<Integer> sorted = new TreeSet<>(minutes);
            return time(at(sorted.first()), at(sorted.last() + 1));
        }

        private static String time(Instant from, Instant to) {
            return from + "/" + to;
        }

        private static String time(Span span) {
            return time(span.from(), span.to());
        }

        /** A finding in the oracle's words, what it tells beside that checked. */
        List<String> told(Planned mine, Finding finding) {
            return switch (finding) {
                case Finding.SameItem same ->
                    List.of("same " + same.otherId() + " " + time(same.overlap()) + " " + same.ciIds());
                case Finding.Dependency dependency -> {
                    checkNearest(mine, dependency);
                    yield List.of("dependency " + dependency.otherId() + " " + time(dependency.overlap()) + " "
                            + new TreeSet<>(dependency.ciIds()));
                }
                case Finding.SharedGroups shared ->
                    shared.groups().stream()
                            .map(group -> "group " + shared.otherId() + " " + time(shared.overlap()) + " "
                                    + group.group().id() + " " + members(group.mine()) + " "
                                    + members(group.theirs()) + " "
                                    + group.left().up() + " of "
                                    + group.left().members())
                            .toList();
                case Finding.SamePeople same ->
                    List.of("people " + same.otherId() + " " + time(same.overlap()) + " " + same.personIds());
                case Finding.Frozen frozen ->
                    List.of("freeze " + frozen.window().id() + " " + time(frozen.overlap()) + " " + frozen.ciIds());
                case Finding.OutsideMaintenance outside -> List.of("outside " + outside.ciIds());
                case Finding.Impaired impaired ->
                    List.of("impaired " + impaired.ciId() + " " + impaired.state() + " " + impaired.neededBy());
                case Finding.UrgentIncident urgent ->
                    List.of("incident " + urgent.incidentId() + " " + urgent.ciIds() + " " + urgent.neededBy());
            };
        }

        private static Set<String> members(List<Taking> takings) {
            return takings.stream().map(Taking::memberId).collect(Collectors.toCollection(TreeSet::new));
        }

        private void checkNearest(Planned mine, Finding.Dependency found) {
            List<Near> nearest = found.nearest(_ -> true);
            Set<String> listed = new TreeSet<>();
            for (Near near : nearest) {
                listed.add(near.ciId());
                listed.add(near.otherCiId());
                assertThat(near.path()).hasSize(apart(near.ciId(), near.otherCiId()));
                String at = near.otherDepends() ? near.ciId() : near.otherCiId();
                for (PathStep step : near.path()) {
                    assertThat(step.fromId()).isEqualTo(at);
                    at = String.valueOf(step.toId());
                    assertThat(length(any, String.valueOf(step.fromId()), at)).isEqualTo(1);
                }
                assertThat(at).isEqualTo(near.otherDepends() ? near.otherCiId() : near.ciId());
                assertThat(mine.ciIds()).contains(near.ciId());
            }
            assertThat(listed).isEqualTo(new TreeSet<>(found.ciIds()));
            for (String own : mine.ciIds()) {
                int least = found.otherCiIds().stream()
                        .filter(other -> near(own, other))
                        .mapToInt(other -> apart(own, other))
                        .min()
                        .orElse(FAR);
                nearest.stream()
                        .filter(near -> near.ciId().equals(own))
                        .mapToInt(near -> near.path().size())
                        .min()
                        .ifPresent(told -> assertThat(told).isEqualTo(least));
            }
        }
    }

    @Test
    void shouldShowTheNearestOfThoseThatAreWanted() {
        // web depends on app, app on db; the other change touches both app and db
        FailureModel model = new FailureModel(
                List.of(
                        new FailureModel.Ci("app", false),
                        new FailureModel.Ci("db", false),
                        new FailureModel.Ci("web", false)),
                List.of(relation("r1", "web", "app"), relation("r2", "app", "db")),
                List.of());
        Oracle oracle = new Oracle(model, 2);
        DependencySurroundings surroundings = new Surroundings(oracle.graph, 2, 10_000).around(Set.of("web"));
        ConflictReach reach = new ConflictReach(Set.of("web"), new DependencyIndex(surroundings, 2));

        assertThat(reach.nearest(Set.of("app", "db"), _ -> true))
                .extracting(Near::otherCiId)
                .containsExactly("app", "db");
        assertThat(reach.nearest(Set.of("app", "db"), ciId -> !ciId.equals("app")))
                .extracting(Near::otherCiId)
                .containsExactly("db");
        assertThat(reach.nearest(Set.of("app", "db"), ciId -> !ciId.equals("web")))
                .isEmpty();
    }

    @Test
    void shouldSayThatItReadNotAll() {
        List<FailureModel.Ci> cis = new ArrayList<>(List.of(new FailureModel.Ci("site", false)));
        List<FailureModel.Relation> relations = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            cis.add(new FailureModel.Ci("rack-" + i, false));
            relations.add(relation("r" + i, "rack-" + i, "site"));
        }
        Oracle oracle = new Oracle(new FailureModel(cis, relations, List.of()), 1);

        assertThat(new Surroundings(oracle.graph, 1, 11).around(Set.of("site")).incompleteReason())
                .isNull();
        assertThat(new Surroundings(oracle.graph, 1, 10).around(Set.of("site")).incompleteReason())
                .isNotNull();
    }

    private static FailureModel.Relation relation(String id, String source, String target) {
        return new FailureModel.Relation(id, source, RelationType.DEPENDS_ON, target, null, null, false);
    }
}
