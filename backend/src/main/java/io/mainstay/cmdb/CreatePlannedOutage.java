// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that creates a planned outage. Fields may be null here; what must be given is checked by the use case.
 *
 * @param effect null for STOPS
 */
public record CreatePlannedOutage(
        @Nullable String ciId,
        @Nullable FailureEffect effect,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String title,
        @Nullable String reason) {}
