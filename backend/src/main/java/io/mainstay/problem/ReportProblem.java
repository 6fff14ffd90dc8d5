// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that reports a problem.
 *
 * @param teamId the team that is to look at it; null for none yet
 * @param impact null for {@link TicketImpact#MEDIUM}
 * @param urgency null for {@link TicketUrgency#MEDIUM}
 * @param ciIds the configuration items that it concerns, each once
 * @param incidentIds the incidents that it causes, each once
 * @param confidentiality null for {@link Confidentiality#PUBLIC_INTERNAL}
 * @param occurredAt when it was reported; null for now
 */
public record ReportProblem(
        String title,
        @Nullable String description,
        @Nullable String categoryId,
        @Nullable String teamId,
        @Nullable String serviceOfferingId,
        @Nullable TicketImpact impact,
        @Nullable TicketUrgency urgency,
        List<String> ciIds,
        List<String> incidentIds,
        @Nullable Confidentiality confidentiality,
        @Nullable Instant confidentialUntil,
        @Nullable Instant occurredAt) {

    public ReportProblem {
        ciIds = List.copyOf(ciIds);
        incidentIds = List.copyOf(incidentIds);
    }
}
