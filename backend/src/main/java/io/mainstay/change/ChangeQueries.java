// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.store.ChangeLinks;
import io.mainstay.cmdb.ImpactAnswer;
import io.mainstay.cmdb.ImpactQuestion;
import io.mainstay.cmdb.ImpactService;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BusinessClock;
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

/** What can be asked about changes and other records together. Needs {@code change.read}; shows what the principal sees. */
@Component
public final class ChangeQueries {

    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final Tickets<Problem, ProblemState> problems;
    private final ChangeLinks links;
    private final ImpactService impact;
    private final BusinessClock clock;

    ChangeQueries(
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            Tickets<Problem, ProblemState> problems,
            ChangeLinks links,
            ImpactService impact,
            BusinessClock clock) {
        this.changes = changes;
        this.incidents = incidents;
        this.problems = problems;
        this.links = links;
        this.impact = impact;
        this.clock = clock;
    }

    /** The incidents that each change is to resolve; none for who reads no incidents. */
    public Map<String, List<Incident>> incidents(Principal principal, Collection<String> changeIds) {
        principal.require(Permission.CHANGE_READ);
        return principal.may(Permission.INCIDENT_READ)
                ? read(principal, links.incidentsOf(principal.visibility(), changeIds), incidents::byIds)
                : Map.of();
    }

    /** The problems that each change is to resolve; none for who reads no problems. */
    public Map<String, List<Problem>> problems(Principal principal, Collection<String> changeIds) {
        principal.require(Permission.CHANGE_READ);
        return principal.may(Permission.PROBLEM_READ)
                ? read(principal, links.problemsOf(principal.visibility(), changeIds), problems::byIds)
                : Map.of();
    }

    /** The changes that are to resolve each incident or problem; none for who reads no changes. */
    public Map<String, List<Change>> changesOf(Principal principal, Collection<String> recordIds) {
        return principal.may(Permission.CHANGE_READ)
                ? read(principal, links.changesOf(principal.visibility(), recordIds), changes::byIds)
                : Map.of();
    }

    private static <T> Map<String, List<T>> read(
            Principal principal,
            Map<String, List<String>> ids,
            BiFunction<Principal, Collection<String>, Map<String, T>> byIds) {
        Set<String> all = ids.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Map<String, T> found = all.isEmpty() ? Map.of() : byIds.apply(principal, all);
        Map<String, List<T>> read = new HashMap<>();
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
        principal.require(Permission.CHANGE_READ);
        List<String> ciIds = changes.ciIds(principal, List.of(change.id())).getOrDefault(change.id(), List.of());
        return ciIds.isEmpty()
                ? null
                : impact.impact(
                        principal, new ImpactQuestion(ciIds, false, null, null, null, null, null, withExposure));
    }

    /** Whether work on a change went on, or goes on, beyond its window. */
    public boolean isOverrun(Change change) {
        return change.isOverrun(clock.now());
    }
}
