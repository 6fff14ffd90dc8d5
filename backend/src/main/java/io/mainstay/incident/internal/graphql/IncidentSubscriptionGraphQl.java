package io.mainstay.incident.internal.graphql;

import io.mainstay.incident.IncidentChange;
import io.mainstay.incident.IncidentChanges;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.platform.graphql.LivePrincipal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;

/** Incidents as they change. */
@Controller
class IncidentSubscriptionGraphQl {

    private static final int MAX_TEAMS = 100;

    private final IncidentChanges changes;

    IncidentSubscriptionGraphQl(IncidentChanges changes) {
        this.changes = changes;
    }

    @SubscriptionMapping
    Publisher<IncidentChange> incidentChanged(@Argument String id, LivePrincipal principal) {
        return changes.of(principal::now, id);
    }

    @SubscriptionMapping
    Publisher<IncidentChange> incidentsChanged(@Argument @Nullable List<String> teamIds, LivePrincipal principal) {
        if (teamIds != null && (teamIds.isEmpty() || teamIds.size() > MAX_TEAMS)) {
            throw new BadArgumentException("teamIds", "a list of 1 to " + MAX_TEAMS + " teams, or left out");
        }
        return changes.ofTeams(principal::now, teamIds == null ? Set.of() : Set.copyOf(teamIds));
    }
}
