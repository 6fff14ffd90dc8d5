// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task of a change: a part of its plan. Guarded by the change's lock, seen with the change, and told in the history of the change.
 *
 * @param position those of a lower position come first; tasks of the same position may be done at the same time
 * @param dueAt until when; null for no instant of its own
 * @param completion null while it is open
 */
public record ChangeTask(
        String id,
        String changeId,
        int position,
        String title,
        @Nullable String ownerId,
        @Nullable String teamId,
        @Nullable Instant dueAt,
        @Nullable Completion completion) {

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

    /** Whether another says the same of the plan: what is to be done, and in which order. */
    public boolean isSamePlan(ChangeTask other) {
        return position == other.position && title.equals(other.title);
    }

    /** What the history of the change calls it. */
    public String text() {
        return position + " " + title;
    }

    public ChangeTask completed(Completion how) {
        return new ChangeTask(id, changeId, position, title, ownerId, teamId, dueAt, how);
    }
}
