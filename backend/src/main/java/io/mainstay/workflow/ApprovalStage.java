// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a policy. Stages follow each other, but for those that are parallel; within one, all are asked at once.
 *
 * @param count of N_OF_M how many must approve; null otherwise
 * @param dueDays how many business days after that on which the stage begins it is due; null for the setting
 * @param escalatesTo who is asked in the place of whoever has not decided when it is due: a role, a team, a person or the CAB; null
 *     for nobody, and then it stays open
 * @param freshLogin whether who decides must have signed in not long before
 * @param parallel whether it is open together with the one before it
 * @param commentRequiredFor decisions of which somebody has to say why, beside those of which they always have to
 */
public record ApprovalStage(
        String name,
        ApprovalRule rule,
        @Nullable Integer count,
        List<Approver> approvers,
        @Nullable Integer dueDays,
        @Nullable Approver escalatesTo,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean freshLogin,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean parallel,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ApprovalDecision> commentRequiredFor) {

    public ApprovalStage {
        approvers = List.copyOf(approvers);
        // What was written by a release that did not know it is not there.
        commentRequiredFor = List.copyOf(Objects.requireNonNullElse(commentRequiredFor, List.of()));
    }

    /** In which step each of the stages is open, from 1: those of a step are so together. */
    public static List<Integer> steps(List<ApprovalStage> stages) {
        List<Integer> steps = new ArrayList<>();
        int step = 0;
        for (ApprovalStage stage : stages) {
            step += stage.parallel() && step > 0 ? 0 : 1;
            steps.add(step);
        }
        return steps;
    }
}
