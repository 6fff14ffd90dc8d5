// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Whether it is safe to go on with a change, who is told why not, and how soon. */
@IntegrationTest
class SafeToProceedIT {

    private static final String SAFE =
            "verdict complete hiddenReasonCount change { id } reasons { ci { id } state incident { id } neededBy { id } tie"
                    + " path { from { id } to { id } } redundantCi { id } left { members up minUp spare } explanation }";

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
    private String app = "";
    private String mine = "";
    private String partner = "";
    private String database = "";
    private String change = "";

    /** One of two servers of an application is worked on; it depends on a database. */
    @BeforeEach
    void createWorld() {
        world = new PlannedWorld(client, work, cypher, clock, cmdb);
        fixture = world.fixture;
        app = world.newCi("server");
        mine = world.newCi("server");
        partner = world.newCi("server");
        database = world.newCi("server");
        world.redundant(app, List.of(mine, partner));
        world.dependsOn(mine, database);
        change = fixture.requested(Map.of("ciIds", List.of(mine)));
    }

    @Test
    void shouldTurnRedWhenAPartnerOrADependencyFails() {
        fixture.move(change, ChangeState.IMPLEMENTING);
        assertThat(safe(fixture.agent).at("/verdict").asString()).isEqualTo("SAFE");

        world.status(mine, "DOWN");
        assertThat(safe(fixture.agent).at("/verdict").asString())
                .as("what is worked on may be down")
                .isEqualTo("SAFE");

        world.status(partner, "DOWN");
        JsonNode red = safe(fixture.agent);
        assertThat(red.at("/verdict").asString()).isEqualTo("NOT_SAFE");
        assertThat(red.at("/complete").asBoolean()).isTrue();
        assertThat(red.at("/reasons")).hasSize(1);
        JsonNode reason = red.at("/reasons/0");
        assertThat(reason.at("/ci/id").asString()).isEqualTo(partner);
        assertThat(reason.at("/state").asString()).isEqualTo("DOWN");
        assertThat(reason.at("/tie").asString()).isEqualTo("REDUNDANCY_PARTNER");
        assertThat(reason.at("/neededBy/id").asString()).isEqualTo(mine);
        assertThat(reason.at("/redundantCi/id").asString()).isEqualTo(app);
        assertThat(texts(reason.at("/path"), "/from/id")).containsExactly(partner);
        assertThat(texts(reason.at("/path"), "/to/id")).containsExactly(app);
        assertThat(reason.at("/left/up").asInt()).isZero();
        assertThat(reason.at("/left/members").asInt()).isEqualTo(2);
        assertThat(reason.at("/left/spare").asInt()).isEqualTo(-1);
        assertThat(reason.at("/explanation").asString()).contains("0 of 2 members", "needs 1");

        world.status(partner, "UP");
        world.status(database, "DEGRADED");
        JsonNode dependency = safe(fixture.agent).at("/reasons");
        assertThat(dependency).hasSize(1);
        assertThat(dependency.at("/0/ci/id").asString()).isEqualTo(database);
        assertThat(dependency.at("/0/tie").asString()).isEqualTo("DEPENDENCY");
        assertThat(dependency.at("/0/left").isNull()).isTrue();
        assertThat(texts(dependency.at("/0/path"), "/to/id")).containsExactly(mine);

        world.status(database, "UP");
        String urgent = fixture.incident(Map.of("ciIds", List.of(partner), "impact", "HIGH", "urgency", "HIGH"));
        fixture.incident(Map.of("ciIds", List.of(mine), "impact", "HIGH", "urgency", "HIGH"));
        fixture.incident(Map.of("ciIds", List.of(database), "impact", "LOW", "urgency", "LOW"));
        JsonNode incident = safe(fixture.agent).at("/reasons");
        assertThat(texts(incident, "/incident/id")).containsExactly(urgent);
        assertThat(incident.at("/0/left/spare").asInt()).isZero();
    }

    @Test
    void shouldCountTheOwnItemsBeforeWorkBeginsAndNothingOnceItIsMade() {
        fixture.move(change, ChangeState.SCHEDULED);
        world.status(mine, "DOWN");
        JsonNode before = safe(fixture.agent);
        assertThat(before.at("/verdict").asString()).isEqualTo("NOT_SAFE");
        assertThat(texts(before.at("/reasons"), "/tie")).containsExactly("SAME_CI");

        fixture.done(fixture.implementer, "Start", change, Map.of());
        assertThat(safe(fixture.agent).at("/verdict").asString()).isEqualTo("SAFE");

        world.status(partner, "DOWN");
        fixture.done(fixture.implementer, "Complete", change, Map.of("outcome", "SUCCESSFUL"));
        JsonNode made = safe(fixture.agent);
        assertThat(made.at("/verdict").isNull()).isTrue();
        assertThat(made.at("/reasons")).isEmpty();
    }

    @Test
    void shouldCountWhatIsHiddenAndTellNothingOfIt() {
        String hidden = world.hiddenCi("Hidden server");
        world.dependsOn(mine, hidden);
        fixture.move(change, ChangeState.IMPLEMENTING);
        world.status(hidden, "DOWN");

        JsonNode shown = safe(fixture.agent);
        assertThat(shown.at("/verdict").asString()).isEqualTo("NOT_SAFE");
        assertThat(shown.at("/reasons")).isEmpty();
        assertThat(shown.at("/hiddenReasonCount").asInt()).isEqualTo(1);
        assertThat(shown.toString()).doesNotContain(hidden, "Hidden");
        JsonNode all = safe(fixture.leader);
        assertThat(texts(all.at("/reasons"), "/ci/id")).containsExactly(hidden);
        assertThat(all.at("/hiddenReasonCount").asInt()).isZero();
        assertThat(safe(fixture.stranger).isNull()).isTrue();
        assertThat(fixture.query(fixture.caller, "{ safeToProceed(changeId: \"" + change + "\") { verdict } }")
                        .errorCodes())
                .containsExactly("FORBIDDEN");
    }

    @Test
    void shouldTellWhoFollowsItAtOnceAndOnlyWhatIsNew() {
        fixture.move(change, ChangeState.IMPLEMENTING);
        awaitFeed();
        try (GraphQlSocket socket = follow(fixture.agent)) {
            assertThat(told(socket).at("/verdict").asString()).isEqualTo("SAFE");

            fixture.done(fixture.agent, "AddWorkNote", change, Map.of("text", "The lid is open"));
            world.status(partner, "DOWN");
            JsonNode red = told(socket);
            assertThat(red.at("/verdict").asString()).isEqualTo("NOT_SAFE");
            assertThat(texts(red.at("/reasons"), "/ci/id")).containsExactly(partner);

            world.status(partner, "UP");
            assertThat(told(socket).at("/verdict").asString()).isEqualTo("SAFE");

            fixture.done(fixture.implementer, "Complete", change, Map.of("outcome", "SUCCESSFUL"));
            assertThat(told(socket).at("/verdict").isNull()).isTrue();
            assertThat(socket.next().path("type").asString()).isEqualTo("complete");
        }
    }

    @Test
    void shouldEndForWhoSeesTheChangeNoMore() {
        fixture.move(change, ChangeState.IMPLEMENTING);
        awaitFeed();
        try (GraphQlSocket socket = follow(fixture.manager)) {
            assertThat(told(socket).at("/verdict").asString()).isEqualTo("SAFE");

            fixture.done(fixture.leader, "Classify", change, Map.of("confidentiality", "CONFIDENTIAL"));
            assertThat(socket.next().path("type").asString()).isEqualTo("complete");
            world.status(partner, "DOWN");
            assertThat(socket.next(Duration.ofMillis(500))).isEmpty();
        }
        try (GraphQlSocket stranger = follow(fixture.stranger)) {
            JsonNode refused = stranger.next();
            assertThat(refused.path("type").asString()).isEqualTo("error");
            assertThat(refused.toString()).contains("NOT_FOUND");
        }
    }

    /** The graph was emptied before: whoever follows is interrupted once, when the delivery of events notices it. */
    private void awaitFeed() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (GraphQlSocket socket = follow(fixture.agent)) {
                if (!socket.next().path("type").asString().equals("next")) {
                    return false;
                }
                world.status(partner, "DOWN");
                boolean told = socket.next().path("type").asString().equals("next");
                world.status(partner, "UP");
                return told;
            }
        });
    }

    private GraphQlSocket follow(String token) {
        GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws")).init(token);
        socket.next();
        socket.subscribe("1", "subscription { safeToProceed(changeId: \"" + change + "\") { " + SAFE + " } }");
        return socket;
    }

    private static JsonNode told(GraphQlSocket socket) {
        JsonNode message = socket.next();
        assertThat(message.path("type").asString()).as(message.toString()).isEqualTo("next");
        JsonNode payload = message.path("payload");
        assertThat(payload.has("errors")).as(payload.toString()).isFalse();
        return payload.at("/data/safeToProceed");
    }

    private JsonNode safe(String token) {
        return fixture.query(
                        token,
                        "query($id: ID!) { safeToProceed(changeId: $id) { " + SAFE + " } }",
                        Map.of("id", change))
                .withoutErrors()
                .at("safeToProceed");
    }
}
