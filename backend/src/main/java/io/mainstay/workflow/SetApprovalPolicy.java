// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy shall be; not checked yet.
 *
 * @param target null for records as a whole
 * @param active null for in use
 */
public record SetApprovalPolicy(
        @Nullable String name,
        @Nullable String description,
        @Nullable TicketKind kind,
        @Nullable ApprovalTarget target,
        @Nullable Integer rank,
        @Nullable String condition,
        @Nullable List<Stage> stages,
        @Nullable Boolean active) {

    /** What of its records it is for. */
    public ApprovalTarget targetOrRecord() {
        return target == null ? ApprovalTarget.RECORD : target;
    }

    /**
     * A stage.
     *
     * @param freshLogin null for false
     * @param parallel null for false
     * @param commentRequiredFor null for none but those of which a comment is always needed
     */
    public record Stage(
            @Nullable String name,
            @Nullable ApprovalRule rule,
            @Nullable Integer count,
            @Nullable List<Asked> approvers,
            @Nullable Integer dueDays,
            @Nullable Asked escalatesTo,
            @Nullable Boolean freshLogin,
            @Nullable Boolean parallel,
            @Nullable List<ApprovalDecision> commentRequiredFor) {}

    /** @param people null for one */
    public record Asked(
            @Nullable ApproverKind kind,
            @Nullable Role role,
            @Nullable String teamId,
            @Nullable String personId,
            @Nullable Integer people) {}
}
