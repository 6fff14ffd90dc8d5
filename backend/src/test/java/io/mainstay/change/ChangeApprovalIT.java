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
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.workflow.ApprovalPolicyService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Changes that are approved by policies, over HTTP. Each test has a policy of its own, which holds for one service alone. */
@IntegrationTest
class ChangeApprovalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REQUEST =
            "id stage step stageName state current needed dueAt version viewerCanDecide comment conditions"
                    + " evidenceVersion approver { kind role person { id } team { id } } decidedBy { id } delegatedFrom { id }";

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

    @Autowired
    private Driver driver;

    private final List<String> policies = new ArrayList<>();
    private ChangeFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
    }

    @AfterEach
    void takeThePoliciesOutOfUse() {
        clock.follow();
        for (String id : policies) {
            Map<String, Object> input = policy("Over", stage("Nobody", "ANY", Map.of("kind", "CAB")));
            input.put("active", false);
            int version = ask(
                            fixture.manager,
                            "query($id: ID!) { approvalPolicy(id: $id) { version } }",
                            Map.of("id", id))
                    .withoutErrors()
                    .at("approvalPolicy.version")
                    .asInt();
            set(id, version, input).accepted("approvalPolicySet");
        }
    }

    /** Acceptance example 1: prepared, reviewed and approved by three people. */
    @Test
    void shouldTakeThreePeopleForThreeSignatures() {
        TestTokens reviewer = person(Role.AGENT);
        TestTokens approver = person(Role.AGENT);
        given(stage("Review", "ANY", named(reviewer)), stage("Approval", "ANY", named(approver), named(reviewer)));
        String id = waiting(Map.of());
        JsonNode review = only(id, "Review");
        JsonNode approval = of(id, "Approval", approver);

        assertThat(decide(approver.token(), approval, "APPROVE").userErrorCodes("approvalDecide"))
                .as("before the reviewer")
                .containsExactly("INVALID_TRANSITION");
        assertThat(decide(fixture.requester, review, "APPROVE").userErrorCodes("approvalDecide"))
                .as("whoever prepared it")
                .containsExactly("FORBIDDEN");
        assertThat(decide(fixture.manager, review, "APPROVE").userErrorCodes("approvalDecide"))
                .as("whoever is not asked")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.refused(fixture.manager, "Authorise", id, Map.of())).containsExactly("FORBIDDEN");
        assertThat(ask(
                                fixture.auditor,
                                "query($id: ID!) { auditRefusals(personId: $id) { nodes { action fields { after } } } }",
                                Map.of("id", fixture.managerPerson.personId()))
                        .withoutErrors()
                        .at("auditRefusals.nodes")
                        .toString())
                .as("each is audited")
                .contains("approvalDecide", "You are not asked to decide this")
                .contains("changeAuthorise", "You are not asked to approve this now");

        decide(reviewer.token(), review, "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(only(id, "Review").at("/decidedBy/id").asString()).isEqualTo(reviewer.personId());
        assertThat(decide(reviewer.token(), of(id, "Approval", reviewer), "APPROVE")
                        .userErrorCodes("approvalDecide"))
                .as("one person counts once")
                .containsExactly("FORBIDDEN");
        decide(approver.token(), approval, "APPROVE").accepted("approvalDecide");

        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
        assertThat(of(id, "Approval", reviewer).at("/state").asString()).isEqualTo("WITHDRAWN");
        assertThat(fixture.read(fixture.manager, id, "authorisedBy { id }")
                        .at("/authorisedBy/id")
                        .asString())
                .isEqualTo(approver.personId());
        assertThat(fixture.done(fixture.implementer, "Start", id, Map.of())
                        .at("/state")
                        .asString())
                .isEqualTo("IMPLEMENTING");
    }

    /** Acceptance example 3: three named roles, each separately. */
    @Test
    void shouldTakeThreePeopleForThreeRoles() {
        TestTokens both = person(Role.TEAM_LEAD, Role.SERVICE_MANAGER);
        TestTokens service = person(Role.SERVICE_MANAGER);
        TestTokens release = person(Role.RELEASE_MANAGER);
        given(stage(
                "Signatures",
                "ALL",
                Map.of("kind", "ROLE", "role", "TEAM_LEAD"),
                Map.of("kind", "ROLE", "role", "SERVICE_MANAGER"),
                Map.of("kind", "ROLE", "role", "RELEASE_MANAGER")));
        String id = waiting(Map.of());

        decide(both.token(), of(id, "TEAM_LEAD"), "APPROVE").accepted("approvalDecide");
        assertThat(decide(both.token(), of(id, "SERVICE_MANAGER"), "APPROVE").userErrorCodes("approvalDecide"))
                .as("one person with two roles counts once")
                .containsExactly("FORBIDDEN");
        assertThat(mine(both)).isEmpty();
        assertThat(mine(service))
                .containsExactly(of(id, "SERVICE_MANAGER").at("/id").asString());
        decide(service.token(), of(id, "SERVICE_MANAGER"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(of(id, "RELEASE_MANAGER").at("/state").asString()).isEqualTo("WAITING");
        decide(
                        release.token(),
                        of(id, "RELEASE_MANAGER"),
                        "APPROVE_WITH_CONDITIONS",
                        Map.of("conditions", "Tell the desk"))
                .accepted("approvalDecide");

        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
        assertThat(of(id, "RELEASE_MANAGER").at("/conditions").asString()).isEqualTo("Tell the desk");

        String rejected = waiting(Map.of());
        decide(both.token(), of(rejected, "TEAM_LEAD"), "APPROVE").accepted("approvalDecide");
        decide(service.token(), of(rejected, "SERVICE_MANAGER"), "REJECT", Map.of("comment", "Not before the audit"))
                .accepted("approvalDecide");
        assertThat(fixture.state(rejected)).isEqualTo("DRAFT");
        assertThat(fixture.read(fixture.requester, rejected, "rejectionReason")
                        .at("/rejectionReason")
                        .asString())
                .isEqualTo("Not before the audit");
        assertThat(texts(requests(rejected), "/state")).containsExactlyInAnyOrder("WITHDRAWN", "REJECTED", "WITHDRAWN");
        assertThat(mine(release)).isEmpty();
    }

    /** Acceptance example 4: a deputy with authority until 18:00. */
    @Test
    void shouldLetADeputyDecideUntilTheDelegationEnds() {
        Instant six = clock.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(24 + 18));
        clock.set(six.minus(Duration.ofHours(4)));
        TestTokens director = person(Role.AGENT);
        TestTokens deputy = person(Role.AGENT);
        given(stage("Direction", "ANY", named(director)));
        Map<String, Object> allDay = Map.of("window", fixture.window(Duration.ofMinutes(-5), Duration.ofHours(8)));
        String first = waiting(allDay);
        String second = waiting(allDay);
        JsonNode delegation = ask(
                        director.token(),
                        "mutation($input: DelegationInput!) { delegationSet(input: $input) { delegation { id version valid"
                                + " viewerCanEnd from { id } to { id } } userErrors { code message field } } }",
                        Map.of("input", Map.of("toId", deputy.personId(), "validTo", six.toString())))
                .accepted("delegationSet")
                .at("delegationSet.delegation");
        assertThat(delegation.at("/valid").asBoolean()).isTrue();
        assertThat(decide(fixture.deputy, only(first, "Direction"), "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("FORBIDDEN");

        clock.set(six.minus(Duration.ofMinutes(1)));
        assertThat(mine(deputy))
                .containsExactlyInAnyOrder(
                        only(first, "Direction").at("/id").asString(),
                        only(second, "Direction").at("/id").asString());
        decide(deputy.token(), only(first, "Direction"), "APPROVE").accepted("approvalDecide");
        JsonNode decided = only(first, "Direction");
        assertThat(decided.at("/decidedBy/id").asString()).isEqualTo(deputy.personId());
        assertThat(decided.at("/delegatedFrom/id").asString()).isEqualTo(director.personId());
        JsonNode entry = fixture.read(
                        fixture.manager,
                        first,
                        "history(first: 1) { nodes { action principalId fields { field after } } }")
                .at("/history/nodes/0");
        assertThat(entry.at("/principalId").asString()).isEqualTo(deputy.personId());
        assertThat(entry.toString()).contains("delegatedFromId", director.personId());

        clock.set(six);
        assertThat(decide(deputy.token(), only(second, "Direction"), "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("FORBIDDEN");
        assertThat(mine(deputy)).isEmpty();
        // Its timer says so too, which is another version of it.
        String delegationId = delegation.at("/id").asString();
        await().atMost(PATIENCE).until(() -> events(delegationId, "delegation.ended.v1") == 1);
        JsonNode over = ask(
                        director.token(),
                        "query($id: ID!) { node(id: $id) { ... on Delegation { id version } } }",
                        Map.of("id", delegationId))
                .withoutErrors()
                .at("node");
        assertThat(end(director.token(), over).userErrorCodes("delegationEnd")).containsExactly("CONFLICT");
    }

    /** Outside of it they are asked nothing and decide nothing, in whatever way. */
    @Test
    void shouldLetADeputyDecideWhatTheDelegationIsForAlone() {
        TestTokens director = person(Role.AGENT);
        TestTokens deputy = person(Role.AGENT);
        String policyId = given(stage("Direction", "ANY", named(director)));
        String id = waiting(Map.of());
        JsonNode request = only(id, "Direction");
        for (Map<String, Object> other : List.<Map<String, Object>>of(
                Map.of("kinds", List.of("RELEASE")),
                Map.of("policyIds", List.of(ApprovalPolicyService.DEFAULT_ID)),
                Map.of("kinds", List.of("CHANGE"), "policyIds", List.of(ApprovalPolicyService.DEFAULT_ID)))) {
            delegate(director.token(), deputy, other).accepted("delegationSet");
        }

        assertThat(mine(deputy)).isEmpty();
        assertThat(ask(deputy.token(), "{ myApprovals { totalCount } }", Map.of())
                        .withoutErrors()
                        .at("myApprovals.totalCount")
                        .asInt())
                .isZero();
        assertThat(request(deputy.token(), request.at("/id").asString())
                        .at("/viewerCanDecide")
                        .asBoolean())
                .isFalse();
        assertThat(decide(deputy.token(), request, "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("FORBIDDEN");
        assertThat(ask(deputy.token(), request, "Why?").userErrorCodes("approvalAskForInformation"))
                .containsExactly("FORBIDDEN");

        JsonNode limited = delegate(
                        director.token(), deputy, Map.of("kinds", List.of("CHANGE"), "policyIds", List.of(policyId)))
                .accepted("delegationSet")
                .at("delegationSet.delegation");
        assertThat(texts(limited.at("/kinds"), "")).containsExactly("CHANGE");
        assertThat(texts(limited.at("/policyIds"), "")).containsExactly(policyId);
        assertThat(mine(deputy)).containsExactly(request.at("/id").asString());
        assertThat(request(deputy.token(), request.at("/id").asString())
                        .at("/viewerCanDecide")
                        .asBoolean())
                .isTrue();
        decide(deputy.token(), request, "APPROVE").accepted("approvalDecide");
        assertThat(only(id, "Direction").at("/delegatedFrom/id").asString()).isEqualTo(director.personId());
        assertThat(decide(fixture.stranger, request, "APPROVE").userErrorCodes("approvalDecide"))
                .as("who does not see it")
                .containsExactly("NOT_FOUND");
    }

    @Test
    void shouldRefuseAScopeOfADelegationThatDoesNotFit() {
        TestTokens director = person(Role.AGENT);
        TestTokens deputy = person(Role.AGENT);
        String other = ApprovalPolicyService.DEFAULT_OF_RELEASES_ID;

        assertThat(refusal(director.token(), deputy, Map.of("kinds", List.of("INCIDENT"))))
                .isEqualTo("INVALID [\"input\",\"kinds\"]");
        assertThat(refusal(director.token(), deputy, Map.of("kinds", List.of("CHANGE", "CHANGE"))))
                .isEqualTo("INVALID [\"input\",\"kinds\"]");
        assertThat(refusal(director.token(), deputy, Map.of("policyIds", List.of(Ids.next()))))
                .isEqualTo("NOT_FOUND [\"input\",\"policyIds\",\"0\"]");
        assertThat(refusal(director.token(), deputy, Map.of("policyIds", List.of(other, other))))
                .isEqualTo("INVALID [\"input\",\"policyIds\"]");
        assertThat(refusal(director.token(), deputy, Map.of("kinds", List.of("CHANGE"), "policyIds", List.of(other))))
                .as("of another kind")
                .isEqualTo("INVALID [\"input\",\"policyIds\",\"0\"]");
        assertThat(refusal(person(Role.REQUESTER).token(), deputy, Map.of("policyIds", List.of(other))))
                .as("who reads no policies")
                .isEqualTo("NOT_FOUND [\"input\",\"policyIds\",\"0\"]");
    }

    /** By the clock it holds no more at once; that it is over, its history and its event say. */
    @Test
    void shouldWriteDownThatTheTimeOfADelegationIsOver() {
        clock.set(clock.now());
        TestTokens director = person(Role.AGENT);
        TestTokens deputy = person(Role.AGENT);
        JsonNode over = delegate(director.token(), deputy, Map.of()).at("delegationSet.delegation");
        JsonNode ended = delegate(director.token(), deputy, Map.of()).at("delegationSet.delegation");
        String overId = over.at("/id").asString();
        String endedId = ended.at("/id").asString();
        end(director.token(), ended).accepted("delegationEnd");
        assertThat(events(overId, "delegation.ended.v1")).isZero();

        clock.advance(Duration.ofDays(1).plusSeconds(1));
        await().atMost(PATIENCE).until(() -> events(overId, "delegation.ended.v1") == 1);

        JsonNode entry = ask(
                        fixture.manager,
                        "query($id: ID!) { node(id: $id) { ... on Delegation { endedAt overAt validTo valid"
                                + " history(first: 1) { nodes { action fields { field after } } } } } }",
                        Map.of("id", overId))
                .withoutErrors()
                .at("node");
        assertThat(entry.at("/overAt")).isEqualTo(entry.at("/validTo"));
        assertThat(entry.at("/endedAt").isNull()).isTrue();
        assertThat(entry.at("/valid").asBoolean()).isFalse();
        assertThat(entry.at("/history/nodes/0/action").asString()).isEqualTo("delegation.over");
        assertThat(texts(entry.at("/history/nodes/0/fields"), "/field")).containsExactly("overAt");
        assertThat(events(endedId, "delegation.ended.v1"))
                .as("what was ended before its time, once")
                .isEqualTo(1);
    }

    private String refusal(String token, TestTokens deputy, Map<String, Object> scope) {
        JsonNode error = delegate(token, deputy, scope).at("delegationSet.userErrors.0");
        return error.at("/code").asString() + " " + error.at("/field");
    }

    private GraphQlAnswer delegate(String token, TestTokens deputy, Map<String, Object> scope) {
        Map<String, Object> input = new HashMap<>(scope);
        input.put("toId", deputy.personId());
        input.put("validTo", clock.now().plus(Duration.ofDays(1)).toString());
        return ask(
                        token,
                        "mutation($input: DelegationInput!) { delegationSet(input: $input) { delegation { id version kinds"
                                + " policyIds } userErrors { code message field } } }",
                        Map.of("input", input))
                .withoutErrors();
    }

    @Test
    void shouldAskAndAnswerBeforeADecision() {
        TestTokens one = person(Role.AGENT);
        given(stage("One", "ANY", named(one)));
        String id = waiting(Map.of());
        JsonNode request = only(id, "One");

        assertThat(ask(fixture.requester, request, "Why?").userErrorCodes("approvalAskForInformation"))
                .as("whoever could not decide")
                .containsExactly("FORBIDDEN");
        assertThat(answer(fixture.requester, request, "So").userErrorCodes("approvalAnswer"))
                .as("nothing is asked")
                .containsExactly("INVALID_TRANSITION");
        ask(one.token(), request, "How long does it take?").accepted("approvalAskForInformation");
        JsonNode asked = only(id, "One");
        assertThat(asked.at("/state").asString()).isEqualTo("INFORMATION_ASKED");
        assertThat(mine(one)).as("it waits still").hasSize(1);
        answer(fixture.requester, asked, "An hour").accepted("approvalAnswer");
        JsonNode answered = ask(
                        one.token(),
                        "query($id: ID!) { approval(id: $id) { state question askedBy { id } answer answeredBy { id }"
                                + " history { nodes { action } } } }",
                        Map.of("id", request.at("/id").asString()))
                .withoutErrors()
                .at("approval");
        assertThat(answered.at("/state").asString()).isEqualTo("WAITING");
        assertThat(answered.at("/question").asString()).isEqualTo("How long does it take?");
        assertThat(answered.at("/askedBy/id").asString()).isEqualTo(one.personId());
        assertThat(answered.at("/answer").asString()).isEqualTo("An hour");
        assertThat(answered.at("/answeredBy/id").asString()).isEqualTo(fixture.agentPerson.personId());
        assertThat(texts(answered.at("/history/nodes"), "/action"))
                .containsExactly("approval.answer", "approval.ask-for-information", "approval.request");
        decide(one.token(), only(id, "One"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
    }

    @Test
    void shouldLetNobodyAnswerWhoHasOnlyApproved() {
        TestTokens board = person(Role.CAB_MEMBER);
        TestTokens other = person(Role.AGENT);
        given(stage("Both", "ALL", named(board), named(other)));
        String id = waiting(Map.of());
        decide(board.token(), of(id, "Both", board), "APPROVE").accepted("approvalDecide");
        ask(other.token(), of(id, "Both", other), "How long does it take?").accepted("approvalAskForInformation");

        assertThat(answer(board.token(), of(id, "Both", other), "An hour").userErrorCodes("approvalAnswer"))
                .containsExactly("FORBIDDEN");
        answer(fixture.requester, of(id, "Both", other), "Two hours").accepted("approvalAnswer");
    }

    private GraphQlAnswer ask(String token, JsonNode request, String question) {
        return said(token, request, "approvalAskForInformation", "question", question);
    }

    private GraphQlAnswer answer(String token, JsonNode request, String answer) {
        return said(token, request, "approvalAnswer", "answer", answer);
    }

    private GraphQlAnswer said(String token, JsonNode request, String mutation, String argument, String text) {
        return ask(
                        token,
                        "mutation($id: ID!, $text: String!, $version: Int!) { %s(requestId: $id, %s: $text, expectedVersion: $version)"
                                        .formatted(mutation, argument)
                                + " { userErrors { code message } } }",
                        Map.of(
                                "id",
                                request.at("/id").asString(),
                                "text",
                                text,
                                "version",
                                request.at("/version").asInt()))
                .withoutErrors();
    }

    @Test
    void shouldReturnToWhoAskedWhenNobodyAnswers() {
        clock.set(clock.now());
        TestTokens one = person(Role.AGENT);
        given(stage("One", "ANY", named(one)));
        String id = waiting(Map.of());
        JsonNode request = only(id, "One");
        String requestId = request.at("/id").asString();
        ask(one.token(), request, "How long does it take?").accepted("approvalAskForInformation");

        clock.advance(Duration.ofDays(2).minusSeconds(1));
        assertThat(request(one.token(), requestId).at("/state").asString()).isEqualTo("INFORMATION_ASKED");
        clock.advance(Duration.ofSeconds(2));
        await().atMost(PATIENCE).until(() -> events(requestId, "approval.information-returned.v1") == 1);

        JsonNode returned = ask(
                        one.token(),
                        "query($id: ID!) { approval(id: $id) { state question answer history(first: 1) { nodes { action } } } }",
                        Map.of("id", requestId))
                .withoutErrors()
                .at("approval");
        assertThat(returned.at("/state").asString()).isEqualTo("WAITING");
        assertThat(returned.at("/question").asString()).isEqualTo("How long does it take?");
        assertThat(returned.at("/answer").isNull()).isTrue();
        assertThat(texts(returned.at("/history/nodes"), "/action")).containsExactly("approval.return");
        assertThat(answer(fixture.requester, only(id, "One"), "An hour").userErrorCodes("approvalAnswer"))
                .as("it waits for an answer no longer")
                .containsExactly("INVALID_TRANSITION");

        ask(one.token(), only(id, "One"), "Again: how long?").accepted("approvalAskForInformation");
        answer(fixture.requester, only(id, "One"), "An hour").accepted("approvalAnswer");
        try (Session session = driver.session()) {
            assertThat(session.run(
                                    "MATCH (t:Timer {kind: 'approval.return', aggregateId: $id}) RETURN t",
                                    Map.of("id", id))
                            .list())
                    .as("what was answered does not return")
                    .isEmpty();
        }
    }

    /** Reminded at half of its time and near its end, then somebody else is asked, once. */
    @Test
    void shouldRemindAndThenAskWhomThePolicyNamesNext() {
        clock.set(clock.now());
        TestTokens absent = person(Role.AGENT);
        TestTokens next = person(Role.AGENT);
        Map<String, Object> stage = stage("Absent", "ANY", named(absent));
        stage.put("escalatesTo", named(next));
        stage.put("dueDays", 2);
        stage.put("freshLogin", true);
        given(stage);
        String id = waiting(Map.of());
        JsonNode first = only(id, "Absent");
        String firstId = first.at("/id").asString();
        assertThat(fixture.read(next.token(), id, "id").isNull())
                .as("whoever may be asked reads it already")
                .isFalse();
        assertThat(decide(next.token(), first, "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("FORBIDDEN");
        Instant due = Instant.parse(first.at("/dueAt").asString());
        Duration length = Duration.between(clock.now(), due);

        clock.advance(length.multipliedBy(51).dividedBy(100));
        await().atMost(PATIENCE).until(() -> events(firstId, "approval.reminder.v1") == 1);
        clock.set(due.minusSeconds(1));
        await().atMost(PATIENCE).until(() -> events(firstId, "approval.reminder.v1") == 2);
        assertThat(events(firstId, "approval.overdue.v1")).isZero();
        clock.set(due.plusSeconds(1));
        await().atMost(PATIENCE).until(() -> events(firstId, "approval.overdue.v1") == 1);

        assertThat(request(fixture.manager, firstId).at("/state").asString()).isEqualTo("EXPIRED");
        assertThat(mine(absent)).isEmpty();
        assertThat(decide(absent.token(), first, "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("INVALID_TRANSITION");
        List<String> waiting = mine(next);
        assertThat(waiting).hasSize(1);
        JsonNode second = request(next.token(), waiting.getFirst());
        assertThat(decide(next.token(), second, "APPROVE").text("approvalDecide.userErrors.0.parameters.cause"))
                .as("whoever is asked next is held to the same")
                .isEqualTo("FRESH_LOGIN_REQUIRED");
        clock.set(Instant.parse(second.at("/dueAt").asString()).plusSeconds(1));
        await().atMost(PATIENCE).until(() -> events(waiting.getFirst(), "approval.overdue.v1") == 1);
        assertThat(mine(next)).as("nobody comes after the next one").isEqualTo(waiting);
        fixture.done(
                fixture.requester,
                "Update",
                id,
                Map.of("window", fixture.window(Duration.ofMinutes(-5), Duration.ofHours(2))));
        decide(absent.signedIn(clock.now()), only(id, "Absent"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
    }

    /** Else nobody could decide any more: not whom it names next, who has a part, nor who was asked first. */
    @Test
    void shouldWaitOnWhereWhomThePolicyNamesNextCannotDecide() {
        clock.set(clock.now());
        TestTokens absent = person(Role.AGENT);
        Map<String, Object> stage = stage("Absent", "ANY", named(absent));
        stage.put("escalatesTo", named(fixture.agentPerson));
        given(stage);
        String id = waiting(Map.of());
        JsonNode request = only(id, "Absent");
        String requestId = request.at("/id").asString();

        clock.set(Instant.parse(request.at("/dueAt").asString()).plusSeconds(1));
        await().atMost(PATIENCE).until(() -> events(requestId, "approval.overdue.v1") == 1);

        assertThat(texts(requests(id), "/state")).containsExactly("WAITING");
        assertThat(mine(absent)).containsExactly(requestId);
    }

    private int events(String requestId, String type) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: $type}) RETURN count(e) AS count",
                            Map.of("id", requestId, "type", type))
                    .single()
                    .get("count")
                    .asInt();
        }
    }

    @Test
    void shouldLetNobodyDecideInThePlaceOfWhoHasAPart() {
        TestTokens owner = fixture.implementerPerson;
        TestTokens deputy = person(Role.AGENT);
        given(stage("Owner", "ANY", named(owner)));
        String id = waiting(Map.of());
        ask(
                        owner.token(),
                        "mutation($input: DelegationInput!) { delegationSet(input: $input) { userErrors { code message } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "toId",
                                        deputy.personId(),
                                        "validTo",
                                        clock.now().plus(Duration.ofDays(1)).toString())))
                .accepted("delegationSet");

        assertThat(decide(deputy.token(), only(id, "Owner"), "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("FORBIDDEN");
        assertThat(mine(deputy)).isEmpty();
    }

    /** Acceptance example 7, in a stage of two. */
    @Test
    void shouldRefuseADecisionOnWhatWasSeenEarlier() {
        TestTokens one = person(Role.AGENT);
        TestTokens other = person(Role.AGENT);
        given(stage("Both", "ALL", named(one), named(other)));
        String id = waiting(Map.of());
        String seen = fixture.read(other.token(), id, "evidence { version }")
                .at("/evidence/version")
                .asString();
        decide(one.token(), of(id, "Both", one), "APPROVE").accepted("approvalDecide");
        JsonNode request = of(id, "Both", other);

        fixture.done(fixture.requester, "LinkCis", id, Map.of("ciIds", List.of(fixture.newCi("server"))));
        GraphQlAnswer refused =
                decide(other.token(), of(id, "Both", other), "APPROVE", Map.of("evidenceVersion", seen));

        assertThat(refused.userErrorCodes("approvalDecide")).containsExactly("CONFLICT");
        assertThat(refused.at("approvalDecide.userErrors.0.field").valueStream().map(JsonNode::asString))
                .containsExactly("evidenceVersion");
        assertThat(refused.text("approvalDecide.userErrors.0.message")).contains("is not what is there now: CAME ITEM");
        assertThat(request(other.token(), request.at("/id").asString())
                        .at("/state")
                        .asString())
                .as("nobody has decided it")
                .isEqualTo("WITHDRAWN");
        String now = fixture.read(other.token(), id, "evidence { version }")
                .at("/evidence/version")
                .asString();
        decide(other.token(), of(id, "Both", other), "APPROVE", Map.of("evidenceVersion", now))
                .accepted("approvalDecide");
        assertThat(fixture.query(
                                other.token(),
                                "query($version: String!) { changeEvidenceAt(version: $version) { hash } }",
                                Map.of("version", now))
                        .withoutErrors()
                        .text("changeEvidenceAt.hash"))
                .isEqualTo(now.split("~", -1)[2]);
    }

    @Test
    void shouldWithdrawEveryApprovalByAMaterialEdit() {
        TestTokens one = person(Role.AGENT);
        TestTokens other = person(Role.AGENT);
        given(stage("Both", "ALL", named(one), named(other)));
        String id = waiting(Map.of());
        JsonNode before = of(id, "Both", one);
        String seen = fixture.read(one.token(), id, "evidence { version }")
                .at("/evidence/version")
                .asString();
        decide(one.token(), before, "APPROVE", Map.of("evidenceVersion", seen)).accepted("approvalDecide");

        fixture.done(fixture.requester, "Update", id, Map.of("plan", "Otherwise"));

        assertThat(texts(requests(id), "/state"))
                .containsExactlyInAnyOrder("WAITING", "WAITING", "WITHDRAWN", "WITHDRAWN");
        JsonNode withdrawn = request(one.token(), before.at("/id").asString());
        assertThat(withdrawn.at("/state").asString()).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.at("/decidedBy/id").asString())
                .as("who decided stays to be read")
                .isEqualTo(one.personId());
        assertThat(withdrawn.at("/evidenceVersion").asString())
                .as("without what single things were, which others may not see")
                .startsWith(seen.substring(0, seen.lastIndexOf('~') + 1))
                .isNotEqualTo(seen);
        assertThat(decide(other.token(), of(id, "Both", other), "APPROVE").userErrorCodes("approvalDecide"))
                .isEmpty();
        decide(one.token(), of(id, "Both", one), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");

        fixture.done(fixture.requester, "LinkCis", id, Map.of("ciIds", List.of(fixture.newCi("server"))));
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        decide(one.token(), of(id, "Both", one), "APPROVE").accepted("approvalDecide");
        decide(other.token(), of(id, "Both", other), "APPROVE").accepted("approvalDecide");
        Map<String, Object> noOffering = new HashMap<>();
        noOffering.put("serviceOfferingId", null);
        fixture.done(fixture.requester, "Update", id, noOffering);
        assertThat(fixture.state(id))
                .as("policies ask for the services of a change")
                .isEqualTo("AUTHORISATION");
        assertThat(fixture.refused(fixture.implementer, "Start", id, Map.of())).containsExactly("INVALID_TRANSITION");

        fixture.done(fixture.requester, "Cancel", id, Map.of("reason", "Not needed"));
        assertThat(texts(requests(id), "/state")).doesNotContain("WAITING", "APPROVED");
        assertThat(mine(one)).isEmpty();
    }

    @Test
    void shouldAskAnewWhenAnApproverGetsAPart() {
        given(stage("Two", "ALL", Map.of("kind", "ROLE", "role", "CHANGE_MANAGER", "people", 2)));
        String id = waiting(Map.of());
        fixture.done(fixture.manager, "Authorise", id, Map.of());
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(fixture.refused(fixture.manager, "Authorise", id, Map.of()))
                .as("one person counts once")
                .containsExactly("FORBIDDEN");

        fixture.done(
                fixture.requester,
                "Assign",
                id,
                Map.of("teamId", fixture.teamId, "assigneeId", fixture.managerPerson.personId()));

        assertThat(texts(requests(id), "/state"))
                .containsExactlyInAnyOrder("WAITING", "WAITING", "WITHDRAWN", "WITHDRAWN");
        assertThat(mine(fixture.managerPerson)).isEmpty();
        assertThat(mine(fixture.deputyPerson)).hasSize(2);
        fixture.done(fixture.deputy, "Authorise", id, Map.of());
        assertThat(fixture.refused(fixture.deputy, "Authorise", id, Map.of())).containsExactly("FORBIDDEN");
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
    }

    @Test
    void shouldSendBackWhatTooManyAbstainFrom() {
        TestTokens one = person(Role.AGENT);
        given(stage("One", "ANY", named(one)));
        String id = waiting(Map.of());

        assertThat(decide(one.token(), only(id, "One"), "ABSTAIN").userErrorCodes("approvalDecide"))
                .as("without a comment")
                .containsExactly("REQUIRED");
        decide(one.token(), only(id, "One"), "ABSTAIN", Map.of("comment", "I know nothing of it"))
                .accepted("approvalDecide");

        assertThat(fixture.state(id)).isEqualTo("DRAFT");
        assertThat(fixture.read(fixture.requester, id, "rejectionReason").toString())
                .contains("I know nothing of it");
        fixture.done(fixture.requester, "Submit", id, Map.of());
        fixture.done(fixture.manager, "Assess", id, Map.of("riskLevel", "LOW", "reason", "Small"));
        decide(one.token(), only(id, "One"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
    }

    @Test
    void shouldRefuseWhatDoesNotFitADecision() {
        TestTokens one = person(Role.AGENT);
        given(stage("One", "ANY", named(one)));
        JsonNode request = only(waiting(Map.of()), "One");

        assertThat(decide(one.token(), request, "REJECT").userErrorCodes("approvalDecide"))
                .containsExactly("REQUIRED");
        assertThat(decide(one.token(), request, "APPROVE_WITH_CONDITIONS").userErrorCodes("approvalDecide"))
                .containsExactly("REQUIRED");
        assertThat(decide(one.token(), request, "APPROVE", Map.of("conditions", "None"))
                        .userErrorCodes("approvalDecide"))
                .containsExactly("INVALID");
        assertThat(decide(one.token(), request, "APPROVE", Map.of("comment", "x".repeat(2_001)))
                        .userErrorCodes("approvalDecide"))
                .containsExactly("TOO_LONG");
        assertThat(decide(one.token(), request, "APPROVE", Map.of("expectedVersion", 7))
                        .userErrorCodes("approvalDecide"))
                .containsExactly("STALE_VERSION");
    }

    /** What an approver wants done is a task, and no edit of what they and others approve: neither an approval nor its evidence moves by it. */
    @Test
    void shouldMakeTasksOfConditionsWithoutMovingWhatIsApproved() {
        TestTokens one = person(Role.TEAM_LEAD);
        TestTokens other = person(Role.TEAM_LEAD);
        given(stage("Both", "ALL", named(one), named(other)));
        String id = waiting(Map.of());
        String seen = evidence(one, id);
        String seenByOther = evidence(other, id);
        Map<String, Object> condition = Map.of(
                "text", "Watch it for a day", "before", "COMPLETION", "ownerId", fixture.managerPerson.personId());

        assertThat(decide(
                                one.token(),
                                of(id, "Both", one),
                                "APPROVE_WITH_CONDITIONS",
                                Map.of(
                                        "conditions",
                                        "Tell the desk\n\n  Copy the data first ",
                                        "conditionTasks",
                                        List.of(condition),
                                        "evidenceVersion",
                                        seen))
                        .accepted("approvalDecide")
                        .text("approvalDecide.approval.state"))
                .isEqualTo("APPROVED_WITH_CONDITIONS");

        String decision = of(id, "Both", one).at("/id").asString();
        assertThat(of(id, "Both", one).at("/conditions").asString())
                .isEqualTo("Tell the desk\nCopy the data first\nWatch it for a day");
        JsonNode window = fixture.read(fixture.manager, id, "plannedFrom plannedTo");
        JsonNode tasks = conditions(id);
        assertThat(texts(tasks, "/title"))
                .containsExactly("Tell the desk", "Copy the data first", "Watch it for a day");
        assertThat(texts(tasks, "/conditionOf/id")).containsOnly(decision);
        assertThat(texts(tasks, "/conditionBefore")).containsExactly("IMPLEMENTATION", "IMPLEMENTATION", "COMPLETION");
        assertThat(texts(tasks, "/owner/id"))
                .containsExactly(
                        fixture.implementerPerson.personId(),
                        fixture.implementerPerson.personId(),
                        fixture.managerPerson.personId());
        assertThat(texts(tasks, "/dueAt"))
                .containsExactly(
                        window.at("/plannedFrom").asString(),
                        window.at("/plannedFrom").asString(),
                        window.at("/plannedTo").asString());
        assertThat(hash(evidence(other, id)))
                .as("nobody sees another change by it")
                .isEqualTo(hash(seenByOther));
        decide(other.token(), of(id, "Both", other), "APPROVE", Map.of("evidenceVersion", seenByOther))
                .accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
        assertThat(of(id, "Both", one).at("/state").asString()).isEqualTo("APPROVED_WITH_CONDITIONS");

        GraphQlAnswer early = fixture.act(fixture.implementer, "Start", id, Map.of());
        assertThat(early.userErrorCodes("changeStart")).containsExactly("CONFLICT");
        assertThat(early.at("changeStart.userErrors.0").toString())
                .contains(
                        "Tell the desk",
                        "Copy the data first",
                        tasks.at("/0/id").asString())
                .doesNotContain("Watch it");
        String first = tasks.at("/0/id").asString();
        assertThat(fixture.refused(
                        fixture.implementer,
                        "CompleteTask",
                        id,
                        Map.of("taskId", first, "done", false, "result", "No time")))
                .as("to leave it undone is no way round it")
                .containsExactly("CONFLICT");
        assertThat(fixture.refused(fixture.implementer, "RemoveTask", id, Map.of("taskId", first)))
                .containsExactly("CONFLICT");
        assertThat(fixture.refused(fixture.implementer, "UpdateTask", id, Map.of("taskId", first, "title", "Nothing")))
                .containsExactly("CONFLICT");
        fixture.done(
                fixture.implementer,
                "UpdateTask",
                id,
                Map.of("taskId", first, "ownerId", fixture.deputyPerson.personId()));
        // The second first: conditions have no order.
        for (String task : List.of(tasks.at("/1/id").asString(), first)) {
            fixture.done(fixture.implementer, "CompleteTask", id, Map.of("taskId", task));
        }
        assertThat(fixture.state(id)).as("who meets it edits no plan").isEqualTo("SCHEDULED");
        fixture.done(fixture.implementer, "Start", id, Map.of());
        assertThat(fixture.refused(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL")))
                .as("one is met before it is completed")
                .containsExactly("CONFLICT");
        fixture.done(
                fixture.implementer,
                "CompleteTask",
                id,
                Map.of("taskId", tasks.at("/2/id").asString(), "done", false, "result", "It was undone"));
        fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", "BACKED_OUT"));
    }

    @Test
    void shouldTakeConditionsOffWithTheirApproval() {
        TestTokens one = person(Role.TEAM_LEAD);
        given(stage("One", "ANY", named(one)));
        String id = waiting(Map.of());
        fixture.done(fixture.requester, "AddTask", id, Map.of("title", "Drain it"));
        decide(one.token(), only(id, "One"), "APPROVE_WITH_CONDITIONS", Map.of("conditions", "First\nSecond"))
                .accepted("approvalDecide");
        JsonNode tasks = conditions(id);
        fixture.done(
                fixture.implementer,
                "CompleteTask",
                id,
                Map.of("taskId", tasks.at("/0/id").asString()));
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");

        fixture.done(fixture.requester, "Update", id, Map.of("plan", "Another"));

        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(conditions(id)).isEmpty();
        assertThat(texts(fixture.read(fixture.manager, id, "tasks { title }").at("/tasks"), "/title"))
                .containsExactly("Drain it");
        assertThat(fixture.read(fixture.manager, id, "history { nodes { fields { field before after } } }")
                        .toString())
                .contains("First: DONE", "\"before\":\"Second\"");
        decide(one.token(), only(id, "One"), "APPROVE").accepted("approvalDecide");
        fixture.done(fixture.implementer, "Start", id, Map.of());
    }

    @Test
    void shouldRefuseConditionsThatDoNotFit() {
        TestTokens one = person(Role.TEAM_LEAD);
        given(stage("One", "ANY", named(one)));
        JsonNode request = only(waiting(Map.of()), "One");

        assertThat(conditioned(one, request, "APPROVE", List.of(Map.of("text", "X"))))
                .containsExactly("INVALID conditionTasks");
        assertThat(conditioned(one, request, "APPROVE_WITH_CONDITIONS", List.of(Map.of("text", " "))))
                .containsExactly("REQUIRED conditionTasks/0/text");
        assertThat(conditioned(one, request, "APPROVE_WITH_CONDITIONS", List.of(Map.of("text", "x".repeat(201)))))
                .containsExactly("TOO_LONG conditionTasks/0/text");
        assertThat(conditioned(
                        one,
                        request,
                        "APPROVE_WITH_CONDITIONS",
                        List.of(Map.of("text", "X"), Map.of("text", "X", "ownerId", Ids.next()))))
                .containsExactly("NOT_FOUND conditionTasks/1/ownerId");
        assertThat(conditioned(
                        one, request, "APPROVE_WITH_CONDITIONS", List.of(Map.of("text", "X", "teamId", Ids.next()))))
                .containsExactly("NOT_FOUND conditionTasks/0/teamId");
        assertThat(decide(one.token(), request, "APPROVE_WITH_CONDITIONS", Map.of("conditions", "x\n".repeat(11)))
                        .userErrorCodes("approvalDecide"))
                .containsExactly("INVALID");
    }

    private List<String> conditioned(TestTokens who, JsonNode request, String decision, List<?> tasks) {
        List<String> refused = new ArrayList<>();
        decide(who.token(), request, decision, Map.of("conditionTasks", tasks))
                .at("approvalDecide.userErrors")
                .forEach(error -> {
                    List<String> path = new ArrayList<>();
                    error.at("/field").forEach(part -> path.add(part.asString()));
                    refused.add(error.at("/code").asString() + " " + String.join("/", path));
                });
        return refused;
    }

    private String evidence(TestTokens reader, String changeId) {
        return fixture.read(reader.token(), changeId, "evidence { version }")
                .at("/evidence/version")
                .asString();
    }

    /** Of a version what does not say when it was looked at. */
    private static String hash(String version) {
        return version.substring(version.lastIndexOf('~'));
    }

    /** The tasks of a change that are conditions. */
    private JsonNode conditions(String changeId) {
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        fixture.read(
                        fixture.manager,
                        changeId,
                        "tasks { id title position dueAt conditionBefore owner { id } conditionOf { id } }")
                .at("/tasks")
                .forEach(task -> {
                    if (!task.at("/conditionOf").isNull()) {
                        found.add(task);
                    }
                });
        return found;
    }

    /** By a token that says nothing, one of a login that is too long ago, and one of a login that is not. */
    @Test
    void shouldWantAFreshLoginWhereThePolicySaysSo() {
        TestTokens one = person(Role.TEAM_LEAD);
        Map<String, Object> fresh = stage("Fresh", "ANY", named(one));
        fresh.put("freshLogin", true);
        given(fresh, stage("Then", "ANY", named(fixture.deputyPerson)));
        String id = waiting(Map.of());
        JsonNode request = only(id, "Fresh");
        Instant now = clock.now();

        GraphQlAnswer without = decide(one.token(), request, "APPROVE");
        assertThat(without.userErrorCodes("approvalDecide")).containsExactly("FORBIDDEN");
        JsonNode parameters = without.at("approvalDecide.userErrors.0.parameters");
        assertThat(parameters.at("/cause").asString()).isEqualTo("FRESH_LOGIN_REQUIRED");
        assertThat(parameters.at("/error").asString()).isEqualTo("insufficient_user_authentication");
        assertThat(parameters.at("/max_age").asInt()).isEqualTo(900);
        assertThat(decide(one.signedIn(now.minusSeconds(960)), request, "APPROVE")
                        .userErrorCodes("approvalDecide"))
                .as("16 minutes ago")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(ask(one.token(), "{ myApprovals(first: 100) { nodes { id freshLogin } } }", Map.of())
                        .withoutErrors()
                        .at("myApprovals.nodes")
                        .toString())
                .contains("{\"id\":\"" + request.at("/id").asString() + "\",\"freshLogin\":true}");
        JsonNode preview = ask(
                        fixture.manager,
                        "query($id: ID!) { approvalPolicyPreview(input: {recordId: $id}) { policy { stages { freshLogin } }"
                                + " stages { freshLogin } } }",
                        Map.of("id", id))
                .withoutErrors()
                .at("approvalPolicyPreview");
        assertThat(texts(preview.at("/stages"), "/freshLogin")).containsExactly("true", "false");
        assertThat(texts(preview.at("/policy/stages"), "/freshLogin")).containsExactly("true", "false");
        assertThat(previewOfDeployment(fixture.manager, id)
                        .body()
                        .at("/errors/0/message")
                        .asString())
                .as("a change is deployed nowhere")
                .contains("input.environmentId");
        assertThat(previewOfDeployment(fixture.stranger, id)
                        .withoutErrors()
                        .at("approvalPolicyPreview")
                        .isNull())
                .as("whoever does not see it learns nothing")
                .isTrue();

        decide(one.signedIn(now.minusSeconds(840)), request, "APPROVE").accepted("approvalDecide");
        decide(fixture.deputy, only(id, "Then"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
    }

    private GraphQlAnswer previewOfDeployment(String token, String id) {
        return ask(
                token,
                "query($id: ID!) { approvalPolicyPreview(input: {recordId: $id, environmentId: $id}) { policy { id } } }",
                Map.of("id", id));
    }

    /** By whichever mutation it is decided, and in whoever's place. */
    @Test
    void shouldWantAFreshLoginHoweverItIsDecided() {
        TestTokens absent = person(Role.TEAM_LEAD);
        TestTokens deputy = person(Role.TEAM_LEAD);
        ask(
                        absent.token(),
                        "mutation($input: DelegationInput!) { delegationSet(input: $input) { userErrors { code message } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "toId",
                                        deputy.personId(),
                                        "validTo",
                                        clock.now().plus(Duration.ofDays(1)).toString())))
                .accepted("delegationSet");
        Map<String, Object> fresh =
                stage("Fresh", "ANY", Map.of("kind", "ROLE", "role", "CHANGE_MANAGER"), named(absent));
        fresh.put("freshLogin", true);
        given(fresh);
        Map<String, BiFunction<String, String, GraphQlAnswer>> ways = Map.of(
                "changeAuthorise",
                (token, id) -> fixture.act(token, "Authorise", id, Map.of()),
                "changeAuthoriseVerbally",
                (token, id) -> fixture.act(token, "AuthoriseVerbally", id, Map.of("how", "By telephone")),
                "changeReject",
                (token, id) -> fixture.act(token, "Reject", id, Map.of("reason", "No")),
                "approvalDecideMany",
                (token, id) -> ask(
                        token,
                        "mutation($items: [ApprovalDecideManyItemInput!]!) { approvalDecideMany(items: $items, decision: APPROVE)"
                                + " { userErrors { code message parameters } } }",
                        Map.of(
                                "items",
                                List.of(Map.of(
                                        "requestId",
                                        of(id, "CHANGE_MANAGER").at("/id").asString())))),
                "approvalDecide",
                (token, id) -> decide(token, of(id, "Fresh", absent), "APPROVE"));

        ways.forEach((mutation, way) -> {
            TestTokens who = mutation.equals("approvalDecide") ? deputy : fixture.deputyPerson;
            String id = mutation.equals("changeAuthoriseVerbally")
                    ? fixture.emergency(Map.of("serviceOfferingId", fixture.offeringId))
                    : drafted(Map.of());
            fixture.move(id, ChangeState.AUTHORISATION);

            GraphQlAnswer refused = way.apply(who.signedIn(clock.now().minusSeconds(960)), id);
            assertThat(refused.withoutErrors().userErrorCodes(mutation))
                    .as(mutation)
                    .containsExactly("FORBIDDEN");
            assertThat(refused.text(mutation + ".userErrors.0.parameters.cause"))
                    .as(mutation)
                    .isEqualTo("FRESH_LOGIN_REQUIRED");
            assertThat(fixture.state(id)).as(mutation).isEqualTo("AUTHORISATION");
            way.apply(who.signedIn(clock.now()), id).accepted(mutation);
            assertThat(fixture.state(id)).as(mutation).isNotEqualTo("AUTHORISATION");
        });
    }

    /** By whichever mutation it is decided; whoever is not asked is not told of it. */
    @Test
    void shouldWantACommentOfTheDecisionsThatThePolicyNames() {
        TestTokens one = person(Role.TEAM_LEAD);
        Map<String, Object> reasons =
                stage("Reasons", "ALL", named(one), Map.of("kind", "ROLE", "role", "CHANGE_MANAGER"));
        reasons.put("commentRequiredFor", List.of("APPROVE", "REJECT"));
        String policyId = given(reasons, stage("Then", "ANY", Map.of("kind", "CAB")));
        String id = drafted(Map.of());
        fixture.move(id, ChangeState.ASSESSMENT);
        fixture.done(fixture.manager, "Assess", id, Map.of("riskLevel", "LOW", "reason", "Small"));
        JsonNode request = of(id, "Reasons", one);

        GraphQlAnswer told = ask(
                        fixture.manager,
                        "query($id: ID!) { approvalPolicyPreview(input: {recordId: $id}) { policy { stages { commentRequiredFor } }"
                                + " stages { commentRequiredFor } } change(id: $id) { approvals { stageName commentRequiredFor } } }",
                        Map.of("id", id))
                .withoutErrors();
        for (String place : List.of("approvalPolicyPreview", "approvalPolicyPreview.policy")) {
            assertThat(texts(told.at(place + ".stages.0.commentRequiredFor"), ""))
                    .as(place)
                    .containsExactly("APPROVE", "REJECT", "ABSTAIN");
            assertThat(texts(told.at(place + ".stages.1.commentRequiredFor"), ""))
                    .as(place)
                    .containsExactly("REJECT", "ABSTAIN");
        }
        assertThat(texts(told.at("change.approvals.0.commentRequiredFor"), ""))
                .containsExactly("APPROVE", "REJECT", "ABSTAIN");

        assertThat(decide(fixture.implementer, request, "APPROVE").userErrorCodes("approvalDecide"))
                .as("who is not asked")
                .containsExactly("FORBIDDEN");
        assertThat(decide(fixture.stranger, request, "APPROVE").userErrorCodes("approvalDecide"))
                .as("who does not see it")
                .containsExactly("NOT_FOUND");
        set(policyId, 1, policy("Test", stage("None", "ANY", Map.of("kind", "CAB"))))
                .accepted("approvalPolicySet");
        GraphQlAnswer without = decide(one.token(), request, "APPROVE");
        assertThat(without.userErrorCodes("approvalDecide"))
                .as("an approval that goes on keeps what its policy wanted")
                .containsExactly("REQUIRED");
        assertThat(without.text("approvalDecide.userErrors.0.field.0")).isEqualTo("comment");
        assertThat(without.text("approvalDecide.userErrors.0.message")).contains("Reasons", "APPROVE");
        assertThat(decide(one.token(), request, "APPROVE", Map.of("comment", " \n"))
                        .userErrorCodes("approvalDecide"))
                .containsExactly("REQUIRED");
        GraphQlAnswer many = ask(
                        one.token(),
                        "mutation($id: ID!) { approvalDecideMany(items: [{requestId: $id}], decision: APPROVE)"
                                + " { userErrors { code field } } }",
                        Map.of("id", request.at("/id").asString()))
                .withoutErrors();
        assertThat(many.userErrorCodes("approvalDecideMany")).containsExactly("REQUIRED");
        assertThat(texts(many.at("approvalDecideMany.userErrors.0.field"), ""))
                .containsExactly("items", "0", "requestId");
        GraphQlAnswer authorised = fixture.act(fixture.manager, "Authorise", id, Map.of());
        assertThat(authorised.userErrorCodes("changeAuthorise")).containsExactly("REQUIRED");
        assertThat(texts(authorised.at("changeAuthorise.userErrors.0.field"), ""))
                .containsExactly("input", "comment");
        assertThat(texts(requests(id), "/state")).containsExactlyInAnyOrder("WAITING", "WAITING", "UPCOMING");

        decide(one.token(), request, "APPROVE_WITH_CONDITIONS", Map.of("conditions", "Tell the desk"))
                .accepted("approvalDecide");
        fixture.done(fixture.manager, "Authorise", id, Map.of("comment", "The old ones wear out"));
        assertThat(of(id, "CHANGE_MANAGER").at("/comment").asString()).isEqualTo("The old ones wear out");
    }

    /** The token of a socket is held to the same as that of a request. */
    @Test
    void shouldWantAFreshLoginOfWhoDecidesOverASocket() {
        TestTokens one = person(Role.TEAM_LEAD);
        Map<String, Object> fresh = stage("Fresh", "ANY", named(one));
        fresh.put("freshLogin", true);
        given(fresh);
        String id = waiting(Map.of());
        String document = "mutation { approvalDecide(requestId: \""
                + only(id, "Fresh").at("/id").asString()
                + "\", decision: APPROVE) { userErrors { code parameters } } }";

        assertThat(overASocket(one.signedIn(clock.now().minusSeconds(960)), document))
                .contains("FRESH_LOGIN_REQUIRED");
        assertThat(overASocket(one.signedIn(clock.now()), document)).contains("\"userErrors\":[]");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
    }

    private String overASocket(String token, String document) {
        try (GraphQlSocket socket =
                GraphQlSocket.open(client.uri("/graphql/ws")).init(token)) {
            assertThat(socket.next().path("type").asString()).isEqualTo("connection_ack");
            socket.subscribe("1", document);
            return socket.next().toString();
        }
    }

    /** Somebody of another organisation who is asked by name reads what they decide; nobody else there does. */
    @Test
    void shouldShowAChangeToWhomItsPolicyAsks() {
        TestTokens elsewhere = TestTokens.as(Role.AGENT).in(Ids.next());
        entered(elsewhere);
        TestTokens colleague = TestTokens.as(Role.AGENT).in(Ids.next());
        entered(colleague);
        given(stage("Elsewhere", "ANY", named(elsewhere)));
        String id = waiting(Map.of());

        assertThat(fixture.read(elsewhere.token(), id, "id").isNull()).isFalse();
        assertThat(mine(elsewhere)).hasSize(1);
        String requestId = only(id, "Elsewhere").at("/id").asString();
        assertThat(request(colleague.token(), requestId).isNull()).isTrue();
        assertThat(decide(colleague.token(), only(id, "Elsewhere"), "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.read(colleague.token(), id, "id").isNull()).isTrue();
        decide(elsewhere.token(), only(id, "Elsewhere"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.read(fixture.manager, id, "state").at("/state").asString())
                .isEqualTo("SCHEDULED");
    }

    @Test
    void shouldKeepThePolicyAsItWasWhenTheApprovalBegan() {
        TestTokens one = person(Role.AGENT);
        TestTokens other = person(Role.AGENT);
        String policyId = given(stage("First", "ANY", named(one)));
        String id = waiting(Map.of());

        Map<String, Object> changed = policy("Changed", stage("Second", "ANY", named(other)));
        set(policyId, 1, changed).accepted("approvalPolicySet");

        assertThat(texts(requests(id), "/stageName")).containsExactly("First");
        decide(one.token(), only(id, "First"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
        assertThat(texts(requests(waiting(Map.of())), "/stageName")).containsExactly("Second");
        JsonNode history = ask(
                        fixture.manager,
                        "query($id: ID!) { approvalPolicy(id: $id) { version history { nodes { action fields { field } } } } }",
                        Map.of("id", policyId))
                .withoutErrors()
                .at("approvalPolicy");
        assertThat(history.at("/version").asInt()).isEqualTo(2);
        assertThat(texts(history.at("/history/nodes"), "/action"))
                .containsExactly("approval-policy.update", "approval-policy.create");
    }

    @Test
    void shouldAskByRiskAndServiceWhatItsConditionSays() {
        TestTokens board = person(Role.CAB_MEMBER);
        Map<String, Object> high = policy("High risk", stage("Board", "ANY", Map.of("kind", "CAB")));
        high.put(
                "condition",
                high.get("condition") + " && record.risk in ['HIGH', 'VERY_HIGH'] && record.type == 'NORMAL'");
        inUse(high);

        String low = waiting(Map.of());
        fixture.done(fixture.manager, "Authorise", low, Map.of());
        assertThat(fixture.state(low)).isEqualTo("SCHEDULED");
        String risky = drafted(Map.of());
        fixture.done(fixture.requester, "Submit", risky, Map.of());
        fixture.done(fixture.manager, "Assess", risky, Map.of("riskLevel", "HIGH", "reason", "Never done before"));
        assertThat(fixture.refused(fixture.manager, "Authorise", risky, Map.of()))
                .containsExactly("FORBIDDEN");
        decide(board.token(), only(risky, "Board"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(risky)).isEqualTo("SCHEDULED");
    }

    @Test
    void shouldSayWhoWouldHaveToApproveAndWhy() {
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        TestTokens owner = person(Role.AGENT);
        Map<String, Object> policy = policy(
                "Owners",
                stage("Owner", "ALL", Map.of("kind", "CI_OWNER"), named(fixture.implementerPerson)),
                stage("Manager", "ANY", Map.of("kind", "ROLE", "role", "CHANGE_MANAGER")));
        String policyId = inUse(policy);
        String ci =
                cmdb.ci(fixture.integration, Map.of("classId", "server", "name", "Owned", "ownerId", owner.personId()));
        String id = drafted(Map.of("ciIds", List.of(ci)));

        JsonNode preview = ask(
                        fixture.requester,
                        "query($input: ApprovalPolicyPreviewInput!) { approvalPolicyPreview(input: $input) { policy { id }"
                                + " stages { name needed possible canComplete reason asked { approver { kind person { id } } others"
                                + " people { id } } leftOut { reason person { id } } } } }",
                        Map.of("input", Map.of("recordId", id)))
                .withoutErrors()
                .at("approvalPolicyPreview");

        assertThat(preview.at("/policy/id").asString()).isEqualTo(policyId);
        JsonNode stage = preview.at("/stages/0");
        assertThat(stage.at("/canComplete").asBoolean())
                .as("an implementer is asked")
                .isFalse();
        assertThat(stage.at("/possible").asInt()).isEqualTo(1);
        assertThat(stage.at("/needed").asInt()).isEqualTo(2);
        assertThat(stage.at("/leftOut/0/person/id").asString()).isEqualTo(fixture.implementerPerson.personId());
        assertThat(stage.at("/asked").toString()).contains(owner.personId());
        assertThat(preview.at("/stages/1/canComplete").asBoolean()).isTrue();
        assertThat(preview.at("/stages/1/asked/0/others").asBoolean()).isTrue();
        assertThat(ask(
                                fixture.stranger,
                                "query($input: ApprovalPolicyPreviewInput!) { approvalPolicyPreview(input: $input) { policy { id } } }",
                                Map.of("input", Map.of("recordId", id)))
                        .withoutErrors()
                        .at("approvalPolicyPreview")
                        .isNull())
                .as("who does not see the change")
                .isTrue();
        assertThat(ask(
                                fixture.requester,
                                "query($input: ApprovalPolicyPreviewInput!) { approvalPolicyPreview(input: $input) { policy { id } } }",
                                Map.of(
                                        "input",
                                        Map.of(
                                                "kind",
                                                "CHANGE",
                                                "type",
                                                "NORMAL",
                                                "serviceIds",
                                                List.of(fixture.offeringId))))
                        .withoutErrors()
                        .text("approvalPolicyPreview.policy.id"))
                .as("of given facts")
                .isEqualTo(policyId);
    }

    /** Of two who decide at once the second sees what the first has decided. */
    @RepeatedTest(3)
    void shouldCountOneOfTwoWhoDecideAtOnce() throws Exception {
        given(stage("Either", "ANY", Map.of("kind", "ROLE", "role", "CHANGE_MANAGER")));
        String id = waiting(Map.of());
        JsonNode request = only(id, "Either");

        List<List<String>> outcomes = atOnce(
                () -> decide(fixture.manager, request, "APPROVE").userErrorCodes("approvalDecide"),
                () -> decide(fixture.deputy, request, "REJECT", Map.of("comment", "No"))
                        .userErrorCodes("approvalDecide"));

        assertThat(outcomes).containsExactlyInAnyOrder(List.of(), List.of("INVALID_TRANSITION"));
        assertThat(fixture.state(id)).isEqualTo(outcomes.getFirst().isEmpty() ? "SCHEDULED" : "DRAFT");
    }

    /** Of two who each give one of two approvals at once, neither is lost. */
    @RepeatedTest(3)
    void shouldCountBothOfTwoWhoApproveAtOnce() throws Exception {
        TestTokens one = person(Role.AGENT);
        TestTokens other = person(Role.AGENT);
        given(stage("Both", "ALL", named(one), named(other)));
        String id = waiting(Map.of());
        JsonNode first = of(id, "Both", one);
        JsonNode second = of(id, "Both", other);

        List<List<String>> outcomes = atOnce(
                () -> decide(one.token(), first, "APPROVE").userErrorCodes("approvalDecide"),
                () -> decide(other.token(), second, "APPROVE").userErrorCodes("approvalDecide"));

        assertThat(outcomes).containsExactly(List.of(), List.of());
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
    }

    /** In whichever of them, one person decides once; what is after them waits for all. */
    @Test
    void shouldOpenParallelStagesTogether() {
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        TestTokens one = person(Role.AGENT);
        TestTokens both = person(Role.AGENT);
        TestTokens other = person(Role.AGENT);
        TestTokens last = person(Role.AGENT);
        given(
                stage("Security", "ANY", named(one), named(both)),
                parallel("Data protection", "ALL", named(both), named(other)),
                stage("Authorisation", "ANY", named(last)),
                parallel("Money", "ANY", named(last)));
        String id = waiting(Map.of());

        JsonNode preview = ask(
                        fixture.manager,
                        "query($id: ID!) { approvalPolicyPreview(input: {recordId: $id}) { policy { stages { parallel } }"
                                + " stages { step canComplete reason } } }",
                        Map.of("id", id))
                .withoutErrors()
                .at("approvalPolicyPreview");
        assertThat(texts(preview.at("/policy/stages"), "/parallel")).containsExactly("false", "true", "false", "true");
        assertThat(texts(preview.at("/stages"), "/step")).containsExactly("1", "1", "2", "2");
        assertThat(texts(preview.at("/stages"), "/canComplete"))
                .as("nobody decides in two stages that are open together, nor in others")
                .containsExactly("true", "true", "true", "false");
        assertThat(states(id))
                .containsExactly(
                        "1 Security WAITING",
                        "1 Security WAITING",
                        "1 Data protection WAITING",
                        "1 Data protection WAITING",
                        "2 Authorisation UPCOMING",
                        "2 Money UPCOMING");
        assertThat(mine(both))
                .containsExactlyInAnyOrder(
                        of(id, "Security", both).at("/id").asString(),
                        of(id, "Data protection", both).at("/id").asString());
        assertThat(decide(fixture.stranger, of(id, "Data protection", both), "APPROVE")
                        .userErrorCodes("approvalDecide"))
                .as("who does not see it")
                .containsExactly("NOT_FOUND");

        ask(other.token(), of(id, "Data protection", other), "Whose data?").accepted("approvalAskForInformation");
        decide(both.token(), of(id, "Data protection", both), "APPROVE").accepted("approvalDecide");
        assertThat(decide(both.token(), of(id, "Security", both), "APPROVE").userErrorCodes("approvalDecide"))
                .as("one person counts once")
                .containsExactly("FORBIDDEN");
        assertThat(mine(both)).isEmpty();
        decide(one.token(), of(id, "Security", one), "APPROVE").accepted("approvalDecide");
        assertThat(states(id))
                .as("one is approved, the other goes on with its question")
                .containsExactlyInAnyOrder(
                        "1 Security APPROVED",
                        "1 Security WITHDRAWN",
                        "1 Data protection APPROVED",
                        "1 Data protection INFORMATION_ASKED",
                        "2 Authorisation UPCOMING",
                        "2 Money UPCOMING");
        assertThat(decide(last.token(), only(id, "Authorisation"), "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("INVALID_TRANSITION");
        answer(fixture.requester, of(id, "Data protection", other), "Nobody's").accepted("approvalAnswer");
        decide(other.token(), of(id, "Data protection", other), "APPROVE").accepted("approvalDecide");
        assertThat(only(id, "Authorisation").at("/state").asString()).isEqualTo("WAITING");
        assertThat(only(id, "Money").at("/state").asString()).isEqualTo("WAITING");
        assertThat(events(only(id, "Money").at("/id").asString(), "approval.requested.v1"))
                .isEqualTo(1);
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");

        decide(last.token(), only(id, "Money"), "REJECT", Map.of("comment", "Not this year"))
                .accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("DRAFT");
        assertThat(mine(last)).as("a rejection in any ends all").isEmpty();
    }

    /** Those of all stages that are open are reminded, and somebody else is asked in the place of each. */
    @Test
    void shouldRemindThoseOfAllOpenStages() {
        clock.set(clock.now());
        TestTokens one = person(Role.AGENT);
        TestTokens other = person(Role.AGENT);
        TestTokens next = person(Role.AGENT);
        Map<String, Object> second = parallel("Second", "ANY", named(other));
        second.put("escalatesTo", named(next));
        given(stage("First", "ANY", named(one)), second);
        String id = waiting(Map.of());
        String firstId = only(id, "First").at("/id").asString();
        String secondId = only(id, "Second").at("/id").asString();
        Instant due = Instant.parse(only(id, "Second").at("/dueAt").asString());

        clock.set(due.minusSeconds(1));
        await().atMost(PATIENCE)
                .until(() ->
                        events(firstId, "approval.reminder.v1") == 2 && events(secondId, "approval.reminder.v1") == 2);
        clock.set(due.plusSeconds(1));
        await().atMost(PATIENCE)
                .until(() ->
                        events(firstId, "approval.overdue.v1") == 1 && events(secondId, "approval.overdue.v1") == 1);

        assertThat(states(id)).containsExactlyInAnyOrder("1 First WAITING", "1 Second EXPIRED", "1 Second WAITING");
        fixture.done(
                fixture.requester,
                "Update",
                id,
                Map.of("window", fixture.window(Duration.ofMinutes(-5), Duration.ofHours(2))));
        decide(other.token(), only(id, "Second"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        decide(one.token(), only(id, "First"), "APPROVE").accepted("approvalDecide");
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
    }

    /** Of two who approve two parallel stages at once neither is lost; of one who does so, one is. */
    @RepeatedTest(3)
    void shouldCountEachOfTwoInParallelStagesAtOnce() throws Exception {
        TestTokens one = person(Role.AGENT);
        TestTokens other = person(Role.AGENT);
        given(stage("First", "ANY", named(one)), parallel("Second", "ANY", named(one), named(other)));
        String id = waiting(Map.of());
        JsonNode first = only(id, "First");
        JsonNode second = of(id, "Second", other);
        JsonNode again = of(id, "Second", one);

        assertThat(atOnce(
                        () -> decide(one.token(), first, "APPROVE").userErrorCodes("approvalDecide"),
                        () -> decide(other.token(), second, "APPROVE").userErrorCodes("approvalDecide")))
                .containsExactly(List.of(), List.of());
        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");

        String twice = waiting(Map.of());
        JsonNode itsFirst = only(twice, "First");
        JsonNode itsSecond = of(twice, "Second", one);
        assertThat(again.at("/id")).isNotEqualTo(itsSecond.at("/id"));
        assertThat(atOnce(
                        () -> decide(one.token(), itsFirst, "APPROVE").userErrorCodes("approvalDecide"),
                        () -> decide(one.token(), itsSecond, "APPROVE").userErrorCodes("approvalDecide")))
                .containsExactlyInAnyOrder(List.of(), List.of("FORBIDDEN"));
        assertThat(fixture.state(twice)).isEqualTo("AUTHORISATION");
    }

    /** Of the present approval, with the step of each. */
    private List<String> states(String changeId) {
        List<String> states = new ArrayList<>();
        requests(changeId).forEach(request -> {
            if (request.at("/current").asBoolean()) {
                states.add(request.at("/step").asString() + " "
                        + request.at("/stageName").asString() + " "
                        + request.at("/state").asString());
            }
        });
        return states;
    }

    @SafeVarargs
    private static Map<String, Object> parallel(String name, String rule, Map<String, Object>... approvers) {
        Map<String, Object> stage = stage(name, rule, approvers);
        stage.put("parallel", true);
        return stage;
    }

    @Test
    void shouldRefuseAPolicyThatDoesNotFit() {
        assertThat(set(null, null, policy("x", parallel("s", "ANY", Map.of("kind", "CAB"))))
                        .text("approvalPolicySet.userErrors.0.field.3"))
                .as("with none before it")
                .isEqualTo("parallel");
        assertThat(set(null, null, policy("x", stage("s", "N_OF_M", Map.of("kind", "CAB"))))
                        .userErrorCodes("approvalPolicySet"))
                .as("how many")
                .containsExactly("REQUIRED");
        Map<String, Object> three = stage("s", "N_OF_M", Map.of("kind", "CAB"));
        three.put("count", 3);
        assertThat(set(null, null, policy("x", three)).userErrorCodes("approvalPolicySet"))
                .as("more than are asked")
                .containsExactly("INVALID");
        assertThat(set(null, null, policy("x", stage("s", "ANY", Map.of("kind", "ROLE"))))
                        .userErrorCodes("approvalPolicySet"))
                .containsExactly("REQUIRED");
        assertThat(set(null, null, policy("x", stage("s", "ANY", Map.of("kind", "TEAM", "teamId", Ids.next()))))
                        .userErrorCodes("approvalPolicySet"))
                .containsExactly("NOT_FOUND");
        Map<String, Object> wrong = policy("x", stage("s", "ANY", Map.of("kind", "CAB")));
        wrong.put("condition", "record.rsik == 'HIGH'");
        assertThat(set(null, null, wrong).userErrorCodes("approvalPolicySet")).containsExactly("INVALID");
        wrong = policy("x", stage("s", "ANY", Map.of("kind", "CAB")));
        wrong.put("kind", "INCIDENT");
        assertThat(set(null, null, wrong).userErrorCodes("approvalPolicySet")).containsExactly("INVALID");
        JsonNode shipped = ask(
                        fixture.manager,
                        "{ approvalPolicies(filter: {kinds: [CHANGE], active: true}, first: 100) { nodes { id rank version } } }",
                        Map.of())
                .withoutErrors()
                .at("approvalPolicies.nodes");
        JsonNode last = shipped.get(shipped.size() - 1);
        assertThat(last.at("/rank").asInt()).isEqualTo(1_000_000);
        assertThat(set(
                                last.at("/id").asString(),
                                last.at("/version").asInt(),
                                policy("x", stage("s", "ANY", Map.of("kind", "CAB"))))
                        .userErrorCodes("approvalPolicySet"))
                .as("the policy that holds where no other does has no condition")
                .containsExactly("CONFLICT");
    }

    /** Waiting ones are found by whom they wait for, and by nobody else. */
    @Test
    void shouldListWhatWaitsByWhatIsDueFirst() {
        TestTokens member = TestTokens.as(Role.AGENT).in(fixture.organisationId).teams(fixture.teamId);
        entered(member);
        Map<String, Object> soon = stage("Soon", "ANY", Map.of("kind", "TEAM", "teamId", fixture.teamId));
        soon.put("dueDays", 1);
        String soonId = given(soon);
        String first = waiting(Map.of());
        set(soonId, 1, policy("Later", stage("Later", "ANY", named(member)))).accepted("approvalPolicySet");
        String second = waiting(Map.of());

        assertThat(mine(member))
                .containsExactly(
                        only(first, "Soon").at("/id").asString(),
                        only(second, "Later").at("/id").asString());
        GraphQlAnswer page = ask(
                        member.token(),
                        "{ myApprovals(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { id record { id }"
                                + " policy { name } viewerCanDecide } } }",
                        Map.of())
                .withoutErrors();
        assertThat(page.at("myApprovals.totalCount").asInt()).isEqualTo(2);
        assertThat(page.at("myApprovals.pageInfo.hasNextPage").asBoolean()).isTrue();
        assertThat(page.text("myApprovals.nodes.0.record.id")).isEqualTo(first);
        assertThat(page.at("myApprovals.nodes.0.viewerCanDecide").asBoolean()).isTrue();
        GraphQlAnswer rest = ask(
                        member.token(),
                        "query($after: String) { myApprovals(first: 1, after: $after) { pageInfo { hasNextPage } nodes { id } } }",
                        Map.of("after", page.text("myApprovals.pageInfo.endCursor")))
                .withoutErrors();
        assertThat(rest.text("myApprovals.nodes.0.id"))
                .isEqualTo(only(second, "Later").at("/id").asString());
        assertThat(rest.at("myApprovals.pageInfo.hasNextPage").asBoolean()).isFalse();
        assertThat(mine(fixture.agentPerson))
                .as("who requested it, though of the team")
                .isEmpty();
        assertThat(ask(fixture.integration, "{ myApprovals { totalCount } }", Map.of())
                        .errorCodes())
                .as("a program approves nothing")
                .containsExactly("FORBIDDEN");
    }

    private TestTokens person(Role... roles) {
        TestTokens person = TestTokens.as(roles).in(fixture.organisationId);
        entered(person);
        return person;
    }

    private void entered(TestTokens person) {
        fixture.enter(person.token());
        work.writeRepeatably(() -> fixture.person(person.personId()));
    }

    private static Map<String, Object> named(TestTokens person) {
        return Map.of("kind", "PERSON", "personId", person.personId());
    }

    @SafeVarargs
    private static Map<String, Object> stage(String name, String rule, Map<String, Object>... approvers) {
        return new HashMap<>(Map.of("name", name, "rule", rule, "approvers", List.of(approvers)));
    }

    /** For changes of the fixture's service alone. */
    @SafeVarargs
    private Map<String, Object> policy(String name, Map<String, Object>... stages) {
        return new HashMap<>(Map.of(
                "name",
                name,
                "kind",
                "CHANGE",
                "rank",
                10,
                "condition",
                "'" + fixture.offeringId + "' in record.services",
                "stages",
                List.of(stages)));
    }

    @SafeVarargs
    private String given(Map<String, Object>... stages) {
        return inUse(policy("Test", stages));
    }

    private String inUse(Map<String, Object> policy) {
        String id = set(null, null, policy).accepted("approvalPolicySet").text("approvalPolicySet.approvalPolicy.id");
        policies.add(id);
        return id;
    }

    private GraphQlAnswer set(@Nullable String id, @Nullable Integer version, Map<String, Object> input) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("id", id);
        variables.put("version", version);
        variables.put("input", input);
        return ask(
                        fixture.manager,
                        "mutation($id: ID, $version: Int, $input: ApprovalPolicyInput!) {"
                                + " approvalPolicySet(id: $id, expectedVersion: $version, input: $input) { approvalPolicy { id version }"
                                + " userErrors { code message field } } }",
                        variables)
                .withoutErrors();
    }

    private String drafted(Map<String, ?> details) {
        Map<String, Object> input = new HashMap<>(Map.of("serviceOfferingId", fixture.offeringId));
        input.putAll(details);
        return fixture.requested(input);
    }

    /** A change of the fixture's service that waits for approval. */
    private String waiting(Map<String, ?> details) {
        String id = drafted(details);
        fixture.move(id, ChangeState.AUTHORISATION);
        return id;
    }

    private JsonNode requests(String changeId) {
        return fixture.read(fixture.manager, changeId, "approvals { " + REQUEST + " }")
                .at("/approvals");
    }

    private JsonNode only(String changeId, String stage) {
        List<JsonNode> found = new ArrayList<>();
        requests(changeId).forEach(request -> {
            if (request.at("/stageName").asString().equals(stage)
                    && request.at("/current").asBoolean()) {
                found.add(request);
            }
        });
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private JsonNode of(String changeId, String stage, TestTokens person) {
        for (JsonNode request : requests(changeId)) {
            if (request.at("/stageName").asString().equals(stage)
                    && request.at("/approver/person/id").asString().equals(person.personId())
                    && request.at("/current").asBoolean()) {
                return request;
            }
        }
        throw new AssertionError("nobody asks " + person.personId() + " in " + stage);
    }

    private JsonNode of(String changeId, String role) {
        for (JsonNode request : requests(changeId)) {
            if (request.at("/approver/role").asString().equals(role)
                    && request.at("/current").asBoolean()) {
                return request;
            }
        }
        throw new AssertionError("nobody asks " + role);
    }

    private JsonNode request(String token, String id) {
        return ask(token, "query($id: ID!) { approval(id: $id) { " + REQUEST + " } }", Map.of("id", id))
                .withoutErrors()
                .at("approval");
    }

    private List<String> mine(TestTokens person) {
        return texts(
                ask(person.token(), "{ myApprovals(first: 100) { nodes { id } } }", Map.of())
                        .withoutErrors()
                        .at("myApprovals.nodes"),
                "/id");
    }

    private GraphQlAnswer decide(String token, JsonNode request, String decision) {
        return decide(token, request, decision, Map.of());
    }

    private GraphQlAnswer decide(String token, JsonNode request, String decision, Map<String, ?> more) {
        Map<String, Object> variables = new HashMap<>(more);
        variables.put("id", request.at("/id").asString());
        variables.put("decision", decision);
        return ask(
                        token,
                        "mutation($id: ID!, $decision: ApprovalDecision!, $comment: String, $conditions: String,"
                                + " $conditionTasks: [ApprovalConditionInput!], $evidenceVersion: String, $expectedVersion: Int) {"
                                + " approvalDecide(requestId: $id, decision: $decision, comment: $comment, conditions: $conditions,"
                                + " conditionTasks: $conditionTasks, evidenceVersion: $evidenceVersion, expectedVersion: $expectedVersion)"
                                + " { approval { id state } userErrors { code message field parameters } } }",
                        variables)
                .withoutErrors();
    }

    private GraphQlAnswer end(String token, JsonNode delegation) {
        return ask(
                        token,
                        "mutation($id: ID!, $version: Int!) { delegationEnd(id: $id, expectedVersion: $version) {"
                                + " delegation { id } userErrors { code message } } }",
                        Map.of(
                                "id",
                                delegation.at("/id").asString(),
                                "version",
                                delegation.at("/version").asInt()))
                .withoutErrors();
    }

    private GraphQlAnswer ask(String token, String document, Map<String, ?> variables) {
        return fixture.query(token, document, variables);
    }

    private static <T> List<T> atOnce(Callable<T> one, Callable<T> other) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<T> first = threads.submit(one);
            Future<T> second = threads.submit(other);
            return List.of(first.get(), second.get());
        }
    }
}
