// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.internal.impact.FailureModel;
import io.mainstay.cmdb.internal.impact.ImpactOracle;
import io.mainstay.identity.PersonView;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.SetChangeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against changes, found by a look at every pair of everything, one minute after the other. It shares no code with what is
 * tested: it knows by itself which way failure flows, what a scope covers and when a window holds.
 */
final class ConflictOracle {

    private static final int FAR = 1_000;

    /** The class above each class that worlds have. */
    private static final Map<String, String> ABOVE = Map.ofEntries(
            Map.entry("server", "compute"),
            Map.entry("virtual-machine", "compute"),
            Map.entry("compute", "configuration-item"),
            Map.entry("switch", "network-device"),
            Map.entry("network-device", "network"),
            Map.entry("network", "configuration-item"),
            Map.entry("database", "configuration-item"),
            Map.entry("business-service", "service"),
            Map.entry("service-offering", "service"),
            Map.entry("service", "configuration-item"),
            Map.entry("site", "facility"),
            Map.entry("rack", "facility"),
            Map.entry("facility", "configuration-item"));

    private static final Set<String> PLACES = Set.of("site", "rack");
    private static final Set<String> SERVICES = Set.of("business-service", "service-offering");

    private final World world;
    private final int distance;
    private final Map<String, Map<String, Integer>> any;
    private final Map<String, Map<String, Integer>> stopping;
    private final Map<String, Map<String, Integer>> standing;
    private final Map<String, Set<String>> members = new TreeMap<>();
    private final Map<String, ImpactState> states = new TreeMap<>();

    record Item(String id, String classKey, String organisationId) {}

    /**
     * A freeze or a maintenance window.
     *
     * @param occurrences all of them, or those of a year and more
     * @param suspendedUntil since before the world begins; null if it is not
     */
    record Window(
            String id,
            ChangeWindowKind kind,
            SetChangeWindow.Scope scope,
            List<ChangeWindowOccurrence> occurrences,
            @Nullable Instant suspendedUntil,
            boolean ended) {

        Window suspended(Instant until) {
            return new Window(id, kind, scope, occurrences, until, ended);
        }

        Window over() {
            return new Window(id, kind, scope, occurrences, suspendedUntil, true);
        }
    }

    /** How far a change has come, as far as it matters here. */
    enum Stage {
        DRAFT,
        BINDING,
        CANCELLED
    }

    record Planned(
            String id, Instant from, Instant to, Set<String> ciIds, Set<String> people, Stage stage, boolean exempt) {

        Planned moved(Instant newFrom, Instant newTo) {
            return new Planned(id, newFrom, newTo, ciIds, people, stage, exempt);
        }

        Planned cancelled() {
            return new Planned(id, from, to, ciIds, people, Stage.CANCELLED, exempt);
        }
    }

    /**
     * All that there is.
     *
     * @param begin before all changes; what was before that counts as its beginning
     * @param end after all changes
     * @param organisations the one above each; null for none
     * @param down the CIs that are down by their own status
     * @param degraded the CIs that are degraded by their own status
     * @param incidents the urgent ones that are open, each with the CIs that it is on
     */
    record World(
            Instant begin,
            Instant end,
            List<Item> items,
            Map<String, @Nullable String> organisations,
            FailureModel model,
            List<Window> windows,
            List<Planned> changes,
            Set<String> down,
            Set<String> degraded,
            Map<String, Set<String>> incidents) {}

    ConflictOracle(World world, int distance) {
        this.world = world;
        this.distance = distance;
        this.any = ways(_ -> true);
        this.stopping = ways(relation -> relation.groupId() == null && effect(relation) == FailureEffect.STOPS);
        this.standing = new HashMap<>();
        for (FailureModel.Relation relation : world.model().relations()) {
            if (!relation.ended()
                    && (relation.type() == RelationType.LOCATED_IN || relation.type() == RelationType.RUNS_ON)) {
                step(standing, relation.source(), relation.target());
            }
            String provider = provider(relation);
            if (!relation.ended() && provider != null && relation.groupId() != null) {
                members.computeIfAbsent(relation.groupId(), _ -> new TreeSet<>())
                        .add(provider);
            }
        }
        close(standing);
        states.putAll(new ImpactOracle(world.model(), world.down(), Set.of()).states());
        world.degraded().forEach(ciId -> states.merge(ciId, ImpactState.DEGRADED, ConflictOracle::worse));
        world.down().forEach(ciId -> states.put(ciId, ImpactState.DOWN));
    }

    private static ImpactState worse(ImpactState one, ImpactState other) {
        return List.of(ImpactState.DOWN, ImpactState.DEGRADED, ImpactState.AT_RISK, ImpactState.REDUCED).stream()
                .filter(state -> state == one || state == other)
                .findFirst()
                .orElseThrow();
    }

    /** How many relations lead from each CI to those that feel its failure. */
    private Map<String, Map<String, Integer>> ways(Predicate<FailureModel.Relation> counts) {
        Map<String, Map<String, Integer>> steps = new HashMap<>();
        for (FailureModel.Relation relation : world.model().relations()) {
            String provider = provider(relation);
            if (!relation.ended() && provider != null && counts.test(relation)) {
                step(steps, provider, dependent(relation));
            }
        }
        close(steps);
        return steps;
    }

    private static void step(Map<String, Map<String, Integer>> steps, String from, String to) {
        steps.computeIfAbsent(from, _ -> new HashMap<>()).put(to, 1);
    }

    /** Floyd and Warshall. */
    private void close(Map<String, Map<String, Integer>> steps) {
        for (Item over : world.items()) {
            for (Item from : world.items()) {
                for (Item to : world.items()) {
                    int detour = length(steps, from.id(), over.id()) + length(steps, over.id(), to.id());
                    if (detour < length(steps, from.id(), to.id())) {
                        steps.computeIfAbsent(from.id(), _ -> new HashMap<>()).put(to.id(), detour);
                    }
                }
            }
        }
    }

    private static int length(Map<String, Map<String, Integer>> steps, String from, String to) {
        return from.equals(to) ? 0 : steps.getOrDefault(from, Map.of()).getOrDefault(to, FAR);
    }

    private static @Nullable String provider(FailureModel.Relation relation) {
        return switch (relation.type()) {
            case DEPENDS_ON, RUNS_ON, POWERED_BY, LOCATED_IN, USES -> relation.target();
            case CONTAINS -> relation.source();
            case PART_OF, CONNECTED_TO, CONNECTED_BY, DOCUMENTED_BY -> null;
        };
    }

    private static String dependent(FailureModel.Relation relation) {
        return relation.type() == RelationType.CONTAINS ? relation.target() : relation.source();
    }

    private static FailureEffect effect(FailureModel.Relation relation) {
        if (relation.effect() != null) {
            return relation.effect();
        }
        return relation.type() == RelationType.USES ? FailureEffect.DEGRADES : FailureEffect.STOPS;
    }

    /** One conflict in words, the same as {@link #told} makes of what was found. */
    static String line(Object... words) {
        return Stream.of(words)
                .map(word -> word instanceof Collection<?> some ? new TreeSet<>(some) : word)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    /** All that speaks against a change. */
    Set<String> conflicts(Planned mine) {
        Set<String> conflicts = new TreeSet<>();
        if (mine.stage() == Stage.CANCELLED) {
            return conflicts;
        }
        frozen(mine, conflicts);
        if (mine.exempt()) {
            return conflicts;
        }
        for (Planned other : world.changes()) {
            BitSet both = minutes(mine.from(), mine.to());
            both.and(minutes(other.from(), other.to()));
            if (!other.id().equals(mine.id()) && other.stage() == Stage.BINDING && !both.isEmpty()) {
                between(mine, other, time(both), conflicts);
            }
        }
        unmaintained(mine, conflicts);
        reality(mine, conflicts);
        return conflicts;
    }

    private void between(Planned mine, Planned other, String time, Set<String> conflicts) {
        Set<String> same = new TreeSet<>(mine.ciIds());
        same.retainAll(other.ciIds());
        if (!same.isEmpty()) {
            conflicts.add(line(ChangeConflictKind.SAME_CI, other.id(), time, same, same));
        }
        Map<String, Integer> own = nearest(mine.ciIds(), other.ciIds());
        Map<String, Integer> theirs = nearest(other.ciIds(), mine.ciIds());
        if (!own.isEmpty()) {
            conflicts.add(line(ChangeConflictKind.DEPENDENCY, other.id(), time, own, theirs));
        }
        Set<String> groups = new TreeSet<>();
        Set<String> ownTakers = new TreeSet<>();
        Set<String> theirTakers = new TreeSet<>();
        members.forEach((group, all) -> {
            Set<String> taken = taken(mine.ciIds(), all);
            Set<String> alsoTaken = taken(other.ciIds(), all);
            if (taken.stream().anyMatch(one -> alsoTaken.stream().anyMatch(two -> !two.equals(one)))) {
                Set<String> left = new TreeSet<>(all);
                left.removeAll(taken);
                left.removeAll(alsoTaken);
                groups.add(group + " " + left.size() + " of " + all.size());
                ownTakers.addAll(takers(mine.ciIds(), all));
                theirTakers.addAll(takers(other.ciIds(), all));
            }
        });
        if (!groups.isEmpty()) {
            conflicts.add(line(ChangeConflictKind.REDUNDANCY_GROUP, other.id(), time, groups, ownTakers, theirTakers));
        }
        Set<String> people = new TreeSet<>(mine.people());
        people.retainAll(other.people());
        if (!people.isEmpty()) {
            conflicts.add(line(ChangeConflictKind.IMPLEMENTER, other.id(), time, people));
        }
    }

    /** Those of some CIs that depend on one of others, or the other way round, with how far the nearest is. */
    private Map<String, Integer> nearest(Set<String> some, Set<String> others) {
        Map<String, Integer> nearest = new TreeMap<>();
        for (String one : some) {
            for (String other : others) {
                int apart = Math.min(length(any, one, other), length(any, other, one));
                if (!one.equals(other) && apart <= distance) {
                    nearest.merge(one, apart, Math::min);
                }
            }
        }
        return nearest;
    }

    private boolean takes(String ciId, String member) {
        return length(stopping, ciId, member) <= distance - 1;
    }

    private Set<String> taken(Set<String> by, Set<String> all) {
        return all.stream()
                .filter(member -> by.stream().anyMatch(ciId -> takes(ciId, member)))
                .collect(Collectors.toSet());
    }

    private Set<String> takers(Set<String> by, Set<String> all) {
        return by.stream()
                .filter(ciId -> all.stream().anyMatch(member -> takes(ciId, member)))
                .collect(Collectors.toSet());
    }

    private void frozen(Planned mine, Set<String> conflicts) {
        for (Window freeze : world.windows()) {
            Set<String> covered = covered(freeze, mine.ciIds());
            if (freeze.kind() != ChangeWindowKind.FREEZE || covered.isEmpty()) {
                continue;
            }
            for (ChangeWindowOccurrence one : freeze.occurrences()) {
                BitSet both = minutes(mine.from(), mine.to());
                both.and(holding(freeze, one));
                if (!both.isEmpty()) {
                    conflicts.add(line(ChangeConflictKind.FREEZE, freeze.id(), time(both), covered));
                }
            }
        }
    }

    private void unmaintained(Planned mine, Set<String> conflicts) {
        Set<String> outside = new TreeSet<>();
        for (String ciId : mine.ciIds()) {
            BitSet alone = minutes(mine.from(), mine.to());
            boolean maintained = false;
            for (Window window : world.windows()) {
                if (window.kind() == ChangeWindowKind.MAINTENANCE
                        && !covered(window, Set.of(ciId)).isEmpty()) {
                    for (ChangeWindowOccurrence one : window.occurrences()) {
                        maintained |= !window.ended() && one.endsAt().isAfter(mine.from());
                        alone.andNot(holding(window, one));
                    }
                }
            }
            if (maintained && !alone.isEmpty()) {
                outside.add(ciId);
            }
        }
        if (!outside.isEmpty()) {
            conflicts.add(line(
                    ChangeConflictKind.OUTSIDE_MAINTENANCE_WINDOW, time(minutes(mine.from(), mine.to())), outside));
        }
    }

    /** The minutes of an occurrence in which the window holds. */
    private BitSet holding(Window window, ChangeWindowOccurrence one) {
        if (window.ended()) {
            return new BitSet();
        }
        BitSet holding = minutes(one.startsAt(), one.endsAt());
        if (window.suspendedUntil() != null) {
            holding.andNot(minutes(world.begin(), window.suspendedUntil()));
        }
        return holding;
    }

    private void reality(Planned mine, Set<String> conflicts) {
        states.forEach((ciId, state) -> {
            Set<String> needing = needing(mine, ciId);
            if (!needing.isEmpty() && state != ImpactState.REDUCED) {
                conflicts.add(line(ChangeConflictKind.CI_IMPAIRED, ciId, state, needing));
            }
        });
        world.incidents().forEach((incidentId, on) -> {
            Set<String> mattering = on.stream()
                    .filter(ciId -> !needing(mine, ciId).isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> needing = mattering.stream()
                    .flatMap(ciId -> needing(mine, ciId).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!mattering.isEmpty()) {
                conflicts.add(line(ChangeConflictKind.OPEN_INCIDENT, incidentId, mattering, needing));
            }
        });
    }

    /** The CIs of a change that are this one, depend on it, or are stood in for by it. */
    private Set<String> needing(Planned mine, String ciId) {
        return mine.ciIds().stream()
                .filter(own -> length(any, ciId, own) <= distance || isPartner(own, ciId))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isPartner(String own, String ciId) {
        return members.values().stream()
                .anyMatch(all -> all.contains(ciId)
                        && all.stream().anyMatch(member -> !member.equals(ciId) && takes(own, member)));
    }

    /** Those of some CIs that a window covers. */
    private Set<String> covered(Window window, Set<String> ciIds) {
        return world.items().stream()
                .filter(item -> ciIds.contains(item.id()) && covers(window.scope(), item))
                .map(Item::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean covers(SetChangeWindow.Scope scope, Item item) {
        return Boolean.TRUE.equals(scope.everything())
                || named(scope.ciIds(), id -> id.equals(item.id()))
                || named(scope.serviceIds(), id -> length(any, item.id(), id) < FAR)
                || named(scope.siteIds(), id -> length(standing, item.id(), id) < FAR)
                || named(scope.classIds(), key -> above(item.classKey(), ABOVE).contains(key))
                || named(
                        scope.organisationIds(),
                        id -> above(item.organisationId(), world.organisations())
                                .contains(id))
                || ofClass(item.classKey()).equals(scope.expression());
    }

    /** The condition that an item is of a class itself. */
    static String ofClass(String classKey) {
        return "ci.class == '" + classKey + "'";
    }

    static boolean isPlace(Item item) {
        return PLACES.contains(item.classKey());
    }

    static boolean isService(Item item) {
        return SERVICES.contains(item.classKey());
    }

    private static boolean named(@Nullable List<String> ids, Predicate<String> covers) {
        return ids != null && ids.stream().anyMatch(covers);
    }

    private static Set<String> above(String one, Map<String, @Nullable String> next) {
        Set<String> all = new TreeSet<>();
        for (String at = one; at != null; at = next.get(at)) {
            all.add(at);
        }
        return all;
    }

    private BitSet minutes(Instant from, Instant to) {
        BitSet minutes = new BitSet();
        int first = minute(from);
        int last = minute(to);
        if (first < last) {
            minutes.set(first, last);
        }
        return minutes;
    }

    /** Since the world began. */
    private int minute(Instant at) {
        Instant seen = at.isBefore(world.begin()) ? world.begin() : at.isAfter(world.end()) ? world.end() : at;
        return Math.toIntExact(Duration.between(world.begin(), seen).toMinutes());
    }

    private String time(BitSet minutes) {
        if (minutes.nextSetBit(minutes.nextClearBit(minutes.nextSetBit(0))) >= 0) {
            throw new IllegalStateException("with a break: " + minutes);
        }
        return time(at(minutes.nextSetBit(0)), at(minutes.length()));
    }

    private Instant at(int minute) {
        return world.begin().plusSeconds(60L * minute);
    }

    private static String time(Instant from, Instant to) {
        return from + "/" + to;
    }

    /** What was found, in the words of this. */
    static List<String> told(Collection<ChangeConflict> found) {
        List<String> told = new ArrayList<>();
        found.forEach(conflict -> told.add(told(conflict)));
        Collections.sort(told);
        return told;
    }

    private static String told(ChangeConflict found) {
        List<String> own = found.cis().stream().map(ConfigurationItem::id).toList();
        List<String> others =
                found.otherCis().stream().map(ConfigurationItem::id).toList();
        String time = found.overlap() == null
                ? ""
                : time(found.overlap().from(), found.overlap().to());
        String otherId = found.change() == null ? "" : found.change().id();
        return switch (found.kind()) {
            case SAME_CI -> line(found.kind(), otherId, time, own, others);
            case DEPENDENCY -> {
                Map<String, Integer> nearest = new TreeMap<>();
                Map<String, Integer> theirs = new TreeMap<>();
                found.dependencies().forEach(near -> {
                    nearest.merge(near.ci().id(), near.path().size(), Math::min);
                    theirs.merge(near.otherCi().id(), near.path().size(), Math::min);
                });
                if (!nearest.keySet().equals(Set.copyOf(own))
                        || !theirs.keySet().equals(Set.copyOf(others))) {
                    throw new AssertionError("not the same items in " + found);
                }
                yield line(found.kind(), otherId, time, nearest, theirs);
            }
            case REDUNDANCY_GROUP ->
                line(
                        found.kind(),
                        otherId,
                        time,
                        found.redundancyGroups().stream()
                                .map(group ->
                                        group(group.ci().id(), group.left().group()) + " "
                                                + group.left().up() + " of "
                                                + group.left().members())
                                .toList(),
                        own,
                        others);
            case IMPLEMENTER ->
                line(
                        found.kind(),
                        otherId,
                        time,
                        found.people().stream().map(PersonView::id).toList());
            case FREEZE ->
                line(
                        found.kind(),
                        found.changeWindow() == null ? "" : found.changeWindow().id(),
                        time,
                        own);
            case OUTSIDE_MAINTENANCE_WINDOW -> line(found.kind(), time, own);
            case CI_IMPAIRED -> line(found.kind(), String.join(" ", others), String.valueOf(found.state()), own);
            case OPEN_INCIDENT ->
                line(
                        found.kind(),
                        found.incident() == null ? "" : found.incident().id(),
                        others,
                        own);
        };
    }

    /** What a redundancy group is called here. */
    static String group(String ciId, String name) {
        return ciId + "/" + name;
    }
}
