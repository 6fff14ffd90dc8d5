// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Incidents from the report to the end, over HTTP. */
@IntegrationTest
class IncidentLifecycleIT {

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    private IncidentFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new IncidentFixture(client, work, cypher);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldGoFromReportToConfirmation() {
        GraphQlAnswer reported = fixture.report(
                        fixture.agent,
                        Map.of(
                                "title", "Shop is slow",
                                "description", "Since this morning",
                                "channel", "PHONE",
                                "affectedPersonId", fixture.callerPerson.personId(),
                                "impact", "HIGH",
                                "urgency", "MEDIUM",
                                "ciIds", List.of(fixture.serverId)))
                .accepted("incidentReport");
        String id = reported.text("incidentReport.incident.id");
        assertThat(reported.text("incidentReport.incident.number")).matches("INC\\d{7}");
        assertThat(reported.text("incidentReport.incident.priority")).isEqualTo("P2");

        GraphQlAnswer read = fixture.query(
                        fixture.agent,
                        "query($id: ID!) { incident(id: $id) { ciIds suggestedServiceOfferingIds"
                                + " priorityExplanation { impact urgency priority matrixVersion } } }",
                        Map.of("id", id))
                .withoutErrors();
        assertThat(read.text("incident.suggestedServiceOfferingIds.0")).isEqualTo(fixture.offeringId);
        assertThat(read.text("incident.ciIds.0")).isEqualTo(fixture.serverId);
        assertThat(read.at("incident.priorityExplanation").toString())
                .isEqualTo("{\"impact\":\"HIGH\",\"urgency\":\"MEDIUM\",\"priority\":\"P2\",\"matrixVersion\":1}");

        fixture.act(
                        fixture.agent,
                        "Assign",
                        id,
                        Map.of(
                                "teamId", fixture.teamId,
                                "assigneeId", fixture.agentPerson.personId(),
                                "serviceOfferingId", fixture.offeringId))
                .accepted("incidentAssign");
        fixture.act(fixture.agent, "Start", id, Map.of()).accepted("incidentStart");
        fixture.act(fixture.agent, "Hold", id, Map.of("reason", "AWAITING_CUSTOMER"))
                .accepted("incidentHold");
        fixture.act(fixture.agent, "Resume", id, Map.of()).accepted("incidentResume");
        fixture.act(fixture.agent, "Prioritise", id, Map.of("impact", "LOW", "urgency", "LOW"))
                .accepted("incidentPrioritise");
        GraphQlAnswer resolved = fixture.act(
                        fixture.agent, "Resolve", id, Map.of("code", "WORKAROUND", "resolution", "Restarted"))
                .accepted("incidentResolve");
        assertThat(resolved.text("incidentResolve.incident.priority")).isEqualTo("P5");
        fixture.act(fixture.caller, "Reopen", id, Map.of("reason", "Slow again"))
                .accepted("incidentReopen");
        fixture.resolve(id);
        GraphQlAnswer confirmed =
                fixture.act(fixture.caller, "Confirm", id, Map.of()).accepted("incidentConfirm");

        assertThat(confirmed.text("incidentConfirm.incident.state")).isEqualTo("CLOSED");
        assertThat(confirmed.text("incidentConfirm.incident.closure")).isEqualTo("CONFIRMED");
        assertThat(confirmed.at("incidentConfirm.incident.reopenCount").asInt()).isEqualTo(1);
        assertThat(confirmed.at("incidentConfirm.incident.revision").asInt()).isEqualTo(10);

        GraphQlAnswer history = fixture.query(
                        fixture.agent,
                        "query($id: ID!) { incident(id: $id) { history(first: 3) { nodes { revision action principalId principal { id }"
                                + " fields { field before after } } pageInfo { hasNextPage } } } }",
                        Map.of("id", id))
                .withoutErrors();
        assertThat(history.text("incident.history.nodes.0.action")).isEqualTo("incident.confirm");
        assertThat(history.text("incident.history.nodes.0.principalId")).isEqualTo(fixture.callerPerson.personId());
        assertThat(history.text("incident.history.nodes.0.principal.id")).isEqualTo(fixture.callerPerson.personId());
        assertThat(history.at("incident.history.nodes.0.fields").toString())
                .contains("{\"field\":\"state\",\"before\":\"RESOLVED\",\"after\":\"CLOSED\"}");
        assertThat(history.at("incident.history.pageInfo.hasNextPage").asBoolean())
                .isTrue();
    }

    @Test
    void shouldGoFromNewStraightToResolvedAtTheTimeItHappened() {
        // Not so long ago that it is closed by itself as soon as it is resolved.
        Instant reportedAt = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        String id = fixture.report(fixture.integration, Map.of("title", "Old one", "occurredAt", reportedAt.toString()))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");

        GraphQlAnswer resolved = fixture.act(
                        fixture.integration,
                        "Resolve",
                        id,
                        Map.of(
                                "code",
                                "SOLVED",
                                "resolution",
                                "Done",
                                "restoredAt",
                                reportedAt.plusSeconds(60).toString(),
                                "occurredAt",
                                reportedAt.plusSeconds(120).toString()))
                .accepted("incidentResolve");

        assertThat(resolved.text("incidentResolve.incident.reportedAt")).isEqualTo(reportedAt.toString());
        assertThat(resolved.text("incidentResolve.incident.restoredAt"))
                .isEqualTo(reportedAt.plusSeconds(60).toString());
        assertThat(resolved.text("incidentResolve.incident.resolvedAt"))
                .isEqualTo(reportedAt.plusSeconds(120).toString());
        GraphQlAnswer earlier = fixture.act(
                fixture.integration,
                "Reopen",
                id,
                Map.of("reason", "No", "occurredAt", reportedAt.plusSeconds(119).toString()));
        assertThat(earlier.userErrorCodes("incidentReopen")).containsExactly("INVALID_TIME");
    }

    @Test
    void shouldOfferWhatIsPossibleAndPermitted() {
        String id = fixture.inState(IncidentState.RESOLVED);
        String document =
                "query($id: ID!) { incident(id: $id) { viewerCan availableTransitions { action to required } } }";

        GraphQlAnswer asCaller =
                fixture.query(fixture.caller, document, Map.of("id", id)).withoutErrors();

        assertThat(asCaller.at("incident.viewerCan").toString())
                .isEqualTo("[\"CONFIRM\",\"REOPEN\",\"CANCEL\",\"COMMENT\",\"CORRECT_ENTRY\",\"ATTACH\",\"DETACH\"]");
        assertThat(asCaller.at("incident.availableTransitions").toString())
                .isEqualTo("[{\"action\":\"CONFIRM\",\"to\":\"CLOSED\",\"required\":[]},"
                        + "{\"action\":\"REOPEN\",\"to\":\"IN_PROGRESS\",\"required\":[\"reason\"]},"
                        + "{\"action\":\"COMMENT\",\"to\":\"RESOLVED\",\"required\":[]},"
                        + "{\"action\":\"CORRECT_ENTRY\",\"to\":\"RESOLVED\",\"required\":[]},"
                        + "{\"action\":\"ATTACH\",\"to\":\"RESOLVED\",\"required\":[]},"
                        + "{\"action\":\"DETACH\",\"to\":\"RESOLVED\",\"required\":[]}]");
    }

    @Test
    void shouldUpdateOnlyWhatIsNamed() {
        String id = fixture.report(fixture.caller, Map.of("title", "Title", "description", "Text"))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");

        fixture.act(fixture.agent, "Update", id, Map.of("title", "Better title"))
                .accepted("incidentUpdate");
        Map<String, Object> clearing = new HashMap<>();
        clearing.put("description", null);
        GraphQlAnswer cleared =
                fixture.act(fixture.agent, "Update", id, clearing).accepted("incidentUpdate");

        assertThat(cleared.text("incidentUpdate.incident.title")).isEqualTo("Better title");
        assertThat(cleared.at("incidentUpdate.incident.description").isNull()).isTrue();
        assertThat(cleared.at("incidentUpdate.incident.version").asInt()).isEqualTo(3);
    }

    @Test
    void shouldMoveItsClocks() {
        String id = fixture.report(fixture.caller, Map.of("title", "Down", "urgency", "HIGH"))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        assertThat(clocks(id)).containsOnly("RUNNING");

        fixture.act(fixture.caller, "Comment", id, Map.of("text", "Hurry")).accepted("incidentComment");
        assertThat(clocks(id)).containsOnly("RUNNING");
        fixture.act(fixture.agent, "Start", id, Map.of()).accepted("incidentStart");
        assertThat(clocks(id)).containsExactlyInAnyOrder("STOPPED", "RUNNING");
        fixture.act(fixture.agent, "Hold", id, Map.of("reason", "AWAITING_CUSTOMER"))
                .accepted("incidentHold");
        assertThat(clocks(id)).containsExactlyInAnyOrder("STOPPED", "PAUSED");
        fixture.resolve(id);
        assertThat(clocks(id)).containsOnly("STOPPED");
    }

    @Test
    void shouldLetWhoWaitsForHelpSayHowUrgentItIsAndNotHowMuchItTouches() {
        Map<String, Object> jammed = Map.of("title", "The printer is jammed", "urgency", "HIGH");
        GraphQlAnswer own = fixture.report(fixture.caller, jammed).accepted("incidentReport");
        assertThat(own.text("incidentReport.incident.priority")).isEqualTo("P2");

        Map<String, Object> rated = new HashMap<>(jammed);
        rated.put("impact", "HIGH");
        assertThat(fixture.report(fixture.caller, rated).userErrorCodes("incidentReport"))
                .containsExactly("FORBIDDEN");
        assertThat(fixture.report(fixture.agent, rated)
                        .accepted("incidentReport")
                        .text("incidentReport.incident.priority"))
                .isEqualTo("P1");
    }

    @Test
    void shouldLetCallersWithdrawTheirOwn() {
        String id = fixture.reported(fixture.caller);

        GraphQlAnswer withdrawn = fixture.act(fixture.caller, "Cancel", id, Map.of("reason", "It works again"))
                .accepted("incidentCancel");

        assertThat(withdrawn.text("incidentCancel.incident.state")).isEqualTo("CANCELLED");
        assertThat(withdrawn.text("incidentCancel.incident.closure")).isEqualTo("CANCELLED");
        assertThat(clocks(id)).containsOnly("CANCELLED");
        GraphQlAnswer history = fixture.query(
                        fixture.agent,
                        "query($id: ID!) { incident(id: $id) { history(first: 1) { nodes { action principalId } } } }",
                        Map.of("id", id))
                .withoutErrors();
        assertThat(history.text("incident.history.nodes.0.action")).isEqualTo("incident.cancel");
        assertThat(history.text("incident.history.nodes.0.principalId")).isEqualTo(fixture.callerPerson.personId());
    }

    @Test
    void shouldCorrectAWrongCallerVisibly() {
        String id = fixture.reported(fixture.agent);

        fixture.act(fixture.agent, "Update", id, Map.of("affectedPersonId", fixture.callerPerson.personId()))
                .accepted("incidentUpdate");

        assertThat(fixture.query(
                                fixture.caller,
                                "query($id: ID!) { incident(id: $id) { affectedPerson { id } } }",
                                Map.of("id", id))
                        .withoutErrors()
                        .text("incident.affectedPerson.id"))
                .as("the right caller takes part in it now")
                .isEqualTo(fixture.callerPerson.personId());
        GraphQlAnswer history = fixture.query(
                        fixture.agent,
                        "query($id: ID!) { incident(id: $id) { history(first: 1) { nodes { fields { field before after } } } } }",
                        Map.of("id", id))
                .withoutErrors();
        assertThat(history.at("incident.history.nodes.0.fields").toString())
                .contains("{\"field\":\"affectedPersonId\",\"before\":\"%s\",\"after\":\"%s\"}"
                        .formatted(fixture.agentPerson.personId(), fixture.callerPerson.personId()));
        Map<String, Object> nobody = new HashMap<>();
        nobody.put("affectedPersonId", null);
        assertThat(fixture.act(fixture.agent, "Update", id, nobody).userErrorCodes("incidentUpdate"))
                .containsExactly("REQUIRED");
    }

    @Test
    void shouldTakeUpAgainWhatWasClosedTooEarly() {
        String id = fixture.report(fixture.caller, Map.of("title", "Down", "urgency", "HIGH"))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        fixture.act(fixture.agent, "Start", id, Map.of()).accepted("incidentStart");
        fixture.resolve(id);
        fixture.act(fixture.caller, "Confirm", id, Map.of()).accepted("incidentConfirm");
        assertThat(clocks(id)).containsOnly("STOPPED");
        assertThat(offered(fixture.agent, id)).contains("REVOKE_CLOSURE");
        assertThat(fixture.act(fixture.caller, "RevokeClosure", id, Map.of("reason", "Oh no"))
                        .userErrorCodes("incidentRevokeClosure"))
                .as("a matter of the desk")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.act(fixture.agent, "RevokeClosure", id, Map.of("reason", " "))
                        .userErrorCodes("incidentRevokeClosure"))
                .containsExactly("REQUIRED");

        GraphQlAnswer revoked = fixture.act(
                        fixture.agent, "RevokeClosure", id, Map.of("reason", "Confirmed by mistake"))
                .accepted("incidentRevokeClosure");

        assertThat(revoked.text("incidentRevokeClosure.incident.state")).isEqualTo("IN_PROGRESS");
        assertThat(revoked.at("incidentRevokeClosure.incident.closure").isNull())
                .isTrue();
        assertThat(revoked.at("incidentRevokeClosure.incident.reopenCount").asInt())
                .isEqualTo(1);
        assertThat(clocks(id)).as("the time to resolve counts again").contains("RUNNING");
        GraphQlAnswer shown = fixture.query(
                        fixture.agent,
                        "query($id: ID!) { incident(id: $id) { workLog(first: 1) { nodes { kind text } }"
                                + " history(first: 1) { nodes { action principalId fields { field before after } } } } }",
                        Map.of("id", id))
                .withoutErrors();
        assertThat(shown.at("incident.workLog.nodes.0").toString())
                .isEqualTo("{\"kind\":\"COMMENT\",\"text\":\"Confirmed by mistake\"}");
        assertThat(shown.text("incident.history.nodes.0.action")).isEqualTo("incident.revoke-closure");
        assertThat(shown.text("incident.history.nodes.0.principalId")).isEqualTo(fixture.agentPerson.personId());
        assertThat(shown.at("incident.history.nodes.0.fields").toString())
                .contains("{\"field\":\"state\",\"before\":\"CLOSED\",\"after\":\"IN_PROGRESS\"}")
                .contains("{\"field\":\"closure\",\"before\":\"CONFIRMED\",\"after\":null}");
    }

    @Test
    void shouldTakeUpAgainWhatClosedByItselfUntilItsTimeIsOver() {
        String early = fixture.inState(IncidentState.RESOLVED);
        String late = fixture.inState(IncidentState.RESOLVED);
        clock.advance(Duration.ofDays(5).plusSeconds(1));
        for (String id : List.of(early, late)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> state(id).equals("CLOSED"));
        }
        clock.advance(Duration.ofDays(4));
        fixture.act(fixture.agent, "RevokeClosure", early, Map.of("reason", "It still burns"))
                .accepted("incidentRevokeClosure");
        fixture.resolve(early);
        clock.advance(Duration.ofDays(1));

        assertThat(offered(fixture.agent, late)).doesNotContain("REVOKE_CLOSURE");
        GraphQlAnswer refused = fixture.act(fixture.agent, "RevokeClosure", late, Map.of("reason", "It still burns"));
        assertThat(refused.userErrorCodes("incidentRevokeClosure")).containsExactly("INVALID_TRANSITION");
        assertThat(refused.text("incidentRevokeClosure.userErrors.0.message"))
                .startsWith("REVOKE_CLOSURE of an incident in state CLOSED was possible until ");
        assertThat(state(late)).isEqualTo("CLOSED");
        clock.advance(Duration.ofDays(4).plusSeconds(1));
        await().atMost(Duration.ofSeconds(30)).until(() -> state(early).equals("CLOSED"));
    }

    private String state(String id) {
        return fixture.query(fixture.agent, "query($id: ID!) { incident(id: $id) { state } }", Map.of("id", id))
                .withoutErrors()
                .text("incident.state");
    }

    private String offered(String token, String id) {
        return fixture.query(
                        token,
                        "query($id: ID!) { incident(id: $id) { availableTransitions { action } } }",
                        Map.of("id", id))
                .withoutErrors()
                .at("incident.availableTransitions")
                .toString();
    }

    @Test
    void shouldTakeWorkOfWhoTookTheCallForAnAnswer() {
        Map<String, Object> call =
                Map.of("title", "Called", "channel", "PHONE", "affectedPersonId", fixture.callerPerson.personId());
        String own = fixture.reported(fixture.agent);
        String started = fixture.report(fixture.agent, call).text("incidentReport.incident.id");
        String commented = fixture.report(fixture.agent, call).text("incidentReport.incident.id");

        fixture.act(fixture.agent, "Start", own, Map.of()).accepted("incidentStart");
        fixture.act(fixture.agent, "Start", started, Map.of()).accepted("incidentStart");
        fixture.act(fixture.agent, "Comment", commented, Map.of("text", "We look at it"))
                .accepted("incidentComment");

        String held = fixture.report(fixture.agent, call).text("incidentReport.incident.id");
        fixture.act(fixture.agent, "Hold", held, Map.of("reason", "AWAITING_CUSTOMER"))
                .accepted("incidentHold");
        assertThat(clocks(held)).as("to let somebody wait is no answer").containsExactlyInAnyOrder("RUNNING", "PAUSED");
        fixture.act(fixture.agent, "Resume", held, Map.of()).accepted("incidentResume");

        assertThat(clocks(held)).as("work has begun").containsExactlyInAnyOrder("STOPPED", "RUNNING");
        assertThat(clocks(own)).as("nobody answers oneself").containsOnly("RUNNING");
        assertThat(clocks(started)).containsExactlyInAnyOrder("STOPPED", "RUNNING");
        assertThat(clocks(commented)).containsExactlyInAnyOrder("STOPPED", "RUNNING");
    }

    private List<String> clocks(String id) {
        List<String> states = new ArrayList<>();
        fixture.query(fixture.agent, "query($id: ID!) { incident(id: $id) { slaClocks { state } } }", Map.of("id", id))
                .withoutErrors()
                .at("incident.slaClocks")
                .forEach(clock -> states.add(clock.at("/state").asString()));
        return states;
    }
}
