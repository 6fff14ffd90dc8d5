// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that requests a change. Of a standard change, what is left out is as its template says: a title or a reason that is
 * blank is left out.
 *
 * @param teamId the team that is to make it; null for none yet
 * @param impact null for {@link TicketImpact#MEDIUM}
 * @param urgency null for {@link TicketUrgency#MEDIUM}
 * @param plan as far as it is known; without exclusions
 * @param beginning of a window that takes as long as the template says; null if the plan says the window, or there is none
 * @param ciIds the configuration items that it changes, each once
 * @param incidentIds the incidents that it is to resolve, each once
 * @param problemIds the problems that it is to resolve, each once
 * @param confidentiality null for {@link Confidentiality#PUBLIC_INTERNAL}
 * @param occurredAt when it was requested; null for now
 */
public record RequestChange(
        ChangeType type,
        String title,
        @Nullable String description,
        Change.Purpose purpose,
        Change.Plan plan,
        @Nullable Beginning beginning,
        @Nullable String categoryId,
        @Nullable String teamId,
        @Nullable String serviceOfferingId,
        @Nullable TicketImpact impact,
        @Nullable TicketUrgency urgency,
        List<String> ciIds,
        List<String> incidentIds,
        List<String> problemIds,
        @Nullable Confidentiality confidentiality,
        @Nullable Instant confidentialUntil,
        @Nullable Instant occurredAt) {

    /**
     * The beginning of a window of which the end is not said.
     *
     * @param from null is refused
     * @param zone null is refused
     */
    public record Beginning(
            @Nullable Instant from, @Nullable String zone) {}

    public RequestChange {
        ciIds = List.copyOf(ciIds);
        incidentIds = List.copyOf(incidentIds);
        problemIds = List.copyOf(problemIds);
    }
}
