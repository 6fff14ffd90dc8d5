// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What goes on when, when there is time for more, who is told of what, and what it costs. */
@IntegrationTest
class ChangeCalendarIT {

    private static final String ENTRIES =
            "complete entries { kind from to zone title change { id state } changeWindow { id } plannedOutage { id } }";
    private static final String CONFLICTS =
            "hiddenConflictCount conflicts { kind overlapFrom overlapTo change { id } changeWindow { id } }";
    private static final String SLOTS =
            "complete slots { from to latestFrom earlier { " + CONFLICTS + " } } later { " + CONFLICTS + " }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CmdbFixture cmdb;

    private PlannedWorld world;
    private ChangeFixture fixture;

    @BeforeEach
    void createWorld() {
        clock.set(clock.now().truncatedTo(ChronoUnit.SECONDS));
        world = new PlannedWorld(client, work, cypher, clock, cmdb);
        fixture = world.fixture;
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldShowEachKindInTheOrderOfTimeWithRecordAndZone() {
        String item = world.newCi("server");
        String change = world.submitted(2, 4, List.of(item), Map.of("title", "Replace the disks"));
        String freeze = world.window("freeze", "Turn of the year", item, 1, 3);
        String maintenance = world.window("maintenance", "Sunday night", item, 5, 6);
        String outage = world.outage("No power", item, 3, 7);
        world.draft(2, 4, List.of(item), Map.of());
        String cancelled = world.submitted(2, 4, List.of(item), Map.of());
        fixture.done(fixture.requester, "Cancel", cancelled, Map.of("reason", "Not needed"));
        world.submitted(2, 4, List.of(world.newCi("server")), Map.of());

        JsonNode answer = calendar(fixture.agent, 0, 8, Map.of("ciIds", List.of(item)));

        assertThat(answer.at("/complete").asBoolean()).isTrue();
        JsonNode entries = answer.at("/entries");
        assertThat(texts(entries, "/kind")).containsExactly("FREEZE", "CHANGE", "PLANNED_OUTAGE", "MAINTENANCE_WINDOW");
        assertThat(texts(entries, "/title"))
                .containsExactly("Turn of the year", "Replace the disks", "No power", "Sunday night");
        assertThat(texts(entries, "/from")).containsExactly(text(1), text(2), text(3), text(5));
        assertThat(texts(entries, "/to")).containsExactly(text(3), text(4), text(7), text(6));
        assertThat(entries.at("/0/changeWindow/id").asString()).isEqualTo(freeze);
        assertThat(entries.at("/0/zone").asString()).isEqualTo("UTC");
        assertThat(entries.at("/1/change/id").asString()).isEqualTo(change);
        assertThat(entries.at("/1/zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(entries.at("/2/plannedOutage/id").asString()).isEqualTo(outage);
        assertThat(entries.at("/2/zone").isNull()).isTrue();
        assertThat(entries.at("/3/changeWindow/id").asString()).isEqualTo(maintenance);
        assertThat(texts(
                        calendar(fixture.agent, 3, 5, Map.of("ciIds", List.of(item)))
                                .at("/entries"),
                        "/kind"))
                .as("what ends or begins at the edges is not in the range")
                .containsExactly("CHANGE", "PLANNED_OUTAGE");
        assertThat(texts(
                        calendar(fixture.agent, 0, 8, Map.of("ciIds", List.of(item), "kinds", List.of("FREEZE")))
                                .at("/entries"),
                        "/kind"))
                .containsExactly("FREEZE");
    }

    @Test
    void shouldShowWhenAChangeWasReallyMade() {
        String item = world.newCi("server");
        Map<String, Object> ofItem = Map.of("ciIds", List.of(item));
        String change = fixture.requested(Map.of("ciIds", List.of(item)));
        fixture.move(change, ChangeState.SCHEDULED);
        clock.advance(Duration.ofMinutes(30));
        Instant started = clock.now();
        fixture.done(fixture.implementer, "Start", change, Map.of());

        JsonNode under = calendar(fixture.agent, -4, 8, ofItem).at("/entries");
        assertThat(texts(under, "/from")).containsExactly(started.toString());
        assertThat(under.at("/0/to").asString())
                .isEqualTo(fixture.read(fixture.agent, change, "plannedTo")
                        .at("/plannedTo")
                        .asString());

        assertThat(calendar(fixture.agent, 5, 8, ofItem).at("/entries"))
                .as("after its window")
                .isEmpty();

        clock.advance(Duration.ofHours(3));
        JsonNode overrun = calendar(fixture.agent, -4, 8, ofItem).at("/entries");
        assertThat(overrun).hasSize(1);
        assertThat(overrun.at("/0/to").isNull()).as("nobody knows until when").isTrue();
        JsonNode later = calendar(fixture.agent, 5, 8, ofItem).at("/entries");
        assertThat(texts(later, "/change/id"))
                .as("it may last until after now as well")
                .containsExactly(change);
        assertThat(texts(later, "/from")).containsExactly(started.toString());
        assertThat(later.at("/0/to").isNull()).isTrue();

        fixture.done(fixture.implementer, "Complete", change, Map.of("outcome", "SUCCESSFUL"));
        JsonNode made = calendar(fixture.agent, -4, 8, ofItem).at("/entries");
        assertThat(texts(made, "/to")).containsExactly(clock.now().toString());
        assertThat(texts(made, "/change/state")).containsExactly("REVIEW");
        assertThat(calendar(fixture.agent, 5, 8, ofItem).at("/entries"))
                .as("it is over")
                .isEmpty();
    }

    @Test
    void shouldFilterByServiceTeamTypeAndRisk() {
        String service = world.newCi("business-service");
        String app = world.newCi("server");
        String database = world.newCi("server");
        world.dependsOn(service, app);
        world.dependsOn(app, database);
        String below = world.submitted(1, 2, List.of(database), Map.of());
        String other = world.submitted(1, 2, List.of(world.newCi("server")), Map.of());
        fixture.done(fixture.manager, "Assess", below, Map.of("riskLevel", "MEDIUM", "reason", "Seldom done"));
        fixture.done(fixture.agent, "Assign", below, Map.of("teamId", fixture.teamId));

        assertThat(changes(Map.of("serviceIds", List.of(service)))).containsExactly(below);
        assertThat(changes(Map.of("serviceIds", List.of(service), "ciIds", List.of(world.newCi("server")))))
                .containsExactly(below);
        assertThat(changes(Map.of("riskLevels", List.of("MEDIUM"), "ciIds", List.of(database))))
                .containsExactly(below);
        assertThat(changes(Map.of("riskLevels", List.of("HIGH"), "ciIds", List.of(database))))
                .isEmpty();
        assertThat(changes(Map.of("types", List.of("EMERGENCY"), "ciIds", List.of(database))))
                .isEmpty();
        assertThat(changes(Map.of("types", List.of("NORMAL"), "teamIds", List.of(fixture.teamId))))
                .contains(below)
                .doesNotContain(other);
        assertThat(changes(Map.of("organisationIds", List.of(fixture.organisationId), "ciIds", List.of(database))))
                .containsExactly(below);
        assertThat(changes(Map.of("organisationIds", List.of(Ids.next()), "ciIds", List.of(database))))
                .isEmpty();
    }

    @Test
    void shouldShowNobodyWhatTheyMayNotSee() {
        String item = world.newCi("server");
        String hidden = world.hiddenCi("Hidden server");
        String secret = world.submitted(1, 2, List.of(item), Map.of("title", "Secret change"));
        fixture.done(fixture.leader, "Classify", secret, Map.of("confidentiality", "CONFIDENTIAL"));
        String outage = fixture.query(
                        world.configurator,
                        "mutation($input: PlannedOutageCreateInput!) { plannedOutageCreate(input: $input)"
                                + " { plannedOutage { id } userErrors { code } } }",
                        Map.of(
                                "input",
                                Map.of("ciId", hidden, "title", "Secret outage", "from", text(1), "to", text(2))))
                .accepted("plannedOutageCreate")
                .text("plannedOutageCreate.plannedOutage.id");

        assertThat(calendar(fixture.manager, 0, 3, Map.of()).toString()).doesNotContain(secret, outage, "Secret");
        assertThat(calendar(fixture.manager, 0, 3, Map.of("ciIds", List.of(hidden)))
                        .at("/entries"))
                .isEmpty();
        assertThat(calendar(fixture.leader, 0, 3, Map.of()).toString()).contains(secret, outage);
        assertThat(calendar(fixture.stranger, 0, 3, Map.of("ciIds", List.of(item)))
                        .at("/entries"))
                .isEmpty();
        assertThat(ask(fixture.caller, 0, 3, Map.of(), null).errorCodes()).containsExactly("FORBIDDEN");
    }

    @Test
    void shouldCutAndSaySoAndRefuseWhatIsTooMuch() {
        String item = world.newCi("server");
        for (int i = 1; i < 4; i++) {
            world.submitted(i, 5, List.of(item), Map.of());
        }
        world.window("freeze", "First", item, 0, 9);

        JsonNode two = ask(fixture.agent, 0, 9, Map.of("ciIds", List.of(item)), 2)
                .withoutErrors()
                .at("changeCalendar");
        assertThat(two.at("/complete").asBoolean()).isFalse();
        assertThat(texts(two.at("/entries"), "/from")).containsExactly(text(0), text(1));
        assertThat(ask(fixture.agent, 0, 9, Map.of("ciIds", List.of(item)), 4)
                        .withoutErrors()
                        .at("changeCalendar.complete")
                        .asBoolean())
                .isTrue();
        JsonNode shorter = ask(fixture.agent, 0, 2, Map.of("ciIds", List.of(item)), 2)
                .withoutErrors()
                .at("changeCalendar");
        assertThat(shorter.at("/complete").asBoolean()).as("of a shorter range").isTrue();
        assertThat(shorter.at("/entries")).hasSize(2);
        for (GraphQlAnswer refused : List.of(
                ask(fixture.agent, 9, 0, Map.of(), null),
                ask(fixture.agent, 0, 0, Map.of(), null),
                ask(fixture.agent, 0, 92 * 24 + 1, Map.of(), null),
                ask(fixture.agent, 0, 1, Map.of(), 0),
                ask(fixture.agent, 0, 1, Map.of(), 501))) {
            assertThat(refused.errorCodes()).containsExactly("BAD_USER_INPUT");
        }
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMore() {
        String item = world.newCi("server");
        world.submitted(1, 2, List.of(item), Map.of());
        world.outage("No power", item, 3, 7);
        world.window("freeze", "First", item, 0, 9);
        List<String> few = statements(item, 3);
        for (int i = 0; i < 6; i++) {
            world.submitted(i, i + 2, List.of(item), Map.of());
            world.outage("No power", item, 3, 7);
        }

        assertThat(CypherCalls.growing(few, statements(item, 15), 12)).isEmpty();
    }

    private List<String> statements(String item, int entries) {
        calls.reset();
        assertThat(calendar(fixture.agent, 0, 9, Map.of("ciIds", List.of(item))).at("/entries"))
                .hasSize(entries);
        return calls.since("");
    }

    @Test
    void shouldFindTheEarliestSlotsAndWhyNotEarlier() {
        String item = world.newCi("server");
        String database = world.newCi("server");
        world.dependsOn(item, database);
        String person = fixture.managerPerson.personId();
        List<String> implementers = List.of(fixture.implementerPerson.personId());
        String same = world.submitted(0, 2, List.of(item), Map.of("implementerIds", implementers));
        String below = world.submitted(3, 5, List.of(database), Map.of("implementerIds", implementers));
        String busy = world.submitted(8, 9, List.of(world.newCi("server")), Map.of("implementerIds", List.of(person)));
        String freeze = world.window("freeze", "Turn of the year", item, 9, 12);

        JsonNode answer = slots(fixture.agent, List.of(item), List.of(person), "PT2H", 0, 24, 5)
                .withoutErrors()
                .at("freeSlots");

        assertThat(answer.at("/complete").asBoolean()).isTrue();
        assertThat(texts(answer.at("/slots"), "/from")).containsExactly(text(5), text(12));
        assertThat(texts(answer.at("/slots"), "/to")).containsExactly(text(7), text(14));
        assertThat(texts(answer.at("/slots"), "/latestFrom")).containsExactly(text(6), text(22));
        JsonNode first = answer.at("/slots/0/earlier/conflicts");
        assertThat(texts(first, "/kind")).containsExactly("SAME_CI", "DEPENDENCY");
        assertThat(texts(first, "/change/id")).containsExactly(same, below);
        assertThat(texts(first, "/overlapTo")).containsExactly(text(2), text(5));
        JsonNode second = answer.at("/slots/1/earlier/conflicts");
        assertThat(texts(second, "/kind")).containsExactly("IMPLEMENTER", "FREEZE");
        assertThat(second.at("/0/change/id").asString()).isEqualTo(busy);
        assertThat(second.at("/1/changeWindow/id").asString()).isEqualTo(freeze);
        assertThat(answer.at("/later/conflicts")).isEmpty();

        JsonNode one = slots(fixture.agent, List.of(item), List.of(person), "PT2H", 0, 24, 1)
                .withoutErrors()
                .at("freeSlots");
        assertThat(one.at("/complete").asBoolean()).isFalse();
        assertThat(one.at("/slots")).hasSize(1);

        JsonNode none = slots(fixture.agent, List.of(item), List.of(), "PT2H", 9, 13, 5)
                .withoutErrors()
                .at("freeSlots");
        assertThat(none.at("/slots")).isEmpty();
        assertThat(texts(none.at("/later/conflicts"), "/kind")).containsExactly("FREEZE");
    }

    @Test
    void shouldFindSlotsInMaintenanceWindowsAlone() {
        String item = world.newCi("server");
        world.window("maintenance", "Sunday night", item, 30, 34);

        JsonNode answer = slots(fixture.agent, List.of(item), List.of(), "PT3H", 0, 48, 5)
                .withoutErrors()
                .at("freeSlots");

        assertThat(answer.at("/slots/0/from").asString()).isEqualTo(text(30));
        assertThat(answer.at("/slots/0/latestFrom").asString()).isEqualTo(text(31));
        assertThat(texts(answer.at("/slots/0/earlier/conflicts"), "/kind"))
                .containsExactly("OUTSIDE_MAINTENANCE_WINDOW");
        for (JsonNode slot : answer.at("/slots")) {
            assertThat(conflictsOf(item, slot))
                    .as("a preview of the slot agrees")
                    .isEmpty();
        }
    }

    private JsonNode conflictsOf(String item, JsonNode slot) {
        return fixture.query(
                        fixture.agent,
                        "query($input: ChangeConflictsPreviewInput!) { changeConflictsPreview(input: $input)"
                                + " { conflicts { kind } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "ciIds",
                                        List.of(item),
                                        "plannedFrom",
                                        slot.at("/from").asString(),
                                        "plannedTo",
                                        slot.at("/to").asString())))
                .withoutErrors()
                .at("changeConflictsPreview.conflicts");
    }

    @Test
    void shouldKeepSlotsClearOfWhatIsHiddenAndTellNothingOfIt() {
        String item = world.newCi("server");
        String secret = world.submitted(1, 2, List.of(item), Map.of());
        fixture.done(fixture.leader, "Classify", secret, Map.of("confidentiality", "CONFIDENTIAL"));
        String hidden = world.hiddenCi("Hidden server");

        JsonNode answer = slots(fixture.manager, List.of(item), List.of(), "PT1H", 1, 5, 5)
                .withoutErrors()
                .at("freeSlots");

        assertThat(texts(answer.at("/slots"), "/from")).containsExactly(text(2));
        assertThat(answer.at("/slots/0/earlier/conflicts")).isEmpty();
        assertThat(answer.at("/slots/0/earlier/hiddenConflictCount").asInt()).isEqualTo(1);
        assertThat(answer.toString()).doesNotContain(secret);
        assertThat(slots(fixture.manager, List.of(hidden), List.of(), "PT1H", 1, 5, 5)
                        .errorCodes())
                .containsExactly("NOT_FOUND");
        assertThat(slots(fixture.caller, List.of(item), List.of(), "PT1H", 1, 5, 5)
                        .errorCodes())
                .containsExactly("FORBIDDEN");
    }

    @Test
    void shouldRefuseToLookForWhatIsNone() {
        String item = world.newCi("server");
        List<String> items = List.of(item);
        for (GraphQlAnswer refused : List.of(
                slots(fixture.agent, List.of(), List.of(), "PT1H", 1, 5, 5),
                slots(fixture.agent, items, List.of(), "PT59S", 1, 5, 5),
                slots(fixture.agent, items, List.of(), "P15D", 1, 20 * 24, 5),
                slots(fixture.agent, items, List.of(), "PT5H", 1, 5, 5),
                slots(fixture.agent, items, List.of(), "PT1H", 5, 1, 5),
                slots(fixture.agent, items, List.of(), "PT1H", 0, 92 * 24 + 1, 5),
                slots(fixture.agent, items, List.of(), "PT1H", 1, 5, 0),
                slots(fixture.agent, items, List.of(), "PT1H", 1, 5, 21))) {
            assertThat(refused.errorCodes()).containsExactly("BAD_USER_INPUT");
        }
    }

    private GraphQlAnswer slots(
            String token, List<String> ciIds, List<String> people, String duration, int from, int to, int first) {
        return fixture.query(
                token,
                "query($ciIds: [ID!], $people: [ID!], $duration: Duration!, $from: DateTime!, $to: DateTime!, $first: Int) {"
                        + " freeSlots(ciIds: $ciIds, people: $people, duration: $duration, from: $from, to: $to, first: $first) { "
                        + SLOTS + " } }",
                Map.of(
                        "ciIds",
                        ciIds,
                        "people",
                        people,
                        "duration",
                        duration,
                        "from",
                        text(from),
                        "to",
                        text(to),
                        "first",
                        first));
    }

    private List<String> changes(Map<String, ?> filter) {
        Map<String, Object> onlyChanges = new HashMap<>(filter);
        onlyChanges.put("kinds", List.of("CHANGE"));
        return texts(calendar(fixture.agent, 0, 3, onlyChanges).at("/entries"), "/change/id");
    }

    private JsonNode calendar(String token, int from, int to, Map<String, ?> filter) {
        return ask(token, from, to, filter, null).withoutErrors().at("changeCalendar");
    }

    private GraphQlAnswer ask(String token, int from, int to, Map<String, ?> filter, @Nullable Integer first) {
        Map<String, Object> variables = new HashMap<>(Map.of("from", text(from), "to", text(to), "filter", filter));
        variables.put("first", first);
        return fixture.query(
                token,
                "query($from: DateTime!, $to: DateTime!, $filter: ChangeCalendarFilter, $first: Int) {"
                        + " changeCalendar(from: $from, to: $to, filter: $filter, first: $first) { " + ENTRIES + " } }",
                variables);
    }

    private String text(int hours) {
        return world.hour(hours).toString();
    }
}
