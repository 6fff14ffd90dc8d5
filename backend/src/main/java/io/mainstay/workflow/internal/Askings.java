// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.workflow.ApprovalMatter;
import io.mainstay.workflow.ApprovalRule;
import io.mainstay.workflow.ApprovalStage;
import io.mainstay.workflow.Approver;
import io.mainstay.workflow.ApproverKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who is asked in a stage of a policy, of a record: owners by name, and so many of a team or a role as the policy says. */
public final class Askings {

    private Askings() {}

    /** Whom a stage asks, one for each request, and how many of them must approve. */
    public record Asked(List<Approver> approvers, int needed) {

        public Asked {
            approvers = List.copyOf(approvers);
        }
    }

    /**
     * Whom a stage asks. Owners with a part in the record are left out, and so is one who is asked already: one person counts once. Where
     * that leaves fewer than must approve, the missing ones are asked of nobody, which shows that the stage cannot complete.
     *
     * @param known those who can be asked by name: active, and cleared for the record
     */
    public static Asked of(ApprovalStage stage, ApprovalMatter matter, Set<String> known) {
        List<Approver> asked = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (Approver approver : stage.approvers()) {
            if (approver.kind() == ApproverKind.PERSON) {
                named.add(String.valueOf(approver.personId()));
            }
        }
        for (Approver approver : stage.approvers()) {
            List<String> owners = switch (approver.kind()) {
                case CI_OWNER -> matter.ciOwnerIds();
                case SERVICE_OWNER -> matter.serviceOwnerIds();
                case ROLE, TEAM, PERSON, CAB -> List.of();
            };
            if (isOwner(approver)) {
                List<Approver> found = owners.stream()
                        .filter(id -> known.contains(id) && !matter.parts().containsKey(id) && named.add(id))
                        .map(id -> owner(approver, id))
                        .toList();
                boolean anyAsked = !found.isEmpty()
                        || owners.stream()
                                .anyMatch(id ->
                                        named.contains(id) && !matter.parts().containsKey(id));
                asked.addAll(anyAsked ? found : List.of(approver));
            } else {
                for (int place = 0; place < approver.people(); place++) {
                    asked.add(one(approver));
                }
            }
        }
        int needed = switch (stage.rule()) {
            case ANY -> 1;
            case ALL -> Math.max(1, asked.size());
            case N_OF_M -> stage.count() == null ? asked.size() : stage.count();
        };
        while (asked.size() < needed) {
            asked.add(stage.approvers().stream()
                    .filter(Askings::isOwner)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("a stage without owners asks enough: " + stage)));
        }
        return new Asked(asked, stage.rule() == ApprovalRule.ALL ? asked.size() : needed);
    }

    /** Everybody whom a policy could name of a record. */
    public static Stream<String> people(List<ApprovalStage> stages, ApprovalMatter matter) {
        return Stream.concat(
                stages.stream()
                        .flatMap(stage ->
                                Stream.concat(stage.approvers().stream(), Stream.ofNullable(stage.escalatesTo())))
                        .flatMap(approver -> Stream.ofNullable(approver.personId())),
                Stream.concat(matter.ciOwnerIds().stream(), matter.serviceOwnerIds().stream()));
    }

    public static boolean isOwner(Approver approver) {
        return approver.kind() == ApproverKind.CI_OWNER || approver.kind() == ApproverKind.SERVICE_OWNER;
    }

    private static Approver owner(Approver approver, String personId) {
        return new Approver(approver.kind(), null, null, personId, 1);
    }

    private static Approver one(Approver approver) {
        return new Approver(approver.kind(), approver.role(), approver.teamId(), approver.personId(), 1);
    }
}
