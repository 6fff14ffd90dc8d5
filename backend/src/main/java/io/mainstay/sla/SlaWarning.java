// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A clock has used up a share of its target.
 *
 * @param percent which share, 1..99
 * @param reachedAt when
 * @param dueAt when the target will be missed; absent when the clock paused meanwhile
 * @param recomputed whether a change of terms moved the threshold into the past
 */
@EventType("sla.warning.v1")
public record SlaWarning(
        String recordType,
        String recordId,
        SlaMetric metric,
        int ordinal,
        int percent,
        Instant reachedAt,
        @Nullable Instant dueAt,
        boolean recomputed,
        String definitionId,
        int definitionVersion) {}
