// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.SafeToProceed.Reason;
import io.mainstay.change.SafeToProceed.Verdict;
import io.mainstay.change.internal.ConflictSentences;
import io.mainstay.change.internal.conflict.ConflictDetection.UrgentIncident;
import io.mainstay.change.internal.conflict.ConflictReach;
import io.mainstay.change.internal.conflict.ConflictReach.Need;
import io.mainstay.change.internal.conflict.ConflictReach.Tie;
import io.mainstay.change.internal.conflict.DependencyIndex;
import io.mainstay.change.internal.store.ConflictStore;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.DependencySurroundingQueries;
import io.mainstay.cmdb.DependencySurroundings;
import io.mainstay.cmdb.ImpactService;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.RedundancyArithmetic;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.Tickets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says whether it is safe to go on with a change now: whether what its CIs depend on and what stands in for them is well. Found over
 * the whole graph. Needs {@code change.read}; shows what the principal sees, and counts the rest.
 */
@Component
public final class SafeToProceedQueries {

    private static final Comparator<Reason> WORST = Comparator.comparing((Reason reason) ->
                    reason.left() == null ? Integer.MAX_VALUE : reason.left().spare())
            .thenComparing(reason -> reason.state() == null ? ImpactState.REDUCED : reason.state())
            .thenComparing(reason -> reason.ci().name())
            .thenComparing(reason -> reason.ci().id())
            .thenComparing(Reason::tie)
            .thenComparing(
                    reason -> reason.incident() == null ? "" : reason.incident().id());

    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final ConfigurationItemQueries items;
    private final DependencySurroundingQueries surroundings;
    private final ImpactService impact;
    private final ConflictStore store;
    private final UnitOfWork work;
    private final int distance;

    SafeToProceedQueries(
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            ConfigurationItemQueries items,
            DependencySurroundingQueries surroundings,
            ImpactService impact,
            ConflictStore store,
            UnitOfWork work,
            ConflictProperties properties) {
        this.changes = changes;
        this.incidents = incidents;
        this.items = items;
        this.surroundings = surroundings;
        this.impact = impact;
        this.store = store;
        this.work = work;
        this.distance = properties.distance();
    }

    /** One CI that fails, by its state or by an incident, and all by which the change counts on it. */
    private record Failing(
            String ciId,
            @Nullable ImpactState state,
            @Nullable String incidentId,
            List<Need> needs) {}

    /** What was found over the whole graph. */
    private record Found(ConflictReach reach, Set<String> down, List<Failing> failing, boolean complete) {}

    /** Whether it is safe to go on with a change; empty if the principal sees no such change. */
    public Optional<SafeToProceed> byId(Principal principal, String changeId) {
        principal.require(Permission.CHANGE_READ);
        return work.read(() -> Optional.ofNullable(
                        changes.byIds(principal, List.of(changeId)).get(changeId))
                .map(change -> of(principal, change)));
    }

    private SafeToProceed of(Principal principal, Change change) {
        if (!change.state().isOpen()) {
            return new SafeToProceed(change, null, List.of(), 0, true);
        }
        Found found = find(change);
        List<Reason> shown = shown(principal, found);
        int hidden = hidden(found, shown);
        return new SafeToProceed(
                change,
                found.failing().isEmpty() ? Verdict.SAFE : Verdict.NOT_SAFE,
                shown.stream().limit(SafeToProceed.MAX_REASONS).toList(),
                hidden,
                found.complete() && shown.size() <= SafeToProceed.MAX_REASONS);
    }

    private Found find(Change change) {
        Set<String> own =
                Set.copyOf(changes.ciIds(Principal.SYSTEM, List.of(change.id())).getOrDefault(change.id(), List.of()));
        DependencySurroundings around = surroundings.around(own, distance);
        ConflictReach reach = new ConflictReach(own, new DependencyIndex(around, distance));
        // What is being worked on may be down, and what follows from that was planned.
        Set<String> worked = change.state() == ChangeState.IMPLEMENTING ? own : Set.of();
        Set<String> watched = reach.watched().keySet().stream()
                .filter(ciId -> !worked.contains(ciId))
                .collect(Collectors.toSet());
        ImpactService.PresentStates states = impact.presentStates(Principal.SYSTEM, watched, worked);
        ConflictStore.UrgentIncidents urgent = store.urgentIncidents(watched);
        List<Failing> failing = new ArrayList<>();
        states.states().forEach((ciId, state) -> {
            if (state.compareTo(ImpactState.AT_RISK) <= 0) {
                failing.add(new Failing(ciId, state, null, reach.needs(ciId)));
            }
        });
        for (UrgentIncident incident : urgent.incidents()) {
            failing.add(new Failing(incident.ciId(), null, incident.id(), reach.needs(incident.ciId())));
        }
        return new Found(
                reach,
                states.states().entrySet().stream()
                        .filter(state -> state.getValue() == ImpactState.DOWN)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()),
                failing,
                around.incompleteReason() == null && reach.complete() && states.complete() && urgent.complete());
    }

    private List<Reason> shown(Principal principal, Found found) {
        if (found.failing().isEmpty()) {
            return List.of();
        }
        Map<String, ConfigurationItem> seen = items.byIds(
                principal,
                found.failing().stream()
                        .flatMap(failing -> failing.needs().stream())
                        .flatMap(need -> Stream.concat(need.ciIds().stream(), need.onPath()))
                        .collect(Collectors.toSet()));
        Set<String> incidentIds = found.failing().stream()
                .map(Failing::incidentId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, Incident> known = incidentIds.isEmpty() || !principal.may(Permission.INCIDENT_READ)
                ? Map.of()
                : incidents.byIds(principal, incidentIds);
        return found.failing().stream()
                .filter(failing -> failing.incidentId() == null || known.containsKey(failing.incidentId()))
                .flatMap(failing -> reasons(found, failing, seen, known).stream())
                .sorted(WORST)
                .toList();
    }

    /** Of each way in which the change counts on what fails, the nearest that the reader sees. */
    private static List<Reason> reasons(
            Found found, Failing failing, Map<String, ConfigurationItem> seen, Map<String, Incident> known) {
        Map<Tie, Need> nearest = new EnumMap<>(Tie.class);
        failing.needs().stream()
                .filter(need -> seen.keySet().containsAll(need.ciIds()))
                .forEach(need -> nearest.putIfAbsent(need.tie(), need));
        return nearest.values().stream()
                .map(need -> reason(found, failing, need, seen, known))
                .toList();
    }

    private static Reason reason(
            Found found, Failing failing, Need need, Map<String, ConfigurationItem> seen, Map<String, Incident> known) {
        ConfigurationItem ci = Objects.requireNonNull(seen.get(need.otherCiId()));
        ConfigurationItem neededBy = Objects.requireNonNull(seen.get(need.ciId()));
        ConfigurationItem redundant =
                need.group() == null ? null : seen.get(need.group().dependentId());
        RedundancyArithmetic left = need.group() == null ? null : found.reach().left(need.group(), found.down());
        Incident incident = failing.incidentId() == null ? null : known.get(failing.incidentId());
        return new Reason(
                ci,
                failing.state(),
                incident,
                neededBy,
                need.tie(),
                need.path(seen::containsKey),
                redundant,
                left,
                ConflictSentences.failing(
                        ci,
                        failing.state(),
                        incident == null ? null : incident.number(),
                        neededBy,
                        need.tie(),
                        redundant,
                        left));
    }

    /** Whatever fails of which nothing is shown. */
    private static int hidden(Found found, List<Reason> shown) {
        Set<List<String>> told = shown.stream()
                .map(reason -> key(
                        reason.ci().id(),
                        reason.incident() == null ? null : reason.incident().id()))
                .collect(Collectors.toSet());
        return Math.toIntExact(found.failing().stream()
                .filter(failing -> !told.contains(key(failing.ciId(), failing.incidentId())))
                .count());
    }

    private static List<String> key(String ciId, @Nullable String incidentId) {
        return List.of(ciId, Objects.requireNonNullElse(incidentId, ""));
    }
}
