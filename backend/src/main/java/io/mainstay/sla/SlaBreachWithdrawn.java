// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A breach that was announced does not hold any more, because an event was entered later with an earlier instant, other terms
 * apply, or the clock began anew.
 *
 * @param dueAt when the clock is due now; absent while it is paused
 */
@EventType("sla.breach-withdrawn.v1")
public record SlaBreachWithdrawn(
        String recordType,
        String recordId,
        SlaMetric metric,
        int ordinal,
        @Nullable Instant dueAt,
        String definitionId,
        int definitionVersion) {}
