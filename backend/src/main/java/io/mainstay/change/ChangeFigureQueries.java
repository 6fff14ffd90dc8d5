// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.ChangeFigures.Approvals;
import io.mainstay.change.ChangeFigures.Conflicts;
import io.mainstay.change.ChangeFigures.Counts;
import io.mainstay.change.ChangeFigures.Dimension;
import io.mainstay.change.ChangeFigures.Group;
import io.mainstay.change.ChangeFigures.Groups;
import io.mainstay.change.ChangeFigures.Incidents;
import io.mainstay.change.ChangeFigures.Scope;
import io.mainstay.change.ChangeFigures.Times;
import io.mainstay.change.internal.ChangeFollowers;
import io.mainstay.change.internal.ChangeFollowers.Implemented;
import io.mainstay.change.internal.FollowerSearch;
import io.mainstay.change.internal.store.ChangeFigureStore;
import io.mainstay.change.internal.store.ChangeFigureStore.Found;
import io.mainstay.change.internal.store.ChangeFigureStore.FoundConflicts;
import io.mainstay.change.internal.store.ChangeFigureStore.Grouped;
import io.mainstay.change.internal.store.ChangeFigureStore.One;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says how changes came out. Needs {@code change.read}; nothing counts that the principal does not see. */
@Component
public final class ChangeFigureQueries {

    /** How long a range may be. */
    public static final Duration MAX_RANGE = Duration.ofDays(366);

    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final ConfigurationItemQueries items;
    private final ChangeFigureStore store;
    private final FollowerSearch search;
    private final UnitOfWork work;

    ChangeFigureQueries(
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            ConfigurationItemQueries items,
            ChangeFigureStore store,
            FollowerSearch search,
            UnitOfWork work) {
        this.changes = changes;
        this.incidents = incidents;
        this.items = items;
        this.store = store;
        this.search = search;
        this.work = work;
    }

    /**
     * How the changes came out that were closed in a range. The number of database calls does not depend on how many there are.
     *
     * @throws BadArgumentException if the range is empty or too long
     */
    public ChangeFigures figures(Principal principal, ChangeFiguresQuestion question) {
        principal.require(Permission.CHANGE_READ);
        ChangeCalendarQueries.checkRange(question.from(), question.to(), MAX_RANGE);
        return work.read(() -> answer(principal, scope(principal, question)));
    }

    private Scope scope(Principal principal, ChangeFiguresQuestion question) {
        // One that the reader does not see would tell by the number of its changes that it is there.
        List<String> offerings = question.serviceOfferingIds().isEmpty()
                ? List.of()
                : List.copyOf(
                        items.byIds(principal, question.serviceOfferingIds()).keySet());
        return new Scope(
                question.from(),
                question.to(),
                orAll(question.teamIds()),
                orAll(List.copyOf(question.types())),
                orAll(question.templateIds()),
                question.serviceOfferingIds().isEmpty() ? null : offerings,
                orAll(question.organisationIds()));
    }

    private static <T> @Nullable List<T> orAll(List<T> values) {
        return values.isEmpty() ? null : values;
    }

    private ChangeFigures answer(Principal principal, Scope scope) {
        Map<Dimension, Grouped> grouped = new EnumMap<>(Dimension.class);
        store.counts(principal.visibility(), scope).forEach(one -> grouped.put(one.dimension(), one));
        Grouped all = grouped.get(Dimension.ALL);
        One total = all == null
                ? new One(null, Counts.NONE, Times.NONE, Times.NONE)
                : all.groups().getFirst();
        return new ChangeFigures(
                scope,
                total.counts(),
                groups(grouped.get(Dimension.TEAM)),
                groups(grouped.get(Dimension.TYPE)),
                groups(grouped.get(Dimension.TEMPLATE)),
                groups(grouped.get(Dimension.SERVICE)),
                total.leadTime(),
                total.waitingTime());
    }

    private static Groups groups(@Nullable Grouped grouped) {
        return grouped == null
                ? Groups.NONE
                : new Groups(
                        grouped.groups().stream()
                                .map(one -> new Group(grouped.dimension(), one.key(), one.counts()))
                                .toList(),
                        grouped.groupCount() <= Groups.MAX_GROUPS);
    }

    /** What was in the way of the changes that figures are about, of what the principal may see, with what ties them. */
    public Conflicts conflicts(Principal principal, Scope scope) {
        principal.require(Permission.CHANGE_READ);
        return work.read(() -> foundConflicts(principal, scope));
    }

    private Conflicts foundConflicts(Principal principal, Scope scope) {
        Found<FoundConflicts> answer = store.conflicts(principal.visibility(), scope);
        List<FoundConflicts> found = answer.rows();
        Map<String, Change> seen = changes(
                principal,
                found.stream()
                        .flatMap(some -> some.pairs().stream())
                        .flatMap(pair -> Stream.of(pair.changeId(), pair.otherId()))
                        .collect(Collectors.toSet()));
        return new Conflicts(
                found.stream().mapToInt(FoundConflicts::count).sum(),
                found.stream()
                        .filter(FoundConflicts::avoided)
                        .mapToInt(FoundConflicts::count)
                        .sum(),
                found.stream()
                        .flatMap(some -> some.pairs().stream()
                                .filter(pair -> seen.containsKey(pair.changeId()) && seen.containsKey(pair.otherId()))
                                .map(pair -> new Conflicts.Pair(
                                        Objects.requireNonNull(seen.get(pair.changeId())),
                                        Objects.requireNonNull(seen.get(pair.otherId())),
                                        some.avoided())))
                        .toList(),
                answer.complete());
    }

    /** How many requests for approval of the changes that figures are about were decided in time. */
    public Approvals approvals(Principal principal, Scope scope) {
        principal.require(Permission.CHANGE_READ);
        return work.read(() -> store.approvals(principal.visibility(), scope));
    }

    /** The incidents after the changes that figures are about; empty for who reads none. */
    public Optional<Incidents> incidents(Principal principal, ChangeFigures figures) {
        principal.require(Permission.CHANGE_READ);
        return principal.may(Permission.INCIDENT_READ)
                ? Optional.of(work.read(() -> foundIncidents(principal, figures)))
                : Optional.empty();
    }

    private Incidents foundIncidents(Principal principal, ChangeFigures figures) {
        ChangeFollowers.Found found = followers(principal.visibility(), figures.scope());
        Map<String, Change> seen = changes(
                principal,
                found.nearest().stream().map(ChangeFollowers.Follower::workId).collect(Collectors.toSet()));
        Map<String, Incident> followers = found.nearest().isEmpty()
                ? Map.of()
                : incidents.byIds(
                        principal,
                        found.nearest().stream()
                                .map(ChangeFollowers.Follower::incidentId)
                                .collect(Collectors.toSet()));
        return new Incidents(
                found.changes(),
                found.incidents(),
                figures.total().implemented(),
                found.nearest().stream()
                        .filter(one -> seen.containsKey(one.workId()) && followers.containsKey(one.incidentId()))
                        .map(one -> new Incidents.Follower(
                                Objects.requireNonNull(seen.get(one.workId())),
                                Objects.requireNonNull(followers.get(one.incidentId())),
                                one.distance(),
                                one.apart()))
                        .toList(),
                found.complete());
    }

    private ChangeFollowers.Found followers(Visibility visibility, Scope scope) {
        Found<Implemented> implemented = store.implemented(visibility, scope);
        FollowerSearch.Around around = search.around(visibility, implemented.rows(), Incidents.AFTER);
        ChangeFollowers.Found found =
                around.followers().of(implemented.rows(), Incidents.MAX_PAIRS, Incidents.MAX_NEAREST);
        return new ChangeFollowers.Found(
                found.changes(),
                found.incidents(),
                found.nearest(),
                found.complete() && implemented.complete() && around.complete());
    }

    private Map<String, Change> changes(Principal principal, Collection<String> ids) {
        return ids.isEmpty() ? Map.of() : changes.byIds(principal, ids);
    }
}
