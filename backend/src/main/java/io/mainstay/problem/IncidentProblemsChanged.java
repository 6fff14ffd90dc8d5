// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.incident.IncidentState;
import io.mainstay.platform.outbox.EventType;
import io.mainstay.ticket.TicketPriority;
import java.util.List;

/**
 * What an incident has to do with problems has changed.
 *
 * @param linked problems that cause it, newly
 * @param unlinked problems that do so no more
 * @param workarounds problems whose workaround is published to it newly, or was rated
 */
@EventType("incident.problems-changed.v1")
public record IncidentProblemsChanged(
        String incidentId,
        String number,
        IncidentState state,
        TicketPriority priority,
        List<String> linked,
        List<String> unlinked,
        List<String> workarounds) {}
