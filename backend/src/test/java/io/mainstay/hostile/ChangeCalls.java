// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls of the mutations of changes. The worker requests and implements them; so another authorises and reviews them. */
final class ChangeCalls {

    private static final Map<String, Object> CLEARLY = Map.of("riskLevel", "HIGH", "reason", "Never done before");

    private final HostileFixture fixture;
    private final TicketCalls tickets;
    private static final List<Map<String, Object>> ANSWERS = List.of(Map.of("question", "hostile", "answer", true));

    private final TicketCalls byAuthority;

    private ChangeCalls(HostileFixture fixture) {
        this.fixture = fixture;
        Named cancelled = fixture.after("change", fixture.change(), "Cancel", Map.of("reason", "Not needed"));
        this.tickets =
                new TicketCalls(fixture, "change", fixture::change, cancelled, "AWAITING_DELIVERY", "AWAITING_VENDOR");
        this.byAuthority = tickets.by(fixture.administrator);
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        ChangeCalls calls = new ChangeCalls(fixture);
        List<AcceptableCall> all = new ArrayList<>(calls.planning());
        all.addAll(calls.deciding());
        all.addAll(calls.doing());
        all.addAll(calls.tasks());
        all.addAll(calls.tickets.facets());
        all.add(calls.rules());
        all.add(calls.graphEdit());
        all.add(calls.plannedOutages());
        all.add(calls.seen());
        return all;
    }

    private List<AcceptableCall> planning() {
        Map<String, Object> cis = Map.of("ciIds", List.of(fixture.server));
        Map<String, Object> records = Map.of(
                "incidentIds",
                List.of(fixture.incident().id()),
                "problemIds",
                List.of(fixture.problem().id()));
        Named excluded =
                tickets.after(fixture.change(), "ExcludeCis", input("ciIds", List.of(fixture.server), "reason", "Off"));
        Map<String, Object> request = fixture.changeInput();
        request.putAll(records);
        request.putAll(Map.of("teamId", fixture.team, "serviceOfferingId", fixture.offering, "riskAnswers", ANSWERS));
        request.put("estimatedCost", 12_500.5);
        return List.of(
                planned(tickets.begin("Request", request))
                        .alsoRefuses("of a normal change", "It burns", List.of("input", "imminentRisk"), "INVALID")
                        .alsoRefuses("without a template", "STANDARD", List.of("input", "type"), "REQUIRED")
                        .alsoRefuses("no title", null, List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("blank title", " ", List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("no reason", null, List.of("input", "reason"), "REQUIRED")
                        .alsoRefuses("blank reason", " ", List.of("input", "reason"), "REQUIRED")
                        .alsoRefuses("no standard change", "none", List.of("input", "templateId"), "INVALID")
                        .alsoRefuses(
                                "no standard change", "2190-01-01T00:00:00Z", List.of("input", "beginsAt"), "INVALID")
                        .alsoRefuses("no standard change", "Europe/Berlin", List.of("input", "zone"), "INVALID"),
                planned(tickets.action(
                                "Update",
                                fixture.change(),
                                input(
                                        "title",
                                        "Replace all printers",
                                        "window",
                                        fixture.window(),
                                        "implementerIds",
                                        List.of(fixture.personId),
                                        "riskAnswers",
                                        ANSWERS)))
                        .alsoRefuses("no title", null, List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("blank title", " ", List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("no reason", null, List.of("input", "reason"), "REQUIRED")
                        .alsoRefuses("blank reason", " ", List.of("input", "reason"), "REQUIRED")
                        .alsoRefuses("of a normal change", "It burns", List.of("input", "imminentRisk"), "INVALID"),
                tickets.action(
                        "ExcludeCis", fixture.change(), input("ciIds", List.of(fixture.server), "reason", "Off")),
                tickets.action("IncludeCis", excluded, cis),
                frozen(),
                tickets.addition("LinkRecords", fixture.change(), records),
                tickets.action("UnlinkRecords", tickets.after(fixture.change(), "LinkRecords", records), records),
                tickets.action("Submit", fixture.change(), Map.of()),
                tickets.action("Cancel", fixture.change(), Map.of("reason", "Not needed")));
    }

    /** A change that is planned while everything is frozen. */
    private AcceptableCall frozen() {
        Map<String, Object> inFreeze = input(
                "window",
                Map.of("from", "2190-12-24T01:00:00Z", "to", "2190-12-24T02:00:00Z", "zone", "Europe/Berlin"));
        String freeze = WindowCalls.freeze(fixture, "Hostile freeze to be excepted from")
                .id();
        return tickets.action(
                        "RequestFreezeException",
                        fixture.change(inFreeze),
                        input("windowIds", List.of(freeze), "reason", "It burns"))
                .alsoRefuses(
                        "no freeze of the change",
                        WindowCalls.elsewhere(fixture).id(),
                        List.of("input", "windowIds", 0),
                        "CONFLICT");
    }

    private static AcceptableCall planned(AcceptableCall call) {
        return call.alsoRefuses(
                        "ends before it begins", "2000-01-01T00:00:00Z", List.of("input", "window", "to"), "INVALID")
                .alsoRefuses("no region", "Mars/Olympus", List.of("input", "window", "zone"), "INVALID");
    }

    private List<AcceptableCall> deciding() {
        return List.of(
                tickets.action("Assess", submitted(), CLEARLY)
                        .alsoRefuses("not as computed, unexplained", null, List.of("input", "reason"), "REQUIRED"),
                byAuthority
                        .action("Authorise", assessed(), Map.of("comment", "Hostile comment"))
                        .alsoRefuses("no version", "x~y", List.of("input", "evidenceVersion"), "INVALID")
                        .alsoRefuses(
                                "a version of another change",
                                version(fixture, assessed().id()),
                                List.of("input", "evidenceVersion"),
                                "INVALID"),
                byAuthority
                        .action("AuthoriseVerbally", emergency(), Map.of("how", "By telephone"))
                        .alsoRefuses("not said how", null, List.of("input", "how"), "REQUIRED")
                        .alsoRefuses("in the future", "2199-01-01T00:00:00Z", List.of("input", "givenAt"), "INVALID"),
                byAuthority.action("ExemptFromConflicts", fixture.change(), Map.of("reason", "Agreed with the others")),
                byAuthority.action(
                        "EndConflictExemption",
                        fixture.after(
                                fixture.administrator,
                                "change",
                                fixture.change(),
                                "ExemptFromConflicts",
                                Map.of("reason", "Agreed with the others")),
                        Map.of()),
                byAuthority.action("Reject", assessed(), Map.of("reason", "Not like this")),
                byAuthority.action("Close", reviewed(), Map.of("review", "As planned")),
                byAuthority.action("MarkUnauthorised", started(), Map.of("reason", "It could have waited")));
    }

    private List<AcceptableCall> doing() {
        return List.of(
                tickets.action("Start", authorised(), Map.of()),
                tickets.action("Complete", started(), Map.of("outcome", "SUCCESSFUL")),
                tickets.action(
                                "FilePaperwork",
                                urgent(),
                                input("plan", "Restarted", "backOutPlan", "None", "testPlan", "It prints"))
                        .alsoRefuses("no evidence", null, List.of("input", "testPlan"), "REQUIRED")
                        .alsoRefuses("beside evidence", "No time", List.of("input", "noTestReason"), "INVALID"),
                byAuthority.action("RecordCabReview", urgent(), Map.of("findings", "It could not wait")));
    }

    /** An emergency that is being made. */
    private Named urgent() {
        return tickets.after(
                fixture.after(fixture.administrator, "change", emergency(), "Authorise", Map.of()), "Start", Map.of());
    }

    private AcceptableCall plannedOutages() {
        Map<String, Object> window = fixture.window();
        Map<String, Object> outage = input(
                "ciId",
                fixture.server,
                "effect",
                "STOPS",
                "from",
                window.get("from"),
                "to",
                window.get("to"),
                "title",
                "The printers are replaced");
        return tickets.action(
                        "SetPlannedOutages",
                        fixture.change(Map.of("window", window)),
                        input("outages", List.of(outage)))
                .alsoRefuses("blank title", " ", List.of("input", "outages", 0, "title"), "REQUIRED")
                .alsoRefuses(
                        "before the window", "2000-01-01T00:00:00Z", List.of("input", "outages", 0, "from"), "INVALID")
                .alsoRefuses(
                        "ends before it begins",
                        "2000-01-01T00:00:00Z",
                        List.of("input", "outages", 0, "to"),
                        "INVALID")
                .alsoRefuses(
                        "after the window", "2190-01-01T00:00:00Z", List.of("input", "outages", 0, "to"), "INVALID");
    }

    private AcceptableCall graphEdit() {
        String ruin = fixture.cmdb.ci(fixture.worker, "server", "Hostile ruin of a change");
        String relation = fixture.cmdb.relate(fixture.worker, ruin, "CONNECTED_TO", fixture.server);
        List<Map<String, Object>> attributes = List.of(input("key", "cpuCount", "value", 8));
        Map<String, Object> spare =
                input("key", "spare", "classId", "server", "name", "Hostile spare", "attributes", attributes);
        Map<String, Object> altered =
                input("ciId", fixture.server, "description", "Hostile server altered", "attributes", attributes);
        Map<String, Object> group = input("name", "Hostile spare group", "minUp", 1);
        Map<String, Object> related = input(
                "sourceId",
                fixture.server,
                "targetKey",
                "spare",
                "type",
                "DEPENDS_ON",
                "effect",
                "STOPS",
                "group",
                group);
        return tickets.action(
                        "SetGraphEdit",
                        fixture.change(Map.of("ciIds", List.of(fixture.server, ruin))),
                        input(
                                "addItems",
                                List.of(spare),
                                "alterItems",
                                List.of(altered),
                                "retireItemIds",
                                List.of(ruin),
                                "addRelations",
                                List.of(related),
                                "endRelationIds",
                                List.of(relation)))
                .alsoRefuses("a key twice", List.of(spare, spare), List.of("input", "addItems"), "INVALID")
                .alsoRefuses("abstract class", "compute", List.of("input", "addItems", 0, "classId"), "INVALID")
                .alsoRefuses("born retired", "RETIRED", List.of("input", "addItems", 0, "lifecycle"), "INVALID")
                .alsoRefuses("an item twice", List.of(altered, altered), List.of("input", "alterItems"), "INVALID")
                .alsoRefuses("altered too", List.of(fixture.server), List.of("input", "retireItemIds"), "INVALID")
                .alsoRefuses("no such key", "other", List.of("input", "addRelations", 0, "targetKey"), "INVALID")
                .alsoRefuses("both", fixture.server, List.of("input", "addRelations", 0, "targetId"), "INVALID")
                .alsoRefuses("no end", null, List.of("input", "addRelations", 0, "sourceId"), "REQUIRED")
                .alsoRefuses("unknown type", "NO_SUCH", List.of("input", "addRelations", 0, "type"), "INVALID")
                .alsoRefuses(
                        "a relation twice", List.of(relation, relation), List.of("input", "endRelationIds"), "INVALID");
    }

    private AcceptableCall seen() {
        String id = fixture.change().id();
        return AcceptableCall.of("changeMarkSeen", fixture.worker)
                .with("id", id)
                .with("evidenceVersion", version(fixture, id))
                .allowedInEveryState()
                .hiddenFrom(fixture.outsider)
                .alsoRefuses("no version", "x~y", List.of("evidenceVersion"), "INVALID")
                .alsoRefuses(
                        "a version of another change",
                        version(fixture, fixture.change().id()),
                        List.of("evidenceVersion"),
                        "INVALID");
    }

    private AcceptableCall rules() {
        return AcceptableCall.of("changeRiskRulesSet", fixture.worker)
                .with("expectedVersion", 1)
                .with(
                        "input",
                        input(
                                "rules",
                                List.of(input(
                                        "name",
                                        "Hostile",
                                        "condition",
                                        "conflicts.count > 0",
                                        "points",
                                        1,
                                        "reason",
                                        "Conflicts: {conflicts.count}")),
                                "thresholds",
                                input("medium", 20, "high", 50, "veryHigh", 90),
                                "questions",
                                List.of(input("key", "hostile", "text", "Is it hostile?"))))
                .allowedInEveryState()
                .seenByEverybody()
                .alsoRefuses("no condition", "conflicts.cuont > 0", condition(), "INVALID")
                .alsoRefuses("no boolean", "conflicts.count", condition(), "INVALID")
                .alsoRefuses("a regular expression", "change.type.matches('a')", condition(), "INVALID")
                .alsoRefuses("no variable", "{x}", List.of("input", "rules", 0, "reason"), "INVALID")
                .alsoRefuses("too many points", 1_001, List.of("input", "rules", 0, "points"), "INVALID")
                .alsoRefuses("no order", 50, List.of("input", "thresholds", "medium"), "INVALID");
    }

    private static List<Object> condition() {
        return List.of("input", "rules", 0, "condition");
    }

    /** Of what the authority sees of a change. */
    static String version(HostileFixture fixture, String changeId) {
        return fixture.execute(
                        fixture.administrator,
                        "query($id: ID!) { change(id: $id) { evidence { version } } }",
                        Map.of("id", changeId))
                .withoutErrors()
                .text("change.evidence.version");
    }

    private List<AcceptableCall> tasks() {
        Map<String, Object> task = Map.of("title", "Unplug the printer");
        Named planned = tickets.after(fixture.change(), "AddTask", task);
        Named removed = tickets.after(fixture.change(), "AddTask", task);
        Named withTask = tickets.after(fixture.change(), "AddTask", task);
        Named begun = started(assessed(tickets.after(withTask, "Submit", Map.of())));
        return List.of(
                tickets.addition(
                                "AddTask",
                                fixture.change(),
                                input(
                                        "title",
                                        "Plug it in again",
                                        "position",
                                        2,
                                        "ownerId",
                                        fixture.personId,
                                        "teamId",
                                        fixture.team))
                        .alsoRefuses("no position", 0, List.of("input", "position"), "INVALID")
                        .alsoRefuses("beyond all positions", 1_001, List.of("input", "position"), "INVALID"),
                tickets.action(
                                "UpdateTask",
                                planned,
                                input(
                                        "taskId",
                                        taskOf(planned),
                                        "title",
                                        "Unplug it for good",
                                        "position",
                                        3,
                                        "ownerId",
                                        fixture.personId,
                                        "teamId",
                                        fixture.team))
                        .alsoRefuses("no title", null, List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("blank title", " ", List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("no position", null, List.of("input", "position"), "REQUIRED")
                        .alsoRefuses("beyond all positions", 1_001, List.of("input", "position"), "INVALID")
                        .alsoRefuses("task of another", taskOf(removed), List.of("input", "taskId"), "NOT_FOUND"),
                tickets.action("RemoveTask", removed, input("taskId", taskOf(removed)))
                        .alsoRefuses("task of another", taskOf(planned), List.of("input", "taskId"), "NOT_FOUND"),
                tickets.addition("CompleteTask", begun, input("taskId", taskOf(begun)))
                        .alsoRefuses("does not say why", false, List.of("input", "done"), "REQUIRED")
                        .alsoRefuses("task of another", taskOf(planned), List.of("input", "taskId"), "NOT_FOUND"));
    }

    private String taskOf(Named change) {
        return fixture.text("MATCH (t:ChangeTask {ticketId: '" + change.id() + "'}) RETURN t.id");
    }

    private Named emergency() {
        return tickets.after(
                fixture.change(Map.of("type", "EMERGENCY", "imminentRisk", "The building burns down")),
                "Submit",
                Map.of());
    }

    private Named submitted() {
        return tickets.after(fixture.change(), "Submit", Map.of());
    }

    private Named assessed() {
        return assessed(submitted());
    }

    private Named assessed(Named submitted) {
        return tickets.after(submitted, "Assess", CLEARLY);
    }

    private Named authorised() {
        return authorised(assessed());
    }

    private Named authorised(Named assessed) {
        return fixture.after(fixture.administrator, "change", assessed, "Authorise", Map.of());
    }

    private Named started() {
        return started(assessed());
    }

    private Named started(Named assessed) {
        return tickets.after(authorised(assessed), "Start", Map.of());
    }

    private Named reviewed() {
        return tickets.after(started(), "Complete", Map.of("outcome", "SUCCESSFUL"));
    }
}
