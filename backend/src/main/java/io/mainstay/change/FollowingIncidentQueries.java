// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.ChangeFollowers;
import io.mainstay.change.internal.ChangeFollowers.Implemented;
import io.mainstay.change.internal.FollowerSearch;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Says which incidents came after work other than that of single changes, by the same evidence as {@link ChangeFigureQueries#incidents}: on
 * what was changed or what depends on it over at most two relations. Only what the principal sees counts.
 */
@Component
public final class FollowingIncidentQueries {

    private final Tickets<Incident, IncidentState> incidents;
    private final FollowerSearch search;
    private final UnitOfWork work;

    FollowingIncidentQueries(Tickets<Incident, IncidentState> incidents, FollowerSearch search, UnitOfWork work) {
        this.incidents = incidents;
        this.search = search;
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
    public record Work(Set<String> changeIds, List<Part> parts) {

        public Work {
            changeIds = Set.copyOf(changeIds);
            parts = List.copyOf(parts);
        }

        private List<Implemented> implemented(String id) {
            return parts.stream()
                    .map(part -> new Implemented(id, changeIds, part.ciId(), part.began(), part.ended()))
                    .toList();
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
        Map<String, List<Implemented>> implemented = new HashMap<>();
        works.forEach((id, one) -> implemented.put(id, one.implemented(id)));
        FollowerSearch.Around around = search.around(
                principal.visibility(),
                implemented.values().stream().flatMap(List::stream).toList(),
                after);
        Map<String, ChangeFollowers.Found> followers = new HashMap<>();
        implemented.forEach((id, parts) -> followers.put(
                id, around.followers().of(parts, ChangeFigures.Incidents.MAX_PAIRS, FollowingIncidents.MAX_NEAREST)));
        Set<String> ids = followers.values().stream()
                .flatMap(one -> one.nearest().stream())
                .map(ChangeFollowers.Follower::incidentId)
                .collect(Collectors.toSet());
        Map<String, Incident> seen = ids.isEmpty() ? Map.of() : incidents.byIds(principal, ids);
        Map<String, FollowingIncidents> answers = new HashMap<>();
        followers.forEach((id, one) -> answers.put(id, answer(one, seen, around.complete())));
        return answers;
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
