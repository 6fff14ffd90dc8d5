// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.record.TicketKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a delegation shall be; not checked yet.
 *
 * @param fromId null for the caller
 * @param toId who decides; null if they are named by {@code toEmail}
 * @param validFrom null for now
 * @param kinds of records; null or empty for all
 * @param policyIds by which somebody is asked; null or empty for all
 */
public record SetDelegation(
        @Nullable String fromId,
        @Nullable String toId,
        @Nullable String toEmail,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        @Nullable String reason,
        @Nullable List<TicketKind> kinds,
        @Nullable List<String> policyIds) {}
