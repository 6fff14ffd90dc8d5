// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.FailureOriginService;
import io.mainstay.cmdb.FailureOrigins;
import io.mainstay.kernel.Principal;
import io.mainstay.problem.ProblemCommonCause;
import io.mainstay.problem.ProblemCommonCauses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Ranks what incidents may have in common: the CIs that they affect and what these depend on, by how many of the incidents the
 * failure of each alone would explain. It explains an incident if it makes one of its CIs down or degraded, or is one of them.
 */
@Component
public final class CommonCauses {

    /** Of how many incidents a cause is sought; the first ones count. */
    public static final int MAX_INCIDENTS = 100;

    /** How many CIs are tried: first those that most incidents lead to. */
    public static final int MAX_CANDIDATES = 200;

    private final FailureOriginService origins;
    private final ConfigurationItemQueries items;

    CommonCauses(FailureOriginService origins, ConfigurationItemQueries items) {
        this.origins = origins;
        this.items = items;
    }

    /**
     * Seeks common causes; the database is called once for each level of the graph below the incidents' CIs, and three times
     * more.
     *
     * @param ciIds the CIs of each incident, by the incident's id, the most important incident first; those that the principal
     *     does not see are passed over
     */
    public ProblemCommonCauses of(Principal principal, Map<String, ? extends Collection<String>> ciIds) {
        Map<String, Set<String>> incidents = new LinkedHashMap<>();
        ciIds.entrySet().stream()
                .limit(MAX_INCIDENTS)
                .forEach(incident -> incidents.put(incident.getKey(), Set.copyOf(incident.getValue())));
        Set<String> asked = new TreeSet<>();
        incidents.values().forEach(asked::addAll);
        if (asked.isEmpty()) {
            return new ProblemCommonCauses(List.of(), ciIds.size() <= MAX_INCIDENTS);
        }
        FailureOrigins found = origins.origins(principal, asked);
        Map<String, Integer> promising = promising(found.candidates(), incidents);
        List<String> tried = mostPromising(promising);
        Map<String, ConfigurationItem> named = items.byIds(principal, tried);
        Map<String, String> names = new HashMap<>();
        named.forEach((ciId, item) -> names.put(ciId, item.name()));
        boolean complete = found.complete() && tried.size() == promising.size() && incidents.size() == ciIds.size();
        return new ProblemCommonCauses(rank(found, tried, incidents, names), complete);
    }

    /** The incidents that each candidate can explain at most. */
    private static Map<String, Integer> promising(
            Map<String, Set<String>> candidates, Map<String, Set<String>> incidents) {
        Map<String, List<String>> incidentsOfItem = new HashMap<>();
        incidents.forEach((incidentId, ciIds) -> ciIds.forEach(ciId ->
                incidentsOfItem.computeIfAbsent(ciId, _ -> new ArrayList<>()).add(incidentId)));
        Map<String, Integer> promising = new HashMap<>();
        candidates.forEach((ciId, above) -> promising.put(
                ciId,
                Math.toIntExact(above.stream()
                        .flatMap(asked -> incidentsOfItem.getOrDefault(asked, List.of()).stream())
                        .distinct()
                        .count())));
        return promising;
    }

    private static List<String> mostPromising(Map<String, Integer> promising) {
        return promising.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_CANDIDATES)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** @param names of the candidates; one without is left out, because it can be seen no more */
    static List<ProblemCommonCause> rank(
            FailureOrigins origins,
            Collection<String> candidates,
            Map<String, Set<String>> incidents,
            Map<String, String> names) {
        return candidates.stream()
                .filter(names::containsKey)
                .map(ciId -> new ProblemCommonCause(ciId, explained(origins.reachedBy(ciId), incidents)))
                .filter(cause -> !cause.explained().isEmpty())
                .sorted(Comparator.comparingInt(
                                (ProblemCommonCause cause) -> -cause.explained().size())
                        .thenComparing(CommonCauses::distance)
                        .thenComparing(cause -> names.getOrDefault(cause.ciId(), ""))
                        .thenComparing(ProblemCommonCause::ciId))
                .toList();
    }

    private static int distance(ProblemCommonCause cause) {
        return cause.explained().stream()
                .mapToInt(ProblemCommonCause.Explained::distance)
                .sum();
    }

    private static List<ProblemCommonCause.Explained> explained(
            List<FailureOrigins.Reached> reached, Map<String, Set<String>> incidents) {
        List<ProblemCommonCause.Explained> explained = new ArrayList<>();
        incidents.forEach((incidentId, ciIds) -> reached.stream()
                .filter(ci -> ciIds.contains(ci.ciId()))
                .min(Comparator.comparingInt(FailureOrigins.Reached::distance)
                        .thenComparing(FailureOrigins.Reached::state)
                        .thenComparing(FailureOrigins.Reached::ciId))
                .ifPresent(ci -> explained.add(new ProblemCommonCause.Explained(
                        incidentId, ci.ciId(), ci.state(), ci.distance(), ci.path()))));
        return explained;
    }
}
