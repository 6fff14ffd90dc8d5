// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.ChangeFollowers;
import io.mainstay.change.internal.ChangeFollowers.Dependent;
import io.mainstay.change.internal.ChangeFollowers.Implemented;
import io.mainstay.change.internal.ChangeFollowers.Reported;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.change.internal.store.ChangeFigureStore;
import io.mainstay.change.internal.store.ChangeFigureStore.Found;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Says which incidents came after work other than that of changes, by the same evidence as {@link ChangeFigureQueries#incidents}: on what was
 * changed or what depends on it over at most two relations. Only what the principal sees counts.
 */
@Component
public final class FollowingIncidentQueries {

    private final Tickets<Incident, IncidentState> incidents;
    private final ChangeFigureStore store;
    private final UnitOfWork work;

    FollowingIncidentQueries(Tickets<Incident, IncidentState> incidents, ChangeFigureStore store, UnitOfWork work) {
        this.incidents = incidents;
        this.store = store;
        this.work = work;
    }

    /** That something was changed on a configuration item, from the beginning to the end of the work. */
    public record Part(String ciId, Instant began, Instant ended) {}

    /**
     * Some work.
     *
     * @param changeIds its changes: what they are to resolve they did not cause
     * @param parts on items that the principal sees
     */
    public record Work(Collection<String> changeIds, List<Part> parts) {

        public Work {
            parts = List.copyOf(parts);
        }
    }

    /**
     * The incidents after each work. The number of database calls does not depend on how many there are.
     *
     * @param works by the ids of the records that they are of
     * @param after for how long after the end of a part an incident counts
     * @return none for who reads no incidents
     */
    public Map<String, FollowingIncidents> of(Principal principal, Map<String, Work> works, Duration after) {
        return principal.may(Permission.INCIDENT_READ) ? work.read(() -> found(principal, works, after)) : Map.of();
    }

    private Map<String, FollowingIncidents> found(Principal principal, Map<String, Work> works, Duration after) {
        Map<String, Span> changed = new LinkedHashMap<>();
        Set<Span> times = new HashSet<>();
        works.values().stream().flatMap(one -> one.parts().stream()).forEach(part -> {
            Span time = new Span(part.began(), part.ended().plus(after));
            times.add(time);
            changed.merge(part.ciId(), time, Span::around);
        });
        if (changed.isEmpty()) {
            return works.keySet().stream().collect(Collectors.toMap(id -> id, _ -> FollowingIncidents.NONE));
        }
        Found<Dependent> dependents = store.dependents(principal.visibility(), changed.keySet());
        Map<String, Span> reached = new LinkedHashMap<>();
        dependents
                .rows()
                .forEach(one -> reached.merge(
                        one.dependentId(), Objects.requireNonNull(changed.get(one.ciId())), Span::around));
        Found<Reported> reported = store.incidents(principal.visibility(), Span.disjoint(times), reached);
        boolean complete = dependents.complete() && reported.complete();
        Map<String, ChangeFollowers.Found> followers = new HashMap<>();
        works.forEach((id, one) -> followers.put(id, followers(id, one, dependents.rows(), reported.rows(), after)));
        Set<String> ids = followers.values().stream()
                .flatMap(one -> one.nearest().stream())
                .map(ChangeFollowers.Follower::incidentId)
                .collect(Collectors.toSet());
        Map<String, Incident> seen = ids.isEmpty() ? Map.of() : incidents.byIds(principal, ids);
        Map<String, FollowingIncidents> answers = new HashMap<>();
        followers.forEach((id, one) -> answers.put(id, answer(one, seen, complete)));
        return answers;
    }

    private static ChangeFollowers.Found followers(
            String id, Work one, List<Dependent> dependents, List<Reported> reported, Duration after) {
        List<Reported> others = reported.stream()
                .filter(incident -> Collections.disjoint(incident.resolvedByIds(), one.changeIds()))
                .toList();
        return new ChangeFollowers(dependents, others, after)
                .of(
                        one.parts().stream()
                                .map(part -> new Implemented(id, part.ciId(), part.began(), part.ended()))
                                .toList(),
                        ChangeFigures.Incidents.MAX_PAIRS,
                        FollowingIncidents.MAX_NEAREST);
    }

    private static FollowingIncidents answer(
            ChangeFollowers.Found found, Map<String, Incident> seen, boolean complete) {
        return new FollowingIncidents(
                found.incidents(),
                found.nearest().stream()
                        .filter(one -> seen.containsKey(one.incidentId()))
                        .map(one -> new FollowingIncidents.Follower(
                                Objects.requireNonNull(seen.get(one.incidentId())), one.distance(), one.apart()))
                        .toList(),
                complete && found.complete());
    }
}
