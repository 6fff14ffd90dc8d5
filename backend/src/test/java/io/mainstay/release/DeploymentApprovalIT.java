// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Confidentiality;
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
import io.mainstay.ticket.TicketWorld;
import io.mainstay.workflow.ApprovalPolicyService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Change managers approve each deployment to an environment that needs that, over HTTP. */
@IntegrationTest
class DeploymentApprovalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CypherCalls calls;

    private static final String OPEN_REQUESTS = "workflow/current-requests-of-part";

    private final Map<String, Map<String, Object>> policies = new HashMap<>();
    private final Map<String, Integer> environments = new HashMap<>();
    private World world;
    private String staging = "";
    private String production = "";

    private static final class World extends TicketWorld {

        final String manager =
                TestTokens.as(Role.RELEASE_MANAGER).in(organisationId).token();
        final String authority =
                TestTokens.as(Role.CHANGE_MANAGER).in(organisationId).token();
        final String otherAuthority =
                TestTokens.as(Role.CHANGE_MANAGER).in(organisationId).token();
        final String both = TestTokens.as(Role.CHANGE_MANAGER, Role.RELEASE_MANAGER)
                .in(organisationId)
                .token();
        final String chief = TestTokens.as(Role.CHANGE_MANAGER, Role.ADMINISTRATOR)
                .in(organisationId)
                .token();
        final String administrator =
                TestTokens.as(Role.ADMINISTRATOR).in(organisationId).token();
        final String stranger =
                TestTokens.as(Role.CHANGE_MANAGER).in(Ids.next()).token();

        World(GraphQlClient client, UnitOfWork work, Cypher cypher) {
            super(client, work, cypher);
            for (String token : List.of(manager, authority, otherAuthority, both, chief, administrator, stranger)) {
                query(token, "{ viewer { id } }").withoutErrors();
            }
        }
    }

    @BeforeEach
    void createWorld() {
        clock.set(clock.now());
        world = new World(client, work, cypher);
        staging = environment("Staging", 300, false);
        production = environment("Production", 301, true);
    }

    @AfterEach
    void takeThemOutOfUse() {
        clock.follow();
        policies.forEach((id, input) -> {
            input.put("active", false);
            policy(id, input);
        });
        List.copyOf(environments.keySet()).forEach(id -> set(id, environmentInput("Over", 1_000, false, false, false)));
    }

    @Test
    void shouldApproveEachEnvironmentByItself() {
        String id = approved();
        String trial = scheduled(id, staging);
        String live = scheduled(id, production);
        assertThat(texts(mine(world.authority).at("/nodes"), "/deployment/environment/name"))
                .containsExactlyInAnyOrder("Staging", "Production");
        assertThat(causes(live)).containsExactly("DEPLOYMENT_NOT_APPROVED");
        assertThat(decision(live).at("/reasons/0/message").asString())
                .contains("Production", "waits for the role CHANGE_MANAGER");
        assertThat(start(trial).text("deploymentStart.userErrors.0.parameters.cause"))
                .isEqualTo("DEPLOYMENT_NOT_APPROVED");

        decide(world.authority, request(trial), "APPROVE").accepted("approvalDecide");
        start(trial).accepted("deploymentStart");
        assertThat(start(live).text("deploymentStart.userErrors.0.parameters.cause"))
                .as("what is approved for one environment is so for no other")
                .isEqualTo("DEPLOYMENT_NOT_APPROVED");
        assertThat(report(live, "SUCCEEDED").userErrorCodes("deploymentReport"))
                .as("a pipeline says that it was done all the same")
                .containsExactly("INVALID_TRANSITION");
        assertThat(read(live).at("/state").asString()).isEqualTo("SCHEDULED");

        decide(world.authority, request(live), "APPROVE").accepted("approvalDecide");
        assertThat(decision(live).at("/mayStart").asBoolean()).isTrue();
        JsonNode seen = read(live);
        assertThat(Instant.parse(seen.at("/approvedAt").asString())).isEqualTo(clock.now());
        assertThat(texts(seen.at("/approvals"), "/state")).containsExactly("APPROVED");
        assertThat(seen.at("/approvals/0/record/id").asString()).isEqualTo(id);
        start(live).accepted("deploymentStart");
        assertThat(release(id, "approvals { stageName }").toString())
                .as("those of the release as a whole")
                .doesNotContain("Deployment");
        assertThat(release(id, "history(first: 50) { nodes { fields { field after } } }")
                        .toString())
                .contains(": approval REQUESTED", ": approval APPROVED");
        assertThat(client.execute(
                                world.authority,
                                "query($id: ID!) { approval(id: $id) { history { nodes { fields { field after } } } } }",
                                Map.of("id", seen.at("/approvals/0/id").asString()))
                        .withoutErrors()
                        .at("approval")
                        .toString())
                .contains("partId", live);
    }

    /** Who has both roles neither, whatever part they have; nor who has planned the deployment, nor programs. */
    @Test
    void shouldLetReleaseManagersProposeAndNotApprove() {
        String id = approved();
        String deployment = scheduled(id, production);
        JsonNode request = request(deployment);
        for (String token : List.of(world.manager, world.both, world.integration, world.administrator, world.agent)) {
            GraphQlAnswer answer = decide(token, request, "APPROVE");
            assertThat(answer.at("approvalDecide.approval").isNull()).isTrue();
            assertThat(answer.userErrorCodes("approvalDecide")).containsExactly("FORBIDDEN");
        }
        assertThat(decide(world.both, request, "APPROVE").text("approvalDecide.userErrors.0.message"))
                .contains("RELEASE_MANAGER");
        assertThat(mine(world.both).at("/totalCount").asInt()).isZero();
        assertThat(mine(world.both).at("/nodes").isEmpty()).isTrue();
        assertThat(approval(world.both, request).at("/viewerCanDecide").asBoolean())
                .isFalse();
        assertThat(approval(world.authority, request).at("/viewerCanDecide").asBoolean())
                .isTrue();

        Instant to = clock.now().plus(Duration.ofHours(2));
        assertThat(schedule(world.chief, id, production, clock.now(), to)).isEqualTo(deployment);
        assertThat(decide(world.chief, request(deployment), "APPROVE").text("approvalDecide.userErrors.0.message"))
                .contains("planned the deployment");
        assertThat(read(deployment).at("/approvedAt").isNull()).isTrue();
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
    }

    @Test
    void shouldWithdrawByAnotherWindowOrOtherContent() {
        String id = approved();
        String deployment = scheduled(id, production);
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        assertThat(schedule(
                        world.manager, id, production, clock.now(), clock.now().plusSeconds(3_600)))
                .as("the same window")
                .isEqualTo(deployment);
        assertThat(decision(deployment).at("/mayStart").asBoolean()).isTrue();

        schedule(world.manager, id, production, clock.now(), clock.now().plus(Duration.ofHours(5)));
        assertThat(start(deployment).text("deploymentStart.userErrors.0.parameters.cause"))
                .isEqualTo("DEPLOYMENT_NOT_APPROVED");
        assertThat(texts(read(deployment).at("/approvals"), "/state"))
                .as("it is asked for anew")
                .containsExactly("WAITING", "WITHDRAWN");
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");

        edited("AddArtifact", id, artifact('1'));
        JsonNode back = read(deployment);
        assertThat(back.at("/approvedAt").isNull()).isTrue();
        assertThat(texts(back.at("/approvals"), "/current")).containsOnly("false");
        assertThat(causes(deployment)).containsExactlyInAnyOrder("RELEASE_NOT_APPROVED", "DEPLOYMENT_NOT_APPROVED");
        approve(id);
        assertThat(decision(deployment).at("/reasons/0/message").asString())
                .as("nobody is asked")
                .contains("Who plans it anew asks for it");
        schedule(world.manager, id, production, clock.now(), clock.now().plus(Duration.ofHours(5)));
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        start(deployment).accepted("deploymentStart");
    }

    /** By what a release is accepted is no part of what is deployed: a deployment to a test may be what proves it. */
    @Test
    void shouldStayApprovedWhenWhatItShowedIsWrittenDown() {
        String id = planned();
        step(id, "MarkBuilt");
        String deployment = scheduled(id, staging);
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        edited("SetCriterion", id, Map.of("number", 1, "text", "It sells", "evidence", "Report 17", "met", true));
        assertThat(decision(deployment).at("/mayStart").asBoolean()).isTrue();
        edited("Update", id, Map.of("plan", "Otherwise"));
        assertThat(causes(deployment)).containsExactly("DEPLOYMENT_NOT_APPROVED");
    }

    /** One setting for a release and its deployments; what is deployed is material always. */
    @Test
    void shouldWithdrawByWhatIsSetForReleases() {
        String id = approved();
        String deployment = scheduled(id, production);
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        List<String> shipped = List.of(
                "criteria",
                "releaseVersion",
                "plan",
                "rollBackPlan",
                "effectiveFrom",
                "serviceChange",
                "intendedOutcome");
        try {
            material(List.of("criteria", "description")).accepted("approvalMaterialFieldsSet");
            edited("Update", id, Map.of("plan", "Otherwise"));
            assertThat(release(id, "state").at("/state").asString()).isEqualTo("APPROVED");
            assertThat(decision(deployment).at("/mayStart").asBoolean()).isTrue();

            edited("Update", id, Map.of("description", "With more words"));
            assertThat(causes(deployment)).containsExactlyInAnyOrder("RELEASE_NOT_APPROVED", "DEPLOYMENT_NOT_APPROVED");

            String other = approved();
            edited("AddArtifact", other, artifact('1'));
            assertThat(release(other, "state").at("/state").asString()).isEqualTo("READY");
            GraphQlAnswer refused = material(List.of("artifacts"));
            assertThat(refused.userErrorCodes("approvalMaterialFieldsSet")).containsExactly("INVALID");
        } finally {
            material(shipped).accepted("approvalMaterialFieldsSet");
        }
    }

    private GraphQlAnswer material(List<String> fields) {
        int version = client.execute(world.authority, "{ approvalMaterialFields(kind: RELEASE) { version } }", Map.of())
                .withoutErrors()
                .at("approvalMaterialFields.version")
                .asInt();
        return client.execute(
                        world.authority,
                        "mutation($input: ApprovalMaterialFieldsInput!, $version: Int!) {"
                                + " approvalMaterialFieldsSet(input: $input, expectedVersion: $version)"
                                + " { materialFields { version } userErrors { code message } } }",
                        Map.of("input", Map.of("kind", "RELEASE", "fields", fields), "version", version))
                .withoutErrors();
    }

    @Test
    void shouldShowWhatWouldWithdrawAnApprovalNow() {
        String planned = planned();
        assertThat(materialFields(planned)).isEmpty();
        step(planned, "MarkBuilt");
        scheduled(planned, staging);
        assertThat(materialFields(planned))
                .as("that of its deployment")
                .contains("artifacts", "plan")
                .doesNotContain("criteria", "title");

        String approved = approved();
        assertThat(materialFields(approved))
                .contains("artifacts", "plan", "criteria")
                .doesNotContain("title");
        String ready = ready();
        assertThat(materialFields(ready)).as("nobody is asked").isEmpty();
        step(ready, "RequestApproval");
        assertThat(materialFields(ready)).contains("criteria");
        edited("Cancel", ready, Map.of("reason", "Not needed"));
        assertThat(materialFields(ready)).isEmpty();

        assertThat(client.execute(
                                world.stranger,
                                "query($id: ID!) { release(id: $id) { materialFields } }",
                                Map.of("id", approved))
                        .withoutErrors()
                        .at("release")
                        .isNull())
                .as("who does not see the release")
                .isTrue();
        for (int i = 0; i < 4; i++) {
            String built = planned();
            step(built, "MarkBuilt");
            scheduled(built, staging);
        }
        String list = "query($first: Int!) { releases(first: $first) { nodes { materialFields } } }";
        assertThat(CypherCalls.growing(statements(list, 1), statements(list, 4), 3))
                .isEmpty();
        assertThat(statements(list, 4)).containsOnlyOnce("workflow/material-fields");
    }

    private List<String> materialFields(String id) {
        return texts(release(id, "materialFields").at("/materialFields"), "");
    }

    @Test
    void shouldKeepOutWhatWasRejectedUntilSomebodyAsksAgain() {
        String id = approved();
        String deployment = scheduled(id, production);
        decide(world.authority, request(deployment), "REJECT").accepted("approvalDecide");
        assertThat(read(deployment).at("/rejectionReason").asString()).isEqualTo("No");
        assertThat(decision(deployment).at("/reasons/0/message").asString()).contains("was rejected");
        assertThat(requested(id, "production")).isEqualTo(deployment);
        assertThat(texts(read(deployment).at("/approvals"), "/state"))
                .as("a pipeline tries again")
                .containsExactly("REJECTED");
        assertThat(start(world.integration, deployment).text("deploymentStart.userErrors.0.parameters.cause"))
                .isEqualTo("DEPLOYMENT_NOT_APPROVED");

        scheduled(id, production);
        assertThat(read(deployment).at("/rejectionReason").isNull()).isTrue();
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        start(deployment).accepted("deploymentStart");
    }

    /** While it waits, whoever asks again moves nothing; once it is approved it has the time that was asked for, from then on. */
    @Test
    void shouldKeepTheApprovalWhileAPipelineTriesAgain() {
        String id = approved();
        String deployment = requested(id, "production");
        JsonNode request = request(deployment);
        JsonNode planned = read(deployment);
        for (int hours = 0; hours < 3; hours++) {
            clock.advance(Duration.ofHours(3));
            assertThat(requested(id, "production")).isEqualTo(deployment);
            assertThat(read(deployment)).as("its window has passed").isEqualTo(planned);
        }
        decide(world.authority, request, "APPROVE").accepted("approvalDecide");
        assertThat(decision(deployment).at("/mayStart").asBoolean()).isTrue();
        assertWindow(deployment, clock.now(), Duration.ofHours(2));
        assertThat(release(id, "history(first: 50) { nodes { fields { field after } } }")
                        .toString())
                .contains(": window " + clock.now() + " to ");

        clock.advance(Duration.ofHours(1));
        assertThat(requested(id, "production")).isEqualTo(deployment);
        assertThat(decision(deployment).at("/mayStart").asBoolean()).isTrue();
        start(world.integration, deployment).accepted("deploymentStart");
    }

    @Test
    void shouldAskOnceAnewWhenAPipelineHasMissedWhatWasApproved() {
        String id = approved();
        String deployment = requested(id, "production");
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        clock.advance(Duration.ofHours(3));
        for (int times = 0; times < 3; times++) {
            requested(id, "production");
            clock.advance(Duration.ofHours(3));
            assertThat(texts(read(deployment).at("/approvals"), "/state")).containsExactly("WAITING", "WITHDRAWN");
        }
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        start(world.integration, deployment).accepted("deploymentStart");
    }

    /** What people have planned for a time is not done at another one because nobody approved it before, unless a pipeline asks for it. */
    @Test
    void shouldNotMoveAWindowOfPeopleByItsApproval() {
        String id = approved();
        String deployment = scheduled(id, production);
        JsonNode request = request(deployment);
        Instant from = clock.now();
        clock.advance(Duration.ofMinutes(30));
        requested(id, "production");
        assertWindow(deployment, from, Duration.ofHours(1));
        clock.advance(Duration.ofHours(2));
        decide(world.authority, request, "APPROVE").accepted("approvalDecide");
        assertWindow(deployment, from, Duration.ofHours(1));
        assertThat(causes(deployment)).containsExactly("OUTSIDE_WINDOW");

        String other = approved();
        String missed = scheduled(other, production);
        JsonNode waiting = request(missed);
        clock.advance(Duration.ofHours(2));
        requested(other, "production");
        assertWindow(missed, clock.now(), Duration.ofHours(2));
        JsonNode anew = request(missed);
        assertThat(decide(world.authority, waiting, "APPROVE").userErrorCodes("approvalDecide"))
                .as("who has seen the window of before")
                .containsExactly("INVALID_TRANSITION");
        clock.advance(Duration.ofHours(5));
        requested(other, "production");
        assertThat(request(missed)).as("it is asked for anew once").isEqualTo(anew);
        decide(world.authority, anew, "APPROVE").accepted("approvalDecide");
        start(world.integration, missed).accepted("deploymentStart");
    }

    /** Whoever has approved it in part has approved it for the window of then. */
    @Test
    void shouldAskAllAnewForAnotherWindowThanSomeHaveApproved() {
        given(
                "record.environment == 'Production'",
                Map.of("kind", "ROLE", "role", "CHANGE_MANAGER", "people", 2),
                null);
        String id = approved();
        String deployment = scheduled(id, production);
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        clock.advance(Duration.ofHours(2));
        requested(id, "production");
        assertWindow(deployment, clock.now(), Duration.ofHours(2));
        decide(world.otherAuthority, request(deployment), "APPROVE").accepted("approvalDecide");
        assertThat(causes(deployment)).containsExactly("DEPLOYMENT_NOT_APPROVED");
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        start(world.integration, deployment).accepted("deploymentStart");
    }

    /** Whoever asks for the approval of what they have planned is a program often, which decides nothing. */
    @Test
    void shouldLetNobodyApproveWhatTheyHavePlannedWhoeverAsks() {
        String later = set(null, environmentInput("Later", 303, false, false, true));
        String id = approved();
        Instant to = clock.now().plus(Duration.ofHours(4));
        String before = schedule(world.chief, id, later, clock.now(), to);
        set(later, environmentInput("Later", 303, false, true, true));
        assertThat(requested(id, "later")).isEqualTo(before);
        assertPlanned(before);

        String edited = schedule(world.chief, id, staging, clock.now(), to);
        edited("Update", id, Map.of("plan", "Otherwise"));
        assertThat(texts(read(edited).at("/approvals"), "/state")).containsExactly("WITHDRAWN");
        assertThat(requested(id, "staging")).isEqualTo(edited);
        assertPlanned(edited);
    }

    private void assertPlanned(String deployment) {
        assertThat(decide(world.chief, request(deployment), "APPROVE").text("approvalDecide.userErrors.0.message"))
                .contains("planned the deployment");
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        start(deployment).accepted("deploymentStart");
    }

    private void assertWindow(String deploymentId, Instant from, Duration length) {
        JsonNode deployment = read(deploymentId);
        assertThat(Instant.parse(deployment.at("/windowFrom").asString())).isEqualTo(from);
        assertThat(Instant.parse(deployment.at("/windowTo").asString())).isEqualTo(from.plus(length));
    }

    @Test
    void shouldLetNoDeputyOfAReleaseManagerDecide() {
        TestTokens named = named(Role.CHANGE_MANAGER, Role.RELEASE_MANAGER);
        TestTokens deputy = named(Role.CHANGE_MANAGER);
        given("record.environment == 'Production'", Map.of("kind", "PERSON", "personId", named.personId()), null);
        String id = approved();
        String deployment = scheduled(id, production);
        assertDecidesNot(named.token(), deployment, "RELEASE_MANAGER");
        delegated(named.token(), null, deputy);
        assertDecidesNot(deputy.token(), deployment, "nor does their deputy");
    }

    /** What is no deployment they decide, as everybody's deputies do. */
    @Test
    void shouldLetADeputyOfAReleaseManagerDecideOfTheRelease() {
        TestTokens named = named(Role.RELEASE_MANAGER);
        TestTokens deputy = named(Role.CHANGE_MANAGER);
        Map<String, Object> input = input("RECORD", null, Map.of("kind", "PERSON", "personId", named.personId()), null);
        policies.put(policy(null, input), input);
        String id = ready();
        step(id, "RequestApproval");
        delegated(named.token(), null, deputy);
        decide(deputy.token(), mine(deputy.token()).at("/nodes/0"), "APPROVE").accepted("approvalDecide");
        assertThat(release(id, "state").at("/state").asString()).isEqualTo("APPROVED");
    }

    @Test
    void shouldLetNoReleaseManagerDecideAsADeputy() {
        TestTokens absent = named();
        TestTokens barred = named(Role.CHANGE_MANAGER, Role.RELEASE_MANAGER);
        given("record.environment == 'Production'", Map.of("kind", "PERSON", "personId", absent.personId()), null);
        String deployment = scheduled(approved(), production);
        delegated(absent.token(), null, barred);
        assertDecidesNot(barred.token(), deployment, "RELEASE_MANAGER");
    }

    /** Roles are in tokens alone: of whom somebody else has found a deputy, nobody knows whether they are a release manager. */
    @Test
    void shouldLetADeputyDecideWhomTheAbsentHaveMadeThatThemselves() {
        TestTokens absent = named();
        TestTokens deputy = named();
        given("record.environment == 'Production'", Map.of("kind", "PERSON", "personId", absent.personId()), null);
        String deployment = scheduled(approved(), production);
        delegated(world.authority, absent.personId(), deputy);
        assertDecidesNot(deputy.token(), deployment, "did not make you that themselves");

        delegated(absent.token(), null, deputy);
        JsonNode waiting = mine(deputy.token());
        assertThat(waiting.at("/totalCount").asInt()).isEqualTo(1);
        assertThat(approval(deputy.token(), waiting.at("/nodes/0"))
                        .at("/viewerCanDecide")
                        .asBoolean())
                .isTrue();
        decide(deputy.token(), waiting.at("/nodes/0"), "APPROVE").accepted("approvalDecide");
        start(deployment).accepted("deploymentStart");
    }

    /** What policies ask of releases says nothing of their deployments, whomever they ask. */
    @Test
    void shouldAskPoliciesOfDeploymentsAlone() {
        String id = approved();
        Map<String, Object> input = input("RECORD", null, Map.of("kind", "ROLE", "role", "RELEASE_MANAGER"), null);
        policies.put(policy(null, input), input);
        given("record.kind == 'DEPLOYMENT'", Map.of("kind", "CAB"), null);
        String deployment = scheduled(id, production);
        assertThat(decision(deployment).at("/reasons/0/message").asString()).contains("change advisory board");

        String other = ready();
        step(other, "RequestApproval");
        assertThat(release(other, "approvals { approver { role } }")
                        .at("/approvals/0/approver/role")
                        .asString())
                .isEqualTo("RELEASE_MANAGER");
    }

    /** The release and its deployments alike; what nobody has estimated is not costly. */
    @Test
    void shouldAskPoliciesByWhatTheReleaseCosts() {
        for (String target : List.of("RECORD", "DEPLOYMENT")) {
            Map<String, Object> input =
                    input(target, "record.cost >= 50000.0", Map.of("kind", "ROLE", "role", "SERVICE_MANAGER"), null);
            input.put("name", "Costly " + target);
            policies.put(policy(null, input), input);
        }
        String id = approved();
        edited("Update", id, Map.of("estimatedCost", 49_999.99));
        JsonNode read = release(id, "state estimatedCost costCurrency");
        assertThat(read.at("/state").asString()).as("what was approved").isEqualTo("READY");
        assertThat(read.at("/estimatedCost").asDouble()).isEqualTo(49_999.99);
        assertThat(read.at("/costCurrency").asString()).isEqualTo("EUR");
        approve(id);
        String deployment = scheduled(id, production);
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        assertThat(texts(release(id, "materialFields").at("/materialFields"), ""))
                .contains("estimatedCost");

        edited("Update", id, Map.of("estimatedCost", 50_000));
        assertThat(causes(deployment)).containsExactlyInAnyOrder("RELEASE_NOT_APPROVED", "DEPLOYMENT_NOT_APPROVED");
        assertThat(previewed(Map.of("recordId", id))).isEqualTo("Costly RECORD");
        assertThat(previewed(Map.of("recordId", id, "environmentId", production)))
                .isEqualTo("Costly DEPLOYMENT");
        assertThat(previewed(Map.of("kind", "RELEASE", "type", "MINOR", "cost", 50_000)))
                .isEqualTo("Costly RECORD");
        assertThat(previewed(Map.of("kind", "RELEASE", "type", "MINOR")))
                .as("nobody has estimated it")
                .isNotEqualTo("Costly RECORD");
        step(id, "RequestApproval");
        assertThat(release(id, "approvals { state approver { role } }")
                        .at("/approvals")
                        .valueStream()
                        .filter(one -> one.at("/state").asString().equals("WAITING"))
                        .map(one -> one.at("/approver/role").asString("")))
                .containsExactly("SERVICE_MANAGER");
        assertThat(release(id, "history(first: 20) { nodes { fields { field before after } } }")
                        .toString())
                .contains("{\"field\":\"estimatedCost\",\"before\":\"49999.99\",\"after\":\"50000.00\"}");
        assertThat(release(world.stranger, id, "estimatedCost").isNull())
                .as("who does not see the release")
                .isTrue();
        assertThat(preview(world.stranger, Map.of("recordId", id))).isNull();
    }

    private String previewed(Map<String, Object> input) {
        return Objects.requireNonNull(preview(world.authority, input))
                .at("/policy/name")
                .asString();
    }

    @Test
    void shouldSayWhatAReleaseMayCost() {
        String id = planned();
        Map<Double, String> rules = Map.of(
                -1.0,
                "estimatedCost must be between 0 and 999999999999.99.",
                1e300,
                "estimatedCost must be between 0 and 999999999999.99.",
                0.125,
                "estimatedCost must be an amount with at most 2 digits after the point.");
        rules.forEach((wrong, rule) -> {
            for (GraphQlAnswer answer : List.of(
                    client.execute(
                            world.manager,
                            "mutation($id: ID!, $cost: Float) { result: releaseUpdate(id: $id, expectedVersion: 1,"
                                    + " input: {estimatedCost: $cost}) { release { id } userErrors { code message field } } }",
                            Map.of("id", id, "cost", wrong)),
                    client.execute(
                            world.manager,
                            "mutation($cost: Float) { result: releasePlan(input: {title: \"Shop\", releaseVersion: \"5\","
                                    + " estimatedCost: $cost}) { release { id } userErrors { code message field } } }",
                            Map.of("cost", wrong)))) {
                assertThat(answer.withoutErrors().userErrorCodes("result")).containsExactly("INVALID");
                assertThat(answer.text("result.userErrors.0.message")).isEqualTo(rule);
                assertThat(texts(answer.at("result.userErrors.0.field"), "")).containsExactly("input", "estimatedCost");
            }
        });
        assertThat(release(id, "estimatedCost").at("/estimatedCost").isNull()).isTrue();
    }

    @Test
    void shouldSetNoPolicyByWhichADeploymentWaitsForNobody() {
        Map<String, Object> barred = Map.of("kind", "ROLE", "role", "RELEASE_MANAGER");
        Map<String, Object> manager = Map.of("kind", "ROLE", "role", "CHANGE_MANAGER");
        refused(
                policySet(null, null, input("DEPLOYMENT", null, barred, null)),
                "INVALID",
                "input.stages.0.approvers.0.role");
        refused(
                policySet(null, null, input("DEPLOYMENT", null, manager, barred)),
                "INVALID",
                "input.stages.0.escalatesTo.role");
        Map<String, Object> ofChanges = input("DEPLOYMENT", null, manager, null);
        ofChanges.put("kind", "CHANGE");
        refused(policySet(null, null, ofChanges), "INVALID", "input.target");

        Map<String, Object> input = input("RECORD", null, barred, barred);
        input.put("active", false);
        String id = policy(null, input);
        Map<String, Object> other = input("DEPLOYMENT", null, manager, null);
        refused(policySet(id, 1, other), "INVALID", "input.target");

        String shipped = ApprovalPolicyService.DEFAULT_OF_DEPLOYMENTS_ID;
        Map<String, Object> narrow = input("DEPLOYMENT", "record.environment == 'Staging'", manager, null);
        refused(policySet(shipped, 1, narrow), "CONFLICT", "id");
        Map<String, Object> unused = input("DEPLOYMENT", null, manager, null);
        unused.put("active", false);
        refused(policySet(shipped, 1, unused), "CONFLICT", "id");
        refused(policySet(shipped, 1, input("RECORD", null, manager, null)), "INVALID", "input.target");
    }

    @Test
    void shouldSayWhoWouldHaveToApproveADeployment() {
        TestTokens named = named();
        given("record.environment == 'Production'", Map.of("kind", "PERSON", "personId", named.personId()), null);
        String id = approved();
        Map<String, Object> live = Map.of("recordId", id, "environmentId", production);
        JsonNode preview = preview(world.authority, live);
        assertThat(preview.at("/policy/name").asString()).isEqualTo("For one environment");
        assertThat(preview.at("/policy/target").asString()).isEqualTo("DEPLOYMENT");
        assertThat(texts(preview.at("/stages/0/asked/0/people"), "/id")).containsExactly(named.personId());
        assertThat(preview.at("/stages/0/canComplete").asBoolean()).isTrue();
        JsonNode trial = preview(world.authority, Map.of("recordId", id, "environmentId", staging));
        assertThat(trial.at("/policy/name").asString()).isEqualTo("One change manager for deployments");
        assertThat(texts(trial.at("/passedOver"), "/target")).containsOnly("DEPLOYMENT");
        assertThat(trial.at("/stages/0/asked/0/others").asBoolean()).isTrue();
        assertThat(preview(world.authority, Map.of("recordId", id))
                        .at("/policy/target")
                        .asString())
                .isEqualTo("RECORD");

        JsonNode own = preview(named.token(), live);
        assertThat(own.at("/stages/0/canComplete").asBoolean())
                .as("who asks counts as having planned it")
                .isFalse();
        assertThat(own.at("/stages/0/leftOut/0/reason").asString()).contains("planned the deployment");
        scheduled(id, production);
        assertThat(preview(named.token(), live).at("/stages/0/canComplete").asBoolean())
                .as("somebody else has")
                .isTrue();

        assertThat(preview(world.stranger, live)).isNull();
        assertThat(preview(world.authority, Map.of("recordId", id, "environmentId", Ids.next())))
                .isNull();
        assertThat(preview(world.authority, Map.of("kind", "RELEASE", "type", "MINOR", "environmentId", production))
                        .at("/policy/name")
                        .asString())
                .isEqualTo("For one environment");
        assertThat(preview(world.authority, Map.of("kind", "RELEASE", "type", "MINOR", "environmentId", Ids.next())))
                .isNull();
        assertThat(client.execute(
                                world.authority,
                                "query($id: ID!) { approvalPolicyPreview(input: {kind: CHANGE, type: \"NORMAL\","
                                        + " environmentId: $id}) { policy { id } } }",
                                Map.of("id", production))
                        .body()
                        .at("/errors/0/message")
                        .asString())
                .contains("input.environmentId");
    }

    /** As with changes: whoever was cleared for it when they were asked reads it as long as they are asked, and is not asked by name again. */
    @Test
    void shouldShutOutNoApproverByMoreConfidentiality() {
        String cleared = TestTokens.as(Role.RELEASE_MANAGER)
                .in(world.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        TestTokens named = elsewhere();
        given("record.environment == 'Production'", Map.of("kind", "PERSON", "personId", named.personId()), null);
        String id = approved();
        String deployment = scheduled(id, production);
        client.execute(
                        cleared,
                        "mutation($id: ID!, $version: Int!) { releaseClassify(id: $id, expectedVersion: $version,"
                                + " input: {confidentiality: CONFIDENTIAL}) { release { id } userErrors { code message } } }",
                        Map.of(
                                "id",
                                id,
                                "version",
                                release(id, "version").at("/version").asInt()))
                .accepted("releaseClassify");
        assertThat(release(world.authority, id, "id").isNull())
                .as("who is not cleared and not asked by name")
                .isTrue();
        assertThat(release(named.token(), id, "id").isNull()).isFalse();
        assertThat(mine(named.token()).at("/nodes/0/deployment/id").asString()).isEqualTo(deployment);
        decide(named.token(), request(deployment), "REJECT").accepted("approvalDecide");
        assertThat(release(named.token(), id, "id").isNull()).isTrue();

        assertThat(preview(cleared, Map.of("recordId", id, "environmentId", production))
                        .at("/stages/0/leftOut/0/reason")
                        .asString())
                .contains("not cleared");
        scheduled(id, production);
        assertThat(release(named.token(), id, "id").isNull()).isTrue();
        assertThat(mine(named.token()).at("/totalCount").asInt()).isZero();
    }

    @Test
    void shouldTakeOneDecisionOfTwoAtOnce() throws Exception {
        String id = approved();
        String deployment = scheduled(id, production);
        JsonNode request = request(deployment);
        List<String> codes = new ArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (Future<GraphQlAnswer> answer : two.invokeAll(List.<Callable<GraphQlAnswer>>of(
                    () -> decide(world.authority, request, "APPROVE"),
                    () -> decide(world.otherAuthority, request, "REJECT")))) {
                codes.addAll(answer.get().userErrorCodes("approvalDecide"));
            }
        }
        assertThat(codes).containsExactly("INVALID_TRANSITION");
        JsonNode after = read(deployment);
        assertThat(after.at("/approvals")).hasSize(1);
        assertThat(decision(deployment).at("/mayStart").asBoolean())
                .isEqualTo(after.at("/approvals/0/state").asString().equals("APPROVED"))
                .isEqualTo(!after.at("/approvedAt").isNull());
    }

    @Test
    void shouldShowNothingToWhoDoesNotSeeTheRelease() {
        String id = approved();
        String deployment = scheduled(id, production);
        JsonNode request = request(deployment);

        assertThat(approval(world.stranger, request).isNull()).isTrue();
        assertThat(client.execute(
                                world.stranger,
                                "query($id: ID!) { node(id: $id) { id } }",
                                Map.of("id", request.at("/id").asString()))
                        .withoutErrors()
                        .at("node")
                        .isNull())
                .isTrue();
        assertThat(decide(world.stranger, request, "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("NOT_FOUND");
        assertThat(mine(world.stranger).at("/totalCount").asInt()).isZero();
    }

    /** What an approver may decide they may also read: while they are asked, and when they have approved. */
    @Test
    void shouldShowTheReleaseToWhomThePolicyNamesForTheEnvironment() {
        TestTokens named = TestTokens.as(Role.CAB_MEMBER).in(Ids.next());
        client.execute(named.token(), "{ viewer { id } }", Map.of()).withoutErrors();
        work.writeRepeatably(() -> world.person(named.personId()));
        given("record.environment == 'Production'", Map.of("kind", "PERSON", "personId", named.personId()), null);
        String id = approved();
        assertThat(release(named.token(), id, "id").isNull()).isTrue();
        String trial = scheduled(id, staging);
        assertThat(read(trial).at("/approvals/0/approver/role").asString())
                .as("the policy is for another environment")
                .isEqualTo("CHANGE_MANAGER");
        String live = scheduled(id, production);
        assertThat(release(named.token(), id, "id").isNull()).isFalse();
        assertThat(decision(live).at("/reasons/0/message").asString()).doesNotContain("CHANGE_MANAGER");
        assertThat(decide(world.authority, request(live), "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("FORBIDDEN");
        decide(named.token(), request(live), "REJECT").accepted("approvalDecide");
        assertThat(release(named.token(), id, "id").isNull())
                .as("they are not asked any more")
                .isTrue();
        scheduled(id, production);
        decide(named.token(), request(live), "APPROVE").accepted("approvalDecide");
        start(live).accepted("deploymentStart");
        assertThat(release(named.token(), id, "id").isNull()).isFalse();
    }

    @Test
    void shouldShowTheReleaseNoLongerToThoseWhoWereNotNeeded() {
        TestTokens one = elsewhere();
        TestTokens other = elsewhere();
        givenAny(
                Map.of("kind", "PERSON", "personId", one.personId()),
                Map.of("kind", "PERSON", "personId", other.personId()));
        String id = approved();
        String live = scheduled(id, production);
        JsonNode mine = mine(one.token()).at("/nodes/0");
        assertThat(release(other.token(), id, "id").isNull()).isFalse();
        decide(one.token(), mine, "APPROVE").accepted("approvalDecide");
        assertThat(read(live).at("/approvedAt").isNull()).isFalse();
        assertThat(release(one.token(), id, "id").isNull()).isFalse();
        assertThat(release(other.token(), id, "id").isNull()).isTrue();
    }

    /** Somebody of another organisation who may be asked. */
    private TestTokens elsewhere() {
        TestTokens named = TestTokens.as(Role.CAB_MEMBER).in(Ids.next());
        client.execute(named.token(), "{ viewer { id } }", Map.of()).withoutErrors();
        work.writeRepeatably(() -> world.person(named.personId()));
        return named;
    }

    @SafeVarargs
    private void givenAny(Map<String, Object>... asked) {
        Map<String, Object> input = input("DEPLOYMENT", "record.environment == 'Production'", asked[0], null);
        input.put(
                "stages",
                List.of(Map.of("name", "Deployment", "rule", "ANY", "approvers", List.of(asked), "dueDays", 1)));
        policies.put(policy(null, input), input);
    }

    @Test
    void shouldAskAnewWhereNobodyIsLeft() {
        Map<String, Object> owners =
                input("DEPLOYMENT", "record.environment == 'Production'", Map.of("kind", "CI_OWNER"), null);
        String policy = policy(null, owners);
        policies.put(policy, owners);
        String id = approved();
        String deployment = scheduled(id, production);
        assertThat(decision(deployment).at("/reasons/0/message").asString()).contains("nobody who could give it");
        owners.put("active", false);
        policy(policy, owners);
        policies.remove(policy);
        scheduled(id, production);
        assertThat(decision(deployment).at("/reasons/0/message").asString()).contains("the role CHANGE_MANAGER");
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        start(deployment).accepted("deploymentStart");
    }

    /** A client that does not know of approvals edits something else of an environment. */
    @Test
    void shouldNeedApprovalsAsBeforeIfAnEditDoesNotSay() {
        Map<String, Object> input = new HashMap<>(environmentInput("Production", 301, true, true, true));
        input.remove("needsApproval");
        input.put("description", "Where the users are");
        set(production, input);
        String deployment = scheduled(approved(), production);
        assertThat(causes(deployment)).containsExactly("DEPLOYMENT_NOT_APPROVED");
    }

    @Test
    void shouldAskWhomThePolicyNamesNextWhenNobodyDecides() {
        TestTokens absent = named();
        TestTokens next = named();
        given(
                "record.environment == 'Production'",
                Map.of("kind", "PERSON", "personId", absent.personId()),
                Map.of("kind", "PERSON", "personId", next.personId()));
        String id = approved();
        String deployment =
                schedule(world.manager, id, production, clock.now(), clock.now().plus(Duration.ofDays(13)));
        JsonNode first = request(deployment);
        clock.set(Instant.parse(first.at("/dueAt").asString()).plusSeconds(1));
        await().atMost(PATIENCE)
                .until(() ->
                        approval(world.manager, first).at("/state").asString().equals("EXPIRED"));
        assertThat(causes(deployment)).containsExactly("DEPLOYMENT_NOT_APPROVED");
        assertThat(decide(absent.token(), first, "APPROVE").userErrorCodes("approvalDecide"))
                .containsExactly("INVALID_TRANSITION");
        assertThat(mine(next.token()).at("/nodes/0/deployment/id").asString()).isEqualTo(deployment);
        decide(next.token(), mine(next.token()).at("/nodes/0"), "APPROVE").accepted("approvalDecide");
        start(deployment).accepted("deploymentStart");
    }

    /** The graph was emptied before: whoever follows is interrupted once, when the delivery of events notices it. */
    @Test
    void shouldLetAPipelineWaitForTheApproval() {
        await().atMost(PATIENCE).until(() -> {
            String id = approved();
            String deployment = requested(id, "production");
            try (GraphQlSocket socket =
                    GraphQlSocket.open(client.uri("/graphql/ws")).init(world.integration)) {
                socket.next();
                socket.subscribe(
                        "1",
                        "subscription { deploymentDecision(id: \"" + deployment
                                + "\") { mayStart reasons { cause } } }");
                assertThat(socket.next().toString()).contains("DEPLOYMENT_NOT_APPROVED");
                decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
                JsonNode told = socket.next();
                if (!told.path("type").asString().equals("next")) {
                    return false;
                }
                assertThat(told.at("/payload/data/deploymentDecision/mayStart").asBoolean())
                        .isTrue();
                start(world.integration, deployment).accepted("deploymentStart");
                report(deployment, "SUCCEEDED").accepted("deploymentReport");
                return true;
            }
        });
    }

    @Test
    void shouldAskNobodyOnceTheReleaseIsOverOrTheEnvironmentNeedsItNoMore() {
        TestTokens asked = elsewhere();
        given("record.environment == 'Staging'", Map.of("kind", "PERSON", "personId", asked.personId()), null);
        String id = approved();
        String deployment = scheduled(id, production);
        String trial = scheduled(id, staging);
        assertThat(release(asked.token(), id, "id").isNull()).isFalse();
        set(staging, environmentInput("Staging", 300, false, false, true));
        start(trial).accepted("deploymentStart");
        assertThat(texts(read(trial).at("/approvals"), "/state")).containsExactly("WITHDRAWN");
        assertThat(release(asked.token(), id, "id").isNull())
                .as("who was asked about it")
                .isTrue();
        JsonNode request = request(deployment);
        edited("Cancel", id, Map.of("reason", "Not this year"));
        assertThat(read(deployment).at("/state").asString()).isEqualTo("CANCELLED");
        assertThat(approval(world.manager, request).at("/state").asString()).isEqualTo("WITHDRAWN");
        assertThat(mine(world.authority).at("/totalCount").asInt()).isZero();
    }

    /** What the environment comes to need counts for what is planned already. */
    @Test
    void shouldKeepOutWhatWasPlannedBeforeTheEnvironmentNeededIt() {
        String later = set(null, environmentInput("Later", 302, false, false, true));
        String id = approved();
        String deployment = scheduled(id, later);
        set(later, environmentInput("Later", 302, false, true, true));
        assertThat(causes(deployment)).containsExactly("DEPLOYMENT_NOT_APPROVED");
        scheduled(id, later);
        decide(world.authority, request(deployment), "APPROVE").accepted("approvalDecide");
        start(deployment).accepted("deploymentStart");
    }

    @Test
    void shouldLookAtNoRequestForAnEditOfWhatIsNotMaterial() {
        String id = approved();
        scheduled(id, staging);
        scheduled(id, production);
        calls.reset();
        edited("Update", id, Map.of("title", "Another title"));
        assertThat(calls.since("")).doesNotContain(OPEN_REQUESTS);
        calls.reset();
        edited("Update", id, Map.of("plan", "Otherwise"));
        assertThat(calls.since("")).contains(OPEN_REQUESTS);
    }

    @Test
    void shouldReadAllDeploymentsAtOnce() {
        List<String> ids = IntStream.range(0, 4).mapToObj(_ -> approved()).toList();
        ids.forEach(id -> scheduled(id, production));
        String waiting = "query($first: Int!) { myApprovals(first: $first)"
                + " { nodes { deployment { number environment { name } release { id } approvals { id } } } } }";
        assertThat(CypherCalls.growing(statements(waiting, 1), statements(waiting, 4), 3))
                .isEmpty();
    }

    private List<String> statements(String document, int first) {
        calls.reset();
        client.execute(world.authority, document, Map.of("first", first)).withoutErrors();
        return calls.since("");
    }

    private TestTokens named() {
        return named(Role.AGENT);
    }

    private TestTokens named(Role... roles) {
        TestTokens person = TestTokens.as(roles).in(world.organisationId);
        client.execute(person.token(), "{ viewer { id } }", Map.of()).withoutErrors();
        work.writeRepeatably(() -> world.person(person.personId()));
        return person;
    }

    private static Map<String, Object> environmentInput(
            String name, int position, boolean controlled, boolean approval, boolean active) {
        return Map.of(
                "name",
                name,
                "position",
                position,
                "changeControlled",
                controlled,
                "needsApproval",
                approval,
                "active",
                active);
    }

    private String environment(String name, int position, boolean controlled) {
        return set(null, environmentInput(name, position, controlled, true, true));
    }

    private String set(@Nullable String id, Map<String, Object> input) {
        Map<String, Object> variables = new HashMap<>(Map.of("input", input));
        variables.put("id", id);
        variables.put("version", id == null ? null : environments.get(id));
        GraphQlAnswer answer = client.execute(
                        world.authority,
                        "mutation($id: ID, $version: Int, $input: DeploymentEnvironmentInput!) {"
                                + " deploymentEnvironmentSet(id: $id, expectedVersion: $version, input: $input)"
                                + " { deploymentEnvironment { id version needsApproval } userErrors { code message } } }",
                        variables)
                .accepted("deploymentEnvironmentSet");
        assertThat(answer.at("deploymentEnvironmentSet.deploymentEnvironment.needsApproval")
                        .asBoolean())
                .isEqualTo(input.getOrDefault("needsApproval", true));
        JsonNode made = answer.at("deploymentEnvironmentSet.deploymentEnvironment");
        environments.put(made.at("/id").asString(), made.at("/version").asInt());
        return made.at("/id").asString();
    }

    private void given(String condition, Map<String, Object> asked, @Nullable Map<String, Object> next) {
        Map<String, Object> input = input("DEPLOYMENT", condition, asked, next);
        policies.put(policy(null, input), input);
    }

    private static Map<String, Object> input(
            String target, @Nullable String condition, Map<String, Object> asked, @Nullable Map<String, Object> next) {
        Map<String, Object> stage =
                new HashMap<>(Map.of("name", "Deployment", "rule", "ALL", "approvers", List.of(asked), "dueDays", 1));
        stage.put("escalatesTo", next);
        Map<String, Object> input = new HashMap<>(Map.of(
                "name",
                "For one environment",
                "kind",
                "RELEASE",
                "target",
                target,
                "rank",
                100,
                "stages",
                List.of(stage),
                "active",
                true));
        input.put("condition", condition);
        return input;
    }

    private String policy(@Nullable String id, Map<String, Object> input) {
        return policySet(id, id == null ? null : 1, input)
                .accepted("approvalPolicySet")
                .text("approvalPolicySet.approvalPolicy.id");
    }

    private GraphQlAnswer policySet(@Nullable String id, @Nullable Integer version, Map<String, Object> input) {
        Map<String, Object> variables = new HashMap<>(Map.of("input", input));
        variables.put("id", id);
        variables.put("version", version);
        return client.execute(
                        world.authority,
                        "mutation($id: ID, $version: Int, $input: ApprovalPolicyInput!) { approvalPolicySet(id: $id,"
                                + " expectedVersion: $version, input: $input)"
                                + " { approvalPolicy { id target } userErrors { code message field } } }",
                        variables)
                .withoutErrors();
    }

    private static void refused(GraphQlAnswer answer, String code, String field) {
        assertThat(answer.at("approvalPolicySet.approvalPolicy").isNull()).isTrue();
        assertThat(answer.userErrorCodes("approvalPolicySet")).containsExactly(code);
        assertThat(String.join(".", texts(answer.at("approvalPolicySet.userErrors.0.field"), "")))
                .isEqualTo(field);
    }

    private GraphQlAnswer delegated(String token, @Nullable String fromId, TestTokens deputy) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "toId",
                deputy.personId(),
                "validTo",
                clock.now().plus(Duration.ofDays(1)).toString()));
        input.put("fromId", fromId);
        return client.execute(
                        token,
                        "mutation($input: DelegationInput!) { delegationSet(input: $input)"
                                + " { delegation { id version } userErrors { code message field } } }",
                        Map.of("input", input))
                .accepted("delegationSet");
    }

    /** Of whom nothing waits for, who is told that they could not decide it, and does not. */
    private void assertDecidesNot(String token, String deploymentId, String why) {
        JsonNode request = request(deploymentId);
        assertThat(mine(token).at("/totalCount").asInt()).isZero();
        assertThat(mine(token).at("/nodes").isEmpty()).isTrue();
        assertThat(client.execute(token, "{ myApprovals(order: NEWEST) { nodes { id } } }", Map.of())
                        .withoutErrors()
                        .at("myApprovals.nodes")
                        .isEmpty())
                .isTrue();
        assertThat(approval(token, request).at("/viewerCanDecide").asBoolean()).isFalse();
        GraphQlAnswer decided = decide(token, request, "APPROVE");
        assertThat(decided.userErrorCodes("approvalDecide")).containsExactly("FORBIDDEN");
        assertThat(decided.text("approvalDecide.userErrors.0.message")).contains(why);
        assertThat(client.execute(
                                token,
                                "mutation($id: ID!) { approvalAskForInformation(requestId: $id, question: \"Why?\","
                                        + " expectedVersion: 1) { approval { id } userErrors { code message } } }",
                                Map.of("id", request.at("/id").asString()))
                        .withoutErrors()
                        .userErrorCodes("approvalAskForInformation"))
                .containsExactly("FORBIDDEN");
        assertThat(read(deploymentId).at("/approvedAt").isNull()).isTrue();
    }

    private @Nullable JsonNode preview(String token, Map<String, Object> input) {
        JsonNode preview = client.execute(
                        token,
                        "query($input: ApprovalPolicyPreviewInput!) { approvalPolicyPreview(input: $input) { policy { name target }"
                                + " passedOver { target } stages { canComplete reason asked { approver { role } others people { id } }"
                                + " leftOut { person { id } reason } } } }",
                        Map.of("input", input))
                .withoutErrors()
                .at("approvalPolicyPreview");
        return preview.isNull() ? null : preview;
    }

    private String approved() {
        String id = ready();
        approve(id);
        return id;
    }

    private String ready() {
        String id = planned();
        step(id, "MarkBuilt");
        edited("SetCriterion", id, Map.of("number", 1, "text", "It sells", "evidence", "Report 17", "met", true));
        step(id, "MarkReady");
        return id;
    }

    private void approve(String id) {
        step(id, "RequestApproval");
        JsonNode request = release(id, "approvals { id current state approver { role } }")
                .at("/approvals")
                .valueStream()
                .filter(one -> one.at("/state").asString().equals("WAITING")
                        && one.at("/approver/role").asString().equals("CHANGE_MANAGER"))
                .findFirst()
                .orElseThrow();
        decide(world.authority, request, "APPROVE").accepted("approvalDecide");
        assertThat(release(id, "state").at("/state").asString()).isEqualTo("APPROVED");
    }

    private String planned() {
        return client.execute(
                        world.manager,
                        "mutation($input: ReleasePlanInput!) { releasePlan(input: $input)"
                                + " { release { id } userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of(
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
                                        List.of("It sells"))))
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

    private void step(String id, String action) {
        edited(action, id, null);
    }

    private void edited(String action, String id, @Nullable Map<String, ?> input) {
        boolean adds = action.startsWith("Add");
        Map<String, Object> variables = new HashMap<>(Map.of("id", id));
        variables.put("input", input);
        if (!adds) {
            variables.put("version", release(id, "version").at("/version").asInt());
        }
        client.execute(
                        world.manager,
                        "mutation($id: ID!, $input: Release" + action + "Input" + (input == null ? "" : "!")
                                + (adds ? "" : ", $version: Int!") + ") { release" + action + "(id: $id, input: $input"
                                + (adds ? "" : ", expectedVersion: $version")
                                + ") { release { id } userErrors { code message field } } }",
                        variables)
                .accepted("release" + action);
    }

    private String scheduled(String id, String environmentId) {
        return schedule(
                world.manager, id, environmentId, clock.now(), clock.now().plusSeconds(3_600));
    }

    private String schedule(String token, String id, String environmentId, Instant from, Instant to) {
        return client.execute(
                        token,
                        "mutation($input: DeploymentScheduleInput!) { deploymentSchedule(input: $input)"
                                + " { deployment { id } userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "releaseId",
                                        id,
                                        "environmentId",
                                        environmentId,
                                        "window",
                                        Map.of("from", from.toString(), "to", to.toString()))))
                .accepted("deploymentSchedule")
                .text("deploymentSchedule.deployment.id");
    }

    private String requested(String id, String environment) {
        return client.execute(
                        world.integration,
                        "mutation($input: DeploymentRequestInput!) { deploymentRequest(input: $input)"
                                + " { deployment { id } userErrors { code message field } } }",
                        Map.of("input", Map.of("releaseId", id, "environmentName", environment)))
                .accepted("deploymentRequest")
                .text("deploymentRequest.deployment.id");
    }

    private GraphQlAnswer start(String deploymentId) {
        return start(world.manager, deploymentId);
    }

    private GraphQlAnswer start(String token, String deploymentId) {
        return client.execute(
                        token,
                        "mutation($id: ID!) { deploymentStart(id: $id)"
                                + " { deployment { state } userErrors { code message parameters } } }",
                        Map.of("id", deploymentId))
                .withoutErrors();
    }

    private GraphQlAnswer report(String deploymentId, String state) {
        return client.execute(
                        world.integration,
                        "mutation($id: ID!, $input: DeploymentReportInput!) { deploymentReport(id: $id, input: $input)"
                                + " { deployment { state } userErrors { code message field } } }",
                        Map.of("id", deploymentId, "input", Map.of("state", state)))
                .withoutErrors();
    }

    private JsonNode decision(String deploymentId) {
        return client.execute(
                        world.manager,
                        "query($id: ID!) { deploymentDecision(id: $id) { mayStart reasons { cause message } } }",
                        Map.of("id", deploymentId))
                .withoutErrors()
                .at("deploymentDecision");
    }

    private List<String> causes(String deploymentId) {
        return texts(decision(deploymentId).at("/reasons"), "/cause");
    }

    private JsonNode read(String deploymentId) {
        return client.execute(
                        world.manager,
                        "query($id: ID!) { deployment(id: $id) { state windowFrom windowTo approvedAt rejectionReason"
                                + " approvals { id state current dueAt record { id } approver { role } } } }",
                        Map.of("id", deploymentId))
                .withoutErrors()
                .at("deployment");
    }

    /** The one that waits. */
    private JsonNode request(String deploymentId) {
        return read(deploymentId)
                .at("/approvals")
                .valueStream()
                .filter(request -> request.at("/state").asString().equals("WAITING"))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode approval(String token, JsonNode request) {
        return client.execute(
                        token,
                        "query($id: ID!) { approval(id: $id) { state viewerCanDecide deployment { id } } }",
                        Map.of("id", request.at("/id").asString()))
                .withoutErrors()
                .at("approval");
    }

    private GraphQlAnswer decide(String token, JsonNode request, String decision) {
        GraphQlAnswer answer = client.execute(
                token,
                "mutation($id: ID!, $decision: ApprovalDecision!) { approvalDecide(requestId: $id, decision: $decision,"
                        + " comment: \"No\") { approval { state deployment { environment { name } } }"
                        + " userErrors { code message } } }",
                Map.of("id", request.at("/id").asString(), "decision", decision));
        return answer.withoutErrors();
    }

    private JsonNode mine(String token) {
        return client.execute(
                        token,
                        "{ myApprovals { totalCount nodes { id record { id } deployment { id environment { name } } } } }",
                        Map.of())
                .withoutErrors()
                .at("myApprovals");
    }

    private JsonNode release(String id, String fields) {
        return release(world.manager, id, fields);
    }

    private JsonNode release(String token, String id, String fields) {
        return client.execute(token, "query($id: ID!) { release(id: $id) { " + fields + " } }", Map.of("id", id))
                .withoutErrors()
                .at("release");
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return list.valueStream().map(one -> one.at(pointer).asString()).toList();
    }
}
