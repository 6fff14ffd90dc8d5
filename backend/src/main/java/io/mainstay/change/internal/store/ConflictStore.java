// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.internal.conflict.ConflictDetection.Other;
import io.mainstay.change.internal.conflict.ConflictDetection.UrgentIncident;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.ticket.TicketPriority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What conflicts of changes are found from. Knows nothing of visibility. */
@Component
public final class ConflictStore {

    /** How many pairs of changes that are planned at once are looked at. */
    public static final int MAX_OVERLAPPING = 20_000;

    /** How many links of urgent incidents are looked at. */
    public static final int MAX_INCIDENTS = 10_000;

    /** The states in which a change is in the way of others: it is more than a draft, and not made yet. */
    public static final Set<ChangeState> BINDING = Set.copyOf(EnumSet.of(
            ChangeState.ASSESSMENT, ChangeState.AUTHORISATION, ChangeState.SCHEDULED, ChangeState.IMPLEMENTING));

    static final List<String> HIGHEST = List.of(TicketPriority.P1.name(), TicketPriority.P2.name());

    private final Cypher cypher;

    /** Whether incidents of a priority count while they are open. */
    public static boolean isUrgent(TicketPriority priority) {
        return HIGHEST.contains(priority.name());
    }

    ConflictStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /** When a change is planned. */
    public record Asked(String id, Span window) {}

    /**
     * What was found.
     *
     * @param others by the change in whose time they are
     * @param complete false if there are more
     */
    public record Overlapping(Map<String, List<Other>> others, boolean complete) {}

    /**
     * @param incidents each CI on which one is
     * @param complete false if there are more
     */
    public record UrgentIncidents(List<UrgentIncident> incidents, boolean complete) {}

    private record Found(String askedId, Other other) {}

    /** The binding changes that are planned while others are, and that have CIs or people in common with what is asked. */
    public Overlapping overlapping(Collection<Asked> asked, Collection<String> ciIds, Collection<String> personIds) {
        if (asked.isEmpty() || (ciIds.isEmpty() && personIds.isEmpty())) {
            return new Overlapping(Map.of(), true);
        }
        List<Found> found = cypher.statement("change/overlapping")
                .with(
                        "windows",
                        asked.stream()
                                .map(one -> Map.of(
                                        "id", one.id(),
                                        "from", one.window().from(),
                                        "to", one.window().to(),
                                        "latest", one.window().to().plus(Change.Window.MOSTLY)))
                                .toList())
                .with("states", BINDING.stream().map(Enum::name).toList())
                .with("ciIds", ciIds)
                .with("personIds", personIds)
                .with("limit", MAX_OVERLAPPING + 1)
                .list(row -> new Found(
                        row.string("askedId"),
                        new Other(
                                row.string("id"),
                                new Span(row.instant("plannedFrom"), row.instant("plannedTo")),
                                row.stringSet("ciIds"),
                                row.stringSet("implementerIds"))));
        Map<String, List<Other>> others = new HashMap<>();
        found.stream()
                .limit(MAX_OVERLAPPING)
                .forEach(one -> others.computeIfAbsent(one.askedId(), _ -> new ArrayList<>())
                        .add(one.other()));
        return new Overlapping(others, found.size() <= MAX_OVERLAPPING);
    }

    /** The open incidents of the two highest priorities on some CIs. */
    public UrgentIncidents urgentIncidents(Collection<String> ciIds) {
        if (ciIds.isEmpty()) {
            return new UrgentIncidents(List.of(), true);
        }
        List<UrgentIncident> found = cypher.statement("change/urgent-incidents-on")
                .with("priorities", HIGHEST)
                .with("ciIds", ciIds)
                .with("limit", MAX_INCIDENTS + 1)
                .list(row -> new UrgentIncident(row.string("id"), row.string("ciId")));
        return new UrgentIncidents(found.stream().limit(MAX_INCIDENTS).toList(), found.size() <= MAX_INCIDENTS);
    }
}
