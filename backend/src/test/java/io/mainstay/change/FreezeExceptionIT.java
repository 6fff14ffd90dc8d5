// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Changes that are made although a freeze forbids it: who grants it, for what, and until when. */
@IntegrationTest
class FreezeExceptionIT {

    private static final String EXCEPTION =
            "state reason changeWindow { id } requestedBy { id } grantedBy { id } grantedAt";
    private static final String CONFLICTS =
            "conflicts { hiddenConflictCount conflicts { kind explanation freezeException { " + EXCEPTION + " } } }"
                    + " freezeExceptions { " + EXCEPTION + " }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CmdbFixture cmdb;

    private PlannedWorld world;
    private ChangeFixture fixture;
    private String item = "";
    private String freeze = "";

    /** An item is frozen for eight hours. */
    @BeforeEach
    void createFreeze() {
        world = new PlannedWorld(client, work, cypher, clock, cmdb);
        fixture = world.fixture;
        item = world.newCi("server");
        freeze = window("freeze", 0, 8);
    }

    @AfterEach
    void followTheClock() {
        clock.follow();
    }

    @Test
    void shouldTakeTheFreezeOutOfTheWayOnceTheChangeIsAuthorised() {
        String id = world.draft(2, 4, List.of(item), Map.of());
        assertThat(conflict(id).at("/freezeException").isNull()).isTrue();

        request(id, freeze).accepted("changeRequestFreezeException");
        JsonNode requested = conflict(id);
        assertThat(requested.at("/freezeException/state").asString()).isEqualTo("REQUESTED");
        assertThat(requested.at("/explanation").asString()).endsWith("An exception is asked for: It cannot wait");
        fixture.move(id, ChangeState.AUTHORISATION);
        assertThat(texts(
                        fixture.read(fixture.manager, id, "evidence { entries { text } }")
                                .at("/evidence/entries"),
                        "/text"))
                .as("whoever authorises it sees what is asked")
                .anyMatch(text -> text.contains("It cannot wait"));

        fixture.done(fixture.manager, "Authorise", id, Map.of());

        JsonNode granted = conflict(id).at("/freezeException");
        assertThat(granted.at("/state").asString()).isEqualTo("GRANTED");
        assertThat(granted.at("/grantedBy/id").asString()).isEqualTo(fixture.managerPerson.personId());
        assertThat(granted.at("/changeWindow/id").asString()).isEqualTo(freeze);
        clock.set(world.hour(2));
        fixture.done(fixture.implementer, "Start", id, Map.of());
        JsonNode history = fixture.read(fixture.leader, id, "history { nodes { action fields { field after } } }")
                .at("/history/nodes");
        assertThat(history.toString())
                .contains("freezeWindowIds", "It cannot wait")
                .doesNotContain("conflictsAtStart");
    }

    @Test
    void shouldStandInTheWayAgainWhenTheWindowOrTheItemsMove() {
        String id = world.draft(2, 4, List.of(item), Map.of());
        fixture.move(id, ChangeState.SCHEDULED);
        request(id, freeze).accepted("changeRequestFreezeException");
        assertThat(fixture.state(id)).as("it is another change to authorise").isEqualTo("AUTHORISATION");
        fixture.done(fixture.manager, "Authorise", id, Map.of());
        assertThat(state(id)).isEqualTo("GRANTED");

        fixture.done(fixture.requester, "Update", id, Map.of("window", world.times(5, 6)));
        assertThat(state(id)).isEqualTo("WITHDRAWN");
        fixture.done(fixture.requester, "Update", id, Map.of("window", world.times(2, 4)));
        assertThat(state(id)).as("it does not come back with its window").isEqualTo("WITHDRAWN");
        assertThat(conflict(id).at("/freezeException").isNull()).isTrue();
        fixture.done(fixture.manager, "Authorise", id, Map.of());
        assertThat(state(id)).as("what was not asked anew is not granted").isEqualTo("WITHDRAWN");

        request(id, freeze).accepted("changeRequestFreezeException");
        fixture.done(fixture.manager, "Authorise", id, Map.of());
        assertThat(state(id)).isEqualTo("GRANTED");
        fixture.done(fixture.requester, "LinkCis", id, Map.of("ciIds", List.of(world.newCi("server"))));
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(state(id)).isEqualTo("WITHDRAWN");

        request(id, freeze).accepted("changeRequestFreezeException");
        assertThat(fixture.done(fixture.manager, "Reject", id, Map.of("reason", "Not in the freeze"))
                        .at("/state")
                        .asString())
                .isEqualTo("DRAFT");
        assertThat(state(id)).as("what was rejected is over").isEqualTo("WITHDRAWN");
    }

    /** They read no windows, and grant it: so they are told of it, and decide it alone. */
    @Test
    void shouldTellWhoeverDecidesAndSeesNoFreeze() {
        TestTokens approver = cmdb.known(Role.REQUESTER, fixture.organisationId);
        Map<String, Object> asked = Map.of("kind", "PERSON", "personId", approver.personId());
        String policyId = policy(null, null, true, asked)
                .accepted("approvalPolicySet")
                .text("approvalPolicySet.approvalPolicy.id");
        try {
            String id = world.submitted(2, 4, List.of(item), Map.of("serviceOfferingId", fixture.offeringId));
            request(id, freeze).accepted("changeRequestFreezeException");
            fixture.done(fixture.manager, "Assess", id, Map.of("riskLevel", "LOW", "reason", "Known"));

            JsonNode read =
                    fixture.read(approver.token(), id, "evidence { version entries { key text } } approvals { id }");
            assertThat(texts(read.at("/evidence/entries"), "/text"))
                    .anyMatch(text -> text.contains("It cannot wait"))
                    .noneMatch(text -> text.contains("Turn of the year"));
            Map<String, Object> decision = Map.of(
                    "requestId", read.at("/approvals/0/id").asString(),
                    "evidenceVersion", read.at("/evidence/version").asString());
            GraphQlAnswer many = fixture.query(
                            approver.token(),
                            "mutation($items: [ApprovalDecideManyItemInput!]!) { approvalDecideMany(items: $items, decision: APPROVE)"
                                    + " { approvals { id } userErrors { code message field parameters } } }",
                            Map.of("items", List.of(decision)))
                    .withoutErrors();
            assertThat(many.userErrorCodes("approvalDecideMany")).containsExactly("CONFLICT");
            assertThat(many.text("approvalDecideMany.userErrors.0.parameters.cause"))
                    .isEqualTo("FREEZE_EXCEPTION");
            assertThat(state(id)).isEqualTo("REQUESTED");

            fixture.query(
                            approver.token(),
                            "mutation($requestId: ID!, $evidenceVersion: String) { approvalDecide(requestId: $requestId, decision: APPROVE,"
                                    + " evidenceVersion: $evidenceVersion) { approval { id } userErrors { code message field } } }",
                            decision)
                    .accepted("approvalDecide");
            assertThat(state(id)).isEqualTo("GRANTED");
        } finally {
            policy(policyId, 1, false, asked).accepted("approvalPolicySet");
        }
    }

    /** Else one could try which freezes hold for what one does not see. */
    @Test
    void shouldNotTellWhichFreezeCoversAHiddenItem() {
        String hidden = world.hiddenCi("Hidden server");
        String secret = world.window(
                cmdb.person(Role.CHANGE_MANAGER, fixture.organisationId)
                        .cleared(Confidentiality.CONFIDENTIAL)
                        .token(),
                "freeze",
                "A freeze",
                hidden,
                0,
                8);
        String id = world.draft(2, 4, List.of(item), Map.of());
        Map<String, Object> input = Map.of("windowIds", List.of(secret), "reason", "It cannot wait");
        GraphQlAnswer before = request(id, secret);
        fixture.done(fixture.leader, "LinkCis", id, Map.of("ciIds", List.of(hidden)));

        GraphQlAnswer answer = request(id, secret);

        assertThat(answer.userErrorCodes("changeRequestFreezeException")).containsExactly("CONFLICT");
        assertThat(answer.at("changeRequestFreezeException.userErrors"))
                .as("as if it covered nothing")
                .isEqualTo(before.at("changeRequestFreezeException.userErrors"));
        fixture.done(fixture.leader, "RequestFreezeException", id, input);
    }

    /** A freeze that came after the change was authorised forbids it all the same. */
    @Test
    void shouldExceptFromNoOtherFreeze() {
        String id = world.draft(2, 4, List.of(item), Map.of());
        request(id, freeze).accepted("changeRequestFreezeException");
        fixture.move(id, ChangeState.SCHEDULED);
        String later = window("freeze", 1, 9);

        JsonNode conflicts = fixture.read(fixture.manager, id, CONFLICTS).at("/conflicts/conflicts");
        assertThat(conflicts).hasSize(2);
        for (JsonNode each : conflicts) {
            boolean excepted = each.at("/freezeException/state").asString("").equals("GRANTED");
            assertThat(each.at("/explanation").asString().contains("excepted")).isEqualTo(excepted);
        }
        assertThat(texts(fixture.read(fixture.manager, id, CONFLICTS).at("/freezeExceptions"), "/changeWindow/id"))
                .doesNotContain(later);
    }

    @Test
    void shouldRefuseWhatNeedsNoExceptionAndWhomItIsHiddenFrom() {
        String outside = world.draft(10, 12, List.of(item), Map.of());
        assertThat(request(outside, freeze).userErrorCodes("changeRequestFreezeException"))
                .as("not planned inside it")
                .containsExactly("CONFLICT");
        String id = world.draft(2, 4, List.of(item), Map.of());
        assertThat(request(id, Ids.next()).userErrorCodes("changeRequestFreezeException"))
                .containsExactly("NOT_FOUND");
        assertThat(request(id, window("maintenance", 0, 8)).userErrorCodes("changeRequestFreezeException"))
                .as("no freeze")
                .containsExactly("CONFLICT");
        Map<String, Object> input = Map.of("windowIds", List.of(freeze), "reason", "It cannot wait");
        assertThat(fixture.refused(fixture.stranger, "RequestFreezeException", id, input))
                .containsExactly("NOT_FOUND");
        String member =
                TestTokens.as(Role.CAB_MEMBER).in(fixture.organisationId).token();
        fixture.query(member, "{ viewer { id } }").withoutErrors();
        assertThat(fixture.refused(member, "RequestFreezeException", id, input))
                .as("who does not work on changes")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.refused(
                        fixture.requester, "RequestFreezeException", id, Map.of("windowIds", List.of(), "reason", " ")))
                .containsExactlyInAnyOrder("INVALID", "REQUIRED");
        fixture.done(fixture.requester, "Cancel", id, Map.of("reason", "Not needed"));
        assertThat(request(id, freeze).userErrorCodes("changeRequestFreezeException"))
                .containsExactly("INVALID_TRANSITION");
    }

    @Test
    void shouldBeAskedForByAPolicy() {
        Map<String, Object> more = Map.of("serviceOfferingId", fixture.offeringId);
        String plain = world.draft(2, 4, List.of(item), more);
        String excepted = world.draft(2, 4, List.of(item), more);
        request(excepted, freeze).accepted("changeRequestFreezeException");
        Map<String, Object> board = Map.of("kind", "CAB");
        String policyId = policy(null, null, true, board)
                .accepted("approvalPolicySet")
                .text("approvalPolicySet.approvalPolicy.id");
        try {
            assertThat(policyOf(plain)).isNotEqualTo("In a freeze");
            assertThat(policyOf(excepted)).isEqualTo("In a freeze");
            fixture.done(fixture.requester, "Update", excepted, Map.of("window", world.times(5, 6)));
            assertThat(policyOf(excepted)).as("which has to be asked anew").isNotEqualTo("In a freeze");
        } finally {
            policy(policyId, 1, false, board).accepted("approvalPolicySet");
        }
    }

    private String policyOf(String id) {
        return fixture.query(
                        fixture.manager,
                        "query($id: ID!) { approvalPolicyPreview(input: {recordId: $id}) { policy { name } } }",
                        Map.of("id", id))
                .withoutErrors()
                .text("approvalPolicyPreview.policy.name");
    }

    private GraphQlAnswer policy(
            @Nullable String id, @Nullable Integer version, boolean active, Map<String, Object> asked) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("id", id);
        variables.put("version", version);
        variables.put(
                "input",
                Map.of(
                        "name",
                        "In a freeze",
                        "kind",
                        "CHANGE",
                        "rank",
                        5,
                        "active",
                        active,
                        "condition",
                        "record.freezeException && '" + fixture.offeringId + "' in record.services",
                        "stages",
                        List.of(Map.of("name", "Board", "rule", "ANY", "approvers", List.of(asked)))));
        return fixture.query(
                        fixture.manager,
                        "mutation($id: ID, $version: Int, $input: ApprovalPolicyInput!) {"
                                + " approvalPolicySet(id: $id, expectedVersion: $version, input: $input) { approvalPolicy { id }"
                                + " userErrors { code message field } } }",
                        variables)
                .withoutErrors();
    }

    private GraphQlAnswer request(String id, String windowId) {
        return fixture.act(
                        fixture.requester,
                        "RequestFreezeException",
                        id,
                        Map.of("windowIds", List.of(windowId), "reason", "It cannot wait"))
                .withoutErrors();
    }

    private JsonNode conflict(String id) {
        JsonNode conflicts = fixture.read(fixture.manager, id, CONFLICTS).at("/conflicts/conflicts");
        assertThat(conflicts).as(conflicts.toString()).hasSize(1);
        assertThat(conflicts.at("/0/kind").asString()).isEqualTo("FREEZE");
        return conflicts.get(0);
    }

    private String state(String id) {
        JsonNode all = fixture.read(fixture.manager, id, CONFLICTS).at("/freezeExceptions");
        assertThat(all).hasSize(1);
        return all.at("/0/state").asString();
    }

    private String window(String kind, int from, int to) {
        return world.window(kind, "Turn of the year", item, from, to);
    }
}
