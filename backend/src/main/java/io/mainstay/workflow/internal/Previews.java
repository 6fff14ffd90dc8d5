// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.kernel.Role;
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.ApprovalMatter;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalPreview;
import io.mainstay.workflow.ApprovalStage;
import io.mainstay.workflow.Approver;
import io.mainstay.workflow.internal.engine.Feasibility;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Works out who would be asked by a policy. */
public final class Previews {

    private Previews() {}

    /**
     * Whom a policy asks of a record, and whether that are enough.
     *
     * @param known those who can be asked by name: active, and cleared for the record
     * @param members of teams that the policy names, by team
     */
    public static List<ApprovalPreview.Stage> stages(
            ApprovalPolicy policy, ApprovalMatter matter, Set<String> known, Map<String, List<String>> members) {
        List<List<ApprovalPreview.Asked>> asked = new ArrayList<>();
        List<Feasibility.Stage> seats = new ArrayList<>();
        for (ApprovalStage stage : policy.stages()) {
            Askings.Asked who = Askings.of(stage, matter, known);
            List<ApprovalPreview.Asked> each = who.approvers().stream()
                    .map(approver -> asked(approver, matter, known, members))
                    .toList();
            asked.add(each);
            seats.add(new Feasibility.Stage(
                    who.needed(),
                    each.stream()
                            .map(one -> new Feasibility.Candidates(Set.copyOf(one.personIds()), one.others()))
                            .toList()));
        }
        List<Integer> possible = Feasibility.possible(seats);
        List<Integer> steps = ApprovalStage.steps(policy.stages());
        List<ApprovalPreview.Stage> stages = new ArrayList<>();
        for (int index = 0; index < policy.stages().size(); index++) {
            ApprovalStage stage = policy.stages().get(index);
            stages.add(new ApprovalPreview.Stage(
                    stage.name(),
                    steps.get(index),
                    stage.rule(),
                    seats.get(index).needed(),
                    asked.get(index),
                    possible.get(index),
                    leftOut(stage, matter, known),
                    stage.freshLogin(),
                    ApprovalDecision.needingComment(stage.commentRequiredFor())));
        }
        return stages;
    }

    private static ApprovalPreview.Asked asked(
            Approver approver, ApprovalMatter matter, Set<String> known, Map<String, List<String>> members) {
        return switch (approver.kind()) {
            case ROLE, CAB -> {
                Role role = approver.role();
                yield new ApprovalPreview.Asked(
                        approver,
                        List.of(),
                        role == null || !matter.barredRoles().contains(role));
            }
            case TEAM ->
                new ApprovalPreview.Asked(
                        approver,
                        members.getOrDefault(String.valueOf(approver.teamId()), List.of()).stream()
                                .filter(id -> !matter.parts().containsKey(id))
                                .toList(),
                        false);
            case PERSON, CI_OWNER, SERVICE_OWNER ->
                new ApprovalPreview.Asked(
                        approver,
                        Stream.ofNullable(approver.personId())
                                .filter(id ->
                                        known.contains(id) && !matter.parts().containsKey(id))
                                .toList(),
                        false);
        };
    }

    private static List<ApprovalPreview.LeftOut> leftOut(
            ApprovalStage stage, ApprovalMatter matter, Set<String> known) {
        Set<String> named = new LinkedHashSet<>();
        for (Approver approver : stage.approvers()) {
            switch (approver.kind()) {
                case CI_OWNER -> named.addAll(matter.ciOwnerIds());
                case SERVICE_OWNER -> named.addAll(matter.serviceOwnerIds());
                case PERSON -> named.add(String.valueOf(approver.personId()));
                case ROLE, TEAM, CAB -> {
                    // name nobody
                }
            }
        }
        List<ApprovalPreview.LeftOut> leftOut = new ArrayList<>();
        for (String id : new TreeSet<>(named)) {
            String part = matter.parts().get(id);
            if (part != null) {
                leftOut.add(new ApprovalPreview.LeftOut(id, "has a part in it: they " + part));
            } else if (!known.contains(id)) {
                leftOut.add(new ApprovalPreview.LeftOut(id, "is not active, or not cleared for its confidentiality"));
            }
        }
        return leftOut;
    }
}
