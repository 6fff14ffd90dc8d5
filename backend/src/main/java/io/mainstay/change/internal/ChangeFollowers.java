// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which incidents came after changes, on what they changed or what depends on it. The incidents of each item lie in the order of their reports, so that only
 * those of the time of a change are looked at, however many there are before and after.
 */
public final class ChangeFollowers {

    private static final Comparator<Follower> NEAREST = Comparator.comparingInt(Follower::distance)
            .thenComparing(Follower::apart)
            .thenComparing(Follower::workId)
            .thenComparing(Follower::incidentId);

    private final Map<String, List<Dependent>> dependents = new HashMap<>();
    private final Map<String, List<Reported>> incidents = new HashMap<>();
    private final Duration after;

    /**
     * @param reported of the items that the dependents name, in any order
     * @param after for how long after the work an incident counts
     */
    public ChangeFollowers(Collection<Dependent> dependents, Collection<Reported> reported, Duration after) {
        reported.stream()
                .sorted(Comparator.comparing(Reported::reportedAt))
                .forEach(incident -> incidents
                        .computeIfAbsent(incident.ciId(), _ -> new ArrayList<>())
                        .add(incident));
        dependents.stream()
                .filter(dependent -> incidents.containsKey(dependent.dependentId()))
                .forEach(dependent -> this.dependents
                        .computeIfAbsent(dependent.ciId(), _ -> new ArrayList<>())
                        .add(dependent));
        this.after = after;
    }

    /**
     * That some work, such as a change, changed an item, from its beginning to its end.
     *
     * @param changeIds the changes that it is of: what one of them is to resolve it did not cause
     */
    public record Implemented(String workId, Set<String> changeIds, String ciId, Instant began, Instant ended) {

        public Implemented {
            changeIds = Set.copyOf(changeIds);
        }

        /** The work of one change. */
        public Implemented(String changeId, String ciId, Instant began, Instant ended) {
            this(changeId, Set.of(changeId), ciId, began, ended);
        }
    }

    /**
     * That an item fails with another.
     *
     * @param distance relations between them; 0 for the item itself
     */
    public record Dependent(String ciId, String dependentId, int distance) {}

    /**
     * An incident on an item.
     *
     * @param resolvedByIds the changes that are to resolve it, which did not cause it
     */
    public record Reported(String ciId, String incidentId, Instant reportedAt, Set<String> resolvedByIds) {

        public Reported {
            resolvedByIds = Set.copyOf(resolvedByIds);
        }
    }

    /**
     * An incident after a change.
     *
     * @param apart how long the work had been over; nothing while it was under way
     */
    public record Follower(String workId, String incidentId, int distance, Duration apart) {}

    /**
     * What came after the changes.
     *
     * @param changes how many were followed
     * @param incidents how many followed one
     * @param nearest some pairs
     * @param complete false if there are more pairs than could be looked at, so that both numbers are too low
     */
    public record Found(int changes, int incidents, List<Follower> nearest, boolean complete) {

        public Found {
            nearest = List.copyOf(nearest);
        }
    }

    /**
     * What came after some changes.
     *
     * @param mostLooked how many times a change is held against an item that has incidents, or against an incident, at most
     * @param mostNearest how many pairs are told, at most
     */
    public Found of(Collection<Implemented> implemented, int mostLooked, int mostNearest) {
        Map<String, List<Implemented>> byChange = new LinkedHashMap<>();
        implemented.forEach(one ->
                byChange.computeIfAbsent(one.workId(), _ -> new ArrayList<>()).add(one));
        Set<String> followed = new HashSet<>();
        Set<String> followers = new HashSet<>();
        TreeSet<Follower> nearest = new TreeSet<>(NEAREST);
        int left = mostLooked;
        for (List<Implemented> changed : byChange.values()) {
            Map<String, Follower> ofChange = new HashMap<>();
            left -= addFollowers(changed, left, ofChange);
            ofChange.values().forEach(follower -> {
                followed.add(follower.workId());
                followers.add(follower.incidentId());
                nearest.add(follower);
                if (nearest.size() > mostNearest) {
                    nearest.pollLast();
                }
            });
            if (left < 0) {
                break;
            }
        }
        return new Found(followed.size(), followers.size(), List.copyOf(nearest), left >= 0);
    }

    /**
     * Adds the incidents after one change, each by its shortest way.
     *
     * @return how many items and incidents it was held against: one more than were allowed if there are more
     */
    private int addFollowers(List<Implemented> changed, int allowed, Map<String, Follower> followers) {
        int looked = 0;
        for (Implemented one : changed) {
            for (Dependent dependent : dependents.getOrDefault(one.ciId(), List.of())) {
                looked++;
                if (looked > allowed) {
                    return looked;
                }
                List<Reported> all = incidents.getOrDefault(dependent.dependentId(), List.of());
                Instant until = one.ended().plus(after);
                for (int i = firstSince(all, one.began());
                        i < all.size() && all.get(i).reportedAt().isBefore(until);
                        i++) {
                    looked++;
                    if (looked > allowed) {
                        return looked;
                    }
                    if (Collections.disjoint(all.get(i).resolvedByIds(), one.changeIds())) {
                        Follower follower = follower(one, all.get(i), dependent.distance());
                        followers.merge(
                                follower.incidentId(),
                                follower,
                                (some, other) -> other.distance() < some.distance() ? other : some);
                    }
                }
            }
        }
        return looked;
    }

    /** The place of the first incident that was reported at an instant or later. */
    private static int firstSince(List<Reported> sorted, Instant since) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).reportedAt().isBefore(since)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Follower follower(Implemented change, Reported incident, int distance) {
        long apart = incident.reportedAt().getEpochSecond() - change.ended().getEpochSecond();
        return new Follower(change.workId(), incident.incidentId(), distance, Duration.ofSeconds(Math.max(0, apart)));
    }
}
