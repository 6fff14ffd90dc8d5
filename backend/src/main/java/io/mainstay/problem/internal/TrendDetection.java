// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import io.mainstay.problem.ProblemTrend;
import io.mainstay.problem.ProblemTrendEvidence;
import io.mainstay.problem.ProblemTrendScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds recurring incidents.
 *
 * <p>Incidents that affect the same configuration items are taken together: what is counted, compared and looked around is
 * their groups, of which there are far fewer than incidents. Since an incident is in one group only, two trends have the very
 * same incidents if and only if they have the same groups.
 */
public final class TrendDetection {

    /** Over how many relations a neighbourhood reaches. */
    public static final int REACH = 2;

    /** How many relations may be followed and how many items counted for a neighbourhood; what it all costs at most. */
    static final int MAX_STEPS = 5_000_000;

    private final TrendFacts facts;
    private final Set<ProblemTrendScope> scopes;
    private final int minimum;
    private final Map<String, Map<String, Integer>> hubs = new HashMap<>();
    private int steps;

    /** Trends in no particular order; {@code complete} is false if neighbourhoods may be missing or have more incidents. */
    public record Found(List<ProblemTrend> trends, boolean complete) {}

    private record Subject(ProblemTrendScope scope, String id) {}

    /** Incidents that affect the same configuration items. */
    private record Group(Set<String> ciIds, int[] places) {}

    private static final class Tally {

        private final List<Integer> groups = new ArrayList<>();
        private final Map<String, Integer> distances = new HashMap<>();
        private int count;
        private int past;

        private int remoteness() {
            return distances.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private record Candidate(Subject subject, Tally tally) {}

    /**
     * @param scopes what trends may be about
     * @param minimum the fewest incidents that make a trend
     */
    public TrendDetection(TrendFacts facts, Set<ProblemTrendScope> scopes, int minimum) {
        this.facts = facts;
        this.scopes = scopes;
        this.minimum = minimum;
    }

    public Found find() {
        List<Group> groups = groups();
        Map<Subject, Tally> tallies = new HashMap<>();
        for (int place = 0; place < groups.size(); place++) {
            Group group = groups.get(place);
            for (Map.Entry<Subject, Map<String, Integer>> entry :
                    subjects(group.ciIds()).entrySet()) {
                Tally tally = tallies.computeIfAbsent(entry.getKey(), _ -> new Tally());
                tally.groups.add(place);
                tally.count += group.places().length;
                tally.distances.putAll(entry.getValue());
            }
        }
        tallies.entrySet().removeIf(entry -> !recurs(entry.getKey(), entry.getValue()));
        for (TrendFacts.Past past : facts.past()) {
            for (Subject subject : subjects(seen(past.ciIds())).keySet()) {
                Tally tally = tallies.get(subject);
                if (tally != null) {
                    tally.past += past.count();
                }
            }
        }
        List<ProblemTrendEvidence.Reported> window = facts.incidents().stream()
                .map(incident -> new ProblemTrendEvidence.Reported(incident.id(), incident.reportedAt()))
                .toList();
        List<ProblemTrend> trends = mostSpecific(tallies).stream()
                .map(candidate -> trend(candidate, window, groups))
                .toList();
        return new Found(trends, steps <= MAX_STEPS);
    }

    /** The newest group first, so that a budget that ends the work leaves out what is oldest. */
    private List<Group> groups() {
        Map<Set<String>, List<Integer>> places = new LinkedHashMap<>();
        for (int place = 0; place < facts.incidents().size(); place++) {
            Set<String> ciIds = seen(facts.incidents().get(place).ciIds());
            if (!ciIds.isEmpty()) {
                places.computeIfAbsent(ciIds, _ -> new ArrayList<>()).add(place);
            }
        }
        List<Group> groups = new ArrayList<>();
        places.forEach((ciIds, found) -> groups.add(
                new Group(ciIds, found.stream().mapToInt(Integer::intValue).toArray())));
        return groups;
    }

    private Set<String> seen(Set<String> ciIds) {
        Set<String> seen = new HashSet<>(ciIds);
        seen.retainAll(facts.classIds().keySet());
        return seen;
    }

    /** What incidents on these configuration items count for, each with how far away from it which of them are. */
    private Map<Subject, Map<String, Integer>> subjects(Collection<String> ciIds) {
        Map<Subject, Map<String, Integer>> subjects = new HashMap<>();
        for (String ciId : ciIds) {
            if (scopes.contains(ProblemTrendScope.CONFIGURATION_ITEM)) {
                add(subjects, new Subject(ProblemTrendScope.CONFIGURATION_ITEM, ciId), ciId, 0);
            }
            String classId = facts.classIds().get(ciId);
            if (classId != null && scopes.contains(ProblemTrendScope.CLASS)) {
                add(subjects, new Subject(ProblemTrendScope.CLASS, classId), ciId, 0);
            }
            if (scopes.contains(ProblemTrendScope.NEIGHBOURHOOD)) {
                for (Map.Entry<String, Integer> hub : hubs(ciId).entrySet()) {
                    if (++steps > MAX_STEPS) {
                        break;
                    }
                    add(subjects, new Subject(ProblemTrendScope.NEIGHBOURHOOD, hub.getKey()), ciId, hub.getValue());
                }
            }
        }
        return subjects;
    }

    private static void add(Map<Subject, Map<String, Integer>> subjects, Subject subject, String ciId, int distance) {
        subjects.computeIfAbsent(subject, _ -> new HashMap<>()).put(ciId, distance);
    }

    /** The configuration item and what it depends on within reach, each with the fewest relations to it. */
    private Map<String, Integer> hubs(String ciId) {
        return hubs.computeIfAbsent(ciId, _ -> {
            Map<String, Integer> distances = new LinkedHashMap<>();
            distances.put(ciId, 0);
            List<String> frontier = List.of(ciId);
            for (int distance = 1; distance <= REACH; distance++) {
                frontier = level(frontier, distance, distances);
            }
            return distances;
        });
    }

    /** Notes how far away what these depend on is, and returns what was not known before. */
    private List<String> level(List<String> frontier, int distance, Map<String, Integer> distances) {
        List<String> next = new ArrayList<>();
        for (String from : frontier) {
            for (String provider : facts.providers().getOrDefault(from, Set.of())) {
                if (++steps > MAX_STEPS) {
                    return next;
                }
                if (distances.putIfAbsent(provider, distance) == null) {
                    next.add(provider);
                }
            }
        }
        return next;
    }

    private boolean recurs(Subject subject, Tally tally) {
        boolean oneItemIsEnough = subject.scope() != ProblemTrendScope.NEIGHBOURHOOD;
        return tally.count >= minimum && (oneItemIsEnough || tally.distances.size() > 1);
    }

    /**
     * Of those with the very same incidents the ones of the most specific scope, and of neighbourhoods that whose centre is
     * nearest to the configuration items concerned.
     */
    private static List<Candidate> mostSpecific(Map<Subject, Tally> tallies) {
        Map<List<Integer>, List<Candidate>> alike = new HashMap<>();
        tallies.forEach((subject, tally) ->
                alike.computeIfAbsent(tally.groups, _ -> new ArrayList<>()).add(new Candidate(subject, tally)));
        List<Candidate> kept = new ArrayList<>();
        for (List<Candidate> same : alike.values()) {
            ProblemTrendScope scope = same.stream()
                    .map(candidate -> candidate.subject().scope())
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            List<Candidate> specific = same.stream()
                    .filter(candidate -> candidate.subject().scope() == scope)
                    .sorted(Comparator.comparingInt(
                                    (Candidate candidate) -> candidate.tally().remoteness())
                            .thenComparing(candidate -> candidate.subject().id()))
                    .toList();
            kept.addAll(scope == ProblemTrendScope.NEIGHBOURHOOD ? specific.subList(0, 1) : specific);
        }
        return kept;
    }

    private ProblemTrend trend(Candidate candidate, List<ProblemTrendEvidence.Reported> window, List<Group> groups) {
        Tally tally = candidate.tally();
        double expected = expected(tally.past, facts.windowsInPast());
        return new ProblemTrend(
                candidate.subject().scope(),
                candidate.subject().id(),
                new ProblemTrendEvidence(
                        window,
                        tally.groups.stream()
                                .map(place -> groups.get(place).places())
                                .toList()),
                expected,
                TrendScore.of(tally.count, expected),
                null);
    }

    /** A past without any incident is taken as if it had had one: that none was seen proves little. */
    static double expected(int past, double windowsInPast) {
        return Math.max(past, 1) / windowsInPast;
    }
}
