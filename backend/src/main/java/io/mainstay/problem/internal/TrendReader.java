// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.kernel.Visibility;
import io.mainstay.problem.ProblemTrendIncompleteReason;
import io.mainstay.problem.internal.store.TrendStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads what trends are found in, with five database calls at most, each within a budget. What one budget leaves out is the
 * oldest, or what is least concerned.
 */
@Component
public final class TrendReader {

    /** How many windows before the window say what is to be expected. */
    static final int WINDOWS_IN_PAST = 6;

    /** How long before the window incidents are looked at, however long that is. */
    static final Duration LONGEST_PAST = Duration.ofDays(366);

    private final TrendStore store;
    private final CiClasses classes;
    private final Limits limits;

    /**
     * What is read at most.
     *
     * @param incidents of the window, and as many before it
     * @param items configuration items from which a level of the walk begins
     * @param links relations that are followed at each level
     */
    record Limits(int incidents, int items, int links) {

        static final Limits USUAL = new Limits(100_000, 10_000, 50_000);
    }

    @Autowired
    TrendReader(TrendStore store, CiClasses classes) {
        this(store, classes, Limits.USUAL);
    }

    TrendReader(TrendStore store, CiClasses classes, Limits limits) {
        this.store = store;
        this.classes = classes;
        this.limits = limits;
    }

    /** @param incompleteReason null if everything was read */
    public record Read(TrendFacts facts, @Nullable ProblemTrendIncompleteReason incompleteReason) {}

    /** Inside an open unit of work. */
    public Read read(Duration window, Instant until, boolean withNeighbourhoods, Visibility visibility) {
        Instant from = until.minus(window);
        List<TrendFacts.Incident> incidents = store.incidents(from, until, limits.incidents() + 1, visibility);
        Duration past = pastOf(window);
        List<TrendStore.Past> before = incidents.isEmpty()
                ? List.of()
                : store.past(from.minus(past), from, limits.incidents() + 1, visibility);
        boolean manyIncidents = incidents.size() > limits.incidents();
        boolean manyBefore =
                before.stream().mapToInt(row -> row.facts().count()).sum() > limits.incidents();
        Duration pastRead = manyBefore ? Duration.between(oldest(before), from) : past;
        List<TrendFacts.Past> counts =
                before.stream().map(TrendStore.Past::facts).toList();
        Map<String, String> classIds = classIds(incidents, counts, visibility);
        Map<String, Set<String>> providers = new HashMap<>();
        boolean walked = !withNeighbourhoods || walk(concerned(incidents, counts, classIds), providers, visibility);
        ProblemTrendIncompleteReason reason = null;
        if (manyIncidents) {
            reason = ProblemTrendIncompleteReason.INCIDENT_BUDGET;
        } else if (!walked) {
            reason = ProblemTrendIncompleteReason.CI_BUDGET;
        } else if (manyBefore) {
            reason = ProblemTrendIncompleteReason.BASELINE_BUDGET;
        }
        return new Read(
                new TrendFacts(
                        manyIncidents ? incidents.subList(0, limits.incidents()) : incidents,
                        counts,
                        classIds,
                        providers,
                        windows(pastRead, window)),
                reason);
    }

    /** How long before a window incidents say what is to be expected in it. */
    static Duration pastOf(Duration window) {
        Duration past = window.multipliedBy(WINDOWS_IN_PAST);
        return past.compareTo(LONGEST_PAST) < 0 ? past : LONGEST_PAST;
    }

    private static Instant oldest(List<TrendStore.Past> before) {
        return before.stream()
                .map(TrendStore.Past::oldest)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** More than 0, also when all incidents that were read came at once. */
    private static double windows(Duration past, Duration window) {
        return Math.max(past.toMillis(), 1) / (double) window.toMillis();
    }

    private Map<String, String> classIds(
            List<TrendFacts.Incident> incidents, List<TrendFacts.Past> past, Visibility visibility) {
        Set<String> ciIds = new HashSet<>();
        incidents.forEach(incident -> ciIds.addAll(incident.ciIds()));
        past.forEach(row -> ciIds.addAll(row.ciIds()));
        if (ciIds.isEmpty()) {
            return Map.of();
        }
        CiClassTree tree = classes.tree();
        Map<String, String> classIds = new HashMap<>();
        store.classKeys(ciIds, visibility)
                .forEach((ciId, key) -> classIds.put(ciId, tree.require(key).id()));
        return classIds;
    }

    /** The visible configuration items with incidents: those with most of them in the window first, then before it. */
    private static List<String> concerned(
            List<TrendFacts.Incident> incidents, List<TrendFacts.Past> past, Map<String, String> classIds) {
        Map<String, Integer> now = new HashMap<>();
        Map<String, Integer> before = new HashMap<>();
        incidents.forEach(incident -> incident.ciIds().forEach(ciId -> now.merge(ciId, 1, Integer::sum)));
        past.forEach(row -> row.ciIds().forEach(ciId -> before.merge(ciId, row.count(), Integer::sum)));
        return classIds.keySet().stream()
                .sorted(Comparator.comparing((String ciId) -> now.getOrDefault(ciId, 0))
                        .thenComparing(ciId -> before.getOrDefault(ciId, 0))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Notes what these depend on within reach; false if there is more than may be read. */
    private boolean walk(List<String> ciIds, Map<String, Set<String>> providers, Visibility visibility) {
        boolean complete = true;
        Collection<String> frontier = ciIds;
        for (int level = 1; level <= TrendDetection.REACH && !frontier.isEmpty(); level++) {
            complete &= frontier.size() <= limits.items();
            List<String> from = frontier.stream().limit(limits.items()).toList();
            List<TrendStore.Link> links = store.providers(from, limits.links() + 1, visibility);
            complete &= links.size() <= limits.links();
            from.forEach(ciId -> providers.put(ciId, new HashSet<>()));
            List<String> reached = new ArrayList<>();
            for (TrendStore.Link link : links) {
                providers.computeIfAbsent(link.ciId(), _ -> new HashSet<>()).add(link.providerId());
                reached.add(link.providerId());
            }
            frontier = reached.stream()
                    .filter(ciId -> !providers.containsKey(ciId))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return complete;
    }
}
