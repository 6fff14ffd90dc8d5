// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.RelatedChanges.RelatedChange;
import io.mainstay.change.internal.conflict.ConflictReach;
import io.mainstay.change.internal.conflict.ConflictReach.Need;
import io.mainstay.change.internal.conflict.DependencyIndex;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.change.internal.store.ImplementationStore;
import io.mainstay.change.internal.store.ImplementationStore.Implementation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.DependencySurroundingQueries;
import io.mainstay.cmdb.DependencySurroundings;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Says which changes may have caused incidents: those that were under way in the days before the report, of the CIs of the incident, of what
 * these depend on, and of what stands in for them. Looks at the whole graph, shows what the principal sees, and counts the rest.
 */
@Component
public final class RelatedChangeQueries {

    private static final Comparator<RelatedChange> CLOSEST = Comparator.comparingDouble(RelatedChange::closeness)
            .reversed()
            .thenComparing(RelatedChange::apart)
            .thenComparing(related -> related.change().id());

    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final ConfigurationItemQueries items;
    private final DependencySurroundingQueries surroundings;
    private final ImplementationStore store;
    private final UnitOfWork work;
    private final int distance;
    private final int defaultDays;

    RelatedChangeQueries(
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            ConfigurationItemQueries items,
            DependencySurroundingQueries surroundings,
            ImplementationStore store,
            UnitOfWork work,
            ConflictProperties conflicts,
            RelatedChangeProperties properties) {
        this.changes = changes;
        this.incidents = incidents;
        this.items = items;
        this.surroundings = surroundings;
        this.store = store;
        this.work = work;
        this.distance = conflicts.distance();
        this.defaultDays = properties.days();
    }

    /** An incident whose related changes are asked for, and how far its CIs reach. */
    private record Asked(Incident incident, Span time, ConflictReach reach) {}

    /** A change that is related to an incident, and all that ties them. */
    private record Candidate(Implementation implementation, List<Need> needs) {}

    /**
     * The related changes of incidents, by their ids. The number of database calls does not depend on how many there are.
     *
     * @param incidentIds of incidents; those that the principal does not see have no answer
     * @param days how many days before the report; as the installation says if empty
     * @return empty for who reads no changes
     * @throws BadArgumentException if there are too many days
     */
    public Map<String, RelatedChanges> of(Principal principal, Collection<String> incidentIds, Optional<Integer> days) {
        int period = days.orElse(defaultDays);
        if (period < 1 || period > RelatedChangeProperties.MAX_DAYS) {
            throw new BadArgumentException("days", "between 1 and " + RelatedChangeProperties.MAX_DAYS);
        }
        if (!principal.may(Permission.CHANGE_READ)) {
            return Map.of();
        }
        return work.read(() -> related(principal, incidents.byIds(principal, incidentIds), Duration.ofDays(period)));
    }

    private Map<String, RelatedChanges> related(Principal principal, Map<String, Incident> all, Duration period) {
        Map<String, List<String>> ciIds = all.isEmpty() ? Map.of() : incidents.ciIds(Principal.SYSTEM, all.keySet());
        DependencySurroundings around = surroundings.around(
                ciIds.values().stream().flatMap(List::stream).collect(Collectors.toSet()), distance);
        DependencyIndex index = new DependencyIndex(around, distance);
        List<Asked> asked = all.values().stream()
                .map(incident -> new Asked(
                        incident,
                        // Its last instant is that of the report.
                        new Span(
                                incident.reportedAt().minus(period),
                                incident.reportedAt().plusNanos(1)),
                        new ConflictReach(ciIds.getOrDefault(incident.id(), List.of()), index)))
                .toList();
        ImplementationStore.Found found = store.during(
                asked.stream().map(Asked::time).toList(),
                asked.stream()
                        .flatMap(one -> one.reach().watched().keySet().stream())
                        .collect(Collectors.toSet()));
        Map<String, List<Candidate>> candidates = new HashMap<>();
        asked.forEach(one -> candidates.put(one.incident().id(), candidates(one, found.implementations())));
        Shown shown = shown(
                principal, candidates.values().stream().flatMap(List::stream).toList());
        Map<String, RelatedChanges> answers = new HashMap<>();
        for (Asked one : asked) {
            boolean complete = found.complete()
                    && around.incompleteReason() == null
                    && one.reach().complete();
            String id = one.incident().id();
            answers.put(id, answer(one, candidates.getOrDefault(id, List.of()), shown, period, complete));
        }
        return answers;
    }

    private static List<Candidate> candidates(Asked asked, Collection<Implementation> implementations) {
        return implementations.stream()
                .filter(implementation -> implementation.isDuring(asked.time()))
                .map(implementation -> new Candidate(
                        implementation,
                        implementation.ciIds().stream()
                                .flatMap(ciId -> asked.reach().needs(ciId).stream())
                                .sorted(Need.NEAREST)
                                .toList()))
                .filter(candidate -> !candidate.needs().isEmpty())
                .toList();
    }

    /** What the reader sees. */
    private record Shown(Map<String, Change> changes, Map<String, ConfigurationItem> items) {}

    private Shown shown(Principal principal, Collection<Candidate> candidates) {
        Set<String> changeIds = candidates.stream()
                .map(candidate -> candidate.implementation().id())
                .collect(Collectors.toSet());
        Set<String> ciIds = candidates.stream()
                .flatMap(candidate -> candidate.needs().stream())
                .flatMap(need -> Stream.concat(need.ciIds().stream(), need.onPath()))
                .collect(Collectors.toSet());
        return candidates.isEmpty()
                ? new Shown(Map.of(), Map.of())
                : new Shown(changes.byIds(principal, changeIds), items.byIds(principal, ciIds));
    }

    private static RelatedChanges answer(
            Asked asked, List<Candidate> candidates, Shown shown, Duration period, boolean complete) {
        List<RelatedChange> seen = candidates.stream()
                .flatMap(candidate -> related(asked, candidate, shown, period).stream())
                .sorted(CLOSEST)
                .toList();
        return new RelatedChanges(
                seen.stream().limit(RelatedChanges.MAX_CHANGES).toList(),
                candidates.size() - seen.size(),
                complete && seen.size() <= RelatedChanges.MAX_CHANGES);
    }

    /** Empty if the reader does not see the change, or nothing that ties it to the incident. */
    private static Optional<RelatedChange> related(Asked asked, Candidate candidate, Shown shown, Duration period) {
        Change change = shown.changes().get(candidate.implementation().id());
        Map<String, ConfigurationItem> items = shown.items();
        if (change == null) {
            return Optional.empty();
        }
        return candidate.needs().stream()
                .filter(need -> items.keySet().containsAll(need.ciIds()))
                .findFirst()
                .map(need -> {
                    Duration apart = apart(asked.incident().reportedAt(), candidate.implementation());
                    return new RelatedChange(
                            change,
                            Objects.requireNonNull(items.get(need.ciId())),
                            Objects.requireNonNull(items.get(need.otherCiId())),
                            need.tie(),
                            need.distance(),
                            need.path(items::containsKey),
                            need.group() == null ? null : items.get(need.group().dependentId()),
                            apart,
                            closeness(apart, period, need.distance()));
                });
    }

    private static Duration apart(Instant reportedAt, Implementation implementation) {
        Instant to = implementation.to();
        return to == null || to.isAfter(reportedAt) ? Duration.ZERO : Duration.between(to, reportedAt);
    }

    /** How near in time, from 1 to 0 over the period, by how near in the graph: 1 for the same CI, a half for the next one, and so on. */
    static double closeness(Duration apart, Duration period, int distance) {
        return (1 - (double) apart.toMillis() / period.toMillis()) / (1 + distance);
    }
}
