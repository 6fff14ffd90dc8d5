// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that has to be done of what is approved with conditions.
 *
 * @param text what
 * @param before before which step; null for {@link ApprovalConditionStep#IMPLEMENTATION}
 * @param ownerId who is to do it; null for whom the record names
 * @param teamId the team that is to do it; null for that of the record
 * @param dueAt until when; null for until that step is planned
 */
public record ApprovalCondition(
        String text,
        @Nullable ApprovalConditionStep before,
        @Nullable String ownerId,
        @Nullable String teamId,
        @Nullable Instant dueAt) {

    static ApprovalCondition of(String text) {
        return new ApprovalCondition(text, null, null, null, null);
    }

    public ApprovalConditionStep step() {
        return before == null ? ApprovalConditionStep.IMPLEMENTATION : before;
    }
}
