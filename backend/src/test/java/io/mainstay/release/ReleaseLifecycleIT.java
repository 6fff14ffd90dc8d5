// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.cmdb.DependentServiceQueries;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.release.internal.store.ReleaseLinks;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.TicketWorld;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Releases from the plan to the end of early life, over HTTP. */
@IntegrationTest
class ReleaseLifecycleIT {

    private static final Set<String> ADDING = Set.of("AddChange", "AddArtifact", "LinkIncidents", "LinkCis");
    private static final Set<String> PLAIN = Set.of("MarkBuilt", "MarkReady", "RequestApproval", "Close");

    @Autowired
    private DependentServiceQueries dependentServices;

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

    @Autowired
    private CmdbFixture cmdb;

    @Autowired
    private CypherCalls calls;

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

    /** Those on what it affects and on what depends on that, by time and graph, as far as the reader sees both. */
    @Test
    void shouldTellTheIncidentsThatItMayHaveCaused() {
        clock.set(clock.now());
        work.writeRepeatably(() -> world.organisation(world.organisationId, null));
        String configurator = cmdb.person(Role.CONFIGURATION_MANAGER, world.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        String changed = cmdb.ci(configurator, "server", "Shop server");
        String dependent = cmdb.ci(configurator, "service-offering", "Shop");
        String beyond = cmdb.ci(configurator, "service-offering", "Mall");
        String tester = cmdb.ci(configurator, "database", "Shop in test");
        String secret =
                cmdb.ci(configurator, Map.of("classId", "server", "name", "Hidden", "confidentiality", "CONFIDENTIAL"));
        cmdb.relate(configurator, dependent, "DEPENDS_ON", changed);
        cmdb.relate(configurator, secret, "DEPENDS_ON", changed);
        String test = environment("test", 300, false, false);
        String production = environment("production", 301, true, false);
        Map<String, Object> artifact = new HashMap<>(artifact('0'));
        artifact.put("targets", List.of(Map.of("ciId", tester, "environmentId", test)));
        String writer = TestTokens.as(Role.RELEASE_MANAGER, Role.CONFIGURATION_MANAGER)
                .in(world.organisationId)
                .token();
        world.query(writer, "{ viewer { id } }").withoutErrors();
        String before = incident(changed, Map.of());
        String change = change(world.agent, Map.of("ciIds", List.of(changed)));
        String quiet = cmdb.ci(configurator, "server", "Quiet server");
        String other = change(world.leader, Map.of("ciIds", List.of(quiet)));
        String id = planned(
                Map.of("changeIds", List.of(change, other), "ciIds", List.of(tester), "artifacts", List.of(artifact)),
                writer);
        ready(id);
        approve(id);
        authorise(change);
        authorise(world.leader, other);
        assertThat(following(world.agent, id, null)).as("nothing was deployed").isEmpty();

        clock.advance(Duration.ofHours(1));
        String tested = scheduled(id, test, null, null);
        start(tested).accepted("deploymentStart");
        String meanwhile = incident(tester, Map.of());
        String early = incident(changed, Map.of());
        report(tested, Map.of("state", "SUCCEEDED"), null).accepted("deploymentReport");
        clock.advance(Duration.ofHours(1));
        String deployment = scheduled(id, production, clock.now(), clock.now().plusSeconds(3_600));
        start(deployment).accepted("deploymentStart");
        String during = incident(dependent, Map.of());
        clock.advance(Duration.ofMinutes(30));
        report(deployment, Map.of("state", "SUCCEEDED"), null).accepted("deploymentReport");
        clock.advance(Duration.ofHours(5));
        String after = incident(changed, Map.of());
        String hidden = incident(secret, Map.of("confidentiality", "CONFIDENTIAL"));
        String elsewhere = incident(beyond, Map.of());
        String resolved = incident(changed, Map.of());
        client.execute(
                        world.agent,
                        "mutation($id: ID!, $ids: [ID!]) { changeLinkRecords(id: $id, input: {incidentIds: $ids})"
                                + " { userErrors { code message } } }",
                        Map.of("id", change, "ids", List.of(resolved)))
                .accepted("changeLinkRecords");
        clock.advance(Duration.ofDays(4));
        String late = incident(changed, Map.of());

        assertThat(following(world.agent, id, null))
                .containsExactly(meanwhile + " 0 PT0S", after + " 0 PT5H", during + " 1 PT0S")
                .noneMatch(one -> one.startsWith(before) || one.startsWith(early) || one.startsWith(elsewhere))
                .as("one that a change in it is to resolve")
                .noneMatch(one -> one.startsWith(resolved));
        assertThat(following(world.leader, id, null)).hasSize(4).anyMatch(one -> one.startsWith(hidden));
        assertThat(following(world.agent, id, 5)).hasSize(4).anyMatch(one -> one.startsWith(late));
        GraphQlAnswer tooLong = client.execute(
                world.agent,
                "query($id: ID!) { release(id: $id) { followingIncidents(days: 31) { count } } }",
                Map.of("id", id));
        assertThat(tooLong.errorCodes()).containsExactly("BAD_USER_INPUT");

        clock.set(clock.now().minus(Duration.ofDays(4)));
        String onQuiet = incident(quiet, Map.of());
        clock.advance(Duration.ofDays(4));
        assertThat(following(world.manager, id, null)).anyMatch(one -> one.startsWith(onQuiet));
        changed(
                world.leader,
                "changeClassify(id: $id, expectedVersion: $version, input: {confidentiality: CONFIDENTIAL})",
                other);
        assertThat(following(world.manager, id, null))
                .as("what a change affects that they do not see any more")
                .noneMatch(one -> one.startsWith(onQuiet));
        assertThat(following(world.leader, id, null)).anyMatch(one -> one.startsWith(onQuiet));
    }

    private List<String> following(String token, String id, @Nullable Integer days) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("id", id);
        variables.put("days", days);
        JsonNode told = client.execute(
                        token,
                        "query($id: ID!, $days: Int) { release(id: $id) { followingIncidents(days: $days)"
                                + " { count complete nearest { incident { id } distance apart } } } }",
                        variables)
                .withoutErrors()
                .at("release.followingIncidents");
        assertThat(told.at("/complete").asBoolean()).isTrue();
        assertThat(told.at("/count").asInt()).isEqualTo(told.at("/nearest").size());
        List<String> all = new ArrayList<>();
        told.at("/nearest")
                .forEach(one -> all.add(one.at("/incident/id").asString() + " "
                        + one.at("/distance").asInt() + " " + one.at("/apart").asString()));
        return all;
    }

    private String incident(String ciId, Map<String, ?> details) {
        Map<String, Object> input = new HashMap<>(Map.of("title", "The shop sells nothing", "ciIds", List.of(ciId)));
        input.putAll(details);
        return client.execute(
                        details.isEmpty() ? world.agent : world.leader,
                        "mutation($input: IncidentReportInput!) { incidentReport(input: $input)"
                                + " { incident { id } userErrors { code message field } } }",
                        Map.of("input", input))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
    }

    /** Also of what nobody has planned to deploy yet. */
    @Test
    void shouldShowEffectiveDatesInTheCalendar() {
        clock.set(clock.now());
        Instant effective = clock.now().plus(Duration.ofDays(3));
        String id = planned(Map.of("effectiveFrom", effective.toString(), "ciIds", List.of(world.serverId)));
        String given = planned(Map.of("effectiveFrom", effective.toString()));
        done("Assign", given, Map.of("teamId", world.teamId));
        String cancelled = planned(Map.of("effectiveFrom", effective.toString()));
        done("Cancel", cancelled, Map.of("reason", "Not needed"));
        String cleared = TestTokens.as(Role.RELEASE_MANAGER)
                .in(world.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        world.query(cleared, "{ viewer { id } }").withoutErrors();
        String hidden =
                planned(Map.of("effectiveFrom", effective.toString(), "confidentiality", "CONFIDENTIAL"), cleared);
        planned(Map.of());
        planned(Map.of("effectiveFrom", effective.plus(Duration.ofDays(30)).toString()));

        assertThat(effective(world.manager, Map.of())).containsExactlyInAnyOrder(id, given);
        assertThat(effective(world.manager, Map.of("ciIds", List.of(world.serverId))))
                .containsExactly(id);
        assertThat(effective(world.manager, Map.of("teamIds", List.of(world.teamId))))
                .containsExactly(given);
        assertThat(effective(world.manager, Map.of("organisationIds", List.of(world.organisationId))))
                .containsExactlyInAnyOrder(id, given);
        assertThat(effective(world.manager, Map.of("organisationIds", List.of(Ids.next()))))
                .isEmpty();
        assertThat(effective(world.stranger, Map.of())).isEmpty();
        assertThat(effective(world.leader, Map.of())).contains(hidden);
    }

    private List<String> effective(String token, Map<String, ?> filter) {
        Map<String, Object> wanted = new HashMap<>(Map.of("kinds", List.of("RELEASE")));
        wanted.putAll(filter);
        JsonNode entries = client.execute(
                        token,
                        "query($from: DateTime!, $to: DateTime!, $filter: ChangeCalendarFilter) {"
                                + " changeCalendar(from: $from, to: $to, filter: $filter) { entries { kind from to release { id } } } }",
                        Map.of(
                                "from",
                                clock.now().toString(),
                                "to",
                                clock.now().plus(Duration.ofDays(7)).toString(),
                                "filter",
                                wanted))
                .withoutErrors()
                .at("changeCalendar.entries");
        entries.forEach(entry -> assertThat(entry.at("/from")).isEqualTo(entry.at("/to")));
        return texts(entries, "/release/id");
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
        work.writeRepeatably(() -> world.organisation(world.organisationId, null));
        String configurator =
                cmdb.person(Role.CONFIGURATION_MANAGER, world.organisationId).token();
        String server = cmdb.ci(configurator, "server", "Shop server");
        String service = cmdb.ci(configurator, "service-offering", "Shop");
        cmdb.relate(configurator, service, "DEPENDS_ON", server);
        String shown = change(world.agent, Map.of("ciIds", List.of(world.serverId, server)));
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

        assertThat(dependentServices.of(work.read(() -> links.touched(id, 10)).ciIds()))
                .as("what depends on what its changes touch")
                .contains(service)
                .doesNotContain(server, world.serverId);
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
        String id = planned(Map.of("changeIds", List.of(change), "serviceChange", "NEW"));
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
        assertThat(refused("MarkReady", id, Map.of()))
                .as("a new service of which nothing is said")
                .containsExactly("REQUIRED");
        done("Update", id, Map.of("intendedOutcome", "Orders from abroad"));
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
        GraphQlAnswer unjudged = act(world.manager, "Close", id, Map.of());
        assertThat(unjudged.at("releaseClose.userErrors.0.parameters").toString())
                .as("nobody has said whether its criterion held")
                .contains("\"field\":\"criteria\"", "\"numbers\":[1]");
        assertThat(read(world.manager, id, "successful").at("/successful").isNull())
                .isTrue();
        for (int number : List.of(0, 2)) {
            assertThat(act(
                                    world.manager,
                                    "Review",
                                    id,
                                    Map.of(
                                            "review",
                                            "As planned",
                                            "criteria",
                                            List.of(Map.of("number", number, "held", true))))
                            .userErrorCodes("releaseReview"))
                    .containsExactly(number == 0 ? "INVALID" : "NOT_FOUND");
        }
        assertThat(act(
                                world.manager,
                                "Review",
                                id,
                                Map.of(
                                        "review",
                                        "As planned",
                                        "criteria",
                                        List.of(Map.of("number", 1, "held", true), Map.of("number", 1, "held", false))))
                        .userErrorCodes("releaseReview"))
                .as("twice")
                .containsExactly("INVALID");
        for (boolean held : List.of(false, true)) {
            done("Review", id, Map.of("review", "As planned", "criteria", List.of(Map.of("number", 1, "held", held))));
            JsonNode judged = read(world.manager, id, "state successful criteria { held met }");
            assertThat(judged.at("/state").asString()).isEqualTo("EARLY_LIFE");
            assertThat(judged.at("/successful").asBoolean()).isEqualTo(held);
            assertThat(judged.at("/criteria/0/held").asBoolean()).isEqualTo(held);
            assertThat(judged.at("/criteria/0/met").asBoolean()).isTrue();
        }
        assertThat(refused("Close", id, Map.of())).as("without its outcome").containsExactly("REQUIRED");
        done("Review", id, Map.of("review", "As planned", "serviceOutcome", "AS_INTENDED"));
        GraphQlAnswer unnamed = act(world.manager, "Close", id, Map.of());
        assertThat(unnamed.text("releaseClose.userErrors.0.parameters.field"))
                .as("nobody has said which service is new")
                .isEqualTo("serviceOfferingId");
        assertThat(act(world.manager, "Review", id, Map.of("review", "As planned", "serviceOfferingId", Ids.next()))
                        .userErrorCodes("releaseReview"))
                .containsExactly("NOT_FOUND");
        done("Review", id, Map.of("review", "As planned", "serviceOfferingId", world.offeringId));
        assertThat(refused("Close", id, Map.of())).as("in its early life").containsExactly("CONFLICT");
        clock.set(availableAt.plus(Duration.ofDays(7)));
        assertThat(read(world.manager, id, "serviceChange intendedOutcome serviceOutcome")
                        .toString())
                .contains("NEW", "Orders from abroad", "AS_INTENDED");
        done("Close", id, Map.of());
        assertThat(state(id)).isEqualTo("CLOSED");
        assertThat(refused("RollBack", id, Map.of("reason", "Too late"))).containsExactly("INVALID_TRANSITION");
    }

    /** Until each change in it is excepted; and what the release touches by itself is excepted by nobody. */
    @Test
    void shouldKeepOutOfAFreeze() {
        clock.set(clock.now());
        String change = change(world.agent, Map.of());
        authorise(change);
        String id = approved(Map.of("changeIds", List.of(change)));
        String production = environment("production", 600, true, false);
        assertThat(client.execute(
                                world.authority,
                                "mutation($input: DeploymentEnvironmentInput!) { deploymentEnvironmentSet(input: $input)"
                                        + " { userErrors { code field } } }",
                                Map.of("input", input(" Production", 601, false, false, true)))
                        .withoutErrors()
                        .at("deploymentEnvironmentSet.userErrors")
                        .toString())
                .as("another one of that name")
                .contains("ALREADY_EXISTS", "name");
        String deployment = scheduled(id, production, clock.now(), clock.now().plusSeconds(3_600));
        assertThat(decision(world.manager, deployment).at("/mayStart").asBoolean())
                .isTrue();

        String freeze = frozen(world.serverId);
        JsonNode reason = decision(world.manager, deployment).at("/reasons/0");
        assertThat(reason.at("/cause").asString()).isEqualTo("FREEZE");
        assertThat(texts(reason.at("/changes"), "/id")).containsExactly(change);
        assertThat(start(deployment).text("deploymentStart.userErrors.0.parameters.cause"))
                .isEqualTo("FREEZE");
        String tried = environment("trial", 602, false, false);
        start(scheduled(id, tried, null, null)).accepted("deploymentStart");

        changed(
                world.agent,
                "changeRequestFreezeException(id: $id, expectedVersion: $version, input: {windowIds: [\"" + freeze
                        + "\"], reason: \"It cannot wait\"})",
                change);
        assertThat(texts(decision(world.manager, deployment).at("/reasons"), "/cause"))
                .as("it is asked for")
                .containsExactlyInAnyOrder("CHANGE_NOT_AUTHORISED", "FREEZE");
        changed(world.authority, "changeAuthorise(id: $id, expectedVersion: $version)", change);
        assertThat(decision(world.manager, deployment).at("/mayStart").asBoolean())
                .isTrue();

        frozen(world.offeringId);
        done("Update", id, Map.of("serviceOfferingId", world.offeringId));
        approve(id);
        JsonNode own = decision(world.manager, deployment).at("/reasons/0");
        assertThat(own.at("/cause").asString()).isEqualTo("FREEZE");
        assertThat(own.at("/changes").size()).isZero();
        assertThat(start(deployment).userErrorCodes("deploymentStart")).containsExactly("CONFLICT");
        done("Update", id, Collections.singletonMap("serviceOfferingId", null));
        approve(id);
        start(deployment).accepted("deploymentStart");
    }

    /** What somebody wanted first of a change keeps the release that contains it out, until it was done. */
    @Test
    void shouldWaitForTheConditionsOfItsChanges() {
        clock.set(clock.now());
        String change = change(world.agent, Map.of());
        changed(world.agent, "changeSubmit(id: $id, expectedVersion: $version)", change);
        changed(
                world.authority,
                "changeAssess(id: $id, expectedVersion: $version, input: {riskLevel: LOW, reason: \"Done often\"})",
                change);
        String requestId = ofChange(change, "approvals { id approver { role } }")
                .at("/approvals")
                .valueStream()
                .filter(request -> request.at("/approver/role").asString("").equals("CHANGE_MANAGER"))
                .map(request -> request.at("/id").asString())
                .findFirst()
                .orElseThrow();
        onConditions(world.authority, requestId, "conditions: \"Tell the desk\"")
                .accepted("approvalDecide");
        String id = approved(Map.of("changeIds", List.of(change)));
        String deployment = scheduled(
                id,
                environment("production", 610, true, false),
                clock.now(),
                clock.now().plusSeconds(3_600));

        JsonNode reasons = decision(world.manager, deployment).at("/reasons");
        assertThat(texts(reasons, "/cause")).containsExactly("CONDITION_NOT_MET");
        assertThat(texts(reasons.at("/0/changes"), "/id")).containsExactly(change);
        assertThat(start(deployment).text("deploymentStart.userErrors.0.parameters.cause"))
                .isEqualTo("CONDITION_NOT_MET");
        client.execute(
                        world.agent,
                        "mutation($id: ID!, $taskId: ID!) { changeCompleteTask(id: $id, input: {taskId: $taskId})"
                                + " { userErrors { code message } } }",
                        Map.of(
                                "id",
                                change,
                                "taskId",
                                ofChange(change, "tasks { id }")
                                        .at("/tasks/0/id")
                                        .asString()))
                .accepted("changeCompleteTask");
        start(deployment).accepted("deploymentStart");
    }

    private JsonNode ofChange(String changeId, String fields) {
        return client.execute(
                        world.authority,
                        "query($id: ID!) { change(id: $id) { " + fields + " } }",
                        Map.of("id", changeId))
                .withoutErrors()
                .at("change");
    }

    private GraphQlAnswer onConditions(String token, String requestId, String conditions) {
        return client.execute(
                        token,
                        "mutation($id: ID!) { approvalDecide(requestId: $id, decision: APPROVE_WITH_CONDITIONS, "
                                + conditions + ") { userErrors { code message field parameters } } }",
                        Map.of("id", requestId))
                .withoutErrors();
    }

    /** A release has no tasks, and what it is approved by may want a fresh login as well. */
    @Test
    void shouldBeApprovedOnConditionsInWordsByWhoHasJustSignedIn() {
        TestTokens approver = person();
        Map<String, Object> fresh = new HashMap<>(stage("Approval", approver));
        fresh.put("freshLogin", true);
        given(List.of(fresh));
        String id = planned(Map.of("type", "MAJOR"));
        ready(id);
        done("RequestApproval", id, Map.of());
        String requestId = request(id, "Approval").at("/id").asString();

        GraphQlAnswer old =
                onConditions(approver.signedIn(clock.now().minusSeconds(960)), requestId, "conditions: \"Tell\"");
        assertThat(old.text("approvalDecide.userErrors.0.parameters.cause")).isEqualTo("FRESH_LOGIN_REQUIRED");
        String now = approver.signedIn(clock.now());
        GraphQlAnswer tasks =
                onConditions(now, requestId, "conditions: \"Tell\", conditionTasks: [{text: \"Tell the desk\"}]");
        assertThat(tasks.userErrorCodes("approvalDecide")).containsExactly("INVALID");
        assertThat(tasks.text("approvalDecide.userErrors.0.field.0")).isEqualTo("conditionTasks");
        assertThat(tasks.text("approvalDecide.userErrors.0.message")).contains("without tasks", "said in conditions");
        onConditions(now, requestId, "conditions: \"Tell\"").accepted("approvalDecide");
        assertThat(state(id)).isEqualTo("APPROVED");
    }

    /** A freeze of an item, from now on for two days. */
    private String frozen(String ciId) {
        LocalDateTime from =
                LocalDateTime.ofInstant(clock.now(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        return client.execute(
                        world.authority,
                        "mutation($input: ChangeWindowInput!) { freezeWindowSet(input: $input)"
                                + " { changeWindow { id } userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "name",
                                        "Turn of the year",
                                        "zone",
                                        "UTC",
                                        "startsAt",
                                        from.toString(),
                                        "endsAt",
                                        from.plusDays(2).toString(),
                                        "scope",
                                        Map.of("ciIds", List.of(ciId)))))
                .accepted("freezeWindowSet")
                .text("freezeWindowSet.changeWindow.id");
    }

    /** What a change foresaw is told apart from what somebody did beside it; and whoever sees an item alone is told of it. */
    @Test
    void shouldCompareWithWhatWasThereBefore() {
        clock.set(clock.now());
        work.writeRepeatably(() -> world.organisation(world.organisationId, null));
        String planner = cmdb.person(Role.CONFIGURATION_MANAGER, world.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        String server = cmdb.ci(planner, "server", "shop-1");
        String hidden =
                cmdb.ci(planner, Map.of("classId", "server", "name", "vault", "confidentiality", "CONFIDENTIAL"));
        String change = change(planner, Map.of("ciIds", List.of(server, hidden)));
        edited(planner, change, Map.of("ciId", server, "criticality", "HIGH"));
        authorise(planner, change);
        String id = approved(Map.of("changeIds", List.of(change), "serviceOfferingId", world.offeringId));
        String deployment = scheduled(
                id,
                environment("production", 700, true, false),
                clock.now(),
                clock.now().plusSeconds(3_600));
        assertThat(baselines(world.manager, id).at("/0/baseline").isNull()).isTrue();
        start(deployment).accepted("deploymentStart");

        JsonNode pinned = baselines(world.manager, id).at("/0/baseline");
        assertThat(texts(pinned.at("/items"), "/ci/id")).containsExactlyInAnyOrder(server, world.offeringId);
        assertThat(texts(pinned.at("/items"), "/revision")).containsOnly("1");
        assertThat(pinned.at("/hiddenItemCount").asInt()).isEqualTo(1);
        assertThat(pinned.at("/complete").asBoolean()).isTrue();
        assertThat(pinned.at("/differences").isNull()).as("it goes on").isTrue();
        clock.advance(Duration.ofSeconds(1));
        changed(world.agent, "changeStart(id: $id, expectedVersion: $version)", change);
        changed(
                world.agent,
                "changeComplete(id: $id, expectedVersion: $version, input: {outcome: SUCCESSFUL})",
                change);
        clock.advance(Duration.ofSeconds(1));
        describe(planner, server, "Somebody was here");
        describe(planner, hidden, "Here too");
        report(deployment, Map.of("state", "SUCCEEDED"), null).accepted("deploymentReport");

        JsonNode differences = baselines(world.manager, id).at("/0/baseline/differences");
        assertThat(differences.at("/fields").valueStream().map(ReleaseLifecycleIT::told))
                .containsExactly(
                        server + " criticality null HIGH true", server + " description null Somebody was here false");
        assertThat(differences.at("/complete").asBoolean()).isTrue();
        assertThat(texts(baselines(planner, id).at("/0/baseline/differences/fields"), "/ci/id"))
                .contains(hidden);
        String member = TestTokens.as(Role.CAB_MEMBER).in(world.organisationId).token();
        world.query(member, "{ viewer { id } }").withoutErrors();
        assertThat(baselines(member, id).at("/0/baseline/differences").isNull())
                .as("who reads no histories")
                .isTrue();

        calls.reset();
        baselines(world.manager, id);
        List<String> once =
                calls.since("release/", "cmdb/", "change/").stream().sorted().toList();
        String again = scheduled(id, environment("trial", 701, false, false), null, null);
        start(again).accepted("deploymentStart");
        report(again, Map.of("state", "SUCCEEDED"), null).accepted("deploymentReport");
        calls.reset();
        assertThat(baselines(world.manager, id)).hasSize(2);
        assertThat(calls.since("release/", "cmdb/", "change/").stream().sorted().toList())
                .isEqualTo(once);

        done("RollBack", id, Map.of("reason", "It sells nothing"));
        clock.advance(Duration.ofSeconds(1));
        describe(planner, server, "Later");
        assertThat(baselines(world.manager, id)
                        .at("/0/baseline/differences/fields")
                        .valueStream()
                        .map(ReleaseLifecycleIT::told))
                .as("it is over")
                .contains(server + " description null Somebody was here false");
    }

    /** What was deployed is what the items have, whoever sees them, and is taken back where nobody has changed it since. */
    @Test
    void shouldSetTheVersionsOfWhatItDeploysTo() throws Exception {
        clock.set(clock.now());
        work.writeRepeatably(() -> world.organisation(world.organisationId, null));
        String planner = cmdb.person(Role.CONFIGURATION_MANAGER, world.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        String cleared = TestTokens.as(Role.RELEASE_MANAGER, Role.CONFIGURATION_MANAGER)
                .in(world.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        world.query(cleared, "{ viewer { id } }").withoutErrors();
        String shop = application(planner, "PUBLIC_INTERNAL");
        String hidden = application(planner, "CONFIDENTIAL");
        String leaving = application(planner, "PUBLIC_INTERNAL");
        String unlinked = application(planner, "PUBLIC_INTERNAL");
        String trial = application(planner, "PUBLIC_INTERNAL");
        String server = cmdb.ci(planner, "server", "shop-1");
        String test = environment("test", 800, false, false);
        String production = environment("production", 801, true, false);
        String change = change(planner, Map.of("ciIds", List.of(shop)));
        edited(planner, change, Map.of("ciId", shop, "criticality", "HIGH"));
        authorise(planner, change);
        String id = planned(
                Map.of(
                        "changeIds",
                        List.of(change),
                        "ciIds",
                        List.of(shop, hidden, leaving, unlinked, trial, server),
                        "artifacts",
                        List.of(installed(
                                '0',
                                target(shop, production),
                                target(hidden, production),
                                target(leaving, production),
                                target(unlinked, production),
                                target(trial, test)))),
                cleared);
        String foreign = application(planner, "PUBLIC_INTERNAL");
        for (Map.Entry<String, String> wrong : Map.of(
                        hidden,
                        "NOT_FOUND",
                        server,
                        "INVALID",
                        foreign,
                        "INVALID",
                        shop,
                        "INVALID",
                        Ids.next(),
                        "NOT_FOUND")
                .entrySet()) {
            GraphQlAnswer answer =
                    act(world.manager, "AddArtifact", id, installed('1', target(wrong.getKey(), production)));
            assertThat(answer.userErrorCodes("releaseAddArtifact")).containsExactly(wrong.getValue());
            assertThat(answer.at("releaseAddArtifact.userErrors.0.field").toString())
                    .contains("targets", "ciId");
        }
        assertThat(act(world.manager, "AddArtifact", id, installed('1', target(foreign, Ids.next())))
                        .userErrorCodes("releaseAddArtifact"))
                .containsExactlyInAnyOrder("INVALID", "NOT_FOUND");
        GraphQlAnswer unapproved = act(world.manager, "AddArtifact", id, installed('1', target(trial, test)));
        assertThat(unapproved.userErrorCodes("releaseAddArtifact"))
                .as("who may not change items, where nobody approves what they deploy")
                .containsExactly("FORBIDDEN");
        assertThat(unapproved.at("releaseAddArtifact.userErrors.0").toString())
                .contains("targets", "environmentId", "ci.write");
        done("UnlinkCis", id, Map.of("ciIds", List.of(unlinked)));
        ready(id);
        approve(id);
        String tested = scheduled(id, test, null, null);
        start(tested).accepted("deploymentStart");
        String deployment = scheduled(id, production, clock.now(), clock.now().plusSeconds(3_600));
        start(deployment).accepted("deploymentStart");
        report(tested, Map.of("state", "SUCCEEDED"), null).accepted("deploymentReport");
        changeItem(
                planner,
                leaving,
                "configurationItemSetLifecycle(id: $id, expectedVersion: $version, lifecycle: RETIRING)");
        changeItem(
                planner,
                leaving,
                "configurationItemSetLifecycle(id: $id, expectedVersion: $version, lifecycle: RETIRED)");
        clock.advance(Duration.ofSeconds(1));
        control(List.of(Map.of("classId", "application-service", "mode", "ENFORCE", "attributes", List.of("version"))));
        try {
            calls.reset();
            report(deployment, Map.of("state", "SUCCEEDED"), null).accepted("deploymentReport");
            assertThat(calls.since("cmdb/")).containsExactlyInAnyOrder("cmdb/lock-items", "cmdb/ci-controls");
        } finally {
            control(List.of());
        }

        assertThat(version(planner, shop)).isEqualTo("4.2.0");
        assertThat(version(planner, hidden)).isEqualTo("4.2.0");
        assertThat(version(planner, leaving)).isEqualTo("4.1.0");
        assertThat(version(planner, unlinked)).isEqualTo("4.1.0");
        assertThat(installations(world.manager, id, 1))
                .containsExactlyInAnyOrder(
                        shop + " 4.1.0 4.2.0 SET null",
                        leaving + " null 4.2.0 NOT_SET RETIRED",
                        unlinked + " null 4.2.0 NOT_SET NOT_AFFECTED");
        assertThat(installations(cleared, id, 1)).contains(hidden + " 4.1.0 4.2.0 SET null");
        String member = TestTokens.as(Role.CAB_MEMBER).in(world.organisationId).token();
        world.query(member, "{ viewer { id } }").withoutErrors();
        assertThat(installations(member, id, 1)).as("who reads no histories").contains(shop + " null 4.2.0 SET null");
        assertThat(read(world.manager, id, "artifacts { hiddenTargetCount targets { ci { id } environment { id } } }")
                        .at("/artifacts/0/hiddenTargetCount")
                        .asInt())
                .isEqualTo(1);
        JsonNode item = item(planner, shop);
        assertThat(item.at("/history/nodes/0/action").asString()).isEqualTo("ci.update");
        assertThat(item.at("/history/nodes/0/fields").toString())
                .contains("attributes.version", "deploymentIds", deployment);
        assertThat(item.at("/unauthorisedDifference").isNull())
                .as("it was approved")
                .isTrue();
        assertThat(item(planner, trial)
                        .at("/unauthorisedDifference/attributes/0/after")
                        .asString())
                .as("nobody has approved what goes to a test environment")
                .isEqualTo("4.2.0");
        assertThat(baselines(world.manager, id)
                        .at("/1/baseline/differences/fields")
                        .valueStream()
                        .map(ReleaseLifecycleIT::told))
                .contains(shop + " attributes.version 4.1.0 4.2.0 true");
        report(
                        deployment,
                        Map.of("state", "SUCCEEDED", "availableAt", clock.now().toString()),
                        null)
                .accepted("deploymentReport");
        assertThat(item(planner, shop).at("/version"))
                .as("nothing is set twice")
                .isEqualTo(item.at("/version"));
        changed(world.agent, "changeStart(id: $id, expectedVersion: $version)", change);
        changed(
                world.agent,
                "changeComplete(id: $id, expectedVersion: $version, input: {outcome: SUCCESSFUL})",
                change);
        assertThat(version(planner, shop))
                .as("what was deployed is in the way of no edit")
                .isEqualTo("4.2.0");

        changeItem(
                planner,
                hidden,
                "configurationItemUpdate(id: $id, expectedVersion: $version, input: {attributes: [{key: \"version\", value: \"4.2.1\"}]})");
        done("RollBack", id, Map.of("reason", "It sells nothing"));
        assertThat(version(planner, shop)).isEqualTo("4.1.0");
        assertThat(version(planner, hidden)).as("somebody has changed it").isEqualTo("4.2.1");
        assertThat(item(planner, trial).at("/unauthorisedDifference").isNull())
                .as("it is as it was")
                .isTrue();
        assertThat(installations(cleared, id, 1))
                .contains(
                        shop + " 4.1.0 4.2.0 RESTORED null",
                        hidden + " 4.1.0 4.2.0 NOT_RESTORED CHANGED_SINCE",
                        leaving + " null 4.2.0 NOT_SET RETIRED");
        assertThat(read(world.manager, id, "history { nodes { fields { after } } }")
                        .toString())
                .contains("versions 2 SET, 2 NOT_SET", "versions 2 NOT_SET, 1 RESTORED, 1 NOT_RESTORED");
    }

    /** One after the other: each finds what the other has set. */
    @Test
    void shouldSetTheVersionOfOneItemByTwoAtOnce() throws Exception {
        clock.set(clock.now());
        work.writeRepeatably(() -> world.organisation(world.organisationId, null));
        String planner =
                cmdb.person(Role.CONFIGURATION_MANAGER, world.organisationId).token();
        String shop = application(planner, "PUBLIC_INTERNAL");
        String production = environment("production", 810, true, false);
        List<String> ids = new ArrayList<>();
        List<String> deployments = new ArrayList<>();
        for (String version : List.of("5.0", "6.0")) {
            Map<String, Object> artifact = new HashMap<>(installed('0', target(shop, production)));
            artifact.put("version", version);
            String id = approved(Map.of("ciIds", List.of(shop), "artifacts", List.of(artifact)));
            String deployment =
                    scheduled(id, production, clock.now(), clock.now().plusSeconds(3_600));
            start(deployment).accepted("deploymentStart");
            ids.add(id);
            deployments.add(deployment);
        }
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (Future<GraphQlAnswer> answer : both.invokeAll(deployments.stream()
                    .<Callable<GraphQlAnswer>>map(one -> () -> report(one, Map.of("state", "SUCCEEDED"), null))
                    .toList())) {
                answer.get().accepted("deploymentReport");
            }
        }
        String last = version(planner, shop);
        String first = last.equals("5.0") ? "6.0" : "5.0";
        assertThat(List.of(
                        installations(world.manager, ids.getFirst(), 0).getFirst(),
                        installations(world.manager, ids.getLast(), 0).getFirst()))
                .containsExactlyInAnyOrder(
                        shop + " 4.1.0 " + first + " SET null", shop + " " + first + " " + last + " SET null");
    }

    private void edited(String planner, String changeId, Map<String, ?> alteredItem) {
        client.execute(
                        planner,
                        "mutation($id: ID!, $input: ChangeSetGraphEditInput!) { changeSetGraphEdit(id: $id, expectedVersion: 1, input: $input)"
                                + " { userErrors { code message field } } }",
                        Map.of("id", changeId, "input", Map.of("alterItems", List.of(alteredItem))))
                .accepted("changeSetGraphEdit");
    }

    private void control(List<Map<String, Object>> rules) {
        int version = client.execute(world.authority, "{ ciControls { version } }")
                .withoutErrors()
                .at("ciControls.version")
                .asInt();
        client.execute(
                        world.authority,
                        "mutation($input: CiControlsSetInput!, $version: Int!) { ciControlsSet(input: $input, expectedVersion: $version)"
                                + " { userErrors { code message field } } }",
                        Map.of("input", Map.of("rules", rules), "version", version))
                .accepted("ciControlsSet");
    }

    private String application(String token, String confidentiality) {
        return cmdb.ci(
                token,
                Map.of(
                        "classId",
                        "application-service",
                        "name",
                        "shop",
                        "confidentiality",
                        confidentiality,
                        "attributes",
                        List.of(Map.of("key", "version", "value", "4.1.0"))));
    }

    @SafeVarargs
    private static Map<String, Object> installed(char digit, Map<String, String>... targets) {
        Map<String, Object> artifact = new HashMap<>(artifact(digit));
        artifact.put("targets", List.of(targets));
        return artifact;
    }

    private static Map<String, String> target(String ciId, String environmentId) {
        return Map.of("ciId", ciId, "environmentId", environmentId);
    }

    /** What one of the deployments of a release, counted from 0, has made of the versions of items. */
    private List<String> installations(String token, String releaseId, int deployment) {
        return read(
                        token,
                        releaseId,
                        "deployments { installations { ci { id } version formerVersion state obstacle } }")
                .at("/deployments/" + deployment + "/installations")
                .valueStream()
                .map(one -> String.join(
                        " ",
                        one.at("/ci/id").asString(),
                        text(one.at("/formerVersion")),
                        text(one.at("/version")),
                        text(one.at("/state")),
                        text(one.at("/obstacle"))))
                .toList();
    }

    private JsonNode item(String token, String ciId) {
        return client.execute(
                        token,
                        "query($id: ID!) { configurationItem(id: $id) { version attributes { key value }"
                                + " unauthorisedDifference { attributes { key after } }"
                                + " history(first: 1) { nodes { action fields { field after } } } } }",
                        Map.of("id", ciId))
                .withoutErrors()
                .at("configurationItem");
    }

    private String version(String token, String ciId) {
        return item(token, ciId).at("/attributes/0/value").asString();
    }

    private void changeItem(String token, String ciId, String mutation) {
        client.execute(
                        token,
                        "mutation($id: ID!, $version: Int!) { " + mutation + " { userErrors { code message } } }",
                        Map.of(
                                "id",
                                ciId,
                                "version",
                                item(token, ciId).at("/version").asInt()))
                .accepted(mutation.substring(0, mutation.indexOf('(')));
    }

    private static String told(JsonNode difference) {
        return String.join(
                " ",
                difference.at("/ci/id").asString(),
                difference.at("/field").asString(),
                text(difference.at("/before")),
                text(difference.at("/after")),
                text(difference.at("/foreseen")));
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "null" : value.asString();
    }

    private JsonNode baselines(String token, String releaseId) {
        return read(
                        token,
                        releaseId,
                        "deployments { baseline { pinnedAt complete hiddenItemCount items { revision ci { id } }"
                                + " differences { complete fields { ci { id } field before after hidden foreseen } } } }")
                .at("/deployments");
    }

    private void describe(String token, String ciId, String description) {
        int version = client.execute(
                        token, "query($id: ID!) { configurationItem(id: $id) { version } }", Map.of("id", ciId))
                .withoutErrors()
                .at("configurationItem.version")
                .asInt();
        client.execute(
                        token,
                        "mutation($id: ID!, $version: Int!, $input: ConfigurationItemUpdateInput!) {"
                                + " configurationItemUpdate(id: $id, expectedVersion: $version, input: $input) { userErrors { code message } } }",
                        Map.of("id", ciId, "version", version, "input", Map.of("description", description)))
                .accepted("configurationItemUpdate");
    }

    /** The script of the page, with what GitHub sends, and GitHub's answer to be. */
    @Test
    void shouldAnswerAProtectionRuleOfGitHub() throws Exception {
        String shop = "shop-" + Ids.next();
        String id = planned(Map.of("title", shop));
        ready(id);
        environment("Production", 800, true, false);
        List<JsonNode> callbacks = Collections.synchronizedList(new ArrayList<>());
        HttpServer github = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        github.createContext("/repos/aldermoor/shop/actions/runs/16113020574/deployment_protection_rule", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer of the installation");
            callbacks.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        github.start();
        String url = "http://127.0.0.1:" + github.getAddress().getPort();
        try {
            assertThat(protectionRule(url, delivery(shop, "1", url))).isZero();
            assertThat(callbacks.getFirst().at("/environment_name").asString()).isEqualTo("production");
            assertThat(callbacks.getFirst().at("/state").asString()).isEqualTo("rejected");
            assertThat(callbacks.getFirst().at("/comment").asString()).contains("not approved");

            approve(id);
            assertThat(protectionRule(url, delivery(shop, "2", url))).isZero();
            assertThat(protectionRule(url, delivery(shop, "2", url)))
                    .as("it is delivered again")
                    .isZero();
            assertThat(callbacks.stream().map(one -> one.at("/state").asString()))
                    .containsExactly("rejected", "approved", "approved");
            assertThat(texts(read(world.manager, id, "deployments { state }").at("/deployments"), "/state"))
                    .as("both asked for the same one")
                    .containsExactly("RUNNING");
            assertThat(protectionRule("https://api.github.com", delivery(shop, "3", url)))
                    .as("nobody else gets the token")
                    .isEqualTo(2);
            assertThat(callbacks).hasSize(3);
            for (String other : List.of("\"refs/heads/v4.2.0\"", "null")) {
                protectionRule(url, delivery(shop, "4", url).replace("\"refs/tags/v4.2.0\"", other));
                assertThat(callbacks.getLast().at("/state").asString())
                        .as("what is no tag, and called like one: " + other)
                        .isEqualTo("rejected");
            }
            assertThat(callbacks.getLast().at("/comment").asString())
                    .as("the deployment has a bare name")
                    .contains("does not say whether this is one: v4.2.0");
            protectionRule(
                    url,
                    delivery(shop, "5", url)
                            .replace("\"ref\": \"refs/tags/v4.2.0\",", "")
                            .replace("\"ref\": \"v4.2.0\",", "\"ref\": \"refs/heads/v4.2.0\","));
            assertThat(callbacks.getLast().at("/comment").asString())
                    .as("it has a whole one")
                    .contains("not refs/heads/v4.2.0");

            List<String> last = List.of("report", shop, "4.2.0", "production", "github-run-1", "FAILED", "No room");
            assertThat(ended(script(Map.of(), "mainstay-deployment", last))).isZero();
            assertThat(ended(script(Map.of(), "mainstay-deployment", last)))
                    .as("nothing is going on any more")
                    .isEqualTo(1);
            assertThat(texts(read(world.manager, id, "deployments { state }").at("/deployments"), "/state"))
                    .as("who reports asks for nothing")
                    .containsExactly("FAILED");
        } finally {
            github.stop(0);
        }
    }

    private static String delivery(String repository, String deployment, String callback) throws IOException {
        return Files.readString(Path.of("src/test/resources/pipelines/deployment_protection_rule.json"))
                .replace("ENVIRONMENT", "production")
                .replace("REPOSITORY", repository)
                .replace("\"DEPLOYMENT\"", deployment)
                .replace("DEPLOYMENT", deployment)
                .replace("CALLBACK", callback);
    }

    private int protectionRule(String github, String delivery) throws IOException, InterruptedException {
        Process process = script(
                Map.of("MAINSTAY_WAIT", "0", "GITHUB_API_URL", github, "GITHUB_TOKEN", "of the installation"),
                "github-protection-rule",
                List.of());
        try (OutputStream input = process.getOutputStream()) {
            input.write(delivery.getBytes(StandardCharsets.UTF_8));
        }
        return ended(process);
    }

    /** A job waits until its release is approved, and says what came of it when it has ended. */
    @Test
    void shouldLetAJobOfGitLabWait(@TempDir Path tree) throws Exception {
        String shop = "Shop " + Ids.next();
        String id = planned(Map.of("title", shop));
        ready(id);
        environment("production", 801, true, false);
        Map<String, String> job = Map.of(
                "CI_PROJECT_DIR",
                tree.toString(),
                "CI_PROJECT_TITLE",
                shop,
                "CI_COMMIT_TAG",
                "v4.2.0",
                "CI_ENVIRONMENT_NAME",
                "production",
                "CI_JOB_ID",
                Ids.next(),
                "CI_JOB_URL",
                "https://gitlab.example/aldermoor/shop/-/jobs/9054");
        Process waiting = script(job, "gitlab-job", List.of("start"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> read(world.manager, id, "deployments { id }")
                                .at("/deployments")
                                .size()
                        == 1);
        assertThat(waiting.isAlive()).isTrue();
        approve(id);
        assertThat(ended(waiting)).isZero();
        assertThat(texts(read(world.manager, id, "deployments { state }").at("/deployments"), "/state"))
                .containsExactly("RUNNING");
        Map<String, String> other = new HashMap<>(job);
        other.put("CI_JOB_ID", Ids.next());
        other.put("CI_JOB_STATUS", "failed");
        assertThat(ended(script(other, "gitlab-job", List.of("start"))))
                .as("another job, while it is going on")
                .isEqualTo(1);
        assertThat(ended(script(other, "gitlab-job", List.of("report")))).isZero();
        assertThat(texts(read(world.manager, id, "deployments { state }").at("/deployments"), "/state"))
                .as("it has begun nothing, and reports nothing")
                .containsExactly("RUNNING");

        Map<String, String> after = new HashMap<>(job);
        after.put("CI_JOB_STATUS", "success");
        assertThat(ended(script(after, "gitlab-job", List.of("report")))).isZero();
        assertThat(ended(script(after, "gitlab-job", List.of("report"))))
                .as("said again")
                .isZero();
        assertThat(read(world.manager, id, "deployments { state result }")
                        .at("/deployments")
                        .toString())
                .isEqualTo(
                        "[{\"state\":\"SUCCEEDED\",\"result\":\"https://gitlab.example/aldermoor/shop/-/jobs/9054: success\"}]");
        assertThat(ended(script(job, "gitlab-job", List.of("start"))))
                .as("it has ended, and begins nothing")
                .isEqualTo(1);
    }

    private Process script(Map<String, String> environment, String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("../docs/examples/" + name));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "MAINSTAY_URL",
                        client.uri("").toString(),
                        "MAINSTAY_TOKEN",
                        world.integration,
                        "MAINSTAY_WAIT",
                        "60",
                        "MAINSTAY_PAUSE",
                        "0.2"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** What is planned stays as it is, unless it has missed its window. */
    @Test
    void shouldAskForADeploymentWithoutMovingIt() {
        clock.set(clock.now());
        String id = approved(Map.of());
        String production = environment("production", 802, true, false);
        Instant from = clock.now().plusSeconds(600);
        String planned = scheduled(id, production, from, from.plusSeconds(600));

        JsonNode asked = asked(id, "PRODUCTION", "run-1-" + id);
        assertThat(asked.at("/id").asString()).isEqualTo(planned);
        assertThat(Instant.parse(asked.at("/windowFrom").asString())).isEqualTo(from);
        clock.set(from.plusSeconds(600));
        JsonNode missed = asked(id, "production", "run-2-" + id);
        assertThat(missed.at("/id").asString()).isEqualTo(planned);
        assertThat(Instant.parse(missed.at("/windowFrom").asString())).isEqualTo(clock.now());
        assertThat(Instant.parse(missed.at("/windowTo").asString()))
                .isEqualTo(clock.now().plus(Duration.ofHours(2)));
        start(planned).accepted("deploymentStart");
        assertThat(asked(id, "production", "run-3-" + id).at("/state").asString())
                .isEqualTo("RUNNING");
        report(planned, Map.of("state", "FAILED"), null).accepted("deploymentReport");
        assertThat(asked(id, "production", "run-3-" + id).at("/id").asString())
                .as("the same request")
                .isEqualTo(planned);
        assertThat(asked(id, "production", "run-4-" + id).at("/id").asString()).isNotEqualTo(planned);
    }

    private JsonNode asked(String releaseId, String environment, String key) {
        return client.execute(
                        world.integration,
                        "mutation($input: DeploymentRequestInput!, $key: String!) {"
                                + " deploymentRequest(input: $input, idempotencyKey: $key)"
                                + " { deployment { id state windowFrom windowTo } userErrors { code message field } } }",
                        Map.of("input", Map.of("releaseId", releaseId, "environmentName", environment), "key", key))
                .accepted("deploymentRequest")
                .at("deploymentRequest.deployment");
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
        authorise(world.agent, changeId);
    }

    private void authorise(String requester, String changeId) {
        changed(requester, "changeSubmit(id: $id, expectedVersion: $version)", changeId);
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
        given(List.of(stage("Review", reviewer), stage("Approval", approver)));
    }

    private void given(List<Map<String, Object>> wanted) {
        stages = wanted;
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
