// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.workflow.ApprovalConditionStep;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task of a change: a part of its plan, or a condition on which it was approved. Guarded by the change's lock, seen with the change, and told in the history of the change.
 *
 * @param position those of a lower position come first; tasks of the same position may be done at the same time. Conditions have
 *     {@link #NO_POSITION}
 * @param instruction how it is done, as the template of a standard change said; null for no more than the title says
 * @param dueAt until when; null for no instant of its own
 * @param condition of which decision it is a condition; null for a part of the plan
 * @param completion null while it is open
 */
public record ChangeTask(
        String id,
        String changeId,
        int position,
        String title,
        @Nullable String instruction,
        @Nullable String ownerId,
        @Nullable String teamId,
        @Nullable Instant dueAt,
        @Nullable Condition condition,
        @Nullable Completion completion) {

    /** Of what has no place in the order of the plan. */
    public static final int NO_POSITION = 0;

    /**
     * That an approver wants it done.
     *
     * @param requestId the request for approval that was decided so
     * @param before before which step
     */
    public record Condition(String requestId, ApprovalConditionStep before) {}

    /**
     * How it ended.
     *
     * @param done whether it was done
     * @param result what came of it, or why it was not done
     */
    public record Completion(boolean done, @Nullable String result, String byId, Instant at) {}

    public ChangeTaskState state() {
        if (completion == null) {
            return ChangeTaskState.OPEN;
        }
        return completion.done() ? ChangeTaskState.DONE : ChangeTaskState.NOT_DONE;
    }

    public boolean isOpen() {
        return completion == null;
    }

    /** Whether it should have been completed by now. */
    public boolean isOverdue(Instant now) {
        return isOpen() && dueAt != null && dueAt.isBefore(now);
    }

    /**
     * Whether it is a part of the plan, and so of what is authorised. What an approver wants done is not: it comes by the authorisation and
     * goes with it.
     */
    public boolean isOfPlan() {
        return condition == null;
    }

    /** Whether it is a condition that is to be met before the change is implemented, and is not. */
    public boolean isUnmet() {
        return condition != null
                && condition.before() == ApprovalConditionStep.IMPLEMENTATION
                && state() != ChangeTaskState.DONE;
    }

    public @Nullable String decisionId() {
        return condition == null ? null : condition.requestId();
    }

    /** Whether another says the same of the plan: what is to be done, and in which order. */
    public boolean isSamePlan(ChangeTask other) {
        return position == other.position && title.equals(other.title);
    }

    /** What the history of the change calls it. */
    public String text() {
        return isOfPlan() ? position + " " + title : title;
    }

    public ChangeTask completed(Completion how) {
        return new ChangeTask(id, changeId, position, title, instruction, ownerId, teamId, dueAt, condition, how);
    }
}
