// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that reports an incident.
 *
 * @param affectedPersonId the person who suffers from it; null for the one who reports
 * @param teamId the team that is to look at it first; null for the one that the routing rules find
 * @param serviceOfferingId a configuration item of the class service offering
 * @param impact rated by who works on incidents; null for what the graph says of the configuration items, and else for
 *     {@link TicketImpact#MEDIUM}
 * @param urgency null for {@link TicketUrgency#MEDIUM}
 * @param ciIds the configuration items that it concerns
 * @param confidentiality null for {@link Confidentiality#PUBLIC_INTERNAL}
 * @param confidentialUntil when the confidentiality ends by itself
 * @param occurredAt when it was reported; null for now
 */
public record ReportIncident(
        String title,
        @Nullable String description,
        IncidentChannel channel,
        @Nullable String affectedPersonId,
        @Nullable String teamId,
        @Nullable String serviceOfferingId,
        @Nullable String categoryId,
        @Nullable String location,
        @Nullable String symptom,
        @Nullable TicketImpact impact,
        @Nullable TicketUrgency urgency,
        List<String> ciIds,
        @Nullable Confidentiality confidentiality,
        @Nullable Instant confidentialUntil,
        @Nullable Instant occurredAt) {

    public ReportIncident {
        ciIds = List.copyOf(ciIds);
    }
}
