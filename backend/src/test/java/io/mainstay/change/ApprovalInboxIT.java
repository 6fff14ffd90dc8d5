// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What waits for somebody to approve: in which order, what is new of it, many at once, as it happens, and for whom. */
@IntegrationTest
class ApprovalInboxIT {

    private static final String MANY =
            "mutation($items: [ApprovalDecideManyItemInput!]!, $decision: ApprovalDecision!, $comment: String) {"
                    + " approvalDecideMany(items: $items, decision: $decision, comment: $comment) {"
                    + " approvals { id state record { id } } userErrors { code message field parameters } } }";
    private static final String SUMMARY =
            "evidenceVersion riskLevel conflictCount hiddenConflictCount affectedServiceCount serviceWithoutSpareCount"
                    + " complete seenAt changedCount changedParts";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CmdbFixture cmdb;

    private PlannedWorld world;
    private ChangeFixture fixture;
    private TestTokens approver;
    private TestTokens deputy;
    private String policyId = "";
    private int policyVersion;

    /** Of the fixture's service one person decides. */
    @BeforeEach
    void createPolicy() {
        world = new PlannedWorld(client, work, cypher, clock, cmdb);
        fixture = world.fixture;
        approver = person(Role.AGENT);
        deputy = person(Role.AGENT);
        policyId = set(null, null, true).accepted("approvalPolicySet").text("approvalPolicySet.approvalPolicy.id");
        policyVersion = 1;
    }

    @AfterEach
    void takeThePolicyOutOfUse() {
        clock.follow();
        set(policyId, policyVersion, false).accepted("approvalPolicySet");
    }

    @Test
    void shouldDecideManyEachForItself() {
        String first = waiting("LOW");
        String second = waiting("LOW");
        String risky = waiting("HIGH");
        String decided = waiting("LOW");
        decideMany(approver, List.of(item(request(decided))), "APPROVE", null).accepted("approvalDecideMany");
        String unknown = Ids.next();
        Map<String, Object> stale = new HashMap<>(item(request(second)));
        stale.put("expectedVersion", 7);

        GraphQlAnswer answer = decideMany(
                approver,
                List.of(item(request(first)), stale, item(request(risky)), item(request(decided)), item(unknown)),
                "APPROVE",
                null);

        assertThat(texts(answer.at("approvalDecideMany.approvals"), "/record/id"))
                .containsExactly(first);
        assertThat(refusals(answer))
                .containsExactly(
                        "STALE_VERSION items 1 expectedVersion",
                        "CONFLICT items 2 requestId",
                        "INVALID_TRANSITION items 3 requestId",
                        "NOT_FOUND items 4 requestId");
        assertThat(answer.text("approvalDecideMany.userErrors.1.parameters.risk"))
                .isEqualTo("HIGH");
        assertThat(fixture.state(first)).isEqualTo("SCHEDULED");
        assertThat(fixture.state(second)).isEqualTo("AUTHORISATION");
        assertThat(fixture.state(risky)).isEqualTo("AUTHORISATION");

        assertThat(refusals(decideMany(approver, List.of(item(request(second))), "REJECT", null)))
                .as("for all of them")
                .containsExactly("REQUIRED comment");
        assertThat(refusals(decideMany(approver, twice(item(request(second))), "APPROVE", null)))
                .containsExactly("INVALID items");
        assertThat(refusals(decideMany(approver, many(51), "APPROVE", null))).containsExactly("INVALID items");
        assertThat(refusals(decideMany(approver, List.of(), "APPROVE", null))).containsExactly("INVALID items");
        GraphQlAnswer others = decideMany(fixture.managerPerson, List.of(item(request(second))), "APPROVE", null);
        assertThat(refusals(others)).containsExactly("FORBIDDEN items 0 requestId");
        TestTokens elsewhere = TestTokens.as(Role.AGENT).in(Ids.next());
        fixture.query(elsewhere.token(), "{ viewer { id } }").withoutErrors();
        assertThat(refusals(decideMany(elsewhere, List.of(item(request(second))), "APPROVE", null)))
                .as("who does not see it")
                .containsExactly("NOT_FOUND items 0 requestId");
        decideMany(approver, List.of(item(request(second))), "REJECT", "Not before the audit")
                .accepted("approvalDecideMany");
        assertThat(fixture.state(second)).isEqualTo("DRAFT");
    }

    /** An approval on evidence that is not what is there any more is refused, in a call for many too. */
    @Test
    void shouldSayWhatIsNewSinceSomebodyLookedAndDecideOnIt() {
        String server = world.newCi("server");
        world.dependsOn(world.newCi("business-service"), server);
        Map<String, Object> ofServer = Map.of("ciIds", List.of(server));
        String id = waiting("LOW", ofServer);
        JsonNode never = summary(approver, id);
        assertThat(never.at("/seenAt").isNull()).isTrue();
        assertThat(never.at("/changedCount").isNull()).isTrue();
        assertThat(never.at("/affectedServiceCount").asInt())
                .as("the service fails with its server")
                .isEqualTo(1);
        assertThat(fixture.read(
                                approver.token(),
                                id,
                                "evidence { conflicts { conflicts { kind } hiddenConflictCount } }")
                        .at("/evidence/conflicts/conflicts"))
                .hasSize(never.at("/conflictCount").asInt());
        String version = never.at("/evidenceVersion").asString();

        markSeen(approver, id, version).accepted("changeMarkSeen");
        assertThat(summary(approver, id).at("/changedCount").asInt()).isZero();
        assertThat(summary(fixture.managerPerson, id).at("/seenAt").isNull())
                .as("it is theirs alone")
                .isTrue();
        // A change of the same server at the same time comes.
        String other = fixture.requested(ofServer);
        fixture.move(other, ChangeState.ASSESSMENT);

        JsonNode since = summary(approver, id);
        assertThat(since.at("/seenAt").asString()).isNotEmpty();
        assertThat(since.at("/changedCount").asInt()).isPositive();
        assertThat(since.at("/changedParts").toString()).contains("CONFLICT");
        Map<String, Object> stale = new HashMap<>(item(request(id)));
        stale.put("evidenceVersion", version);
        assertThat(refusals(decideMany(approver, List.of(stale), "APPROVE", null)))
                .containsExactly("CONFLICT items 0 evidenceVersion");
        stale.put("evidenceVersion", since.at("/evidenceVersion").asString());
        decideMany(approver, List.of(stale), "APPROVE", null).accepted("approvalDecideMany");

        assertThat(markSeen(approver, other, version).userErrorCodes("changeMarkSeen"))
                .as("a version of another change")
                .containsExactly("INVALID");
        TestTokens elsewhere = TestTokens.as(Role.AGENT).in(Ids.next());
        fixture.query(elsewhere.token(), "{ viewer { id } }").withoutErrors();
        assertThat(markSeen(elsewhere, id, version).userErrorCodes("changeMarkSeen"))
                .containsExactly("NOT_FOUND");
    }

    /** Acceptance example 7: one query and one mutation, and none that rests on a graph that is not there any more. */
    @Test
    void shouldApproveWithFullEvidenceByOneQueryAndOneMutation() {
        String server = world.newCi("server");
        world.dependsOn(world.newCi("business-service"), server);
        String id = waiting("LOW", Map.of("ciIds", List.of(server)));
        JsonNode seen = waitingWithEvidence(id);
        assertThat(seen.at("/record/decisionSummary/affectedServiceCount").asInt())
                .isEqualTo(1);
        assertThat(seen.at("/record/evidence/risk/parts")).isNotEmpty();
        String shop = world.newCi("business-service");
        world.dependsOn(shop, server);

        GraphQlAnswer stale = decide(seen);

        assertThat(stale.userErrorCodes("approvalDecide")).containsExactly("CONFLICT");
        JsonNode parameters = stale.at("approvalDecide.userErrors.0.parameters");
        assertThat(parameters.at("/cause").asString()).isEqualTo("EVIDENCE_STALE");
        assertThat(texts(parameters.at("/differences"), "/key")).contains(shop);
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        decide(waitingWithEvidence(id)).accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
    }

    private JsonNode waitingWithEvidence(String id) {
        return fixture.query(
                        approver.token(),
                        "{ myApprovals(first: 3, order: NEWEST) { nodes { id dueAt record { ... on Change { id decisionSummary { affectedServiceCount }"
                                + " evidence { version risk { level parts { reason } } conflicts { conflicts { kind } } entries { key text } } } } } } }",
                        Map.of())
                .withoutErrors()
                .at("myApprovals.nodes")
                .valueStream()
                .filter(request -> request.at("/record/id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private GraphQlAnswer decide(JsonNode request) {
        return fixture.query(
                        approver.token(),
                        "mutation($id: ID!, $version: String!) { approvalDecide(requestId: $id, decision: APPROVE, evidenceVersion: $version)"
                                + " { approval { state } userErrors { code message field parameters } } }",
                        Map.of(
                                "id",
                                request.at("/id").asString(),
                                "version",
                                request.at("/record/evidence/version").asString()))
                .withoutErrors();
    }

    @Test
    void shouldShowTheNewestFirstWithAsManyStatementsWhateverWaits() {
        List<String> made = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            made.add(request(waiting("LOW")));
            clock.advance(Duration.ofMinutes(1));
        }
        List<String> newest = new ArrayList<>(made);
        Collections.reverse(newest);

        List<String> paged = new ArrayList<>();
        String after = null;
        do {
            GraphQlAnswer page = page("NEWEST", 3, after);
            paged.addAll(texts(page.at("myApprovals.nodes"), "/id"));
            JsonNode info = page.at("myApprovals.pageInfo");
            after = info.at("/hasNextPage").asBoolean() ? info.at("/endCursor").asString() : null;
        } while (after != null);
        assertThat(paged).containsExactlyElementsOf(newest);
        assertThat(texts(page("DUE", 100, null).at("myApprovals.nodes"), "/id"))
                .containsExactlyInAnyOrderElementsOf(made);
        Map<String, Object> ofOther = new HashMap<>();
        ofOther.put("after", page("DUE", 1, null).text("myApprovals.pageInfo.endCursor"));
        ofOther.put("first", 1);
        ofOther.put("order", "NEWEST");
        assertThat(fixture.query(approver.token(), PAGE, ofOther).errorCodes())
                .as("a cursor of the other order")
                .containsExactly("BAD_USER_INPUT");

        String row =
                "query($first: Int!) { myApprovals(first: $first) { nodes { dueAt viewerCanDecide record { ... on Change"
                        + " { riskLevel decisionSummary { " + SUMMARY + " } } } } } }";
        assertThat(CypherCalls.growing(statements(row, 1), statements(row, 4), 3))
                .isEmpty();
    }

    @Test
    void shouldTellThoseWhoAreAskedAndNobodyElse() {
        delegate(approver, Map.of("toId", deputy.personId())).accepted("delegationSet");
        TestTokens elsewhere = TestTokens.as(Role.AGENT).in(Ids.next());
        fixture.query(elsewhere.token(), "{ viewer { id } }").withoutErrors();
        awaitFeed();
        try (GraphQlSocket own = follow(approver.token());
                GraphQlSocket inPlace = follow(deputy.token());
                GraphQlSocket manager = follow(fixture.manager);
                GraphQlSocket stranger = follow(elsewhere.token())) {
            for (GraphQlSocket each : List.of(own, inPlace, manager, stranger)) {
                assertThat(told(each).at("/seq").isNull())
                        .as("nothing is missed from here on")
                        .isTrue();
            }
            String id = waiting("LOW");
            String requestId = request(id);
            for (GraphQlSocket each : List.of(own, inPlace)) {
                JsonNode come = toldOf(each, requestId);
                assertThat(come.at("/type").asString()).isEqualTo("approval.requested.v1");
                assertThat(come.at("/approval/record/id").asString()).isEqualTo(id);
                assertThat(come.at("/approval/viewerCanDecide").asBoolean()).isTrue();
            }
            decideMany(deputy, List.of(item(requestId)), "APPROVE", null).accepted("approvalDecideMany");
            for (GraphQlSocket each : List.of(own, inPlace)) {
                JsonNode gone = toldOf(each, requestId);
                assertThat(gone.at("/type").asString()).isEqualTo("approval.decided.v1");
                assertThat(gone.at("/approval/state").asString()).isEqualTo("APPROVED");
            }
            for (GraphQlSocket each : List.of(manager, stranger)) {
                assertThat(each.next(Duration.ofMillis(500)))
                        .as("whoever is not asked")
                        .isEmpty();
            }
        }
        try (GraphQlSocket program = follow(fixture.integration)) {
            assertThat(program.next().toString()).contains("FORBIDDEN");
        }
    }

    /** Who reads no changes reads the one that they are asked about, with all that they decide by, and no other. */
    @Test
    void shouldLetARequesterReadWhatTheyAreAskedToApprove() {
        approver = person(Role.REQUESTER);
        TestTokens colleague = person(Role.REQUESTER);
        set(policyId, policyVersion, true).accepted("approvalPolicySet");
        policyVersion++;
        String other = fixture.requested(Map.of());
        String id = waiting("LOW");

        GraphQlAnswer mine = fixture.query(
                        approver.token(),
                        "{ myApprovals(first: 1) { nodes { id viewerCanDecide record { id ... on Change { plan approvals { id } tasks { id }"
                                + " impactAnalysis { complete } conflicts { complete } riskAssessment { level } evidence { version"
                                + " entries { text } } decisionSummary { evidenceVersion } pinnedEvidence { id } } } } } }",
                        Map.of())
                .withoutErrors();
        assertThat(mine.text("myApprovals.nodes.0.record.id")).isEqualTo(id);
        assertThat(fixture.read(approver.token(), id, "plan").at("/plan").asString())
                .isNotEmpty();
        String version = mine.text("myApprovals.nodes.0.record.decisionSummary.evidenceVersion");
        markSeen(approver, id, version).accepted("changeMarkSeen");
        Map<String, Object> item = new HashMap<>(item(mine.text("myApprovals.nodes.0.id")));
        item.put("evidenceVersion", version);
        assertThat(fixture.read(approver.token(), other, "id").isNull()).isTrue();
        assertThat(fixture.query(approver.token(), "{ changes { totalCount } }").errorCodes())
                .containsExactly("FORBIDDEN");
        assertThat(fixture.read(colleague.token(), id, "id").isNull())
                .as("who is not asked")
                .isTrue();
        assertThat(refusals(decideMany(colleague, List.of(item), "APPROVE", null)))
                .containsExactly("NOT_FOUND items 0 requestId");

        decideMany(approver, List.of(item), "APPROVE", null).accepted("approvalDecideMany");

        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
        assertThat(fixture.read(approver.token(), id, "pinnedEvidence { pinnedBy { id } }")
                        .at("/pinnedEvidence/0/pinnedBy/id")
                        .asString())
                .isEqualTo(approver.personId());
    }

    /** Who saw a change only because they were asked does not see it once they have rejected it, nor once it is over. */
    @Test
    void shouldAnswerAndTellWhoSeesTheRecordNoMore() {
        approver = person(Role.REQUESTER);
        set(policyId, policyVersion, true).accepted("approvalPolicySet");
        policyVersion++;
        GraphQlAnswer single = fixture.query(
                        approver.token(),
                        "mutation($id: ID!) { approvalDecide(requestId: $id, decision: REJECT, comment: \"Not now\") {"
                                + " approval { state viewerCanDecide record { id } } userErrors { code message field } } }",
                        Map.of("id", request(waiting("LOW"))))
                .withoutErrors()
                .accepted("approvalDecide");
        assertThat(single.text("approvalDecide.approval.state")).isEqualTo("REJECTED");
        assertThat(single.at("approvalDecide.approval.record").isNull()).isTrue();
        GraphQlAnswer many = decideMany(
                        approver,
                        List.of(item(request(waiting("LOW"))), item(request(waiting("LOW")))),
                        "REJECT",
                        "Not now")
                .accepted("approvalDecideMany");
        assertThat(texts(many.at("approvalDecideMany.approvals"), "/state")).containsExactly("REJECTED", "REJECTED");
        awaitFeed();
        try (GraphQlSocket own = follow(approver.token());
                GraphQlSocket other = follow(deputy.token())) {
            told(own);
            told(other);
            String id = waiting("LOW");
            String requestId = request(id);
            assertThat(toldOf(own, requestId).at("/approval/record/id").asString())
                    .isEqualTo(id);
            fixture.done(fixture.requester, "Cancel", id, Map.of("reason", "Not needed"));

            JsonNode over = toldOf(own, requestId);
            assertThat(over.at("/type").asString()).isEqualTo("approval.withdrawn.v1");
            assertThat(over.at("/revision").asInt()).isPositive();
            assertThat(over.at("/approval").isNull()).isTrue();
            assertThat(other.next(Duration.ofMillis(500)))
                    .as("who is not asked")
                    .isEmpty();
        }
    }

    /** They read no people, and know each other's addresses. */
    @Test
    void shouldLetSomebodyNameADeputyWithoutReadingTheDirectory() {
        TestTokens member = person(Role.CAB_MEMBER);
        TestTokens requester = person(Role.REQUESTER);
        TestTokens elsewhere = TestTokens.as(Role.CAB_MEMBER).in(Ids.next());
        fixture.query(elsewhere.token(), "{ viewer { id } }").withoutErrors();
        for (TestTokens each : List.of(deputy, elsewhere, requester)) {
            withEmail(each);
        }
        TestTokens gone = person(Role.AGENT);
        work.writeRepeatably(() -> cypher.statement("test/leave-with-email")
                .with("id", gone.personId())
                .with("email", email(deputy).toUpperCase(Locale.ROOT))
                .run());

        assertThat(delegate(member, Map.of("toEmail", email(deputy)))
                        .accepted("delegationSet")
                        .text("delegationSet.delegation.to.id"))
                .isEqualTo(deputy.personId());
        delegate(member, Map.of("toEmail", email(requester).toUpperCase(Locale.ROOT)))
                .accepted("delegationSet");
        delegate(requester, Map.of("toId", deputy.personId())).accepted("delegationSet");
        for (Map<String, Object> hidden : List.of(
                Map.<String, Object>of("toEmail", email(elsewhere)),
                Map.<String, Object>of("toId", elsewhere.personId()),
                Map.<String, Object>of("toEmail", "nobody@example.org"))) {
            assertThat(delegate(member, hidden).userErrorCodes("delegationSet"))
                    .as("nobody is found who is not a colleague: %s", hidden)
                    .containsExactly("NOT_FOUND");
        }
        assertThat(delegate(requester, Map.of("toEmail", email(requester))).userErrorCodes("delegationSet"))
                .as("oneself")
                .containsExactly("INVALID");
        assertThat(delegate(member, Map.of("toEmail", email(deputy), "toId", deputy.personId()))
                        .userErrorCodes("delegationSet"))
                .containsExactly("INVALID");
        assertThat(delegate(member, Map.of()).userErrorCodes("delegationSet")).containsExactly("REQUIRED");
    }

    private static final String PAGE =
            "query($order: ApprovalOrder!, $first: Int!, $after: String) { myApprovals(order: $order, first: $first, after: $after)"
                    + " { nodes { id } pageInfo { hasNextPage endCursor } } }";

    private GraphQlAnswer page(String order, int first, @Nullable String after) {
        Map<String, Object> variables = new HashMap<>(Map.of("order", order, "first", first));
        variables.put("after", after);
        return fixture.query(approver.token(), PAGE, variables).withoutErrors();
    }

    private List<String> statements(String document, int first) {
        calls.reset();
        fixture.query(approver.token(), document, Map.of("first", first)).withoutErrors();
        return calls.since("");
    }

    /** The graph was emptied before: whoever follows is interrupted once, when the delivery of events notices it. */
    private void awaitFeed() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (GraphQlSocket socket = follow(approver.token())) {
                socket.next();
                waiting("LOW");
                return socket.next().path("type").asString().equals("next");
            }
        });
    }

    private GraphQlSocket follow(String token) {
        GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws")).init(token);
        socket.next();
        socket.subscribe(
                "1",
                "subscription { approvalsChanged { seq type approvalId revision approval { state viewerCanDecide record { id } } } }");
        return socket;
    }

    private static JsonNode told(GraphQlSocket socket) {
        JsonNode message = socket.next();
        assertThat(message.path("type").asString()).as(message.toString()).isEqualTo("next");
        JsonNode payload = message.path("payload");
        assertThat(payload.has("errors")).as(payload.toString()).isFalse();
        return payload.at("/data/approvalsChanged");
    }

    /** What is told of a request; what was asked for before may still be told first. */
    private static JsonNode toldOf(GraphQlSocket socket, String requestId) {
        JsonNode told = told(socket);
        while (!told.at("/approvalId").asString().equals(requestId)) {
            told = told(socket);
        }
        return told;
    }

    private JsonNode summary(TestTokens reader, String id) {
        return fixture.read(reader.token(), id, "decisionSummary { " + SUMMARY + " }")
                .at("/decisionSummary");
    }

    private GraphQlAnswer markSeen(TestTokens person, String id, String version) {
        return fixture.query(
                        person.token(),
                        "mutation($id: ID!, $version: String!) { changeMarkSeen(id: $id, evidenceVersion: $version) { change { id }"
                                + " userErrors { code message field } } }",
                        Map.of("id", id, "version", version))
                .withoutErrors();
    }

    private GraphQlAnswer decideMany(
            TestTokens person, List<Map<String, Object>> items, String decision, @Nullable String comment) {
        Map<String, Object> variables = new HashMap<>(Map.of("items", items, "decision", decision));
        variables.put("comment", comment);
        return fixture.query(person.token(), MANY, variables).withoutErrors();
    }

    private static List<String> refusals(GraphQlAnswer answer) {
        List<String> refusals = new ArrayList<>();
        answer.at("approvalDecideMany.userErrors").forEach(error -> {
            StringBuilder refusal = new StringBuilder(error.at("/code").asString());
            error.at("/field").forEach(part -> refusal.append(' ').append(part.asString()));
            refusals.add(refusal.toString());
        });
        return refusals;
    }

    private static Map<String, Object> item(String requestId) {
        return Map.of("requestId", requestId);
    }

    private static List<Map<String, Object>> twice(Map<String, Object> item) {
        return List.of(item, item);
    }

    private static List<Map<String, Object>> many(int count) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            items.add(item(Ids.next()));
        }
        return items;
    }

    /** A change of the fixture's service with this risk that waits for the approver. */
    private String waiting(String risk) {
        return waiting(risk, Map.of());
    }

    private String waiting(String risk, Map<String, Object> more) {
        Map<String, Object> details = new HashMap<>(more);
        details.put("serviceOfferingId", fixture.offeringId);
        String id = fixture.requested(details);
        fixture.move(id, ChangeState.ASSESSMENT);
        fixture.done(fixture.manager, "Assess", id, Map.of("riskLevel", risk, "reason", "Known"));
        return id;
    }

    private String request(String changeId) {
        return fixture.read(fixture.manager, changeId, "approvals { id }")
                .at("/approvals/0/id")
                .asString();
    }

    private TestTokens person(Role role) {
        TestTokens person = TestTokens.as(role).in(fixture.organisationId);
        fixture.query(person.token(), "{ viewer { id } }").withoutErrors();
        work.writeRepeatably(() -> fixture.person(person.personId()));
        return person;
    }

    private static String email(TestTokens person) {
        return person.personId() + "@example.org";
    }

    private void withEmail(TestTokens person) {
        work.writeRepeatably(() -> cypher.statement("test/set-email")
                .with("id", person.personId())
                .with("email", email(person))
                .run());
    }

    private GraphQlAnswer delegate(TestTokens person, Map<String, Object> deputyNamed) {
        Map<String, Object> input = new HashMap<>(deputyNamed);
        input.put("validTo", clock.now().plus(Duration.ofDays(1)).toString());
        return fixture.query(
                        person.token(),
                        "mutation($input: DelegationInput!) { delegationSet(input: $input) { delegation { id to { id } }"
                                + " userErrors { code message field } } }",
                        Map.of("input", input))
                .withoutErrors();
    }

    private GraphQlAnswer set(@Nullable String id, @Nullable Integer version, boolean active) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("id", id);
        variables.put("version", version);
        variables.put(
                "input",
                Map.of(
                        "name",
                        "One person",
                        "kind",
                        "CHANGE",
                        "rank",
                        10,
                        "active",
                        active,
                        "condition",
                        "'" + fixture.offeringId + "' in record.services",
                        "stages",
                        List.of(Map.of(
                                "name",
                                "Decision",
                                "rule",
                                "ANY",
                                "approvers",
                                List.of(Map.of("kind", "PERSON", "personId", approver.personId()))))));
        return fixture.query(
                        fixture.manager,
                        "mutation($id: ID, $version: Int, $input: ApprovalPolicyInput!) {"
                                + " approvalPolicySet(id: $id, expectedVersion: $version, input: $input) { approvalPolicy { id version }"
                                + " userErrors { code message field } } }",
                        variables)
                .withoutErrors();
    }
}
