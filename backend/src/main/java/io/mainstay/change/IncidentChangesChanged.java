// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.incident.IncidentState;
import io.mainstay.platform.outbox.EventType;
import io.mainstay.ticket.TicketPriority;
import java.util.List;

/**
 * Which changes are to resolve an incident is not what it was.
 *
 * @param linked changes that are to resolve it, newly
 * @param unlinked changes that are to no more
 */
@EventType("incident.changes-changed.v1")
public record IncidentChangesChanged(
        String incidentId,
        String number,
        IncidentState state,
        TicketPriority priority,
        List<String> linked,
        List<String> unlinked) {}
