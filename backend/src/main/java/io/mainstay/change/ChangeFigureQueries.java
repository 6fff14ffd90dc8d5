// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.ChangeFigures.Conflicts;
import io.mainstay.change.ChangeFigures.Counts;
import io.mainstay.change.ChangeFigures.Dimension;
import io.mainstay.change.ChangeFigures.Group;
import io.mainstay.change.ChangeFigures.Groups;
import io.mainstay.change.ChangeFigures.Incidents;
import io.mainstay.change.ChangeFigures.Scope;
import io.mainstay.change.ChangeFigures.Times;
import io.mainstay.change.internal.store.ChangeFigureStore;
import io.mainstay.change.internal.store.ChangeFigureStore.FoundConflicts;
import io.mainstay.change.internal.store.ChangeFigureStore.FoundIncidents;
import io.mainstay.change.internal.store.ChangeFigureStore.Grouped;
import io.mainstay.change.internal.store.ChangeFigureStore.One;
import io.mainstay.change.internal.store.ChangeFigureStore.Work;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final UnitOfWork work;

    ChangeFigureQueries(
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            ConfigurationItemQueries items,
            ChangeFigureStore store,
            UnitOfWork work) {
        this.changes = changes;
        this.incidents = incidents;
        this.items = items;
        this.store = store;
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
        One total =
                all == null ? new One(null, Counts.NONE, null) : all.groups().getFirst();
        Work made = total.work();
        return new ChangeFigures(
                scope,
                total.counts(),
                groups(grouped.get(Dimension.TEAM)),
                groups(grouped.get(Dimension.TYPE)),
                groups(grouped.get(Dimension.TEMPLATE)),
                offerings(principal, grouped.get(Dimension.SERVICE)),
                made == null ? Times.NONE : made.leadTime(),
                made == null ? Times.NONE : made.waitingTime(),
                conflicts(principal, scope),
                principal.may(Permission.INCIDENT_READ) ? incidents(principal, scope, total) : null);
    }

    private static Groups groups(@Nullable Grouped grouped) {
        return grouped == null
                ? Groups.NONE
                : new Groups(
                        grouped.groups().stream()
                                .map(one -> new Group(grouped.dimension(), one.key(), false, one.counts()))
                                .toList(),
                        isComplete(grouped));
    }

    private static boolean isComplete(Grouped grouped) {
        return grouped.groupCount() <= Groups.MAX_GROUPS;
    }

    /** Those of all offerings that the reader does not see are one group: how many there are of each would tell offerings apart. */
    private Groups offerings(Principal principal, @Nullable Grouped grouped) {
        if (grouped == null) {
            return Groups.NONE;
        }
        Set<String> ids =
                grouped.groups().stream().map(One::key).filter(Objects::nonNull).collect(Collectors.toSet());
        Set<String> seen =
                ids.isEmpty() ? Set.of() : items.byIds(principal, ids).keySet();
        List<Group> groups = new ArrayList<>();
        Counts hidden = Counts.NONE;
        for (One one : grouped.groups()) {
            if (one.key() == null || seen.contains(one.key())) {
                groups.add(new Group(Dimension.SERVICE, one.key(), false, one.counts()));
            } else {
                hidden = hidden.plus(one.counts());
            }
        }
        if (hidden.closed() > 0) {
            groups.add(new Group(Dimension.SERVICE, null, true, hidden));
        }
        groups.sort(Comparator.comparingInt((Group group) -> -group.counts().closed()));
        return new Groups(groups, isComplete(grouped));
    }

    private Conflicts conflicts(Principal principal, Scope scope) {
        FoundConflicts found = store.conflicts(principal.visibility(), scope);
        Map<String, Change> seen = changes(
                principal,
                found.pairs().stream()
                        .flatMap(pair -> Stream.of(pair.changeId(), pair.otherId()))
                        .collect(Collectors.toSet()));
        return new Conflicts(
                found.found(),
                found.avoided(),
                found.pairs().stream()
                        .filter(pair -> seen.containsKey(pair.changeId()) && seen.containsKey(pair.otherId()))
                        .map(pair -> new Conflicts.Pair(
                                Objects.requireNonNull(seen.get(pair.changeId())),
                                Objects.requireNonNull(seen.get(pair.otherId())),
                                pair.avoided()))
                        .toList());
    }

    private Incidents incidents(Principal principal, Scope scope, One total) {
        int implemented = total.counts().implemented();
        Work made = total.work();
        if (made == null) {
            return new Incidents(0, 0, implemented, List.of(), true);
        }
        FoundIncidents found = store.incidents(
                principal.visibility(), scope, made.began(), made.ended().plus(Duration.ofDays(Incidents.DAYS)));
        Map<String, Change> seen = changes(
                principal,
                found.nearest().stream()
                        .map(ChangeFigureStore.Follower::changeId)
                        .collect(Collectors.toSet()));
        Map<String, Incident> followers = found.nearest().isEmpty()
                ? Map.of()
                : incidents.byIds(
                        principal,
                        found.nearest().stream()
                                .map(ChangeFigureStore.Follower::incidentId)
                                .collect(Collectors.toSet()));
        return new Incidents(
                found.changes(),
                found.incidents(),
                implemented,
                found.nearest().stream()
                        .filter(one -> seen.containsKey(one.changeId()) && followers.containsKey(one.incidentId()))
                        .map(one -> new Incidents.Follower(
                                Objects.requireNonNull(seen.get(one.changeId())),
                                Objects.requireNonNull(followers.get(one.incidentId())),
                                one.distance(),
                                one.apart()))
                        .toList(),
                found.complete());
    }

    private Map<String, Change> changes(Principal principal, Collection<String> ids) {
        return ids.isEmpty() ? Map.of() : changes.byIds(principal, ids);
    }
}
