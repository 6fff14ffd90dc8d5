// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.kernel.Role;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.ApprovalRequest.Decided;
import io.mainstay.workflow.ApprovalRequest.Question;
import io.mainstay.workflow.ApprovalRequestState;
import io.mainstay.workflow.ApprovalRule;
import io.mainstay.workflow.Approver;
import io.mainstay.workflow.ApproverKind;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a request for approval. */
public final class ApprovalRequestFields {

    public static final FieldCatalogue<ApprovalRequest> ALL = FieldCatalogue.<ApprovalRequest>of("approvalRequests")
            .id("id", ApprovalRequest::id)
            .required()
            .notInHistory()
            .text("recordType", ApprovalRequest::recordType)
            .required()
            .id("recordId", ApprovalRequest::recordId)
            .required()
            .id("partId", ApprovalRequest::partId)
            .id("policyId", request -> request.stage().policyId())
            .required()
            .number("policyVersion", request -> request.stage().policyVersion())
            .required()
            .number("stage", request -> request.stage().number())
            .required()
            .number("step", request -> request.stage().step())
            // The history of its policy says it.
            .notInHistory()
            .text("stageName", request -> request.stage().name())
            .required()
            .choice("rule", ApprovalRule.class, request -> request.stage().rule())
            .required()
            .number("needed", request -> request.stage().needed())
            .required()
            .bool("freshLogin", request -> request.stage().freshLogin())
            // The history of its policy says it.
            .notInHistory()
            .texts(
                    "commentRequiredFor",
                    request -> request.stage().commentRequiredFor().stream()
                            .map(Enum::name)
                            .toList())
            .notInHistory()
            .choice(
                    "approver",
                    ApproverKind.class,
                    request -> request.approver().kind())
            .required()
            .choice("approverRole", Role.class, request -> request.approver().role())
            .id("approverTeamId", request -> request.approver().teamId())
            .id("approverPersonId", request -> request.approver().personId())
            .choice("state", ApprovalRequestState.class, ApprovalRequest::state)
            .required()
            .bool("current", ApprovalRequest::current)
            .required()
            .text("waitingKey", ApprovalRequest::waitingKey)
            .notInHistory()
            .number("dueDays", request -> request.term().days())
            .instant("startedAt", request -> request.term().startedAt())
            .instant("dueAt", request -> request.term().dueAt())
            .sortable()
            .choice("escalatesTo", ApproverKind.class, escalation(Approver::kind))
            .choice("escalatesToRole", Role.class, escalation(Approver::role))
            .id("escalatesToTeamId", escalation(Approver::teamId))
            .id("escalatesToPersonId", escalation(Approver::personId))
            .id("escalatedFromId", request -> request.term().escalatedFromId())
            .id("decidedById", decision(Decided::byId))
            .id("delegatedFromId", decision(Decided::delegatedFromId))
            .instant("decidedAt", decision(Decided::at))
            .text("comment", decision(Decided::comment))
            .text("conditions", decision(Decided::conditions))
            .text("evidenceVersion", decision(Decided::evidenceVersion))
            .id("askedById", question(Question::askedById))
            .instant("askedAt", question(Question::askedAt))
            .text("question", question(Question::text))
            .id("answeredById", question(Question::answeredById))
            .instant("answeredAt", question(Question::answeredAt))
            .text("answer", question(Question::answer))
            .ids("barredIds", ApprovalRequest::barredIds)
            .notInHistory()
            .texts(
                    "barredRoles",
                    request -> request.barredRoles().stream()
                            .map(Role::name)
                            .sorted()
                            .toList())
            .notInHistory()
            .number("version", ApprovalRequest::version)
            .required()
            .notInHistory()
            .number("revision", ApprovalRequest::revision)
            .required()
            .notInHistory()
            .instant("createdAt", ApprovalRequest::createdAt)
            .required()
            .notInHistory()
            .instant("updatedAt", ApprovalRequest::updatedAt)
            .required()
            .notInHistory()
            .sortedBy("dueAt", false);

    private ApprovalRequestFields() {}

    private static <V> Function<ApprovalRequest, @Nullable V> escalation(Function<Approver, @Nullable V> value) {
        return request -> {
            Approver to = request.term().escalatesTo();
            return to == null ? null : value.apply(to);
        };
    }

    private static <V> Function<ApprovalRequest, @Nullable V> decision(Function<Decided, @Nullable V> value) {
        return request -> {
            Decided decided = request.decided();
            return decided == null ? null : value.apply(decided);
        };
    }

    private static <V> Function<ApprovalRequest, @Nullable V> question(Function<Question, @Nullable V> value) {
        return request -> {
            Question question = request.question();
            return question == null ? null : value.apply(question);
        };
    }
}
