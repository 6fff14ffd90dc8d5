// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.store.ChangeLinks;
import io.mainstay.change.internal.store.ChangeTaskStore;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ExpectedOutage;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.ImpactAnswer;
import io.mainstay.cmdb.ImpactQuestion;
import io.mainstay.cmdb.ImpactService;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemState;
import io.mainstay.ticket.Tickets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What can be asked about changes and other records together. Needs {@code change.participate}; shows what the principal sees. */
@Component
public final class ChangeQueries {

    /** What cursors of {@link #incidents} belong to; see {@link PageRequest#of}. */
    public static final String INCIDENTS_SCOPE = "changeIncidents";

    /** What cursors of {@link #problems} belong to; see {@link PageRequest#of}. */
    public static final String PROBLEMS_SCOPE = "changeProblems";

    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final Tickets<Problem, ProblemState> problems;
    private final ChangeLinks links;
    private final ChangeTaskStore tasks;
    private final ConfigurationItemQueries items;
    private final ImpactService impact;
    private final BusinessClock clock;

    ChangeQueries(
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            Tickets<Problem, ProblemState> problems,
            ChangeLinks links,
            ChangeTaskStore tasks,
            ConfigurationItemQueries items,
            ImpactService impact,
            BusinessClock clock) {
        this.changes = changes;
        this.incidents = incidents;
        this.problems = problems;
        this.links = links;
        this.tasks = tasks;
        this.items = items;
        this.impact = impact;
        this.clock = clock;
    }

    /** One part of the incidents that each change is to resolve, the newest first; none for who reads no incidents. */
    public Map<String, Page<Incident>> incidents(
            Principal principal, Collection<String> changeIds, PageRequest request) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        return principal.may(Permission.INCIDENT_READ)
                ? pages(
                        principal,
                        links.incidentsOf(principal.visibility(), changeIds, request, INCIDENTS_SCOPE),
                        incidents::byIds)
                : Map.of();
    }

    /** One part of the problems that each change is to resolve, the newest first; none for who reads no problems. */
    public Map<String, Page<Problem>> problems(Principal principal, Collection<String> changeIds, PageRequest request) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        return principal.may(Permission.PROBLEM_READ)
                ? pages(
                        principal,
                        links.problemsOf(principal.visibility(), changeIds, request, PROBLEMS_SCOPE),
                        problems::byIds)
                : Map.of();
    }

    private static <T> Map<String, Page<T>> pages(
            Principal principal,
            Map<String, Page<String>> ids,
            BiFunction<Principal, Collection<String>, Map<String, T>> byIds) {
        Map<String, T> found = byIds.apply(
                principal,
                ids.values().stream().flatMap(page -> page.nodes().stream()).collect(Collectors.toSet()));
        Map<String, Page<T>> pages = new HashMap<>();
        ids.forEach((changeId, page) -> pages.put(changeId, page.mapPresent(found::get)));
        return pages;
    }

    /** The changes that are to resolve each incident or problem; none for who reads no changes. */
    public Map<String, List<Change>> changesOf(Principal principal, Collection<String> recordIds) {
        if (!principal.may(Permission.CHANGE_READ)) {
            return Map.of();
        }
        Map<String, List<String>> ids = links.changesOf(principal.visibility(), recordIds);
        Map<String, Change> found = changes.byIds(
                principal, ids.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
        Map<String, List<Change>> read = new HashMap<>();
        ids.forEach((id, linked) -> read.put(
                id, linked.stream().map(found::get).filter(Objects::nonNull).toList()));
        return read;
    }

    /**
     * What happens to others if all that a change touches fails while it is made: the configuration items that the principal
     * sees, those that the planner leaves out not among them. Worked out anew each time, because the graph moves.
     *
     * @param change one that the principal sees
     * @param withExposure whether {@link ImpactAnswer#exposed} will be asked
     * @return null if it touches none that the principal sees
     */
    public @Nullable ImpactAnswer impact(Principal principal, Change change, boolean withExposure) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        List<String> ciIds = changes.ciIds(principal, List.of(change.id())).getOrDefault(change.id(), List.of());
        return ciIds.isEmpty()
                ? null
                : impact.impact(
                        principal, new ImpactQuestion(ciIds, false, null, null, null, null, null, withExposure));
    }

    /**
     * What happens to others while all outages that a change brings last: those of configuration items that the principal sees.
     *
     * @param change one that the principal sees
     * @param withExposure whether {@link ImpactAnswer#exposed} will be asked
     * @return null if it brings none that the principal sees
     */
    public @Nullable ImpactAnswer outageImpact(Principal principal, Change change, boolean withExposure) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        List<ExpectedOutage> outages = change.plan().outages();
        if (outages.isEmpty()) {
            return null;
        }
        Set<String> visible =
                items.byIds(principal, change.plannedOutageCiIds()).keySet();
        List<String> failed = visibleOf(outages, FailureEffect.STOPS, visible);
        List<String> impaired = visibleOf(outages, FailureEffect.DEGRADES, visible);
        return visible.isEmpty()
                ? null
                : impact.impact(
                        principal,
                        new ImpactQuestion(failed, false, null, null, null, null, null, withExposure),
                        Set.copyOf(impaired));
    }

    private static List<String> visibleOf(List<ExpectedOutage> outages, FailureEffect effect, Set<String> visible) {
        return outages.stream()
                .filter(outage -> outage.effect() == effect && visible.contains(outage.ciId()))
                .map(ExpectedOutage::ciId)
                .toList();
    }

    /** The tasks of each change in their order; one database call for all. */
    public Map<String, List<ChangeTask>> tasks(Principal principal, Collection<String> changeIds) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        return changeIds.isEmpty() ? Map.of() : tasks.of(changeIds);
    }

    /**
     * Those of the changes that were approved on conditions that are to be met before they are implemented, and are not; whoever sees them.
     */
    public Set<String> withUnmetConditions(Collection<String> changeIds) {
        return changeIds.isEmpty()
                ? Set.of()
                : tasks.of(changeIds).values().stream()
                        .flatMap(List::stream)
                        .filter(ChangeTask::isUnmet)
                        .map(ChangeTask::changeId)
                        .collect(Collectors.toSet());
    }

    /** Whether a task should have been completed by now. */
    public boolean isOverdue(ChangeTask task) {
        return task.isOverdue(clock.now());
    }

    /** Whether work on a change went on, or goes on, beyond its window. */
    public boolean isOverrun(Change change) {
        return change.isOverrun(clock.now());
    }
}
