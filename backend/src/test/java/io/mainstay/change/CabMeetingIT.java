// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
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
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Meetings of the change advisory board over HTTP. Each test has days of its own, so that others' changes are on none of its agendas. */
@IntegrationTest
class CabMeetingIT {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String AGENDA =
            "state agenda { hiddenChangeCount complete items { change { id } decisions { state approval { id } } } }";

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

    @Autowired
    private Driver driver;

    private ChangeFixture fixture;
    private TestTokens member;
    private Instant day;
    private String policy;

    @BeforeEach
    void createWorld() {
        fixture = new ChangeFixture(client, work, cypher, clock);
        member = TestTokens.as(Role.CAB_MEMBER).in(fixture.organisationId);
        fixture.enter(member.token());
        work.writeRepeatably(() -> fixture.person(member.personId()));
        day = Instant.parse("2150-01-01T00:00:00Z")
                .plus(DAY.multipliedBy(ThreadLocalRandom.current().nextInt(15_000)));
        policy = setPolicy(null, null, true);
    }

    @AfterEach
    void takeThePolicyOutOfUse() {
        clock.follow();
        setPolicy(policy, 1, false);
    }

    @Test
    void shouldHaveOnItsAgendaWhatWaitsAndKeepWhatWasDecided() {
        String later = waiting(2);
        String first = waiting(1);
        String hidden = drafted(1);
        fixture.done(fixture.leader, "Classify", hidden, Map.of("confidentiality", "CONFIDENTIAL"));
        fixture.done(fixture.requester, "Submit", hidden, Map.of());
        assess(fixture.leader, hidden);
        waiting(8);
        drafted(1);
        String id = schedule(Map.of()).at("/id").asString();

        JsonNode open = read(member.token(), id, AGENDA);
        assertThat(texts(open.at("/agenda/items"), "/change/id")).containsExactly(first, later);
        assertThat(texts(open.at("/agenda/items/0/decisions"), "/state")).containsExactly("WAITING");
        assertThat(open.at("/agenda/hiddenChangeCount").asInt()).isEqualTo(1);
        assertThat(open.at("/agenda/complete").asBoolean()).isTrue();
        assertThat(read(fixture.leader, id, AGENDA).at("/agenda/items")).hasSize(3);
        assertThat(read(fixture.stranger, id, AGENDA)
                        .at("/agenda/hiddenChangeCount")
                        .asInt())
                .isEqualTo(3);

        JsonNode held = changed("Hold", id, 1, Map.of("attendeeIds", List.of(member.personId())));
        assertThat(held.at("/state").asString()).isEqualTo("HELD");
        String afterwards = waiting(1);
        decide(open.at("/agenda/items/0/decisions/0/approval/id").asString());
        assertThat(fixture.state(first)).isEqualTo("SCHEDULED");
        JsonNode decided = read(fixture.manager, id, AGENDA);
        assertThat(texts(decided.at("/agenda/items"), "/change/id")).containsExactly(first, later);
        assertThat(texts(decided.at("/agenda/items"), "/decisions/0/state")).containsExactly("APPROVED", "WAITING");

        JsonNode closed = changed("Close", id, 2, Map.of("minutes", "One goes ahead"));
        assertThat(closed.at("/minutes").asString()).isEqualTo("One goes ahead");
        assertThat(texts(closed.at("/attendees"), "/id")).containsExactly(member.personId());
        decide(open.at("/agenda/items/1/decisions/0/approval/id").asString());
        fixture.done(fixture.requester, "Cancel", first, Map.of("reason", "Not needed"));
        JsonNode kept = read(fixture.manager, id, AGENDA + " history { nodes { action } }");
        assertThat(texts(kept.at("/agenda/items"), "/decisions/0/state"))
                .as("as it was when it was closed")
                .containsExactly("APPROVED", "WAITING");
        assertThat(kept.at("/agenda/hiddenChangeCount").asInt()).isEqualTo(1);
        assertThat(texts(kept.at("/history/nodes"), "/action"))
                .containsExactly("cab-meeting.close", "cab-meeting.hold", "cab-meeting.schedule");
        assertThat(read(fixture.stranger, id, "history { nodes { fields { field before after } } }")
                        .toString())
                .as("the history names nothing that is hidden")
                .doesNotContain(first, later, hidden, "APPROVED", "WAITING");
        assertThat(texts(
                        read(member.token(), schedule(Map.of()).at("/id").asString(), AGENDA)
                                .at("/agenda/items"),
                        "/change/id"))
                .as("the next meeting")
                .containsExactly(afterwards);
        assertThat(events(id))
                .containsExactly("cab-meeting.scheduled.v1", "cab-meeting.held.v1", "cab-meeting.closed.v1");
    }

    @Test
    void shouldKeepWhatWasDecidedBeforeItWasSaidToBeHeldAndWhatWasAskedAnew() {
        String before = waiting(1);
        decide(request(before));
        String id = schedule(Map.of("startsAt", clock.now().plusSeconds(60).toString()))
                .at("/id")
                .asString();
        String during = waiting(2);
        String edited = waiting(3);
        clock.advance(Duration.ofMinutes(2));
        decide(request(during));

        changed("Hold", id, 1, Map.of("attendeeIds", List.of(member.personId())));
        JsonNode held = read(fixture.manager, id, AGENDA);
        assertThat(texts(held.at("/agenda/items"), "/change/id")).containsExactly(during, edited);
        assertThat(texts(held.at("/agenda/items"), "/decisions/0/state")).containsExactly("APPROVED", "WAITING");

        fixture.done(fixture.requester, "Update", edited, Map.of("plan", "Otherwise"));
        decide(request(edited));
        changed("Close", id, 2, Map.of("minutes", "Both go ahead"));
        JsonNode closed = read(fixture.manager, id, AGENDA);
        assertThat(texts(closed.at("/agenda/items"), "/change/id")).containsExactly(during, edited);
        assertThat(texts(closed.at("/agenda/items/1/decisions"), "/state")).containsExactly("WITHDRAWN", "APPROVED");
    }

    @Test
    void shouldChangeOnlyAsItsStateAllowsAndByChangeManagersAlone() {
        JsonNode scheduled = schedule(Map.of("memberIds", List.of(member.personId()), "place", " Room 1 "));
        String id = scheduled.at("/id").asString();
        assertThat(scheduled.at("/place").asString()).isEqualTo("Room 1");
        assertThat(scheduled.at("/endsAt").asString())
                .isEqualTo(day.plus(Duration.ofHours(1)).toString());
        assertThat(codes("Close", id, 1, Map.of("minutes", "None"))).containsExactly("INVALID_TRANSITION");
        assertThat(codes("Update", id, 7, input(Map.of()))).containsExactly("STALE_VERSION");
        assertThat(act(fixture.agent, "Cancel", id, 1, Map.of("reason", "No")).userErrorCodes("cabMeetingCancel"))
                .containsExactly("FORBIDDEN");
        assertThat(act(member.token(), "Hold", id, 1, Map.of("attendeeIds", List.of(member.personId())))
                        .userErrorCodes("cabMeetingHold"))
                .containsExactly("FORBIDDEN");
        assertThat(ask(fixture.caller, id, "title").errorCodes()).containsExactly("FORBIDDEN");
        assertThat(read(fixture.auditor, id, "members { id }")
                        .at("/members/0/id")
                        .asString())
                .isEqualTo(member.personId());
        assertThat(codes("Update", id, 1, input(Map.of("memberIds", List.of(fixture.otherAgentPerson.personId())))))
                .as("somebody out of reach")
                .containsExactly("NOT_FOUND");
        assertThat(act(
                                fixture.stranger,
                                "Update",
                                id,
                                1,
                                input(Map.of("memberIds", List.of(member.personId()), "title", "Board")))
                        .accepted("cabMeetingUpdate")
                        .at("cabMeetingUpdate.cabMeeting.members"))
                .as("who is invited already stays, in reach or not")
                .hasSize(1);

        JsonNode cancelled = changed("Cancel", id, 2, Map.of("reason", "Nobody comes"));
        assertThat(cancelled.at("/cancelReason").asString()).isEqualTo("Nobody comes");
        for (String action : List.of("Update", "Hold", "Close", "Cancel")) {
            Map<String, Object> input = switch (action) {
                case "Update" -> input(Map.of());
                case "Hold" -> Map.of("attendeeIds", List.of(member.personId()));
                case "Close" -> Map.of("minutes", "None");
                default -> Map.of("reason", "Again");
            };
            assertThat(codes(action, id, 3, input)).as(action).containsExactly("INVALID_TRANSITION");
        }
        assertThat(read(fixture.manager, id, AGENDA).at("/agenda/items")).isEmpty();
    }

    @Test
    void shouldInviteUpdateAndCancelAsCalendarProgramsUnderstandIt() {
        JsonNode scheduled = schedule(Map.of(
                "memberIds",
                List.of(member.personId()),
                "teamId",
                fixture.teamId,
                "title",
                "Board; of changes, weekly – a title that is longer than a line of an iCalendar object may be",
                "place",
                "https://example.org/room"));
        String id = scheduled.at("/id").asString();
        VEvent first = invitation(id, "REQUEST");
        assertThat(first.getUid().getValue()).isEqualTo(id);
        assertThat(first.getSequence().getValue()).isZero();
        assertThat(first.getSummary().getValue())
                .isEqualTo(
                        "Board; of changes, weekly – a title that is longer than a line of an iCalendar object may be");
        assertThat(first.getLocation().getValue()).isEqualTo("https://example.org/room");
        assertThat(first.getDateStart().getValue().toInstant()).isEqualTo(day);
        assertThat(first.getDateEnd().getValue().toInstant()).isEqualTo(day.plus(Duration.ofHours(1)));
        assertThat(first.getAttendees()).hasSize(2);
        assertThat(read(member.token(), id, "invitation").at("/invitation").isNull())
                .as("it has addresses")
                .isTrue();

        changed("Update", id, 1, input(Map.of("title", "Board")));
        assertThat(invitation(id, "PUBLISH").getAttendees())
                .as("nobody is invited any more")
                .isEmpty();
        assertThat(invitation(id, "PUBLISH").getSequence().getValue()).isEqualTo(1);
        changed("Cancel", id, 2, Map.of("reason", "Nobody comes"));
        VEvent cancelled = invitation(id, "CANCEL");
        assertThat(cancelled.getSequence().getValue()).isEqualTo(2);
        assertThat(cancelled.getStatus().isCancelled()).isTrue();
    }

    @Test
    void shouldBeInTheCalendarUntilItIsCancelled() {
        String id = schedule(Map.of()).at("/id").asString();

        JsonNode entry = calendar(member.token(), Map.of()).at("/0");
        assertThat(entry.at("/cabMeeting/id").asString()).isEqualTo(id);
        assertThat(entry.at("/zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(entry.at("/to").asString())
                .isEqualTo(day.plus(Duration.ofHours(1)).toString());
        assertThat(calendar(fixture.manager, Map.of("ciIds", List.of(fixture.serverId))))
                .as("it is about no item")
                .isEmpty();
        changed("Cancel", id, 1, Map.of("reason", "Nobody comes"));
        assertThat(calendar(fixture.manager, Map.of())).isEmpty();
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMore() {
        Map<String, Object> invited = Map.of("memberIds", List.of(member.personId()));
        waiting(1);
        schedule(invited);
        int few = statements(1);
        waiting(1);
        waiting(2);
        for (int i = 0; i < 4; i++) {
            schedule(invited);
        }
        assertThat(statements(5)).isLessThanOrEqualTo(few);
    }

    /** Of the meetings that were scheduled last. */
    private int statements(int first) {
        calls.reset();
        fixture.query(
                        fixture.manager,
                        "query($first: Int) { cabMeetings(first: $first, sort: {field: CREATED_AT, direction: DESC}) { nodes {"
                                + " members { id } organiser { id } invitation " + AGENDA + " } } }",
                        Map.of("first", first))
                .withoutErrors();
        return calls.since("").size();
    }

    private JsonNode calendar(String token, Map<String, ?> more) {
        Map<String, Object> filter = new HashMap<>(Map.of("kinds", List.of("CAB_MEETING")));
        filter.putAll(more);
        return fixture.query(
                        token,
                        "query($from: DateTime!, $to: DateTime!, $filter: ChangeCalendarFilter) { changeCalendar(from: $from,"
                                + " to: $to, filter: $filter) { entries { kind zone from to cabMeeting { id } } } }",
                        Map.of(
                                "from",
                                day.minus(DAY).toString(),
                                "to",
                                day.plus(DAY).toString(),
                                "filter",
                                filter))
                .withoutErrors()
                .at("changeCalendar.entries");
    }

    private VEvent invitation(String id, String method) {
        String text = read(fixture.manager, id, "invitation").at("/invitation").asString();
        ICalendar calendar = Biweekly.parse(text).first();
        assertThat(calendar.getMethod().getValue()).isEqualTo(method);
        assertThat(calendar.getEvents()).hasSize(1);
        return calendar.getEvents().getFirst();
    }

    private String drafted(int daysAhead) {
        Instant from = day.plus(DAY.multipliedBy(daysAhead));
        return fixture.requested(Map.of(
                "serviceOfferingId",
                fixture.offeringId,
                "window",
                Map.of(
                        "from",
                        from.toString(),
                        "to",
                        from.plus(Duration.ofHours(2)).toString(),
                        "zone",
                        "Europe/Berlin")));
    }

    /** A change that waits for the board. */
    private String waiting(int daysAhead) {
        String id = drafted(daysAhead);
        fixture.done(fixture.requester, "Submit", id, Map.of());
        assess(fixture.manager, id);
        return id;
    }

    private void assess(String token, String id) {
        String assessor = token.equals(fixture.leader) ? clearedManager() : token;
        fixture.done(assessor, "Assess", id, Map.of("riskLevel", "LOW", "reason", "Done often"));
    }

    private String clearedManager() {
        String token = TestTokens.as(Role.CHANGE_MANAGER)
                .in(fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        fixture.enter(token);
        return token;
    }

    /** The request that waits for the board. */
    private String request(String changeId) {
        JsonNode approvals = fixture.read(fixture.manager, changeId, "approvals { id state }")
                .at("/approvals");
        return approvals
                .valueStream()
                .filter(request -> request.at("/state").asString().equals("WAITING"))
                .findFirst()
                .orElseThrow()
                .at("/id")
                .asString();
    }

    private void decide(String requestId) {
        fixture.query(
                        member.token(),
                        "mutation($id: ID!) { approvalDecide(requestId: $id, decision: APPROVE) { userErrors { code message } } }",
                        Map.of("id", requestId))
                .accepted("approvalDecide");
    }

    /** From the day on, about the changes of the week. */
    private Map<String, Object> input(Map<String, ?> more) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "title",
                "Board",
                "startsAt",
                day.toString(),
                "duration",
                "PT1H",
                "zone",
                "Europe/Berlin",
                "changesFrom",
                day.toString(),
                "changesTo",
                day.plus(DAY.multipliedBy(7)).toString()));
        input.putAll(more);
        return input;
    }

    private JsonNode schedule(Map<String, ?> more) {
        return fixture.query(
                        fixture.manager,
                        "mutation($input: CabMeetingInput!) { cabMeetingSchedule(input: $input) { cabMeeting { id place endsAt }"
                                + " userErrors { code message field } } }",
                        Map.of("input", input(more)))
                .accepted("cabMeetingSchedule")
                .at("cabMeetingSchedule.cabMeeting");
    }

    private GraphQlAnswer act(String token, String action, String id, int version, Map<String, ?> input) {
        return fixture.query(
                token,
                "mutation($id: ID!, $input: CabMeeting%1$sInput!, $version: Int!) { cabMeeting%2$s(id: $id, input: $input, expectedVersion: $version) { cabMeeting { state minutes cancelReason members { id } attendees { id } } userErrors { code message field } } }"
                        .formatted(action.equals("Update") ? "" : action, action),
                Map.of("id", id, "input", input, "version", version));
    }

    private JsonNode changed(String action, String id, int version, Map<String, ?> input) {
        return act(fixture.manager, action, id, version, input)
                .accepted("cabMeeting" + action)
                .at("cabMeeting" + action + ".cabMeeting");
    }

    private List<String> codes(String action, String id, int version, Map<String, ?> input) {
        return act(fixture.manager, action, id, version, input).withoutErrors().userErrorCodes("cabMeeting" + action);
    }

    private GraphQlAnswer ask(String token, String id, String fields) {
        return fixture.query(token, "query($id: ID!) { cabMeeting(id: $id) { " + fields + " } }", Map.of("id", id));
    }

    private JsonNode read(String token, String id, String fields) {
        return ask(token, id, fields).withoutErrors().at("cabMeeting");
    }

    private List<String> events(String id) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id}) RETURN e.type AS type ORDER BY e.revision, e.id",
                            Map.of("id", id))
                    .list(row -> row.get("type").asString());
        }
    }

    /** For changes of the fixture's service alone: any member of the board. */
    private String setPolicy(@Nullable String id, @Nullable Integer version, boolean active) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("id", id);
        variables.put("version", version);
        variables.put(
                "input",
                Map.of(
                        "name",
                        "Board " + Ids.next(),
                        "kind",
                        "CHANGE",
                        "rank",
                        10,
                        "condition",
                        "'" + fixture.offeringId + "' in record.services",
                        "active",
                        active,
                        "stages",
                        List.of(Map.of("name", "Board", "rule", "ANY", "approvers", List.of(Map.of("kind", "CAB"))))));
        return fixture.query(
                        fixture.manager,
                        "mutation($id: ID, $version: Int, $input: ApprovalPolicyInput!) {"
                                + " approvalPolicySet(id: $id, expectedVersion: $version, input: $input) { approvalPolicy { id }"
                                + " userErrors { code message field } } }",
                        variables)
                .accepted("approvalPolicySet")
                .text("approvalPolicySet.approvalPolicy.id");
    }
}
