// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

/** The states of a request for approval. */
public enum ApprovalRequestState {
    /** Its stage has not begun. */
    UPCOMING,
    /** Waits for a decision. */
    WAITING,
    /** Waits for an answer to what the approver has asked. */
    INFORMATION_ASKED,
    APPROVED,
    APPROVED_WITH_CONDITIONS,
    REJECTED,
    /** Whoever was asked does not want to decide. */
    ABSTAINED,
    /** Needed no longer, or what was approved was edited. */
    WITHDRAWN,
    /** Was not decided in time; somebody else is asked. */
    EXPIRED;

    /** Whether it can be decided now. */
    public boolean open() {
        return this == WAITING || this == INFORMATION_ASKED;
    }

    public boolean approved() {
        return this == APPROVED || this == APPROVED_WITH_CONDITIONS;
    }

    /** Whether nobody will decide it any more. */
    public boolean over() {
        return this != UPCOMING && !open();
    }

    /** Whether somebody has decided it. */
    public boolean decided() {
        return approved() || this == REJECTED || this == ABSTAINED;
    }
}
