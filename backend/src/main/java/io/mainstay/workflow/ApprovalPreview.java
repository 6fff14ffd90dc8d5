// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who would have to approve a record, and why.
 *
 * @param passedOver policies that are asked before, and whose conditions do not hold
 */
public record ApprovalPreview(ApprovalPolicy policy, List<ApprovalPolicy> passedOver, List<Stage> stages) {

    public ApprovalPreview {
        passedOver = List.copyOf(passedOver);
        stages = List.copyOf(stages);
    }

    /**
     * A stage, with whom it asks.
     *
     * @param step in which it is open, together with those that are parallel, from 1
     * @param possible how many different people there are for what it needs, if the stages before have theirs
     * @param leftOut those who are named or own something and are not asked, or could not decide
     * @param freshLogin whether who decides must have signed in not long before
     * @param commentRequiredFor decisions of which somebody has to say why
     */
    public record Stage(
            String name,
            int step,
            ApprovalRule rule,
            int needed,
            List<Asked> asked,
            int possible,
            List<LeftOut> leftOut,
            boolean freshLogin,
            List<ApprovalDecision> commentRequiredFor) {

        public Stage {
            asked = List.copyOf(asked);
            leftOut = List.copyOf(leftOut);
            commentRequiredFor = List.copyOf(commentRequiredFor);
        }

        /** Whether there are people enough. */
        public boolean canComplete() {
            return possible >= needed;
        }

        /** Why not; null if there are enough. */
        public @Nullable String reason() {
            return canComplete()
                    ? null
                    : "It needs " + needed
                            + " different people who have no part in the record and decide in no other stage; there are "
                            + possible + ".";
        }
    }

    /**
     * One who is asked.
     *
     * @param personIds those who could decide, as far as they are known
     * @param others whether there may be others: of a role nobody knows who has it
     */
    public record Asked(Approver approver, List<String> personIds, boolean others) {

        public Asked {
            personIds = List.copyOf(personIds);
        }
    }

    /** Somebody who is not asked, or could not decide, and why. */
    public record LeftOut(String personId, String reason) {}
}
