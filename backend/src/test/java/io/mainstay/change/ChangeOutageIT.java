// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.schedule.PeriodicJob;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The outages that changes bring, over HTTP. */
@IntegrationTest
class ChangeOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OUTAGES =
            "version state hiddenPlannedOutageCount plannedOutages { number ci { id } effect from to title"
                    + " plannedOutage { id state from to version noticedAt change { id } viewerCan { update cancel } } }";

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

    @Autowired
    private List<PeriodicJob> jobs;

    private ChangeFixture fixture;
    private String configurationManager = "";
    private String server = "";
    private String service = "";

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
        clock.set(clock.now().truncatedTo(ChronoUnit.SECONDS));
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        configurationManager = cmdb.manager(fixture.organisationId);
        server = cmdb.ci(configurationManager, "server", "Till server");
        service = cmdb.ci(configurationManager, "business-service", "Tills");
        cmdb.relate(
                configurationManager,
                Map.of("sourceId", service, "type", "DEPENDS_ON", "targetId", server, "effect", "STOPS"));
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldPlanItsOutagesWhileItIsScheduled() {
        String id = requested(Duration.ofDays(9), Duration.ofHours(4), server);
        set(fixture.requester, id, outage(server, Duration.ofDays(9), Duration.ofHours(1), "STOPS"));

        JsonNode proposed = fixture.read(
                fixture.manager,
                id,
                OUTAGES + " plannedOutageImpact { impacted(first: 9) { nodes { state ci { id } } } }");
        assertThat(texts(proposed.at("/plannedOutages"), "/number").getFirst()).startsWith("OUT");
        assertThat(proposed.at("/plannedOutages/0/plannedOutage").isNull()).isTrue();
        assertThat(proposed.at("/plannedOutageImpact/impacted/nodes/0").toString())
                .contains("DOWN", service);
        assertThat(failedAt(Duration.ofDays(9))).as("before it is scheduled").doesNotContain(server);

        fixture.move(id, ChangeState.SCHEDULED);
        JsonNode planned = only(id);
        String outageId = planned.at("/id").asString();
        assertThat(planned.at("/state").asString()).isEqualTo("PLANNED");
        assertThat(planned.at("/change/id").asString()).isEqualTo(id);
        assertThat(planned.at("/viewerCan/cancel").asBoolean()).isFalse();
        assertThat(failedAt(Duration.ofDays(9))).contains(server);
        assertThat(failedAt(Duration.ofDays(9).plusHours(2))).doesNotContain(server);
        assertThat(fixture.query(
                                configurationManager,
                                "mutation($id: ID!, $v: Int!) { plannedOutageCancel(id: $id, expectedVersion: $v)"
                                        + " { userErrors { code } } }",
                                Map.of("id", outageId, "v", 1))
                        .userErrorCodes("plannedOutageCancel"))
                .as("apart from its change")
                .containsExactly("CONFLICT");

        fixture.done(fixture.requester, "Update", id, Map.of("plan", "Put it below"));
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(only(id).at("/state").asString()).isEqualTo("CANCELLED");
        assertThat(failedAt(Duration.ofDays(9))).doesNotContain(server);

        Map<String, Object> later =
                fixture.window(Duration.ofDays(10), Duration.ofDays(10).plusHours(4));
        fixture.done(fixture.requester, "Update", id, Map.of("window", later));
        assertThat(fixture.refused(
                        fixture.requester,
                        "Update",
                        id,
                        Map.of(
                                "window",
                                fixture.window(
                                        Duration.ofDays(10), Duration.ofDays(10).plusMinutes(5)))))
                .as("too short for the outage")
                .containsExactly("INVALID");
        fixture.done(fixture.manager, "Authorise", id, Map.of());
        JsonNode again = only(id);
        assertThat(again.at("/id").asString()).as("the same").isEqualTo(outageId);
        assertThat(again.at("/state").asString()).isEqualTo("PLANNED");
        assertThat(Instant.parse(again.at("/from").asString()))
                .as("it has moved with the window")
                .isEqualTo(clock.now().plus(Duration.ofDays(10)));

        fixture.done(fixture.requester, "SetPlannedOutages", id, Map.of("outages", List.of()));
        assertThat(fixture.state(id)).as("it is a part of the plan").isEqualTo("AUTHORISATION");
        assertThat(fixture.read(fixture.manager, id, OUTAGES)
                        .at("/plannedOutages")
                        .isEmpty())
                .isTrue();
        assertThat(failedAt(Duration.ofDays(10))).doesNotContain(server);
        assertThat(notices(outageId)).isEmpty();
    }

    @Test
    void shouldEndItsOutagesWithTheWork() {
        String other = cmdb.ci(configurationManager, "server", "Other server");
        String id = requested(Duration.ofMinutes(-5), Duration.ofHours(4), server, other);
        set(
                fixture.requester,
                id,
                outage(server, Duration.ofMinutes(1), Duration.ofHours(2), "STOPS"),
                outage(other, Duration.ofHours(1), Duration.ofHours(1), "DEGRADES"));
        fixture.move(id, ChangeState.IMPLEMENTING);
        await().atMost(PATIENCE).until(() -> told().equals(List.of("PLANNED DOWN")));
        clock.advance(Duration.ofMinutes(30));
        String now = clock.now().toString();

        fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));

        JsonNode outages = fixture.read(fixture.manager, id, OUTAGES).at("/plannedOutages");
        assertThat(texts(outages, "/plannedOutage/state")).containsExactly("PLANNED", "CANCELLED");
        assertThat(Instant.parse(outages.at("/0/plannedOutage/to").asString())).isEqualTo(Instant.parse(now));
        assertThat(failedAt(Duration.ofMinutes(5))).doesNotContain(server);
        assertThat(told()).as("it has ended early").isEmpty();
    }

    /** What is agreed with users holds while a change is made: a planned outage pauses no service level clock. */
    @Test
    void shouldPauseNoServiceLevelClock() {
        String incidentId = fixture.incident(Map.of("ciIds", List.of(server)));
        String id = requested(Duration.ofMinutes(-5), Duration.ofHours(4), server);
        set(fixture.requester, id, outage(server, Duration.ofMinutes(1), Duration.ofHours(3), "STOPS"));
        String clocks = "slaClocks { metric state dueAt }";
        String before =
                fixture.of("incident", fixture.requester, incidentId, clocks).toString();
        assertThat(before).contains("RUNNING");

        fixture.move(id, ChangeState.IMPLEMENTING);
        await().atMost(PATIENCE).until(() -> told().equals(List.of("PLANNED DOWN")));
        clock.advance(Duration.ofMinutes(2));

        assertThat(failedAt(Duration.ZERO)).as("it is going on").contains(server);
        assertThat(fixture.of("incident", fixture.requester, incidentId, clocks).toString())
                .isEqualTo(before);
    }

    @Test
    void shouldBringNoOutageOfWhatItAffectsNoMore() {
        String id = requested(Duration.ofDays(9), Duration.ofHours(4), server, fixture.serverId);
        set(fixture.requester, id, outage(server, Duration.ofDays(9), Duration.ofHours(1), "STOPS"));
        fixture.move(id, ChangeState.SCHEDULED);
        String outageId = only(id).at("/id").asString();

        fixture.done(fixture.requester, "UnlinkCis", id, Map.of("ciIds", List.of(server)));

        assertThat(fixture.read(fixture.manager, id, OUTAGES)
                        .at("/plannedOutages")
                        .isEmpty())
                .isTrue();
        assertThat(fixture.query(
                                fixture.manager,
                                "query($id: ID!) { plannedOutage(id: $id) { state } }",
                                Map.of("id", outageId))
                        .text("plannedOutage.state"))
                .isEqualTo("CANCELLED");
        assertThat(fixture.refused(
                        fixture.requester,
                        "SetPlannedOutages",
                        id,
                        Map.of("outages", List.of(outage(server, Duration.ofDays(9), Duration.ofHours(1), "STOPS")))))
                .as("of what it does not affect")
                .containsExactly("INVALID");
    }

    @Test
    void shouldCountWhatIsHiddenAndKeepIt() {
        String secret = cmdb.ci(
                cmdb.clearedManager(fixture.organisationId),
                Map.of("classId", "server", "name", "Vault", "confidentiality", "CONFIDENTIAL"));
        String id = requested(Duration.ofDays(9), Duration.ofHours(4), server);
        fixture.done(fixture.leader, "LinkCis", id, Map.of("ciIds", List.of(secret)));
        Map<String, Object> ofSecret = outage(secret, Duration.ofDays(9), Duration.ofHours(1), "STOPS");
        set(fixture.leader, id, ofSecret);

        set(fixture.requester, id, outage(server, Duration.ofDays(9), Duration.ofHours(2), "DEGRADES"));

        JsonNode seen = fixture.read(fixture.requester, id, OUTAGES);
        assertThat(texts(seen.at("/plannedOutages"), "/ci/id")).containsExactly(server);
        assertThat(seen.at("/hiddenPlannedOutageCount").asInt()).isEqualTo(1);
        assertThat(texts(fixture.read(fixture.leader, id, OUTAGES).at("/plannedOutages"), "/ci/id"))
                .containsExactlyInAnyOrder(server, secret);
        assertThat(fixture.refused(fixture.requester, "SetPlannedOutages", id, Map.of("outages", List.of(ofSecret))))
                .containsExactly("NOT_FOUND");
        fixture.move(id, ChangeState.SCHEDULED);
        assertThat(fixture.read(
                                fixture.requester,
                                id,
                                "plannedOutages { title } history { nodes { fields { before after } } }")
                        .toString())
                .doesNotContain(secret, "Vault");
        assertThat(failedAt(Duration.ofDays(9))).as("to whom sees it not").doesNotContain(secret);
    }

    @Test
    void shouldTellTheUsersOfServicesOnceAndAgainWhenItIsCancelled() {
        String id = requested(Duration.ofDays(9), Duration.ofHours(4), server);
        set(fixture.requester, id, outage(server, Duration.ofDays(9), Duration.ofHours(1), "STOPS"));
        fixture.move(id, ChangeState.SCHEDULED);
        String outageId = only(id).at("/id").asString();
        String lateId = requested(Duration.ofDays(1), Duration.ofHours(4), server);
        set(fixture.requester, lateId, outage(server, Duration.ofDays(1), Duration.ofHours(1), "DEGRADES"));
        fixture.move(lateId, ChangeState.SCHEDULED);
        String late = only(lateId).at("/id").asString();

        await().atMost(PATIENCE).until(() -> notices(late).equals(List.of("PLANNED " + service)));
        assertThat(notices(outageId)).as("too early").isEmpty();
        assertThat(told()).containsExactly("PLANNED DEGRADED");

        clock.advance(Duration.ofDays(6).plusSeconds(1));
        await().atMost(PATIENCE).until(() -> notices(outageId).equals(List.of("PLANNED " + service)));
        assertThat(told()).as("the other one is over").containsExactly("PLANNED DOWN");
        assertThat(noticed()).contains(outageId, late);
        forgetNotices();
        assertThat(noticed())
                .as("nobody is told of what is over any more")
                .contains(outageId)
                .doesNotContain(late);
        setNoticedUntil(outageId, at(Duration.ofDays(-9)));
        forgetNotices();
        assertThat(noticed())
                .as("told of by the release before, which keeps no other time")
                .contains(outageId);
        JsonNode planned = only(id);
        assertThat(planned.at("/noticedAt").isNull()).isFalse();
        assertThat(planned.at("/version").asInt())
                .as("nothing of it has changed")
                .isEqualTo(1);

        fixture.done(fixture.requester, "Cancel", id, Map.of("reason", "Not needed"));
        List<String> both = List.of("PLANNED " + service, "CANCELLED " + service);
        await().atMost(PATIENCE).until(() -> notices(outageId).equals(both));
        assertThat(told()).containsExactly("CANCELLED DOWN");
        fixture.done(fixture.requester, "Cancel", lateId, Map.of("reason", "Never begun"));
        assertThat(only(lateId).at("/state").asString())
                .as("it has not been, but would be over")
                .isEqualTo("CANCELLED");
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> notices(outageId).equals(both));
        assertThat(notices(late)).hasSize(1);
    }

    @Test
    void shouldTellOnceThatAMovedOutageHitsAServiceNoMore() {
        String moved = planned(server, Duration.ofDays(1));
        await().atMost(PATIENCE).until(() -> notices(moved).equals(List.of("PLANNED " + service)));
        String own = planned(service, Duration.ofDays(2));
        await().atMost(PATIENCE).until(() -> notices(own).equals(List.of("PLANNED " + service)));

        Map<String, Object> input = Map.of(
                "from", at(Duration.ofDays(2).plusMinutes(10)),
                "to", at(Duration.ofDays(2).plusMinutes(20)));
        fixture.query(
                        configurationManager,
                        "mutation($id: ID!, $input: PlannedOutageUpdateInput!) { plannedOutageUpdate(id: $id, input: $input,"
                                + " expectedVersion: 1) { userErrors { code } } }",
                        Map.of("id", moved, "input", input))
                .withoutErrors();

        await().atMost(PATIENCE).until(() -> notices(moved).equals(List.of("PLANNED " + service, "MOVED " + service)));
        assertThat(told()).as("the other one takes it down anyway").containsExactly("PLANNED DOWN");
    }

    private String planned(String ciId, Duration from) {
        return fixture.query(
                        configurationManager,
                        "mutation($input: PlannedOutageCreateInput!) { plannedOutageCreate(input: $input)"
                                + " { plannedOutage { id } userErrors { code } } }",
                        Map.of("input", outage(ciId, from, Duration.ofHours(1), "STOPS")))
                .text("plannedOutageCreate.plannedOutage.id");
    }

    /** What somebody who only uses services is told of the service. */
    private List<String> told() {
        JsonNode outages = fixture.query(
                        fixture.caller,
                        "query($id: ID!) { configurationItem(id: $id) { serviceOutages { state impact } } }",
                        Map.of("id", service))
                .withoutErrors()
                .at("configurationItem.serviceOutages");
        List<String> told = new ArrayList<>();
        outages.forEach(outage -> told.add(
                outage.at("/state").asString() + " " + outage.at("/impact").asString()));
        return told;
    }

    private String requested(Duration from, Duration length, String... ciIds) {
        return fixture.requested(Map.of("ciIds", List.of(ciIds), "window", fixture.window(from, from.plus(length))));
    }

    private Map<String, Object> outage(String ciId, Duration from, Duration length, String effect) {
        return Map.of(
                "ciId",
                ciId,
                "effect",
                effect,
                "from",
                at(from),
                "to",
                at(from.plus(length)),
                "title",
                "The server is replaced");
    }

    private String at(Duration fromNow) {
        return clock.now().plus(fromNow).toString();
    }

    @SafeVarargs
    private void set(String token, String id, Map<String, Object>... outages) {
        fixture.done(token, "SetPlannedOutages", id, Map.of("outages", List.of(outages)));
    }

    private JsonNode only(String id) {
        JsonNode outages = fixture.read(fixture.manager, id, OUTAGES).at("/plannedOutages");
        assertThat(outages).hasSize(1);
        return outages.at("/0/plannedOutage");
    }

    private List<String> failedAt(Duration fromNow) {
        return texts(
                fixture.query(
                                fixture.requester,
                                "query($at: DateTime!) { impact(input: {failed: [], plannedOutagesAt: $at}) { failed { id } } }",
                                Map.of("at", at(fromNow)))
                        .withoutErrors()
                        .at("impact.failed"),
                "/id");
    }

    private void setNoticedUntil(String outageId, String until) {
        try (Session session = driver.session()) {
            session.run(
                            "MATCH (:PlannedOutage {id: $id})-[n:NOTICED_FOR]->() SET n.until = datetime($until)",
                            Map.of("id", outageId, "until", until))
                    .consume();
        }
    }

    private void forgetNotices() {
        for (PeriodicJob job : jobs) {
            if (job.name().equals("planned-outage.notice-purge")) {
                job.run();
            }
        }
    }

    /** The outages of which it is kept whom they hit. */
    private List<String> noticed() {
        try (Session session = driver.session()) {
            return session.run("MATCH (o:PlannedOutage)-[:NOTICED_FOR]->() RETURN DISTINCT o.id AS id")
                    .list(row -> row.get("id").asString());
        }
    }

    /** What users were to be told of an outage, with the services, in its order. */
    private List<String> notices(String outageId) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: 'planned-outage.notice.v1'}) RETURN e.payload AS payload"
                                    + " ORDER BY e.revision",
                            Map.of("id", outageId))
                    .list(row -> row.get("payload")
                            .asString()
                            .replaceAll(".*\"kind\":\"([A-Z]+)\".*\"serviceIds\":\\[\"([^\"]+)\"\\].*", "$1 $2"));
        }
    }
}
