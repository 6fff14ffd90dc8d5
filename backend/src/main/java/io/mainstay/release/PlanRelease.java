// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans a release.
 *
 * @param content without criteria that are met: that is said of each later
 * @param changeIds what it contains; may be empty
 */
public record PlanRelease(
        ReleaseType type,
        String title,
        @Nullable String description,
        Release.Content content,
        Release.Plan plan,
        Release.ServicePlan service,
        @Nullable String categoryId,
        @Nullable String teamId,
        @Nullable String serviceOfferingId,
        @Nullable TicketImpact impact,
        TicketUrgency urgency,
        List<String> ciIds,
        List<String> changeIds,
        @Nullable Confidentiality confidentiality,
        @Nullable Instant confidentialUntil,
        @Nullable Instant occurredAt) {

    public PlanRelease {
        ciIds = List.copyOf(ciIds);
        changeIds = List.copyOf(changeIds);
    }
}
