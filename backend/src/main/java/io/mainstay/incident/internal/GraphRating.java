// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.ReachedServices;
import io.mainstay.ticket.TicketImpact;
import java.util.Comparator;
import java.util.Optional;

/**
 * The impact of an incident, as the services say that trouble with its configuration items reaches.
 *
 * @param serviceId the service that decides
 */
public record GraphRating(TicketImpact impact, String serviceId) {

    /**
     * The highest impact that one of the services has; of services with the same, the first one decides. Empty if none is
     * reached, because a relation that nobody has entered proves nothing, and if only LOW was found in what is not the whole
     * answer.
     */
    public static Optional<GraphRating> of(ReachedServices reached) {
        return reached.all().stream()
                .map(service -> new GraphRating(impact(service), service.ciId()))
                .min(Comparator.comparing(GraphRating::impact))
                .filter(found -> reached.complete() || found.impact() != TicketImpact.LOW);
    }

    public GraphRating atMostMedium() {
        return impact == TicketImpact.HIGH ? new GraphRating(TicketImpact.MEDIUM, serviceId) : this;
    }

    /** A service whose criticality nobody has set is no reason to rate an incident lower than the desk would begin with. */
    private static TicketImpact impact(ReachedServices.Entry service) {
        boolean down = service.state() == ImpactState.DOWN;
        return switch (service.criticality()) {
            case CRITICAL, HIGH -> down ? TicketImpact.HIGH : TicketImpact.MEDIUM;
            case MEDIUM -> down ? TicketImpact.MEDIUM : TicketImpact.LOW;
            case LOW -> TicketImpact.LOW;
            case null -> TicketImpact.MEDIUM;
        };
    }
}
