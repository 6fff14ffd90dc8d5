// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.engine;

import io.mainstay.workflow.ApprovalRequestState;
import org.jspecify.annotations.Nullable;

/**
 * One who is asked in a stage.
 *
 * @param id of the request
 * @param stage its number, from 1
 * @param step in which the stage is open, together with others that are parallel, from 1
 * @param needed how many of the stage must approve
 * @param deciderId who has decided; null while nobody has
 * @param onBehalfOfId for whom they did as a deputy; null if for themselves
 */
public record Seat(
        String id,
        int stage,
        int step,
        int needed,
        ApprovalRequestState state,
        @Nullable String deciderId,
        @Nullable String onBehalfOfId) {}
