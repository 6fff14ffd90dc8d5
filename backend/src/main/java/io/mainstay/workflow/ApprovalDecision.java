// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

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
}
