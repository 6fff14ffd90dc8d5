// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Changes from the request to the review, over HTTP. */
@IntegrationTest
class ChangeLifecycleIT {

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

    private ChangeFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldGoFromRequestToReview() {
        String incidentId = fixture.incident(Map.of());
        String problemId = fixture.problem();
        String id = fixture.requested(Map.of("incidentIds", List.of(incidentId), "problemIds", List.of(problemId)));
        assertThat(fixture.read(fixture.requester, id, "number").at("/number").asString())
                .matches("CHG\\d{7}");

        assertThat(fixture.done(fixture.requester, "Submit", id, Map.of())
                        .at("/state")
                        .asString())
                .isEqualTo("ASSESSMENT");
        JsonNode assessed =
                fixture.done(fixture.manager, "Assess", id, Map.of("riskLevel", "HIGH", "reason", "Never done before"));
        assertThat(assessed.at("/state").asString()).isEqualTo("AUTHORISATION");
        assertThat(assessed.at("/riskLevel").asString()).isEqualTo("HIGH");
        assertThat(fixture.refused(fixture.deputy, "Authorise", id, Map.of()))
                .as("the policy of a high risk that an installation is shipped with wants a fresh login")
                .containsExactly("FORBIDDEN");
        JsonNode authorised = fixture.done(fixture.deputyPerson.signedIn(clock.now()), "Authorise", id, Map.of());
        assertThat(authorised.at("/state").asString()).isEqualTo("SCHEDULED");
        assertThat(authorised.at("/authorisedBy/id").asString()).isEqualTo(fixture.deputyPerson.personId());
        assertThat(authorised.at("/paperworkDueAt").isNull()).isTrue();
        JsonNode started = fixture.done(fixture.implementer, "Start", id, Map.of());
        assertThat(started.at("/state").asString()).isEqualTo("IMPLEMENTING");
        assertThat(started.at("/actualFrom").isNull()).isFalse();
        JsonNode completed = fixture.done(
                fixture.implementer, "Complete", id, Map.of("outcome", "WITH_ISSUES", "note", "The fan is loud"));
        assertThat(completed.at("/state").asString()).isEqualTo("REVIEW");
        assertThat(fixture.refused(fixture.implementer, "Close", id, Map.of("review", "Fine")))
                .as("no permission")
                .containsExactly("FORBIDDEN");
        JsonNode closed = fixture.done(fixture.manager, "Close", id, Map.of("review", "Buy quieter fans"));
        assertThat(closed.at("/state").asString()).isEqualTo("CLOSED");

        JsonNode read = fixture.read(
                fixture.manager,
                id,
                "outcome outcomeNote review overrun implementers { id } affectedCis { id } assessedBy { id }"
                        + " incidents { nodes { id } } problems { nodes { id } } closedAt"
                        + " history { nodes { action fields { field before after } } }");
        assertThat(read.at("/outcome").asString()).isEqualTo("WITH_ISSUES");
        assertThat(read.at("/outcomeNote").asString()).isEqualTo("The fan is loud");
        assertThat(read.at("/review").asString()).isEqualTo("Buy quieter fans");
        assertThat(read.at("/overrun").asBoolean()).isFalse();
        assertThat(read.at("/implementers/0/id").asString()).isEqualTo(fixture.implementerPerson.personId());
        assertThat(read.at("/affectedCis/0/id").asString()).isEqualTo(fixture.serverId);
        assertThat(read.at("/assessedBy/id").asString()).isEqualTo(fixture.managerPerson.personId());
        assertThat(texts(read.at("/incidents/nodes"), "/id")).containsExactly(incidentId);
        assertThat(texts(read.at("/problems/nodes"), "/id")).containsExactly(problemId);
        assertThat(texts(read.at("/history/nodes"), "/action"))
                .containsExactly(
                        "change.close",
                        "change.complete",
                        "change.start",
                        "change.authorise",
                        "change.assess",
                        "change.submit",
                        "change.request");
        assertThat(read.at("/history/nodes/6/fields").toString()).contains("recordIds", incidentId, problemId);
        for (Map.Entry<String, String> record :
                Map.of("incident", incidentId, "problem", problemId).entrySet()) {
            JsonNode other = fixture.of(
                    record.getKey(),
                    fixture.leader,
                    record.getValue(),
                    "state changes { id } history { nodes { action } }");
            assertThat(texts(other.at("/changes"), "/id")).containsExactly(id);
            assertThat(other.at("/history/nodes/0/action").asString()).isEqualTo(record.getKey() + ".link-change");
            assertThat(other.at("/state").asString())
                    .as("a change resolves nothing by itself")
                    .isEqualTo("NEW");
        }
    }

    @Test
    void shouldAskForAllThatIsAuthorised() {
        String id = fixture.request(fixture.requester, Map.of("title", "Something", "reason", "Somebody"), null)
                .accepted("changeRequest")
                .text("changeRequest.change.id");

        GraphQlAnswer refused = fixture.act(fixture.requester, "Submit", id, Map.of());

        assertThat(texts(refused.at("changeSubmit.userErrors"), "/parameters/field"))
                .containsExactly("implementerIds", "noCisReason", "plan", "backOutPlan", "window");
        assertThat(texts(refused.at("changeSubmit.userErrors"), "/code")).containsOnly("REQUIRED");
        fixture.done(
                fixture.requester,
                "Update",
                id,
                Map.of(
                        "noCisReason", "A contract",
                        "plan", "Sign it",
                        "backOutPlan", "Tear it",
                        "window", fixture.window(),
                        "implementerIds", List.of(fixture.implementerPerson.personId())));
        fixture.done(fixture.requester, "Submit", id, Map.of());
        fixture.done(fixture.requester, "Update", id, nulled("plan"));
        assertThat(fixture.refused(fixture.manager, "Assess", id, Map.of("riskLevel", "LOW", "reason", "Small")))
                .as("what was there has gone")
                .containsExactly("REQUIRED");
    }

    private static Map<String, Object> nulled(String field) {
        Map<String, Object> input = new HashMap<>();
        input.put(field, null);
        return input;
    }

    @Test
    void shouldAskForEvidenceOfATestAtHighRisk() {
        String id = fixture.requested(nulled("testPlan"));
        fixture.move(id, ChangeState.ASSESSMENT);

        for (String level : List.of("HIGH", "VERY_HIGH")) {
            assertThat(fixture.refused(fixture.manager, "Assess", id, Map.of("riskLevel", level, "reason", "New")))
                    .containsExactly("REQUIRED");
        }
        fixture.done(fixture.requester, "Update", id, Map.of("testPlan", "Tried on another"));
        fixture.done(fixture.manager, "Assess", id, Map.of("riskLevel", "VERY_HIGH", "reason", "New"));
    }

    @Test
    void shouldGiveBackWhatIsRejectedWithTheReason() {
        String id = fixture.requested(Map.of());
        fixture.move(id, ChangeState.ASSESSMENT);

        JsonNode rejected = fixture.done(fixture.manager, "Reject", id, Map.of("reason", "On a Monday?"));
        assertThat(rejected.at("/state").asString()).isEqualTo("DRAFT");
        assertThat(rejected.at("/rejectionReason").asString()).isEqualTo("On a Monday?");
        fixture.move(id, ChangeState.AUTHORISATION);
        assertThat(fixture.read(fixture.requester, id, "rejectionReason")
                        .at("/rejectionReason")
                        .isNull())
                .isTrue();
        fixture.done(fixture.manager, "Reject", id, Map.of("reason", "Not on a Tuesday either"));

        assertThat(fixture.state(id)).isEqualTo("DRAFT");
        assertThat(texts(
                        fixture.read(fixture.requester, id, "workLog { nodes { kind text } }")
                                .at("/workLog/nodes"),
                        "/text"))
                .containsExactly("Not on a Tuesday either", "On a Monday?");
    }

    @Test
    void shouldLetNobodyAuthoriseWhoHasAPart() {
        String requestedByManager = fixture.request(
                        fixture.manager,
                        Map.of(
                                "title", "Replace the server",
                                "reason", "It is old",
                                "plan", "Replace",
                                "backOutPlan", "Put back",
                                "window", fixture.window(),
                                "implementerIds", List.of(fixture.implementerPerson.personId()),
                                "ciIds", List.of(fixture.serverId)),
                        null)
                .accepted("changeRequest")
                .text("changeRequest.change.id");
        fixture.done(fixture.manager, "Submit", requestedByManager, Map.of());
        fixture.done(fixture.deputy, "Assess", requestedByManager, Map.of("riskLevel", "LOW", "reason", "Small"));
        String implemented = fixture.requested(Map.of("implementerIds", List.of(fixture.managerPerson.personId())));
        fixture.move(implemented, ChangeState.AUTHORISATION);
        String assigned = fixture.requested(Map.of());
        fixture.move(assigned, ChangeState.AUTHORISATION);
        fixture.done(
                fixture.requester,
                "Assign",
                assigned,
                Map.of("teamId", fixture.teamId, "assigneeId", fixture.managerPerson.personId()));

        for (String id : List.of(requestedByManager, implemented, assigned)) {
            assertThat(fixture.refused(fixture.manager, "Authorise", id, Map.of()))
                    .containsExactly("FORBIDDEN");
            assertThat(fixture.read(fixture.manager, id, "viewerCan").toString())
                    .doesNotContain("\"AUTHORISE\"");
            assertThat(fixture.read(fixture.deputy, id, "availableTransitions { action }")
                            .toString())
                    .contains("\"AUTHORISE\"");
            fixture.done(fixture.deputy, "Authorise", id, Map.of());
        }
        assertThat(fixture.refused(fixture.deputy, "Start", assigned, Map.of()))
                .as("no implementer")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.done(fixture.manager, "Start", implemented, Map.of())
                        .at("/state")
                        .asString())
                .isEqualTo("IMPLEMENTING");
        fixture.done(fixture.manager, "Complete", implemented, Map.of("outcome", "FAILED"));
        assertThat(fixture.refused(fixture.manager, "Close", implemented, Map.of("review", "Fine")))
                .as("nobody reviews their own work")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.query(
                                fixture.auditor,
                                "{ auditRefusals(personId: \"" + fixture.managerPerson.personId()
                                        + "\") { nodes { action } } }")
                        .withoutErrors()
                        .body()
                        .toString())
                .contains("changeAuthorise", "changeClose");
    }

    /** Whichever mutation edits what was authorised. */
    @ParameterizedTest
    @ValueSource(strings = {"window", "plan", "backOutPlan", "implementers", "LinkCis", "UnlinkCis", "ExcludeCis"})
    void shouldWithdrawTheAuthorisationByAMaterialEdit(String what) {
        String id = fixture.requested(Map.of());
        String other = fixture.newCi("server");
        fixture.move(id, ChangeState.SCHEDULED);

        switch (what) {
            case "window" -> update(id, Map.of("window", fixture.window(Duration.ofMinutes(-5), Duration.ofHours(3))));
            case "plan" -> update(id, Map.of("plan", "Quite another"));
            case "backOutPlan" -> update(id, Map.of("backOutPlan", "None"));
            case "implementers" -> update(id, Map.of("implementerIds", List.of(fixture.managerPerson.personId())));
            case "LinkCis", "UnlinkCis" ->
                fixture.done(
                        fixture.requester,
                        what,
                        id,
                        Map.of("ciIds", List.of(what.equals("LinkCis") ? other : fixture.serverId)));
            default ->
                fixture.done(fixture.requester, what, id, Map.of("ciIds", List.of(other), "reason", "Not in use"));
        }

        JsonNode change = fixture.read(
                fixture.requester, id, "state authorisedBy { id } authorisedAt availableTransitions { action }");
        assertThat(change.at("/state").asString()).isEqualTo("AUTHORISATION");
        assertThat(change.at("/authorisedBy").isNull()).isTrue();
        assertThat(change.at("/authorisedAt").isNull()).isTrue();
        assertThat(fixture.refused(fixture.implementer, "Start", id, Map.of()))
                .isIn(List.of("INVALID_TRANSITION"), List.of("FORBIDDEN"));
    }

    private void update(String id, Map<String, ?> input) {
        fixture.done(fixture.requester, "Update", id, input);
    }

    @Test
    void shouldKeepTheAuthorisationWhenNothingOfItIsEdited() {
        String id = fixture.requested(Map.of());
        fixture.move(id, ChangeState.SCHEDULED);

        update(id, Map.of("title", "Replace the old server", "communicationPlan", "Tell the shop"));
        fixture.done(fixture.requester, "Assign", id, Map.of("teamId", fixture.teamId));
        fixture.done(fixture.requester, "LinkCis", id, Map.of("ciIds", List.of(fixture.serverId)));
        fixture.done(fixture.requester, "Comment", id, Map.of("text", "Soon"));
        fixture.done(fixture.requester, "LinkRecords", id, Map.of("incidentIds", List.of(fixture.incident(Map.of()))));

        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
        fixture.done(
                fixture.requester,
                "Assign",
                id,
                Map.of("teamId", fixture.teamId, "assigneeId", fixture.managerPerson.personId()));
        assertThat(fixture.state(id))
                .as("who authorised it has got a part in it")
                .isEqualTo("AUTHORISATION");
    }

    @Test
    void shouldStartInTheWindowAlone() {
        String id = fixture.requested(Map.of("window", fixture.window(Duration.ofHours(1), Duration.ofHours(2))));
        fixture.move(id, ChangeState.SCHEDULED);

        assertThat(fixture.refused(fixture.implementer, "Start", id, Map.of()))
                .as("too early")
                .containsExactly("CONFLICT");
        clock.set(clock.now().plus(Duration.ofHours(3)));
        assertThat(fixture.refused(fixture.implementer, "Start", id, Map.of()))
                .as("too late")
                .containsExactly("CONFLICT");
        update(id, Map.of("window", fixture.window()));
        assertThat(fixture.refused(fixture.implementer, "Start", id, Map.of()))
                .as("another window is another authorisation")
                .containsExactly("INVALID_TRANSITION");
        fixture.done(fixture.manager, "Authorise", id, Map.of());

        assertThat(fixture.done(fixture.implementer, "Start", id, Map.of())
                        .at("/state")
                        .asString())
                .isEqualTo("IMPLEMENTING");
        clock.advance(Duration.ofHours(4));
        assertThat(fixture.read(fixture.manager, id, "overrun").at("/overrun").asBoolean())
                .isTrue();
    }

    /** Acceptance example 5. */
    @Test
    void shouldAuthoriseAnEmergencyByWordOfMouth() {
        String id = fixture.emergency(Map.of("implementerIds", List.of(fixture.managerPerson.personId())));
        assertThat(fixture.done(fixture.requester, "Submit", id, Map.of())
                        .at("/state")
                        .asString())
                .isEqualTo("AUTHORISATION");
        Instant given = clock.now().minus(Duration.ofMinutes(20));
        Map<String, Object> byPhone = Map.of("how", "By telephone", "givenAt", given.toString());

        assertThat(fixture.refused(fixture.manager, "AuthoriseVerbally", id, byPhone))
                .as("the implementer as authority")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.refused(fixture.leader, "AuthoriseVerbally", id, byPhone))
                .as("no authority")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.refused(fixture.deputy, "AuthoriseVerbally", id, Map.of()))
                .as("how is not said")
                .containsExactly("REQUIRED");
        assertThat(fixture.refused(
                        fixture.deputy,
                        "AuthoriseVerbally",
                        id,
                        Map.of(
                                "how",
                                "By telephone",
                                "givenAt",
                                clock.now().plusSeconds(60).toString())))
                .as("in the future")
                .containsExactly("INVALID");
        JsonNode authorised = fixture.done(fixture.deputy, "AuthoriseVerbally", id, byPhone);

        assertThat(authorised.at("/state").asString()).isEqualTo("SCHEDULED");
        assertThat(authorised.at("/authorisedBy/id").asString()).isEqualTo(fixture.deputyPerson.personId());
        assertThat(authorised.at("/authorisedHow").asString()).isEqualTo("By telephone");
        assertThat(Instant.parse(authorised.at("/authorisedAt").asString())).isEqualTo(given);
        assertThat(Instant.parse(authorised.at("/paperworkDueAt").asString())).isAfter(given.plus(Duration.ofDays(1)));
        assertThat(fixture.done(fixture.manager, "Start", id, Map.of())
                        .at("/state")
                        .asString())
                .isEqualTo("IMPLEMENTING");
        fixture.done(fixture.manager, "Complete", id, Map.of("outcome", "SUCCESSFUL"));
        assertThat(fixture.refused(fixture.deputy, "Close", id, Map.of("review", "Well done")))
                .as("without paperwork")
                .containsExactly("REQUIRED");
        assertThat(fixture.refused(
                        fixture.manager, "FilePaperwork", id, Map.of("plan", "Restarted", "backOutPlan", "None")))
                .as("neither evidence nor a reason")
                .containsExactly("REQUIRED");
        fixture.done(
                fixture.manager,
                "FilePaperwork",
                id,
                Map.of("plan", "Restarted", "backOutPlan", "None needed", "noTestReason", "No time"));
        assertThat(fixture.done(fixture.deputy, "Close", id, Map.of("review", "Well done"))
                        .at("/state")
                        .asString())
                .isEqualTo("CLOSED");
    }

    /** What could not be asked before is asked afterwards, also of what is closed. */
    @Test
    void shouldLetTheBoardLookAtAnEmergencyAfterwards() {
        String id = fixture.emergency(Map.of("implementerIds", List.of(fixture.managerPerson.personId())));
        fixture.done(fixture.requester, "Submit", id, Map.of());
        Map<String, Object> findings = Map.of("findings", "It could not have waited");
        assertThat(fixture.refused(fixture.deputy, "RecordCabReview", id, findings))
                .as("before it is implemented")
                .containsExactly("INVALID_TRANSITION");
        JsonNode authorised = fixture.done(fixture.deputy, "Authorise", id, Map.of());
        assertThat(fixture.read(fixture.manager, id, "cabReviewDueAt").at("/cabReviewDueAt"))
                .isEqualTo(authorised.at("/paperworkDueAt"));
        fixture.done(fixture.manager, "Start", id, Map.of());
        fixture.done(fixture.manager, "Complete", id, Map.of("outcome", "SUCCESSFUL"));
        fixture.done(
                fixture.manager,
                "FilePaperwork",
                id,
                Map.of("plan", "Restarted", "backOutPlan", "None needed", "noTestReason", "No time"));
        fixture.done(fixture.deputy, "Close", id, Map.of("review", "Well done"));

        assertThat(waitingForTheBoard(id)).isTrue();
        assertThat(fixture.refused(fixture.manager, "RecordCabReview", id, findings))
                .as("who implemented it")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.refused(fixture.requester, "RecordCabReview", id, findings))
                .as("who holds no meetings")
                .containsExactly("FORBIDDEN");
        assertThat(fixture.refused(fixture.stranger, "RecordCabReview", id, findings))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.refused(
                        fixture.deputy, "RecordCabReview", id, Map.of("findings", "Fine", "meetingId", Ids.next())))
                .containsExactly("NOT_FOUND");
        String meeting = meeting();
        assertThat(fixture.refused(
                        fixture.deputy, "RecordCabReview", id, Map.of("findings", "Fine", "meetingId", meeting)))
                .as("a meeting that was not held")
                .containsExactly("CONFLICT");
        fixture.query(
                        fixture.deputy,
                        "mutation($id: ID!, $people: [ID!]!) { cabMeetingHold(id: $id, input: {attendeeIds: $people},"
                                + " expectedVersion: 1) { userErrors { code message } } }",
                        Map.of("id", meeting, "people", List.of(fixture.deputyPerson.personId())))
                .accepted("cabMeetingHold");
        fixture.done(fixture.deputy, "RecordCabReview", id, findings);
        fixture.done(
                fixture.deputy,
                "RecordCabReview",
                id,
                Map.of("findings", "It could have waited a day", "meetingId", meeting));

        JsonNode read = fixture.read(
                fixture.manager, id, "state cabReviewedAt cabReview { at findings recordedBy { id } meeting { id } }");
        assertThat(read.at("/state").asString()).isEqualTo("CLOSED");
        assertThat(read.at("/cabReview/findings").asString()).isEqualTo("It could have waited a day");
        assertThat(read.at("/cabReview/at")).isEqualTo(read.at("/cabReviewedAt"));
        assertThat(read.at("/cabReview/recordedBy/id").asString()).isEqualTo(fixture.deputyPerson.personId());
        assertThat(read.at("/cabReview/meeting/id").asString()).isEqualTo(meeting);
        assertThat(waitingForTheBoard(id)).isFalse();
        assertThat(fixture.read(fixture.manager, fixture.requested(Map.of()), "cabReviewDueAt cabReview { at }")
                        .toString())
                .as("a normal change")
                .contains("\"cabReviewDueAt\":null", "\"cabReview\":null");
    }

    private boolean waitingForTheBoard(String id) {
        return fixture.query(
                        fixture.manager,
                        "{ changes(filter: {cabReviewDueAt: {isNull: false}, cabReviewedAt: {isNull: true}},"
                                + " sort: [{field: CAB_REVIEW_DUE_AT}], first: 100) { nodes { id } } }",
                        Map.of())
                .withoutErrors()
                .at("changes.nodes")
                .valueStream()
                .anyMatch(change -> change.at("/id").asString().equals(id));
    }

    private String meeting() {
        Instant now = clock.now();
        return fixture.query(
                        fixture.deputy,
                        "mutation($input: CabMeetingInput!) { cabMeetingSchedule(input: $input)"
                                + " { cabMeeting { id } userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "title",
                                        "Emergencies",
                                        "startsAt",
                                        now.toString(),
                                        "duration",
                                        "PT1H",
                                        "zone",
                                        "Europe/London",
                                        "changesFrom",
                                        now.toString(),
                                        "changesTo",
                                        now.plusSeconds(3_600).toString())))
                .accepted("cabMeetingSchedule")
                .text("cabMeetingSchedule.cabMeeting.id");
    }

    /** From a Friday at noon in UTC: Monday is the first business day after it, Tuesday the second. */
    @Test
    void shouldCountTwoBusinessDaysForThePaperwork() {
        clock.set(Instant.parse("2027-03-05T12:00:00Z"));
        String id = fixture.emergency(Map.of());
        fixture.done(fixture.requester, "Submit", id, Map.of());

        String due = fixture.done(fixture.manager, "Authorise", id, Map.of())
                .at("/paperworkDueAt")
                .asString();

        assertThat(due).startsWith("2027-03-09T");
        fixture.done(fixture.requester, "Update", id, Map.of("plan", "Restart it twice"));
        clock.advance(Duration.ofDays(1));
        assertThat(fixture.done(fixture.manager, "Authorise", id, Map.of())
                        .at("/paperworkDueAt")
                        .asString())
                .as("an authorisation that is given again buys no time")
                .isEqualTo(due);
    }

    @Test
    void shouldAskAnEmergencyForItsReason() {
        String id = fixture.emergency(nulled("imminentRisk"));

        assertThat(fixture.refused(fixture.requester, "Submit", id, Map.of())).containsExactly("REQUIRED");
        String small = fixture.incident(Map.of("impact", "LOW", "urgency", "LOW"));
        fixture.done(fixture.requester, "LinkRecords", id, Map.of("incidentIds", List.of(small)));
        assertThat(fixture.refused(fixture.requester, "Submit", id, Map.of()))
                .as("an incident that is not urgent")
                .containsExactly("REQUIRED");
        String urgent = fixture.incident(Map.of("impact", "HIGH", "urgency", "MEDIUM"));
        fixture.done(fixture.requester, "LinkRecords", id, Map.of("incidentIds", List.of(urgent)));
        fixture.done(fixture.requester, "Submit", id, Map.of());
        assertThat(fixture.refused(
                        fixture.requester, "Update", fixture.requested(Map.of()), Map.of("imminentRisk", "None")))
                .as("of a normal change")
                .containsExactly("INVALID");
        for (String action : List.of("AuthoriseVerbally", "FilePaperwork")) {
            assertThat(fixture.refused(
                            fixture.manager,
                            action,
                            fixture.requested(Map.of()),
                            action.equals("AuthoriseVerbally")
                                    ? Map.of("how", "By telephone")
                                    : Map.of("plan", "P", "backOutPlan", "B", "noTestReason", "N")))
                    .as(action + " of a normal change")
                    .containsExactly("INVALID_TRANSITION");
        }
        assertThat(fixture.refused(fixture.manager, "Assess", id, Map.of("riskLevel", "LOW", "reason", "R")))
                .as("of an emergency")
                .containsExactly("INVALID_TRANSITION");
    }

    @Test
    void shouldGoOnWithAnEmergencyWhateverItsAuthoritySeesOfTheIncident() {
        String urgent = fixture.incident(Map.of("impact", "HIGH", "urgency", "HIGH"));
        String id = fixture.emergency(nulled("imminentRisk"));
        fixture.done(fixture.requester, "LinkRecords", id, Map.of("incidentIds", List.of(urgent)));
        fixture.done(fixture.requester, "Submit", id, Map.of());
        fixture.query(
                        fixture.leader,
                        "mutation($id: ID!) { incidentClassify(id: $id, input: {confidentiality: CONFIDENTIAL},"
                                + " expectedVersion: 1) { userErrors { code message } } }",
                        Map.of("id", urgent))
                .accepted("incidentClassify");

        fixture.done(fixture.manager, "AuthoriseVerbally", id, Map.of("how", "By telephone"));
        assertThat(fixture.done(fixture.implementer, "Start", id, Map.of())
                        .at("/state")
                        .asString())
                .isEqualTo("IMPLEMENTING");
    }

    @Test
    void shouldSayAndCountWhatWasUnauthorised() {
        String id = fixture.emergency(Map.of());
        fixture.move(id, ChangeState.SCHEDULED);
        Map<String, Object> why = Map.of("reason", "It could have waited");
        assertThat(fixture.refused(fixture.manager, "MarkUnauthorised", id, why))
                .as("nothing has been changed yet")
                .containsExactly("INVALID_TRANSITION");
        fixture.done(fixture.implementer, "Start", id, Map.of());
        assertThat(fixture.refused(fixture.implementer, "MarkUnauthorised", id, why))
                .containsExactly("FORBIDDEN");

        JsonNode marked = fixture.done(fixture.manager, "MarkUnauthorised", id, why);

        assertThat(marked.at("/unauthorised").asBoolean()).isTrue();
        assertThat(marked.at("/state").asString()).isEqualTo("IMPLEMENTING");
        JsonNode change =
                fixture.read(fixture.requester, id, "unauthorisedReason unauthorisedAt unauthorisedBy { id }");
        assertThat(change.at("/unauthorisedReason").asString()).isEqualTo("It could have waited");
        assertThat(change.at("/unauthorisedBy/id").asString()).isEqualTo(fixture.managerPerson.personId());
        fixture.requested(Map.of());
        assertThat(fixture.query(
                                fixture.requester,
                                "{ changes(filter: {unauthorised: {eq: true}}) { totalCount nodes { id } } }")
                        .withoutErrors()
                        .at("changes")
                        .toString())
                .isEqualTo("{\"totalCount\":1,\"nodes\":[{\"id\":\"" + id + "\"}]}");
    }

    @Test
    void shouldLinkAndUnlinkRecordsOnBothSides() {
        String incidentId = fixture.incident(Map.of());
        String problemId = fixture.problem();
        String id = fixture.requested(Map.of());
        Map<String, Object> both = Map.of("incidentIds", List.of(incidentId), "problemIds", List.of(problemId));

        int version = fixture.done(fixture.requester, "LinkRecords", id, both)
                .at("/version")
                .asInt();
        int again = fixture.done(fixture.requester, "LinkRecords", id, both)
                .at("/revision")
                .asInt();
        assertThat(again).as("once is enough").isEqualTo(2);
        assertThat(version).isEqualTo(1);
        assertThat(fixture.refused(fixture.requester, "LinkRecords", id, Map.of()))
                .containsExactly("INVALID");
        assertThat(fixture.refused(fixture.requester, "LinkRecords", id, Map.of("incidentIds", List.of(Ids.next()))))
                .containsExactly("NOT_FOUND");
        fixture.done(fixture.requester, "UnlinkRecords", id, both);

        assertThat(fixture.read(fixture.requester, id, "incidents { nodes { id } } problems { nodes { id } }")
                        .toString())
                .isEqualTo("{\"incidents\":{\"nodes\":[]},\"problems\":{\"nodes\":[]}}");
        for (Map.Entry<String, String> record :
                Map.of("incident", incidentId, "problem", problemId).entrySet()) {
            JsonNode other = fixture.of(
                    record.getKey(), fixture.leader, record.getValue(), "changes { id } history { nodes { action } }");
            assertThat(other.at("/changes").size()).isZero();
            assertThat(texts(other.at("/history/nodes"), "/action"))
                    .containsExactly(
                            record.getKey() + ".unlink-change",
                            record.getKey() + ".link-change",
                            record.getKey() + ".report");
        }
    }

    @Test
    void shouldShowTheWorkaroundOfAKnownErrorThatItResolves() {
        String problemManager =
                TestTokens.as(Role.PROBLEM_MANAGER).in(fixture.organisationId).token();
        fixture.enter(problemManager);
        String problemId = fixture.problem();
        known(problemManager, "Assess", problemId, Map.of("impact", "HIGH", "urgency", "HIGH"));
        known(problemManager, "Assign", problemId, Map.of("teamId", fixture.teamId));
        known(problemManager, "Investigate", problemId, Map.of());
        known(problemManager, "SetRootCause", problemId, Map.of("category", "SOFTWARE", "text", "The cache grows"));
        known(problemManager, "MarkKnownError", problemId, Map.of());
        String id = fixture.requested(Map.of("problemIds", List.of(problemId)));

        JsonNode resolved = fixture.read(
                        fixture.requester, id, "problems { nodes { id knownErrorSince rootCause { text } } }")
                .at("/problems/nodes/0");
        assertThat(resolved.at("/id").asString()).isEqualTo(problemId);
        assertThat(resolved.at("/knownErrorSince").isNull()).isFalse();
        assertThat(resolved.at("/rootCause/text").asString()).isEqualTo("The cache grows");
        assertThat(texts(
                        fixture.of("problem", problemManager, problemId, "changes { id }")
                                .at("/changes"),
                        "/id"))
                .containsExactly(id);
    }

    private void known(String token, String action, String problemId, Map<String, ?> input) {
        int version = fixture.of("problem", token, problemId, "version")
                .at("/version")
                .asInt();
        fixture.query(
                        token,
                        "mutation($id: ID!, $input: Problem" + action + "Input!, $version: Int!) { problem" + action
                                + "(id: $id, input: $input, expectedVersion: $version) { userErrors { code message field } } }",
                        Map.of("id", problemId, "input", input, "version", version))
                .accepted("problem" + action);
    }

    @Test
    void shouldResolveAtMostTwoHundredRecords() {
        String id = fixture.requested(Map.of());
        String first = fixture.incident(Map.of());
        List<String> others = fixture.copiesOf(first, 199);
        work.writeRepeatably(() -> cypher.statement("change/link-records")
                .with("id", id)
                .with("recordIds", others)
                .with("at", clock.now())
                .with("linkId", Ids.next())
                .run());

        fixture.done(fixture.requester, "LinkRecords", id, Map.of("incidentIds", List.of(first)));
        assertThat(fixture.refused(
                        fixture.requester,
                        "LinkRecords",
                        id,
                        Map.of("incidentIds", List.of(fixture.incident(Map.of())))))
                .containsExactly("CONFLICT");
        assertThat(fixture.read(
                                fixture.requester,
                                id,
                                "incidents(first: 100) { nodes { id } pageInfo { hasNextPage } }")
                        .at("/incidents/pageInfo/hasNextPage")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shouldShowTheImpactOfWhatItTouches() {
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        String configurer = cmdb.manager(fixture.organisationId);
        String server = cmdb.ci(configurer, "server", "Shop server");
        String application = cmdb.ci(configurer, "business-service", "Shop");
        cmdb.relate(configurer, application, "DEPENDS_ON", server);
        String id = fixture.requested(Map.of("ciIds", List.of(server)));
        String none = fixture.requested(Map.of("ciIds", List.of(), "noCisReason", "A contract"));
        String fields =
                "impactAnalysis { complete failed { id } impacted(first: 10) { nodes { state ci { id } } } } excludedCis { ci { id } reason }";

        JsonNode change = fixture.read(fixture.requester, id, fields);

        assertThat(change.at("/impactAnalysis/complete").asBoolean()).isTrue();
        assertThat(texts(change.at("/impactAnalysis/failed"), "/id")).containsExactly(server);
        assertThat(texts(change.at("/impactAnalysis/impacted/nodes"), "/ci/id")).containsExactly(application);
        assertThat(fixture.read(fixture.requester, none, fields)
                        .at("/impactAnalysis")
                        .isNull())
                .isTrue();
        fixture.done(
                fixture.requester,
                "ExcludeCis",
                id,
                Map.of("ciIds", List.of(application), "reason", "Closed at night"));
        assertThat(fixture.read(fixture.requester, id, fields)
                        .at("/excludedCis")
                        .toString())
                .isEqualTo("[{\"ci\":{\"id\":\"" + application + "\"},\"reason\":\"Closed at night\"}]");
        fixture.done(fixture.requester, "IncludeCis", id, Map.of("ciIds", List.of(application)));
        assertThat(fixture.read(fixture.requester, id, fields)
                        .at("/excludedCis")
                        .size())
                .isZero();
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        Map<String, Object> bare = Map.of("title", "T", "reason", "R");
        Map<String, Map<String, Object>> unfit = Map.of(
                "window", Map.of("window", fixture.window(Duration.ofHours(2), Duration.ofHours(1))),
                "zone",
                        Map.of(
                                "window",
                                Map.of(
                                        "from", "2190-01-05T09:00:00Z",
                                        "to", "2190-01-05T10:00:00Z",
                                        "zone", "Mars/Olympus")),
                "risk", Map.of("imminentRisk", "None"),
                "implementer", Map.of("implementerIds", List.of(fixture.otherAgentPerson.personId())),
                "item", Map.of("ciIds", List.of(fixture.retiredId)));
        Map<String, String> codes = Map.of(
                "window",
                "INVALID",
                "zone",
                "INVALID",
                "risk",
                "INVALID",
                "implementer",
                "NOT_FOUND",
                "item",
                "CONFLICT");

        unfit.forEach((what, details) -> {
            Map<String, Object> input = new HashMap<>(bare);
            input.putAll(details);
            assertThat(fixture.request(fixture.requester, input, null)
                            .withoutErrors()
                            .userErrorCodes("changeRequest"))
                    .as(what)
                    .containsExactly(codes.get(what));
        });
    }

    @Test
    void shouldNameImplementersWithClearanceAlone() {
        GraphQlAnswer refused = fixture.request(
                fixture.leader,
                Map.of(
                        "title", "Replace the safe",
                        "reason", "It is open",
                        "confidentiality", "CONFIDENTIAL",
                        "implementerIds", List.of(fixture.implementerPerson.personId())),
                null);

        assertThat(refused.withoutErrors().userErrorCodes("changeRequest")).containsExactly("INVALID");
        assertThat(refused.at("changeRequest.userErrors.0.field").toString())
                .isEqualTo("[\"input\",\"implementerIds\"]");
    }

    @ParameterizedTest
    @EnumSource(ChangeState.class)
    void shouldDoInEachStateWhatItOffers(ChangeState state) {
        String id = fixture.requested(Map.of());
        fixture.move(id, state);

        JsonNode offered = fixture.read(fixture.manager, id, "state availableTransitions { action to } viewerCan");

        assertThat(offered.at("/state").asString()).isEqualTo(state.name());
        if (state == ChangeState.AUTHORISATION) {
            assertThat(texts(offered.at("/availableTransitions"), "/action")).contains("AUTHORISE", "REJECT", "CANCEL");
        }
        if (state == ChangeState.REVIEW) {
            assertThat(texts(offered.at("/availableTransitions"), "/action"))
                    .contains("CLOSE", "MARK_UNAUTHORISED")
                    .doesNotContain("UPDATE", "CANCEL");
        }
        assertThat(offered.at("/viewerCan").toString()).doesNotContain("START", "SUBMIT", "AUTHORISE_VERBALLY");
        assertThat(fixture.refused(fixture.manager, "Start", id, Map.of())).containsExactly("FORBIDDEN");
    }

    @Test
    void shouldBeHiddenFromWhoMayNotReadChanges() {
        String id = fixture.requested(Map.of());

        assertThat(fixture.read(fixture.caller, id, "id").isNull())
                .as("in which they have no part")
                .isTrue();
        assertThat(fixture.query(fixture.caller, "{ changes { totalCount } }").errorCodes())
                .containsExactly("FORBIDDEN");
        String own = fixture.incident(Map.of("affectedPersonId", fixture.callerPerson.personId()));
        fixture.done(fixture.requester, "LinkRecords", id, Map.of("incidentIds", List.of(own)));
        assertThat(fixture.of("incident", fixture.caller, own, "changes { id }")
                        .at("/changes")
                        .size())
                .isZero();
    }
}
