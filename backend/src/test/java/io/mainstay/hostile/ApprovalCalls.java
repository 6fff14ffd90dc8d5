// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import io.mainstay.support.TestTokens;
import io.mainstay.workflow.ApprovalMaterialFields;
import io.mainstay.workflow.ApprovalPolicyService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One acceptable call of each mutation of approvals. */
final class ApprovalCalls {

    private final HostileFixture fixture;
    private final String deputyId;

    private ApprovalCalls(HostileFixture fixture) {
        this.fixture = fixture;
        TestTokens deputy = TestTokens.as(Role.AGENT).in(fixture.organisation);
        this.deputyId = deputy.personId();
        fixture.execute(deputy.token(), "{ viewer { id } }").withoutErrors();
        fixture.work.writeRepeatably(() -> fixture.person(deputyId, fixture.organisation));
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        ApprovalCalls calls = new ApprovalCalls(fixture);
        Named ended = calls.ended(calls.delegation());
        Named held = calls.delegation();
        return List.of(
                calls.decision(),
                calls.decisionOfMany(),
                calls.question(),
                calls.answer(),
                calls.policy(),
                calls.materialFields(),
                AcceptableCall.of("delegationSet", fixture.worker)
                        .with("input", calls.deputy())
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("not approved", List.of("INCIDENT"), List.of("input", "kinds"), "INVALID")
                        .alsoRefuses("of another kind", List.of("RELEASE"), List.of("input", "kinds"), "INVALID")
                        .alsoRefuses("oneself", fixture.personId, List.of("input", "toId"), "INVALID")
                        .alsoRefuses("named twice", "somebody@example.org", List.of("input", "toEmail"), "INVALID")
                        .alsoRefuses("nobody", null, List.of("input", "toId"), "REQUIRED")
                        .alsoRefuses("over", "2000-01-01T00:00:00Z", List.of("input", "validTo"), "INVALID")
                        .alsoRefuses("for ever", "2900-01-01T00:00:00Z", List.of("input", "validTo"), "INVALID"),
                AcceptableCall.of("delegationEnd", fixture.worker)
                        .with("id", held.id())
                        .with("expectedVersion", held.version())
                        .forbiddenWith(Map.of("id", ended.id(), "expectedVersion", ended.version()))
                        .hiddenFrom(fixture.outsider));
    }

    /** A request that waits for administrators. */
    static String waiting(HostileFixture fixture) {
        Named change = fixture.after(
                "change",
                fixture.change(Map.of("type", "EMERGENCY", "imminentRisk", "The building burns down")),
                "Submit",
                Map.of());
        return fixture.text("MATCH (r:ApprovalRequest {recordId: '" + change.id()
                + "', approverRole: 'ADMINISTRATOR', current: true}) RETURN r.id");
    }

    private AcceptableCall decision() {
        String decided = decided();
        String waiting = waiting(fixture);
        return AcceptableCall.of("approvalDecide", fixture.administrator)
                .with("requestId", waiting)
                .with("decision", "APPROVE_WITH_CONDITIONS")
                .with("comment", "Hostile comment")
                .with("conditions", "Hostile conditions")
                .with(
                        "conditionTasks",
                        List.of(input(
                                "text",
                                "Hostile condition",
                                "before",
                                "COMPLETION",
                                "ownerId",
                                fixture.personId,
                                "teamId",
                                fixture.team,
                                "dueAt",
                                "2900-01-01T00:00:00Z")))
                .with("expectedVersion", 1)
                .forbiddenWith("requestId", decided)
                .hiddenFrom(fixture.outsider)
                .alsoRefuses("conditions of none", "APPROVE", List.of("decision"), "INVALID")
                .alsoRefuses("too many", "a\n".repeat(10), List.of("conditions"), "INVALID")
                .alsoRefuses("a long line", "a".repeat(201), List.of("conditions"), "INVALID")
                .alsoRefuses("blank", " ", List.of("conditionTasks", 0, "text"), "REQUIRED")
                .alsoRefuses("no version", "2026-03-01/hostile", List.of("evidenceVersion"), "INVALID");
    }

    private AcceptableCall decisionOfMany() {
        List<Object> first = List.of("items", 0);
        return AcceptableCall.of("approvalDecideMany", fixture.administrator)
                .with("items", List.of(input("requestId", waitingForLowRisk(), "expectedVersion", 1)))
                .with("decision", "APPROVE_WITH_CONDITIONS")
                .with("comment", "Hostile comment")
                .with("conditions", "Hostile conditions")
                .forbiddenWith("items", List.of(input("requestId", waiting(fixture))))
                .hiddenFrom(fixture.outsider)
                .alsoRefuses("conditions of none", "APPROVE", List.of("decision"), "INVALID")
                .alsoRefuses("no conditions", null, List.of("conditions"), "REQUIRED")
                .alsoRefuses("nothing", List.of(), List.of("items"), "INVALID")
                .alsoRefuses("no version", "2026-03-01/hostile", at(first, "evidenceVersion"), "INVALID");
    }

    /** A request for a change of a low risk that waits for administrators. */
    private String waitingForLowRisk() {
        Named submitted = fixture.after("change", fixture.change(), "Submit", Map.of());
        Named assessed =
                fixture.after("change", submitted, "Assess", Map.of("riskLevel", "LOW", "reason", "Hostile routine"));
        return fixture.text("MATCH (r:ApprovalRequest {recordId: '" + assessed.id()
                + "', approverRole: 'ADMINISTRATOR', current: true}) RETURN r.id");
    }

    private AcceptableCall question() {
        return AcceptableCall.of("approvalAskForInformation", fixture.administrator)
                .with("requestId", waiting(fixture))
                .with("question", "Is it hostile?")
                .with("expectedVersion", 1)
                .forbiddenWith(withdrawn())
                .hiddenFrom(fixture.outsider);
    }

    private AcceptableCall answer() {
        String asked = waiting(fixture);
        fixture.execute(
                        fixture.administrator,
                        "mutation($id: ID!) { approvalAskForInformation(requestId: $id, question: \"Why?\", expectedVersion: 1)"
                                + " { userErrors { code message } } }",
                        Map.of("id", asked))
                .accepted("approvalAskForInformation");
        return AcceptableCall.of("approvalAnswer", fixture.worker)
                .with("requestId", asked)
                .with("answer", "Because it burns")
                .with("expectedVersion", 2)
                .forbiddenWith(Map.of("requestId", waiting(fixture), "expectedVersion", 1))
                .hiddenFrom(fixture.outsider);
    }

    /** A request of which the change was cancelled, with its version. */
    private Map<String, Object> withdrawn() {
        String request = waiting(fixture);
        String change = fixture.text("MATCH (r:ApprovalRequest {id: '" + request + "'}) RETURN r.recordId");
        fixture.after("change", new Named(change, 2), "Cancel", Map.of("reason", "Not needed"));
        return Map.of(
                "requestId",
                request,
                "expectedVersion",
                Integer.parseInt(
                        fixture.text("MATCH (r:ApprovalRequest {id: '" + request + "'}) RETURN toString(r.version)")));
    }

    /** A policy of which there is a history, before all others. */
    static void policyToRead(HostileFixture fixture) {
        fixture.execute(fixture.administrator, """
                        mutation { approvalPolicySet(input: {name: "Hostile policy to read", kind: CHANGE, rank: 0,
                          condition: "record.type == 'HOSTILE'", stages: [{name: "One", rule: ANY,
                            approvers: [{kind: ROLE, role: CHANGE_MANAGER}]}]}) { userErrors { code message } } }""", Map.of()).accepted("approvalPolicySet");
    }

    /** A request that is decided. */
    private String decided() {
        String decided = waiting(fixture);
        fixture.execute(
                        fixture.administrator,
                        "mutation($id: ID!) { approvalDecide(requestId: $id, decision: APPROVE) { userErrors { code message } } }",
                        Map.of("id", decided))
                .accepted("approvalDecide");
        return decided;
    }

    private AcceptableCall policy() {
        int version = Integer.parseInt(fixture.text("MATCH (p:ApprovalPolicy {id: '" + ApprovalPolicyService.DEFAULT_ID
                + "'}) RETURN toString(p.version)"));
        List<Object> stage = List.of("input", "stages", 0);
        return AcceptableCall.of("approvalPolicySet", fixture.worker)
                .with(
                        "input",
                        input(
                                "name",
                                "Hostile policy",
                                "description",
                                "Holds for nothing",
                                "kind",
                                "CHANGE",
                                "rank",
                                500,
                                "condition",
                                "record.type == 'HOSTILE'",
                                "stages",
                                List.of(input(
                                        "name",
                                        "Hostile stage",
                                        "rule",
                                        "N_OF_M",
                                        "count",
                                        2,
                                        "approvers",
                                        List.of(
                                                input("kind", "PERSON", "personId", fixture.personId),
                                                input("kind", "TEAM", "teamId", fixture.team, "people", 2),
                                                input("kind", "ROLE", "role", "TEAM_LEAD")),
                                        "dueDays",
                                        2,
                                        "escalatesTo",
                                        input("kind", "CAB"),
                                        "freshLogin",
                                        true,
                                        "commentRequiredFor",
                                        List.of("APPROVE", "ABSTAIN"),
                                        "parallel",
                                        false)),
                                "active",
                                true))
                .forbiddenWith(Map.of("id", ApprovalPolicyService.DEFAULT_ID, "expectedVersion", version))
                .hiddenFrom(fixture.outsider)
                .alsoRefuses("no condition", "record.tpye == 'x'", List.of("input", "condition"), "INVALID")
                .alsoRefuses("not approved", "PROBLEM", List.of("input", "kind"), "INVALID")
                .alsoRefuses("below the first", -1, List.of("input", "rank"), "INVALID")
                .alsoRefuses("more than are asked", 5, at(stage, "count"), "INVALID")
                .alsoRefuses("no count", null, at(stage, "count"), "REQUIRED")
                .alsoRefuses("a count of all", "ALL", at(stage, "rule"), "INVALID")
                .alsoRefuses("before it begins", -1, at(stage, "dueDays"), "INVALID")
                .alsoRefuses("an owner next", "CI_OWNER", at(stage, "escalatesTo", "kind"), "INVALID")
                .alsoRefuses("together with none", true, at(stage, "parallel"), "INVALID")
                .alsoRefuses("twice", List.of("APPROVE", "APPROVE"), at(stage, "commentRequiredFor"), "INVALID")
                .alsoRefuses("nobody", 0, at(stage, "approvers", 1, "people"), "INVALID")
                .alsoRefuses("a program", "INTEGRATION", at(stage, "approvers", 2, "role"), "INVALID")
                .alsoRefuses("a version of nothing", 1, List.of("expectedVersion"), "INVALID");
    }

    private AcceptableCall materialFields() {
        List<Object> first = List.of("input", "fields", 0);
        return AcceptableCall.of("approvalMaterialFieldsSet", fixture.worker)
                .with("input", input("kind", "CHANGE", "fields", List.of("plan", "title")))
                .with("expectedVersion", materialVersion())
                .allowedInEveryState()
                .seenByEverybody()
                .alsoRefuses("not approved", "PROBLEM", List.of("input", "kind"), "INVALID")
                .alsoRefuses("no field", "hostile", first, "INVALID")
                .alsoRefuses("no content", "assigneeId", first, "INVALID")
                .alsoRefuses("of another kind", "criteria", first, "INVALID")
                .alsoRefuses("material always", "ciIds", first, "INVALID")
                .alsoRefuses("twice", "title", first, "INVALID");
    }

    private int materialVersion() {
        return Integer.parseInt(fixture.text("MATCH (m:ApprovalMaterialFields {id: '"
                + ApprovalMaterialFields.id(TicketKind.CHANGE) + "'}) RETURN toString(m.version)"));
    }

    private static List<Object> at(List<Object> stage, Object... further) {
        List<Object> path = new ArrayList<>(stage);
        path.addAll(List.of(further));
        return path;
    }

    private Map<String, Object> deputy() {
        return input(
                "fromId",
                fixture.personId,
                "toId",
                deputyId,
                "validFrom",
                fixture.clock.now().toString(),
                "validTo",
                fixture.clock.now().plusSeconds(86_400).toString(),
                "reason",
                "Hostile absence",
                "kinds",
                List.of("CHANGE"),
                "policyIds",
                List.of(ApprovalPolicyService.DEFAULT_ID));
    }

    /** A delegation that holds. */
    static Named delegation(HostileFixture fixture) {
        return new ApprovalCalls(fixture).delegation();
    }

    private Named delegation() {
        return fixture.made("delegationSet", "DelegationInput", "delegation", fixture.worker, deputy());
    }

    private Named ended(Named delegation) {
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!) { delegationEnd(id: $id, expectedVersion: 1) { userErrors { code message } } }",
                        Map.of("id", delegation.id()))
                .accepted("delegationEnd");
        return new Named(delegation.id(), delegation.version() + 1);
    }
}
