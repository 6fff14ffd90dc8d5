// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.kernel.Role;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.expression.ExpressionLanguage;
import io.mainstay.platform.expression.ExpressionSyntaxException;
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.ApprovalRule;
import io.mainstay.workflow.ApprovalStage;
import io.mainstay.workflow.ApprovalTarget;
import io.mainstay.workflow.Approver;
import io.mainstay.workflow.ApproverKind;
import io.mainstay.workflow.SetApprovalPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates what a policy shall be, each field by itself. Lengths are in characters. */
public final class ApprovalPolicyRules {

    /** How many policies of a kind may be in use at once. */
    public static final int MAX_IN_USE = 200;

    static final int NAME = 200;
    static final int DESCRIPTION = 4_000;
    static final int MAX_RANK = 1_000_000;
    static final int MAX_STAGES = 10;
    static final int STAGE_NAME = 100;
    static final int MAX_APPROVERS = 20;
    static final int MAX_PEOPLE = 9;
    static final int MAX_ASKED = 100;
    static final int MAX_DAYS = 60;

    private static final String INPUT = "input";

    private ApprovalPolicyRules() {}

    /** @throws io.mainstay.kernel.RefusedException with everything that is wrong with it */
    public static void check(SetApprovalPolicy command) {
        Validation validation = new Validation()
                .requireText(command.name(), NAME, INPUT, "name")
                .limitText(command.description(), DESCRIPTION, INPUT, "description")
                .require(command.kind(), INPUT, "kind")
                .require(command.rank(), INPUT, "rank");
        Integer rank = command.rank();
        validation.check(rank == null || (rank >= 0 && rank <= MAX_RANK), "between 0 and " + MAX_RANK, INPUT, "rank");
        condition(validation, command.condition());
        stages(validation, given(command.stages()));
        target(validation, command);
        validation.refuseIfFailed();
    }

    /** Whom it asks must not be those who never decide it, so that nothing waits for nobody. */
    private static void target(Validation validation, SetApprovalPolicy command) {
        ApprovalTarget target = command.targetOrRecord();
        TicketKind kind = command.kind();
        validation.check(kind == null || target.isOf(kind), "RECORD or absent of this kind", INPUT, "target");
        List<SetApprovalPolicy.Stage> stages = given(command.stages());
        for (int index = 0; index < stages.size(); index++) {
            String[] stage = {INPUT, "stages", String.valueOf(index)};
            List<SetApprovalPolicy.Asked> approvers = given(stages.get(index).approvers());
            for (int place = 0; place < approvers.size(); place++) {
                notBarred(
                        validation,
                        target,
                        approvers.get(place),
                        in(in(in(stage, "approvers"), String.valueOf(place)), "role"));
            }
            SetApprovalPolicy.Asked next = stages.get(index).escalatesTo();
            if (next != null) {
                notBarred(validation, target, next, in(in(stage, "escalatesTo"), "role"));
            }
        }
    }

    private static void notBarred(
            Validation validation, ApprovalTarget target, SetApprovalPolicy.Asked asked, String... path) {
        Role role = asked.role();
        validation.check(
                role == null || !target.barredRoles().contains(role),
                "another role than " + role + ", which proposes deployments and approves none",
                path);
    }

    /** The stages of a command that was checked. */
    public static List<ApprovalStage> read(SetApprovalPolicy command) {
        return given(command.stages()).stream()
                .map(stage -> new ApprovalStage(
                        Objects.requireNonNull(stage.name()).strip(),
                        Objects.requireNonNull(stage.rule()),
                        stage.count(),
                        given(stage.approvers()).stream()
                                .map(ApprovalPolicyRules::approver)
                                .toList(),
                        stage.dueDays(),
                        stage.escalatesTo() == null ? null : approver(stage.escalatesTo()),
                        Boolean.TRUE.equals(stage.freshLogin()),
                        Boolean.TRUE.equals(stage.parallel()),
                        further(given(stage.commentRequiredFor()))))
                .toList();
    }

    /** Without those of which a comment is needed anyway, and in one order, so that naming them again is no change. */
    private static List<ApprovalDecision> further(List<ApprovalDecision> named) {
        return Arrays.stream(ApprovalDecision.values())
                .filter(decision -> named.contains(decision) && !decision.alwaysNeedsComment())
                .toList();
    }

    private static Approver approver(SetApprovalPolicy.Asked asked) {
        return new Approver(
                Objects.requireNonNull(asked.kind()),
                asked.role(),
                asked.teamId(),
                asked.personId(),
                Objects.requireNonNullElse(asked.people(), 1));
    }

    private static void condition(Validation validation, @Nullable String condition) {
        if (condition == null) {
            return;
        }
        Validation own = new Validation().requireText(condition, ExpressionLanguage.MAX_LENGTH, INPUT, "condition");
        own.errors().forEach(validation::add);
        if (own.failed()) {
            return;
        }
        try {
            PolicyConditions.LANGUAGE.compile(condition);
        } catch (ExpressionSyntaxException e) {
            validation.add(e.error(INPUT, "condition"));
        }
    }

    private static void stages(Validation validation, List<SetApprovalPolicy.Stage> stages) {
        validation.check(
                !stages.isEmpty() && stages.size() <= MAX_STAGES,
                "a list of 1 to " + MAX_STAGES + " stages",
                INPUT,
                "stages");
        if (validation.failed()) {
            return;
        }
        validation.check(
                !Boolean.TRUE.equals(stages.getFirst().parallel()),
                "false or absent of the first stage, which is together with none before it",
                INPUT,
                "stages",
                "0",
                "parallel");
        int asked = 0;
        for (int index = 0; index < stages.size(); index++) {
            stage(validation, stages.get(index), INPUT, "stages", String.valueOf(index));
            asked += people(stages.get(index));
        }
        validation.check(
                asked <= MAX_ASKED, "such that they ask at most " + MAX_ASKED + " people in all", INPUT, "stages");
    }

    private static void stage(Validation validation, SetApprovalPolicy.Stage stage, String... path) {
        List<SetApprovalPolicy.Asked> approvers = given(stage.approvers());
        validation
                .requireText(stage.name(), STAGE_NAME, in(path, "name"))
                .require(stage.rule(), in(path, "rule"))
                .check(
                        !approvers.isEmpty() && approvers.size() <= MAX_APPROVERS,
                        "a list of 1 to " + MAX_APPROVERS + " approvers",
                        in(path, "approvers"));
        Set<String> named = new HashSet<>();
        for (int index = 0; index < approvers.size(); index++) {
            String[] at = in(in(path, "approvers"), String.valueOf(index));
            approver(validation, approvers.get(index), at);
            SetApprovalPolicy.Asked asked = approvers.get(index);
            validation.check(
                    named.add(asked.kind() + "/" + asked.role() + "/" + asked.teamId() + "/" + asked.personId()),
                    "named once in a stage; say how many people of it are asked",
                    at);
        }
        count(validation, stage, path);
        List<ApprovalDecision> commented = given(stage.commentRequiredFor());
        validation.check(
                Set.copyOf(commented).size() == commented.size(),
                "without the same decision twice",
                in(path, "commentRequiredFor"));
        Integer days = stage.dueDays();
        validation.check(
                days == null || (days >= 0 && days <= MAX_DAYS), "between 0 and " + MAX_DAYS, in(path, "dueDays"));
        SetApprovalPolicy.Asked next = stage.escalatesTo();
        if (next != null) {
            String[] at = in(path, "escalatesTo");
            approver(validation, next, at);
            validation
                    .check(!isOwner(next.kind()), "a ROLE, a TEAM, a PERSON or the CAB", in(at, "kind"))
                    .check(next.people() == null || next.people() == 1, "1", in(at, "people"));
        }
    }

    private static void count(Validation validation, SetApprovalPolicy.Stage stage, String... path) {
        Integer count = stage.count();
        if (stage.rule() != ApprovalRule.N_OF_M) {
            validation.check(count == null, "absent unless the rule is N_OF_M", in(path, "count"));
            return;
        }
        validation.require(count, in(path, "count"));
        if (count != null) {
            boolean owners = given(stage.approvers()).stream().anyMatch(asked -> isOwner(asked.kind()));
            validation.check(
                    count >= 1 && count <= (owners ? MAX_ASKED : people(stage)),
                    "between 1 and the number of people who are asked",
                    in(path, "count"));
        }
    }

    private static void approver(Validation validation, SetApprovalPolicy.Asked asked, String... path) {
        validation.require(asked.kind(), in(path, "kind"));
        named(validation, asked.kind() == ApproverKind.ROLE, asked.role(), "ROLE", in(path, "role"));
        named(validation, asked.kind() == ApproverKind.TEAM, asked.teamId(), "TEAM", in(path, "teamId"));
        named(validation, asked.kind() == ApproverKind.PERSON, asked.personId(), "PERSON", in(path, "personId"));
        validation.check(asked.role() != Role.INTEGRATION, "a role of people", in(path, "role"));
        Integer people = asked.people();
        boolean several = asked.kind() == ApproverKind.ROLE
                || asked.kind() == ApproverKind.TEAM
                || asked.kind() == ApproverKind.CAB;
        validation.check(
                people == null || (people >= 1 && people <= (several ? MAX_PEOPLE : 1)),
                several ? "between 1 and " + MAX_PEOPLE : "1 or absent, except of a ROLE, a TEAM and the CAB",
                in(path, "people"));
    }

    private static void named(
            Validation validation, boolean needed, @Nullable Object value, String kind, String... path) {
        if (needed) {
            validation.require(value, path);
        } else {
            validation.check(value == null, "absent unless the kind is " + kind, path);
        }
    }

    private static int people(SetApprovalPolicy.Stage stage) {
        return given(stage.approvers()).stream()
                .mapToInt(asked -> Objects.requireNonNullElse(asked.people(), 1))
                .sum();
    }

    private static boolean isOwner(@Nullable ApproverKind kind) {
        return kind == ApproverKind.CI_OWNER || kind == ApproverKind.SERVICE_OWNER;
    }

    private static String[] in(String[] path, String field) {
        List<String> longer = new ArrayList<>(List.of(path));
        longer.add(field);
        return longer.toArray(String[]::new);
    }

    private static <T> List<T> given(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
