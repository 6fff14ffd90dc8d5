// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** What an approver may decide. To ask for information is no decision: the request waits. */
public enum ApprovalDecision {
    APPROVE(ApprovalRequestState.APPROVED),
    /** Approved, if what the conditions say is done. */
    APPROVE_WITH_CONDITIONS(ApprovalRequestState.APPROVED_WITH_CONDITIONS),
    /** One rejection ends the approval. */
    REJECT(ApprovalRequestState.REJECTED),
    /** Counts neither for nor against. */
    ABSTAIN(ApprovalRequestState.ABSTAINED);

    private final ApprovalRequestState state;

    ApprovalDecision(ApprovalRequestState state) {
        this.state = state;
    }

    public ApprovalRequestState state() {
        return state;
    }

    /** Whether somebody has to say why, whatever a policy says: by it a record may go back to its requester, with what they say as the reason. */
    public boolean alwaysNeedsComment() {
        return this == REJECT || this == ABSTAIN;
    }

    /** All of which somebody has to say why, where a stage names these. */
    public static List<ApprovalDecision> needingComment(Collection<ApprovalDecision> named) {
        return Arrays.stream(values())
                .filter(decision -> decision.alwaysNeedsComment() || named.contains(decision))
                .toList();
    }
}
