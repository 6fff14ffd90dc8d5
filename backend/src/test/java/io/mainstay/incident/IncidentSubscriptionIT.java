package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Incidents as they change: who is told what, and when that ends. */
@IntegrationTest
class IncidentSubscriptionIT {

    private static final String CHANGE =
            "{ seq type incidentId revision occurredAt incident { id state teamId team { id } slaClocks { state } } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    private IncidentFixture fixture;

    private final String otherTeam = Ids.next();

    /** Belongs to another organisation and to a team that works for this one. */
    private final TestTokens colleague =
            TestTokens.as(Role.AGENT).in(Ids.next()).teams(otherTeam);

    @BeforeEach
    void createFixture() {
        fixture = new IncidentFixture(client, work, cypher);
        fixture.query(colleague.token(), "{ viewer { id } }").withoutErrors();
        work.writeRepeatably(() -> fixture.team(otherTeam, colleague.personId()));
        String id = fixture.reported(fixture.caller);
        await().atMost(Duration.ofSeconds(60)).until(() -> isFollowed(id));
    }

    /** The graph was emptied before: whoever follows is interrupted once, when the delivery of events notices it. */
    private boolean isFollowed(String id) {
        try (GraphQlSocket socket = follow(fixture.agent, id)) {
            if (!socket.next().path("type").asString().equals("next")) {
                return false;
            }
            fixture.act(fixture.caller, "Comment", id, Map.of("text", "Hello")).accepted("incidentComment");
            return socket.next().path("type").asString().equals("next");
        }
    }

    @Test
    void shouldTellOfEachChangeOfAnIncidentInOrder() {
        String id = fixture.reported(fixture.caller);
        try (GraphQlSocket socket = follow(fixture.agent, id)) {
            JsonNode now = change(socket, "incidentChanged");
            assertThat(now.at("/incident/state").asString()).isEqualTo("NEW");
            assertThat(now.at("/revision").asInt()).isEqualTo(1);
            assertThat(now.at("/seq").isNull()).isTrue();

            fixture.act(fixture.agent, "Start", id, Map.of()).accepted("incidentStart");
            fixture.act(fixture.caller, "Comment", id, Map.of("text", "Thank you"))
                    .accepted("incidentComment");
            fixture.resolve(id);

            JsonNode started = change(socket, "incidentChanged");
            assertThat(started.at("/type").asString()).isEqualTo("incident.started.v1");
            assertThat(started.at("/revision").asInt()).isEqualTo(2);
            assertThat(started.at("/incident/slaClocks").size()).isEqualTo(2);
            JsonNode commented = change(socket, "incidentChanged");
            assertThat(commented.at("/type").asString()).isEqualTo("incident.commented.v1");
            assertThat(commented.at("/seq").asLong())
                    .isGreaterThan(started.at("/seq").asLong());
            assertThat(change(socket, "incidentChanged").at("/incident/state").asString())
                    .isEqualTo("RESOLVED");
        }
    }

    @Test
    void shouldRefuseASubscriptionOfWhichEachEventWouldCostMuch() {
        String histories = IntStream.range(0, 24)
                .mapToObj(number -> "h" + number + ": history(first: 100) { nodes { revision } }")
                .collect(Collectors.joining(" "));
        try (GraphQlSocket socket =
                GraphQlSocket.open(client.uri("/graphql/ws")).init(fixture.agent)) {
            assertThat(socket.next().path("type").asString()).isEqualTo("connection_ack");
            socket.subscribe("1", "subscription { incidentsChanged { incident { " + histories + " } } }");
            assertThat(socket.next().toString()).contains("TOO_COMPLEX").contains("Each event");
        }
    }

    @Test
    void shouldRefuseToFollowAnIncidentThatOneDoesNotSee() {
        String id = fixture.reported(fixture.caller);
        for (String unseen : List.of(id, Ids.next())) {
            try (GraphQlSocket socket = follow(fixture.otherAgent, unseen)) {
                assertThat(socket.next().toString()).contains("NOT_FOUND").doesNotContain("NEW");
            }
        }
    }

    @Test
    void shouldEndWhenTheSubscriberLosesSight() {
        String leader = TestTokens.as(Role.TEAM_LEAD)
                .in(fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        String id = fixture.reported(fixture.caller);
        try (GraphQlSocket agent = follow(fixture.agent, id);
                GraphQlSocket caller = follow(fixture.caller, id)) {
            change(agent, "incidentChanged");
            change(caller, "incidentChanged");

            fixture.act(fixture.agent, "AddWorkNote", id, Map.of("text", "Smells of smoke"))
                    .accepted("incidentAddWorkNote");
            // Before sight is lost: rights are those of the moment of delivery, whatever the event.
            assertThat(change(agent, "incidentChanged").at("/type").asString()).isEqualTo("incident.work-noted.v1");
            fixture.act(leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"))
                    .accepted("incidentClassify");

            assertThat(agent.next().path("type").asString()).isEqualTo("complete");
            assertThat(change(caller, "incidentChanged").at("/type").asString())
                    .as("not of the work note")
                    .isEqualTo("incident.updated.v1");
            assertThat(agent.isQuiet()).isTrue();
        }
    }

    @Test
    void shouldTellATeamWhatComesAndGoesAndNobodyElse() {
        try (GraphQlSocket mine = queue(fixture.agent, fixture.teamId);
                GraphQlSocket theirs = queue(colleague.token(), otherTeam);
                GraphQlSocket stranger = open(fixture.otherAgent)) {
            stranger.subscribe("1", "subscription { incidentsChanged " + CHANGE + " }");
            assertThat(change(stranger, "incidentsChanged").at("/incidentId").isNull())
                    .isTrue();

            String id = fixture.report(fixture.agent, Map.of("title", "For us", "teamId", fixture.teamId))
                    .accepted("incidentReport")
                    .text("incidentReport.incident.id");
            JsonNode came = change(mine, "incidentsChanged");
            assertThat(came.at("/type").asString()).isEqualTo("incident.reported.v1");
            assertThat(came.at("/incident/team/id").asString()).isEqualTo(fixture.teamId);

            assign(id, otherTeam);
            JsonNode gone = change(mine, "incidentsChanged");
            assertThat(gone.at("/incidentId").asString()).isEqualTo(id);
            assertThat(gone.at("/incident/teamId").asString()).isEqualTo(otherTeam);
            assertThat(change(theirs, "incidentsChanged").at("/incident/id").asString())
                    .isEqualTo(id);

            assign(id, fixture.teamId);
            JsonNode lost = change(theirs, "incidentsChanged");
            assertThat(lost.at("/incidentId").asString()).isEqualTo(id);
            assertThat(lost.at("/incident").isNull()).isTrue();
            change(mine, "incidentsChanged");

            fixture.act(fixture.agent, "Start", id, Map.of()).accepted("incidentStart");
            assertThat(change(mine, "incidentsChanged").at("/incident/state").asString())
                    .isEqualTo("IN_PROGRESS");
            String own = fixture.report(fixture.otherAgent, Map.of("title", "Elsewhere"))
                    .accepted("incidentReport")
                    .text("incidentReport.incident.id");
            assertThat(change(stranger, "incidentsChanged").at("/incidentId").asString())
                    .isEqualTo(own);
            assertThat(theirs.isQuiet()).isTrue();
            assertThat(mine.isQuiet()).isTrue();
        }
    }

    @Test
    void shouldRefuseTooFewAndTooManyTeams() {
        try (GraphQlSocket socket = open(fixture.agent)) {
            socket.subscribe("1", "subscription { incidentsChanged(teamIds: []) " + CHANGE + " }");
            assertThat(socket.next().toString()).contains("BAD_USER_INPUT", "teamIds");
        }
    }

    private void assign(String id, String team) {
        fixture.act(fixture.agent, "Assign", id, Map.of("teamId", team, "serviceOfferingId", fixture.offeringId))
                .accepted("incidentAssign");
    }

    private GraphQlSocket open(String token) {
        GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws")).init(token);
        socket.next();
        return socket;
    }

    private GraphQlSocket follow(String token, String incidentId) {
        GraphQlSocket socket = open(token);
        socket.subscribe("1", "subscription { incidentChanged(id: \"" + incidentId + "\") " + CHANGE + " }");
        return socket;
    }

    /** Follows a team's incidents, from the first answer on. */
    private GraphQlSocket queue(String token, String teamId) {
        GraphQlSocket socket = open(token);
        socket.subscribe("1", "subscription { incidentsChanged(teamIds: [\"" + teamId + "\"]) " + CHANGE + " }");
        assertThat(change(socket, "incidentsChanged").at("/incidentId").isNull())
                .isTrue();
        return socket;
    }

    private static JsonNode change(GraphQlSocket socket, String field) {
        JsonNode message = socket.next();
        assertThat(message.path("type").asString()).as("%s", message).isEqualTo("next");
        return message.at("/payload/data/" + field);
    }
}
