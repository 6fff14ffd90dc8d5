// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.release.internal.store.ReleaseLinks;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.TicketWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Releases from the plan to the end of early life, over HTTP. */
@IntegrationTest
class ReleaseLifecycleIT {

    private static final Set<String> ADDING = Set.of("AddChange", "AddArtifact", "LinkIncidents");
    private static final Set<String> PLAIN = Set.of("MarkBuilt", "MarkReady", "RequestApproval", "Close");

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ReleaseLinks links;

    private final List<String> policies = new ArrayList<>();
    private final List<String> environments = new ArrayList<>();
    private World world;

    /** The people of a release. */
    private static final class World extends TicketWorld {

        /** Plans and deploys. */
        final TestTokens releaser = TestTokens.as(Role.RELEASE_MANAGER).in(organisationId);

        final String manager = releaser.token();

        /** Approves, and manages environments. */
        final String authority =
                TestTokens.as(Role.CHANGE_MANAGER).in(organisationId).token();

        /** Sees what is confidential. */
        final String leader = TestTokens.as(Role.TEAM_LEAD)
                .in(organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();

        final String stranger =
                TestTokens.as(Role.RELEASE_MANAGER).in(Ids.next()).token();

        World(GraphQlClient client, UnitOfWork work, Cypher cypher) {
            super(client, work, cypher);
            for (String token : List.of(manager, authority, leader, stranger)) {
                query(token, "{ viewer { id } }").withoutErrors();
            }
        }
    }

    @BeforeEach
    void createWorld() {
        world = new World(client, work, cypher);
    }

    @AfterEach
    void takeThePoliciesOutOfUse() {
        clock.follow();
        policies.forEach(id -> policy(id, 1, false).accepted("approvalPolicySet"));
        environments.forEach(id -> environment(id, input("Over", 1_000, false, false, false)));
    }

    /** Acceptance example 1, with the values of its source: prepared, reviewed and approved by three people, effective 2019-07-06. */
    @Test
    void shouldTakeThreeSignaturesAndWaitForTheEffectiveDate() {
        clock.set(Instant.parse("2019-07-05T01:00:00Z"));
        TestTokens reviewer = person();
        TestTokens approver = person();
        givenThreeSignatures(reviewer, approver);
        String id = planned(Map.of(
                "title",
                "ZBX-ITMS-A-01",
                "releaseVersion",
                "1.0",
                "type",
                "MAJOR",
                "effectiveFrom",
                "2019-07-06T00:00:00+08:00"));
        ready(id);
        done("RequestApproval", id, Map.of());
        JsonNode review = request(id, "Review");
        JsonNode approval = request(id, "Approval");

        assertThat(decide(approver.token(), approval, "APPROVE").userErrorCodes("approvalDecide"))
                .as("the approver before the reviewer")
                .containsExactly("INVALID_TRANSITION");
        assertThat(decide(world.manager, review, "APPROVE").userErrorCodes("approvalDecide"))
                .as("whoever prepared it")
                .containsExactly("FORBIDDEN");
        decide(reviewer.token(), review, "APPROVE").accepted("approvalDecide");
        assertThat(state(id)).isEqualTo("READY");
        decide(approver.token(), approval, "APPROVE").accepted("approvalDecide");
        assertThat(state(id)).isEqualTo("APPROVED");

        String production = environment("production", 200, true, false);
        String deployment =
                scheduled(id, production, Instant.parse("2019-07-05T12:00:00Z"), Instant.parse("2019-07-06T12:00:00Z"));
        clock.set(Instant.parse("2019-07-05T15:59:59Z"));
        GraphQlAnswer early = start(deployment);
        assertThat(early.userErrorCodes("deploymentStart")).containsExactly("CONFLICT");
        assertThat(early.text("deploymentStart.userErrors.0.parameters.cause")).isEqualTo("NOT_YET_EFFECTIVE");
        assertThat(decision(world.manager, deployment).at("/reasons/0/until").asString())
                .isEqualTo("2019-07-05T16:00:00Z");
        clock.set(Instant.parse("2019-07-05T16:00:00Z"));
        assertThat(decision(world.manager, deployment).at("/mayStart").asBoolean())
                .isTrue();
        start(deployment).accepted("deploymentStart");
        assertThat(state(id)).isEqualTo("DEPLOYING");
    }

    /** Whatever is approved is approved as it was. */
    @Test
    void shouldWithdrawTheApprovalByAnEdit() {
        String id = approved(Map.of());
        String change = change(world.agent, Map.of());

        done("AddChange", id, Map.of("changeId", change));
        assertThat(state(id)).isEqualTo("READY");
        assertThat(read(world.manager, id, "approvedAt approvalRequestedAt approvals { state current }")
                        .toString())
                .contains("\"approvedAt\":null", "\"approvalRequestedAt\":null", "WITHDRAWN")
                .doesNotContain("\"current\":true");

        approve(id);
        done("RemoveChange", id, Map.of("changeId", change));
        assertThat(state(id)).isEqualTo("READY");
        approve(id);
        done("SetCriterion", id, Map.of("text", "It hums"));
        assertThat(state(id)).isEqualTo("READY");
        assertThat(refused("RequestApproval", id, Map.of()))
                .as("not all of it is met")
                .containsExactly("REQUIRED");
        done("RemoveCriterion", id, Map.of("number", 2));
        approve(id);
        done("AddArtifact", id, artifact('1'));
        assertThat(state(id)).isEqualTo("READY");
        done("RequestApproval", id, Map.of());
        decide(world.authority, request(id, "Approval"), "REJECT").accepted("approvalDecide");
        assertThat(read(world.manager, id, "state rejectionReason approvalRequestedAt")
                        .toString())
                .contains("READY", "No", "\"approvalRequestedAt\":null");
        approve(id);
        done("Update", id, Map.of("description", "Other words"));
        assertThat(state(id)).as("what is not approved is edited").isEqualTo("APPROVED");
    }

    @Test
    void shouldShowChangesToThoseAloneWhoSeeThem() {
        String shown = change(world.agent, Map.of());
        String secret = change(world.leader, Map.of("confidentiality", "CONFIDENTIAL"));
        String id = planned(Map.of("changeIds", List.of(shown)));
        assertThat(act(world.manager, "AddChange", id, Map.of("changeId", secret))
                        .userErrorCodes("releaseAddChange"))
                .as("a change that they do not see")
                .containsExactly("NOT_FOUND");
        String cleared = TestTokens.as(Role.RELEASE_MANAGER)
                .in(world.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        world.query(cleared, "{ viewer { id } }").withoutErrors();
        act(cleared, "AddChange", id, Map.of("changeId", secret)).accepted("releaseAddChange");

        assertThat(texts(read(world.manager, id, "changes { id }").at("/changes"), "/id"))
                .containsExactly(shown);
        assertThat(texts(read(world.leader, id, "changes { id }").at("/changes"), "/id"))
                .containsExactly(shown, secret);
        assertThat(read(world.manager, id, "hiddenChangeCount")
                        .at("/hiddenChangeCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(read(world.leader, id, "hiddenChangeCount")
                        .at("/hiddenChangeCount")
                        .asInt())
                .isZero();
        assertThat(releasesOf(world.manager, shown)).containsExactly(id);
        assertThat(releasesOf(world.leader, secret)).containsExactly(id);
        String hidden = planned(Map.of("confidentiality", "CONFIDENTIAL", "changeIds", List.of(shown)), cleared);
        assertThat(releasesOf(world.manager, shown))
                .as("a release that they do not see")
                .containsExactly(id);
        assertThat(releasesOf(world.leader, shown)).containsExactly(id, hidden);

        assertThat(work.read(() -> links.touched(id, List.of("service-offering"), 10))
                        .serviceIds())
                .as("what depends on what its changes touch, each once")
                .containsExactly(world.offeringId);
        String deployment = scheduled(
                id,
                environment("production", 201, true, false),
                clock.now(),
                clock.now().plusSeconds(3_600));
        JsonNode reason = decision(world.manager, deployment)
                .at("/reasons")
                .valueStream()
                .filter(one -> one.at("/cause").asString().equals("CHANGE_NOT_AUTHORISED"))
                .findFirst()
                .orElseThrow();
        assertThat(texts(reason.at("/changes"), "/id")).containsExactly(shown);
        assertThat(reason.at("/hiddenChangeCount").asInt()).isEqualTo(1);
        assertThat(calendar(world.manager, "DEPLOYMENT", world.serverId)).contains(deployment);
        assertThat(calendar(world.manager, "DEPLOYMENT", world.retiredId)).isEmpty();
        assertThat(calendar(world.stranger, "DEPLOYMENT", world.serverId)).isEmpty();
        assertThat(decision(world.stranger, deployment).isNull()).isTrue();
        assertThat(start(world.stranger, deployment).userErrorCodes("deploymentStart"))
                .containsExactly("NOT_FOUND");
    }

    @Test
    void shouldGoThroughItsEnvironmentsToTheEndOfEarlyLife() {
        clock.set(clock.now());
        String test = environment("test", 100, false, false);
        String production = environment("production", 101, true, true);
        String change = change(world.agent, Map.of());
        String id = planned(Map.of("changeIds", List.of(change)));
        assertThat(refused("MarkReady", id, Map.of())).containsExactly("INVALID_TRANSITION");
        done("MarkBuilt", id, Map.of());
        assertThat(refused("MarkReady", id, Map.of())).as("nothing is met").containsExactly("REQUIRED");
        String tested = scheduled(id, test, null, null);
        start(tested).accepted("deploymentStart");
        report(tested, Map.of("state", "SUCCEEDED"), "key-" + tested).accepted("deploymentReport");
        GraphQlAnswer again = report(tested, Map.of("state", "SUCCEEDED"), "key-" + tested);
        assertThat(again.accepted("deploymentReport").text("deploymentReport.deployment.state"))
                .as("a pipeline says it twice")
                .isEqualTo("SUCCEEDED");
        assertThat(state(id)).as("a test environment moves it nowhere").isEqualTo("BUILT");
        done("SetCriterion", id, met());
        done("MarkReady", id, Map.of());
        assertThat(client.execute(
                                world.manager,
                                "mutation($input: DeploymentScheduleInput!) { deploymentSchedule(input: $input)"
                                        + " { deployment { id } userErrors { code field } } }",
                                Map.of("input", Map.of("releaseId", id, "environmentId", production)))
                        .userErrorCodes("deploymentSchedule"))
                .as("without a window")
                .containsExactly("REQUIRED");
        String deployment = scheduled(id, production, clock.now(), clock.now().plusSeconds(3_600));
        assertThat(texts(decision(world.manager, deployment).at("/reasons"), "/cause"))
                .containsExactlyInAnyOrder("RELEASE_NOT_APPROVED", "CHANGE_NOT_AUTHORISED");
        approve(id);
        authorise(change);
        clock.advance(Duration.ofHours(2));
        assertThat(texts(decision(world.manager, deployment).at("/reasons"), "/cause"))
                .as("it has missed its window")
                .containsExactly("OUTSIDE_WINDOW");
        assertThat(scheduled(id, production, clock.now(), clock.now().plusSeconds(3_600)))
                .as("it gets another one")
                .isEqualTo(deployment);
        start(deployment).accepted("deploymentStart");
        assertThat(start(deployment).userErrorCodes("deploymentStart")).containsExactly("CONFLICT");
        assertThat(state(id)).isEqualTo("DEPLOYING");

        clock.advance(Duration.ofMinutes(5));
        Instant deployedAt = clock.now();
        report(deployment, Map.of("state", "SUCCEEDED"), null).accepted("deploymentReport");
        assertThat(state(id)).isEqualTo("DEPLOYED");
        clock.advance(Duration.ofMinutes(5));
        Instant availableAt = clock.now();
        report(deployment, Map.of("state", "SUCCEEDED", "availableAt", availableAt.toString()), null)
                .accepted("deploymentReport");
        JsonNode watched = read(
                world.manager,
                id,
                "state deployedAt availableAt earlyLifeUntil deployments { number state deployedAt availableAt }");
        assertThat(watched.at("/state").asString()).isEqualTo("EARLY_LIFE");
        assertThat(Instant.parse(watched.at("/deployedAt").asString())).isEqualTo(deployedAt);
        assertThat(Instant.parse(watched.at("/availableAt").asString())).isEqualTo(availableAt);
        assertThat(Instant.parse(watched.at("/earlyLifeUntil").asString()))
                .isEqualTo(availableAt.plus(Duration.ofDays(7)));
        assertThat(watched.at("/deployments/1/number").asString()).startsWith("DEP");
        assertThat(calendar(world.manager, "EARLY_LIFE", world.serverId)).containsExactly(id);
        assertThat(read(world.manager, id, "history(first: 50) { nodes { fields { field after } } }")
                        .toString())
                .contains(": availableAt " + availableAt, ": window ");

        assertThat(refused("Close", id, Map.of())).as("without a review").containsExactly("REQUIRED");
        done("Review", id, Map.of("review", "As planned"));
        assertThat(refused("Close", id, Map.of())).as("in its early life").containsExactly("CONFLICT");
        clock.set(availableAt.plus(Duration.ofDays(7)));
        done("Close", id, Map.of());
        assertThat(state(id)).isEqualTo("CLOSED");
        assertThat(refused("RollBack", id, Map.of("reason", "Too late"))).containsExactly("INVALID_TRANSITION");
    }

    /** The graph was emptied before: whoever follows is interrupted once, when the delivery of events notices it. */
    @Test
    void shouldTellWhoFollowsADeploymentWhetherItMayStart() {
        String id = approved(Map.of());
        String deployment = scheduled(
                id,
                environment("production", 400, true, false),
                clock.now(),
                clock.now().plusSeconds(3_600));

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (GraphQlSocket socket = follow(world.manager, deployment)) {
                if (!socket.next()
                        .at("/payload/data/deploymentDecision/mayStart")
                        .asBoolean(false)) {
                    return false;
                }
                done("Update", id, Map.of("plan", "Otherwise " + Ids.next()));
                JsonNode withdrawn = socket.next();
                approve(id);
                if (!withdrawn.path("type").asString().equals("next")) {
                    return false;
                }
                assertThat(withdrawn.toString()).contains("RELEASE_NOT_APPROVED");
                assertThat(socket.next()
                                .at("/payload/data/deploymentDecision/mayStart")
                                .asBoolean())
                        .isTrue();
                start(deployment).accepted("deploymentStart");
                assertThat(socket.next().toString()).contains("NOT_SCHEDULED");
                assertThat(socket.next().path("type").asString()).isEqualTo("complete");
                return true;
            }
        });
        try (GraphQlSocket stranger = follow(world.stranger, deployment)) {
            assertThat(stranger.next().toString()).contains("NOT_FOUND");
        }
    }

    private GraphQlSocket follow(String token, String deploymentId) {
        GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws")).init(token);
        socket.next();
        socket.subscribe(
                "1",
                "subscription { deploymentDecision(id: \"" + deploymentId + "\") { mayStart reasons { cause } } }");
        return socket;
    }

    @Test
    void shouldRollBackWhatWasDeployed() {
        String id = approved(Map.of());
        String production = environment("production", 300, true, false);
        String deployment = scheduled(id, production, clock.now(), clock.now().plusSeconds(3_600));
        start(deployment).accepted("deploymentStart");
        report(deployment, Map.of("state", "SUCCEEDED"), null).accepted("deploymentReport");

        String incident = client.execute(
                        world.agent,
                        "mutation { incidentReport(input: {title: \"The shop sells nothing\"}) { incident { id } userErrors { code } } }",
                        Map.of())
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        done("LinkIncidents", id, Map.of("incidentIds", List.of(incident)));
        assertThat(texts(read(world.manager, id, "incidents { nodes { id } }").at("/incidents/nodes"), "/id"))
                .containsExactly(incident);
        assertThat(releasesOf("incident", world.manager, incident)).containsExactly(id);
        assertThat(releasesOf("incident", world.caller, incident)).isEmpty();
        done("RollBack", id, Map.of("reason", "It sells nothing"));

        JsonNode undone =
                read(world.manager, id, "state rollBackReason deployments { state } history { nodes { action } }");
        assertThat(undone.at("/state").asString()).isEqualTo("ROLLED_BACK");
        assertThat(undone.at("/deployments/0/state").asString()).isEqualTo("ROLLED_BACK");
        assertThat(texts(undone.at("/history/nodes"), "/action").getFirst()).isEqualTo("release.roll-back");
        assertThat(report(deployment, Map.of("state", "SUCCEEDED"), null).userErrorCodes("deploymentReport"))
                .containsExactly("INVALID_TRANSITION");
    }

    /** What was deployed and watched is undone in production by itself; what is planned beside it ends with the release. */
    @Test
    void shouldBeDeployingAgainAndLeaveNothingPlannedBehind() {
        clock.set(clock.now());
        String id = approved(Map.of("ciIds", List.of(world.serverId)));
        String production = environment("production", 500, true, false);
        Instant begin = clock.now();
        String deployment = scheduled(id, production, begin, begin.plusSeconds(3_600), "first-" + id);
        start(deployment).accepted("deploymentStart");
        clock.advance(Duration.ofMinutes(5));
        Instant availableAt = clock.now().minusSeconds(60);
        report(deployment, Map.of("state", "SUCCEEDED", "availableAt", availableAt.toString()), null)
                .accepted("deploymentReport");
        JsonNode watched = read(world.manager, id, "state deployedAt availableAt");
        assertThat(watched.at("/state").asString()).isEqualTo("EARLY_LIFE");
        assertThat(Instant.parse(watched.at("/deployedAt").asString()))
                .as("nobody has said when")
                .isEqualTo(availableAt);

        report(deployment, Map.of("state", "ROLLED_BACK"), null).accepted("deploymentReport");
        assertThat(read(world.manager, id, "state deployedAt availableAt earlyLifeUntil")
                        .toString())
                .contains("DEPLOYING", "\"deployedAt\":null", "\"availableAt\":null", "\"earlyLifeUntil\":null");
        assertThat(calendar(world.manager, "EARLY_LIFE", world.serverId)).isEmpty();

        Instant from = clock.now();
        String again = scheduled(id, production, from, from.plusSeconds(3_600));
        assertThat(scheduled(id, production, begin, begin.plusSeconds(3_600), "first-" + id))
                .as("the first request, said again")
                .isEqualTo(deployment);
        assertThat(calendar(world.manager, "DEPLOYMENT", world.serverId)).contains(again);
        done("RollBack", id, Map.of("reason", "It sells nothing"));
        assertThat(texts(read(world.manager, id, "deployments { state }").at("/deployments"), "/state"))
                .containsExactly("ROLLED_BACK", "CANCELLED");
        assertThat(calendar(world.manager, "DEPLOYMENT", world.serverId))
                .contains(deployment)
                .doesNotContain(again);
    }

    /** Whoever asks for an approval does not give it, whatever their roles. */
    @Test
    void shouldNotBeApprovedByWhoAskedForIt() {
        for (TestTokens both : List.of(
                TestTokens.as(Role.RELEASE_MANAGER, Role.CHANGE_MANAGER).in(world.organisationId),
                TestTokens.as(Role.ADMINISTRATOR).in(world.organisationId))) {
            String id = planned(Map.of());
            ready(id);
            act(both.token(), "RequestApproval", id, Map.of()).accepted("releaseRequestApproval");
            assertThat(decide(both.token(), request(id, "Approval"), "APPROVE").userErrorCodes("approvalDecide"))
                    .containsExactly("FORBIDDEN");
            decide(world.authority, request(id, "Approval"), "APPROVE").accepted("approvalDecide");
        }
    }

    private String environment(String name, int position, boolean controlled, boolean needsPrevious) {
        String id = environment(null, input(name, position, controlled, needsPrevious, true));
        environments.add(id);
        return id;
    }

    private static Map<String, Object> input(
            String name, int position, boolean controlled, boolean needsPrevious, boolean active) {
        return Map.of(
                "name",
                name,
                "position",
                position,
                "changeControlled",
                controlled,
                "needsPrevious",
                needsPrevious,
                "active",
                active);
    }

    private String environment(@Nullable String id, Map<String, Object> input) {
        Map<String, Object> variables = new HashMap<>(Map.of("input", input));
        variables.put("id", id);
        variables.put("version", id == null ? null : 1);
        return client.execute(
                        world.authority,
                        "mutation($id: ID, $version: Int, $input: DeploymentEnvironmentInput!) {"
                                + " deploymentEnvironmentSet(id: $id, expectedVersion: $version, input: $input)"
                                + " { deploymentEnvironment { id } userErrors { code message } } }",
                        variables)
                .accepted("deploymentEnvironmentSet")
                .text("deploymentEnvironmentSet.deploymentEnvironment.id");
    }

    private String scheduled(String id, String environmentId, @Nullable Instant from, @Nullable Instant to) {
        return scheduled(id, environmentId, from, to, null);
    }

    private String scheduled(
            String id,
            String environmentId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String idempotencyKey) {
        Map<String, Object> input = new HashMap<>(Map.of("releaseId", id, "environmentId", environmentId));
        if (from != null && to != null) {
            input.put("window", Map.of("from", from.toString(), "to", to.toString()));
        }
        Map<String, Object> variables = new HashMap<>(Map.of("input", input));
        variables.put("key", idempotencyKey);
        return client.execute(
                        world.manager,
                        "mutation($input: DeploymentScheduleInput!, $key: String) {"
                                + " deploymentSchedule(input: $input, idempotencyKey: $key)"
                                + " { deployment { id } userErrors { code message field } } }",
                        variables)
                .accepted("deploymentSchedule")
                .text("deploymentSchedule.deployment.id");
    }

    private GraphQlAnswer start(String deploymentId) {
        return start(world.manager, deploymentId);
    }

    private GraphQlAnswer start(String token, String deploymentId) {
        return client.execute(
                        token,
                        "mutation($id: ID!) { deploymentStart(id: $id) { deployment { state } userErrors { code message parameters } } }",
                        Map.of("id", deploymentId))
                .withoutErrors();
    }

    private GraphQlAnswer report(String deploymentId, Map<String, ?> input, @Nullable String key) {
        Map<String, Object> variables = new HashMap<>(Map.of("id", deploymentId, "input", input));
        variables.put("key", key);
        return client.execute(
                        world.integration,
                        "mutation($id: ID!, $input: DeploymentReportInput!, $key: String) {"
                                + " deploymentReport(id: $id, input: $input, idempotencyKey: $key)"
                                + " { deployment { state } userErrors { code message field } } }",
                        variables)
                .withoutErrors();
    }

    private JsonNode decision(String token, String deploymentId) {
        return client.execute(
                        token,
                        "query($id: ID!) { deploymentDecision(id: $id) { mayStart reasons { cause message until changes { id } hiddenChangeCount } } }",
                        Map.of("id", deploymentId))
                .withoutErrors()
                .at("deploymentDecision");
    }

    /** The ids of the records that the calendar shows of what concerns an item in the next days. */
    private List<String> calendar(String token, String kind, String ciId) {
        Instant now = clock.now();
        JsonNode entries = client.execute(
                        token,
                        "query($from: DateTime!, $to: DateTime!, $filter: ChangeCalendarFilter!) {"
                                + " changeCalendar(from: $from, to: $to, filter: $filter)"
                                + " { entries { kind title deployment { id } release { id } } } }",
                        Map.of(
                                "from",
                                now.minusSeconds(60).toString(),
                                "to",
                                now.plus(Duration.ofDays(2)).toString(),
                                "filter",
                                Map.of("kinds", List.of(kind), "ciIds", List.of(ciId))))
                .withoutErrors()
                .at("changeCalendar.entries");
        return texts(entries, kind.equals("DEPLOYMENT") ? "/deployment/id" : "/release/id");
    }

    private String planned(Map<String, ?> details) {
        return planned(details, world.manager);
    }

    private String planned(Map<String, ?> details, String token) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "title",
                "Shop",
                "releaseVersion",
                "4.2.0",
                "plan",
                "Bring it",
                "rollBackPlan",
                "Take it away",
                "artifacts",
                List.of(artifact('0')),
                "criteria",
                List.of("It sells")));
        input.putAll(details);
        return client.execute(
                        token,
                        "mutation($input: ReleasePlanInput!) { releasePlan(input: $input)"
                                + " { release { id } userErrors { code message field } } }",
                        Map.of("input", input))
                .accepted("releasePlan")
                .text("releasePlan.release.id");
    }

    private static Map<String, Object> artifact(char digit) {
        return Map.of(
                "name",
                "shop",
                "version",
                "4.2.0",
                "digest",
                "sha256:" + String.valueOf(digit).repeat(64));
    }

    private static Map<String, Object> met() {
        return Map.of("number", 1, "text", "It sells", "evidence", "Report 17", "met", true);
    }

    private void ready(String id) {
        done("MarkBuilt", id, Map.of());
        done("SetCriterion", id, met());
        done("MarkReady", id, Map.of());
    }

    private String approved(Map<String, ?> details) {
        String id = planned(details);
        ready(id);
        approve(id);
        return id;
    }

    private void approve(String id) {
        done("RequestApproval", id, Map.of());
        decide(world.authority, request(id, "Approval"), "APPROVE").accepted("approvalDecide");
        assertThat(state(id)).isEqualTo("APPROVED");
    }

    /** The first request of the approval that goes on. */
    private JsonNode request(String id, String stage) {
        return read(world.manager, id, "approvals { id stageName current state approver { role } }")
                .at("/approvals")
                .valueStream()
                .filter(request -> request.at("/current").asBoolean()
                        && request.at("/stageName").asString().equals(stage)
                        && !request.at("/approver/role").asString("").equals("ADMINISTRATOR"))
                .findFirst()
                .orElseThrow();
    }

    private GraphQlAnswer decide(String token, JsonNode request, String decision) {
        return client.execute(
                        token,
                        "mutation($id: ID!, $decision: ApprovalDecision!) { approvalDecide(requestId: $id, decision: $decision, comment: \"No\")"
                                + " { userErrors { code message } } }",
                        Map.of("id", request.at("/id").asString(), "decision", decision))
                .withoutErrors();
    }

    private GraphQlAnswer act(String token, String action, String id, Map<String, ?> input) {
        boolean adds = ADDING.contains(action);
        Map<String, Object> variables = new HashMap<>(Map.of("id", id, "input", input));
        if (!adds) {
            variables.put(
                    "version", read(world.manager, id, "version").at("/version").asInt(0));
        }
        return client.execute(
                        token,
                        "mutation($id: ID!, $input: Release" + action + "Input" + (PLAIN.contains(action) ? "" : "!")
                                + (adds ? "" : ", $version: Int!") + ") { release" + action + "(id: $id, input: $input"
                                + (adds ? "" : ", expectedVersion: $version")
                                + ") { release { id state } userErrors { code message field parameters } } }",
                        variables)
                .withoutErrors();
    }

    private void done(String action, String id, Map<String, ?> input) {
        act(world.manager, action, id, input).accepted("release" + action);
    }

    private List<String> refused(String action, String id, Map<String, ?> input) {
        return act(world.manager, action, id, input).userErrorCodes("release" + action);
    }

    private JsonNode read(String token, String id, String fields) {
        return client.execute(token, "query($id: ID!) { release(id: $id) { " + fields + " } }", Map.of("id", id))
                .withoutErrors()
                .at("release");
    }

    private String state(String id) {
        return read(world.manager, id, "state").at("/state").asString();
    }

    private String change(String token, Map<String, ?> details) {
        Instant now = clock.now();
        Map<String, Object> input = new HashMap<>(Map.of(
                "title",
                "Another shop",
                "reason",
                "It sells more",
                "plan",
                "Replace it",
                "backOutPlan",
                "Put it back",
                "window",
                Map.of(
                        "from",
                        now.toString(),
                        "to",
                        now.plus(Duration.ofDays(1)).toString(),
                        "zone",
                        "Europe/Berlin"),
                "implementerIds",
                List.of(world.agentPerson.personId()),
                "ciIds",
                List.of(world.serverId)));
        input.putAll(details);
        if (details.containsKey("confidentiality")) {
            input.remove("implementerIds");
        }
        return client.execute(
                        token,
                        "mutation($input: ChangeRequestInput!) { changeRequest(input: $input)"
                                + " { change { id } userErrors { code message field } } }",
                        Map.of("input", input))
                .accepted("changeRequest")
                .text("changeRequest.change.id");
    }

    private void authorise(String changeId) {
        changed(world.agent, "changeSubmit(id: $id, expectedVersion: $version)", changeId);
        changed(
                world.authority,
                "changeAssess(id: $id, expectedVersion: $version, input: {riskLevel: LOW, reason: \"Done often\"})",
                changeId);
        changed(world.authority, "changeAuthorise(id: $id, expectedVersion: $version)", changeId);
    }

    private void changed(String token, String mutation, String changeId) {
        int version = client.execute(token, "query($id: ID!) { change(id: $id) { version } }", Map.of("id", changeId))
                .withoutErrors()
                .at("change.version")
                .asInt();
        client.execute(
                        token,
                        "mutation($id: ID!, $version: Int!) { " + mutation + " { userErrors { code message } } }",
                        Map.of("id", changeId, "version", version))
                .accepted(mutation.substring(0, mutation.indexOf('(')));
    }

    private List<String> releasesOf(String token, String changeId) {
        return releasesOf("change", token, changeId);
    }

    /** As far as they see the record. */
    private List<String> releasesOf(String kind, String token, String id) {
        JsonNode found = client.execute(
                        token, "query($id: ID!) { " + kind + "(id: $id) { releases { id } } }", Map.of("id", id))
                .withoutErrors()
                .at(kind);
        return texts(found.at("/releases"), "/id");
    }

    private TestTokens person() {
        TestTokens person = TestTokens.as(Role.AGENT).in(world.organisationId);
        world.query(person.token(), "{ viewer { id } }").withoutErrors();
        work.writeRepeatably(() -> world.person(person.personId()));
        return person;
    }

    /** A policy for major releases alone, which no other test plans. */
    private void givenThreeSignatures(TestTokens reviewer, TestTokens approver) {
        stages = List.of(stage("Review", reviewer), stage("Approval", approver));
        policies.add(
                policy(null, null, true).accepted("approvalPolicySet").text("approvalPolicySet.approvalPolicy.id"));
    }

    private List<Map<String, Object>> stages = List.of();

    private static Map<String, Object> stage(String name, TestTokens person) {
        return Map.of(
                "name",
                name,
                "rule",
                "ANY",
                "approvers",
                List.of(Map.of("kind", "PERSON", "personId", person.personId())));
    }

    private GraphQlAnswer policy(@Nullable String id, @Nullable Integer version, boolean active) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("id", id);
        variables.put("version", version);
        variables.put(
                "input",
                Map.of(
                        "name",
                        "Three signatures",
                        "kind",
                        "RELEASE",
                        "rank",
                        100,
                        "condition",
                        "record.type == 'MAJOR'",
                        "stages",
                        stages,
                        "active",
                        active));
        return client.execute(
                world.authority,
                "mutation($id: ID, $version: Int, $input: ApprovalPolicyInput!) { approvalPolicySet(id: $id, expectedVersion: $version,"
                        + " input: $input) { approvalPolicy { id } userErrors { code message field } } }",
                variables);
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return list.valueStream().map(one -> one.at(pointer).asString()).toList();
    }
}
