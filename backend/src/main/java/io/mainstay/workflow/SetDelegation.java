// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a delegation shall be; not checked yet.
 *
 * @param fromId null for the caller
 * @param toId who decides; null if they are named by {@code toEmail}
 * @param validFrom null for now
 */
public record SetDelegation(
        @Nullable String fromId,
        @Nullable String toId,
        @Nullable String toEmail,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        @Nullable String reason) {}
