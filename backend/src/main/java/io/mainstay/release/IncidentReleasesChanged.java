// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.incident.IncidentState;
import io.mainstay.platform.outbox.EventType;
import io.mainstay.ticket.TicketPriority;
import java.util.List;

/**
 * With which releases an incident has to do is not what it was.
 *
 * @param linked releases that it has newly to do with
 * @param unlinked releases that it has nothing to do with any more
 */
@EventType("incident.releases-changed.v1")
public record IncidentReleasesChanged(
        String incidentId,
        String number,
        IncidentState state,
        TicketPriority priority,
        List<String> linked,
        List<String> unlinked) {}
