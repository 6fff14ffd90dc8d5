// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;

/**
 * A clock went on past its target.
 *
 * @param breachedAt when the elapsed time reached the target
 * @param recomputed whether a change of terms moved that instant into the past
 */
@EventType("sla.breached.v1")
public record SlaBreached(
        String recordType,
        String recordId,
        SlaMetric metric,
        int ordinal,
        Instant breachedAt,
        boolean recomputed,
        String definitionId,
        int definitionVersion) {}
