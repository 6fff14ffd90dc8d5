// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a change template to be. Unlike a {@link ChangeTemplate.Content}, it was not checked.
 *
 * @param durationMinutes how long a change's window is; null for none
 * @param classIds ids or keys of classes of CIs; null for none
 * @param tasks into which its changes are split; null for none
 * @param occurredAt when it was proposed; null for now
 */
public record ProposeChangeTemplate(
        String name,
        @Nullable String description,
        String title,
        String reason,
        String plan,
        @Nullable String testPlan,
        String backOutPlan,
        @Nullable String communicationPlan,
        @Nullable String categoryId,
        @Nullable String serviceOfferingId,
        @Nullable String teamId,
        @Nullable Integer durationMinutes,
        @Nullable List<String> classIds,
        @Nullable List<ChangeTemplate.Task> tasks,
        @Nullable Instant occurredAt) {}
