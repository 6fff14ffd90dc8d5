// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What changes are estimated to cost, and the policies of approval that ask for it, over HTTP. */
@IntegrationTest
class ChangeCostIT {

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    private final List<String> policies = new ArrayList<>();
    private ChangeFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
    }

    @AfterEach
    void takeThePoliciesOutOfUse() {
        policies.forEach(id -> set(id, 1, "record.cost < 0.0", false));
    }

    @Test
    void shouldKeepWhatItIsEstimatedToCost() {
        String id = fixture.requested(Map.of("estimatedCost", 12_500.5));
        String none = fixture.requested(Map.of());

        JsonNode read = fixture.read(fixture.requester, id, "estimatedCost costCurrency");
        assertThat(read.at("/estimatedCost").asDouble()).isEqualTo(12_500.5);
        assertThat(read.at("/costCurrency").asString()).isEqualTo("EUR");
        read = fixture.read(fixture.requester, none, "estimatedCost costCurrency");
        assertThat(read.at("/estimatedCost").isNull())
                .as("not estimated is not free of charge")
                .isTrue();
        assertThat(read.at("/costCurrency").asString()).isEqualTo("EUR");

        fixture.done(fixture.requester, "Update", id, Map.of("estimatedCost", 0));
        assertThat(fixture.read(fixture.requester, id, "estimatedCost")
                        .at("/estimatedCost")
                        .asDouble(-1))
                .isZero();
        assertThat(costs(id)).containsExactly("12500.50>0.00", ">12500.50");
        fixture.done(fixture.requester, "Update", id, Map.of("title", "Replace the old server"));
        assertThat(costs(id)).as("edited beside it").hasSize(2);
        fixture.done(fixture.requester, "Update", id, Collections.singletonMap("estimatedCost", null));
        assertThat(fixture.read(fixture.requester, id, "estimatedCost")
                        .at("/estimatedCost")
                        .isNull())
                .isTrue();
        assertThat(costs(id)).startsWith("0.00>");
    }

    @Test
    void shouldKeepItWhereThePlanIsWrittenDownAfterwards() {
        String id = fixture.emergency(Map.of("estimatedCost", 999_999_999_999.99, "noCisReason", "A contract"));
        fixture.move(id, ChangeState.IMPLEMENTING);

        fixture.done(
                fixture.implementer,
                "FilePaperwork",
                id,
                Map.of("plan", "Restart", "backOutPlan", "None", "noTestReason", "No time"));
        assertThat(fixture.read(fixture.requester, id, "estimatedCost")
                        .at("/estimatedCost")
                        .asDouble())
                .isEqualTo(999_999_999_999.99);
    }

    @Test
    void shouldSayWhatAnAmountMustBe() {
        String id = fixture.requested(Map.of("estimatedCost", 1));
        String range = "estimatedCost must be between 0 and 999999999999.99.";
        Map<Double, String> rules = Map.of(
                -0.01,
                range,
                1e12,
                range,
                1e300,
                range,
                0.001,
                "estimatedCost must be an amount with at most 2 digits after the point.");
        rules.forEach((wrong, rule) -> {
            for (GraphQlAnswer answer : List.of(
                    fixture.act(fixture.requester, "Update", id, Map.of("estimatedCost", wrong)),
                    fixture.request(
                            fixture.requester,
                            Map.of("title", "Buy", "reason", "Old", "estimatedCost", wrong),
                            null))) {
                answer.withoutErrors();
                String mutation = answer.at("changeUpdate").isMissingNode() ? "changeRequest" : "changeUpdate";
                assertThat(answer.userErrorCodes(mutation)).as(rule).containsExactly("INVALID");
                assertThat(answer.text(mutation + ".userErrors.0.message")).isEqualTo(rule);
                assertThat(texts(answer.at(mutation + ".userErrors.0.field"), ""))
                        .containsExactly("input", "estimatedCost");
                assertThat(answer.at(mutation + ".change").isNull()).isTrue();
            }
        });
        for (Object wrong : List.of("NaN", "12500.5", true)) {
            GraphQlAnswer answer = fixture.act(fixture.requester, "Update", id, Map.of("estimatedCost", wrong));
            assertThat(answer.errorCodes()).containsExactly("BAD_REQUEST");
            assertThat(texts(answer.body().at("/errors/0/extensions/field"), ""))
                    .containsExactly("input", "estimatedCost");
        }
        assertThat(fixture.read(fixture.requester, id, "estimatedCost")
                        .at("/estimatedCost")
                        .asDouble())
                .isEqualTo(1);
    }

    @Test
    void shouldShowAndEditItByWhoMayTheChangeAlone() {
        String id = fixture.requested(Map.of("estimatedCost", 100));
        String secret = fixture.requested(Map.of("estimatedCost", 100));
        fixture.done(fixture.leader, "Classify", secret, Map.of("confidentiality", "CONFIDENTIAL"));

        assertThat(fixture.read(fixture.auditor, id, "estimatedCost")
                        .at("/estimatedCost")
                        .asDouble())
                .isEqualTo(100);
        assertThat(fixture.refused(fixture.auditor, "Update", id, Map.of("estimatedCost", 1)))
                .containsExactly("FORBIDDEN");
        assertThat(fixture.read(fixture.stranger, id, "estimatedCost costCurrency")
                        .isNull())
                .as("who does not see the change")
                .isTrue();
        assertThat(fixture.refused(fixture.stranger, "Update", id, Map.of("estimatedCost", 1)))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.read(fixture.manager, secret, "estimatedCost").isNull())
                .as("who has no clearance for it")
                .isTrue();
        assertThat(fixture.read(fixture.leader, secret, "estimatedCost")
                        .at("/estimatedCost")
                        .asDouble())
                .isEqualTo(100);
        assertThat(policyOf(fixture.stranger, Map.of("recordId", id))).isNull();
    }

    /** Of two policies one is for what costs much, one for what costs little. Neither is for what nobody has estimated. */
    @Test
    void shouldAskWhomThePolicyOfThatCostNames() {
        String costly = policy("record.cost >= 50000.0");
        String cheap = policy("record.cost < 100.0");

        Map<Object, String> expected = new HashMap<>();
        expected.put(50_000, costly);
        expected.put(50_000.01, costly);
        expected.put(99.99, cheap);
        expected.put(0, cheap);
        expected.put(49_999.99, "");
        expected.put("none", "");
        expected.forEach((cost, policy) -> {
            Map<String, Object> details = new HashMap<>(Map.of("serviceOfferingId", fixture.offeringId));
            Map<String, Object> question = new HashMap<>(
                    Map.of("kind", "CHANGE", "type", "NORMAL", "serviceIds", List.of(fixture.offeringId)));
            if (!cost.equals("none")) {
                details.put("estimatedCost", cost);
                question.put("cost", cost);
            }
            String id = fixture.requested(details);
            for (Map<String, Object> asked : List.of(Map.<String, Object>of("recordId", id), question)) {
                String found = policyOf(fixture.manager, asked);
                assertThat(policies.contains(found) ? found : "")
                        .as("%s by %s", cost, asked)
                        .isEqualTo(policy);
            }
            fixture.move(id, ChangeState.AUTHORISATION);
            assertThat(asked(id))
                    .as("who is asked of %s", cost)
                    .isEqualTo(policy.isEmpty() ? "CHANGE_MANAGER" : "SERVICE_MANAGER");
        });
    }

    @Test
    void shouldWithdrawTheAuthorisationByAnotherCost() {
        policy("record.cost >= 50000.0");
        String id = fixture.requested(Map.of("serviceOfferingId", fixture.offeringId, "estimatedCost", 12_500.5));
        fixture.move(id, ChangeState.AUTHORISATION);
        String seen = evidence(id);
        fixture.done(fixture.manager, "Authorise", id, Map.of());
        assertThat(texts(fixture.read(fixture.requester, id, "materialFields").at("/materialFields"), ""))
                .contains("estimatedCost");

        fixture.done(fixture.requester, "Update", id, Map.of("estimatedCost", 12_500.50));
        assertThat(fixture.state(id)).as("the same amount").isEqualTo("SCHEDULED");
        fixture.done(fixture.requester, "Update", id, Map.of("estimatedCost", 80_000));
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(asked(id)).as("of what it costs now").isEqualTo("SERVICE_MANAGER");
        assertThat(evidence(id)).as("what is decided on").isNotEqualTo(seen);
        assertThat(fixture.read(fixture.manager, id, "evidence { entries { key text } }")
                        .toString())
                .contains("{\"key\":\"estimatedCost\",\"text\":\"Estimated cost: 80000.00\"}");
        assertThat(fixture.refused(fixture.manager, "Authorise", id, Map.of()))
                .as("who is not asked any more")
                .containsExactly("FORBIDDEN");
    }

    /** The edits of the estimated cost, the newest first. */
    private List<String> costs(String id) {
        List<String> costs = new ArrayList<>();
        fixture.read(fixture.manager, id, "history(first: 50) { nodes { fields { field before after } } }")
                .at("/history/nodes")
                .forEach(entry -> entry.at("/fields").forEach(edit -> {
                    if (edit.at("/field").asString().equals("estimatedCost")) {
                        costs.add(edit.at("/before").asString("") + ">"
                                + edit.at("/after").asString(""));
                    }
                }));
        return costs;
    }

    private String evidence(String id) {
        return fixture.read(fixture.manager, id, "evidence { version }")
                .at("/evidence/version")
                .asString();
    }

    /** The role of those who are asked to approve it now and are no administrators. */
    private String asked(String id) {
        return fixture.read(fixture.manager, id, "approvals { state approver { role } }")
                .at("/approvals")
                .valueStream()
                .filter(request -> request.at("/state").asString().equals("WAITING"))
                .map(request -> request.at("/approver/role").asString(""))
                .filter(role -> !role.equals("ADMINISTRATOR"))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable String policyOf(String token, Map<String, Object> input) {
        JsonNode policy = fixture.query(
                        token,
                        "query($input: ApprovalPolicyPreviewInput!) { approvalPolicyPreview(input: $input) { policy { id } } }",
                        Map.of("input", input))
                .withoutErrors()
                .at("approvalPolicyPreview.policy.id");
        return policy.isString() ? policy.asString() : null;
    }

    /** For changes of the fixture's service alone. */
    private String policy(String condition) {
        String id = set(null, null, "'" + fixture.offeringId + "' in record.services && " + condition, true)
                .text("approvalPolicySet.approvalPolicy.id");
        policies.add(id);
        return id;
    }

    private GraphQlAnswer set(@Nullable String id, @Nullable Integer version, String condition, boolean active) {
        Map<String, Object> variables = new HashMap<>(Map.of(
                "input",
                Map.of(
                        "name",
                        "By cost",
                        "kind",
                        "CHANGE",
                        "rank",
                        10,
                        "condition",
                        condition,
                        "active",
                        active,
                        "stages",
                        List.of(Map.of(
                                "name",
                                "Budget",
                                "rule",
                                "ANY",
                                "approvers",
                                List.of(Map.of("kind", "ROLE", "role", "SERVICE_MANAGER")))))));
        variables.put("id", id);
        variables.put("version", version);
        return fixture.query(
                        fixture.manager,
                        "mutation($id: ID, $version: Int, $input: ApprovalPolicyInput!) { approvalPolicySet(id: $id,"
                                + " expectedVersion: $version, input: $input) { approvalPolicy { id } userErrors { code message field } } }",
                        variables)
                .accepted("approvalPolicySet");
    }
}
