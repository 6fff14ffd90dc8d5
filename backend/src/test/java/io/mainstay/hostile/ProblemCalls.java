// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One acceptable call of each mutation of the problem capability. */
final class ProblemCalls {

    private static final Map<String, Object> CAUSE = Map.of("category", "SOFTWARE", "text", "Firmware overheats");

    private final HostileFixture fixture;
    private final Named cancelled;

    private ProblemCalls(HostileFixture fixture) {
        this.fixture = fixture;
        this.cancelled = fixture.afterOfProblem(fixture.problem(), "Cancel", Map.of("reason", "No problem"));
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        ProblemCalls calls = new ProblemCalls(fixture);
        List<AcceptableCall> all = new ArrayList<>(calls.problems());
        all.addAll(calls.incidents());
        all.addAll(calls.facets());
        all.addAll(trends(fixture));
        return all;
    }

    private List<AcceptableCall> problems() {
        Named assessed = assessed();
        Named own = fixture.problem();
        return List.of(
                AcceptableCall.of("problemReport", fixture.worker)
                        .with(
                                "input",
                                input(
                                        "title",
                                        "Printers catch fire",
                                        "teamId",
                                        fixture.team,
                                        "serviceOfferingId",
                                        fixture.offering,
                                        "ciIds",
                                        List.of(fixture.server),
                                        "incidentIds",
                                        List.of(fixture.incident().id())))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("above clearance", "CONFIDENTIAL", List.of("input", "confidentiality"), "INVALID")
                        .alsoRefuses(
                                "in the past", "2000-01-01T00:00:00Z", List.of("input", "confidentialUntil"), "INVALID")
                        .alsoRefuses(
                                "in the future",
                                "2199-01-01T00:00:00Z",
                                List.of("input", "occurredAt"),
                                "INVALID_TIME"),
                action("Assess", fixture.problem(), Map.of("impact", "HIGH", "urgency", "HIGH")),
                action("Investigate", assessed(), Map.of()),
                action(
                        "SetRootCause",
                        investigating(),
                        Map.of(
                                "category",
                                "SOFTWARE",
                                "text",
                                "Firmware overheats",
                                "whys",
                                List.of("The fan stands still"),
                                "contributingCiIds",
                                List.of(fixture.server))),
                action("MarkKnownError", analysed(), Map.of()),
                action("Fix", analysed(), Map.of()),
                action("Resolve", assessed(), Map.of("code", "FIXED_WITHOUT_CHANGE", "resolution", "Extinguished"))
                        .alsoRefuses("unknown code", "NO_SUCH", List.of("input", "code"), "INVALID"),
                action("Close", resolved(), Map.of()),
                action("Reopen", resolved(), Map.of("reason", "Burns again")),
                action("AcceptRisk", assessed, Map.of("reason", "Seldom", "reviewAt", "2190-01-05T09:00:00Z"))
                        .alsoRefuses("in the past", "2000-01-01T00:00:00Z", List.of("input", "reviewAt"), "INVALID"),
                action(
                                "MarkDuplicate",
                                own,
                                Map.of("duplicateOfId", fixture.problem().id()))
                        .alsoRefuses("itself", own.id(), List.of("input", "duplicateOfId"), "INVALID")
                        .alsoRefuses("a cancelled one", cancelled.id(), List.of("input", "duplicateOfId"), "INVALID"),
                action("Cancel", fixture.problem(), Map.of("reason", "Reported twice")),
                action("Update", fixture.problem(), Map.of("title", "Printers burn"))
                        .alsoRefuses("no title", null, List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("blank title", " ", List.of("input", "title"), "REQUIRED"),
                action(
                        "SetWorkaround",
                        fixture.problem(),
                        Map.of("text", "Print elsewhere", "steps", List.of("Go to another printer"))));
    }

    private List<AcceptableCall> incidents() {
        Named linked = fixture.incident();
        Map<String, Object> incidents = Map.of("incidentIds", List.of(linked.id()));
        Named known = withWorkaround(problemOf(linked));
        Named published = fixture.afterOfProblem(withWorkaround(problemOf(linked)), "PublishWorkaround", incidents);
        Named apart = fixture.incident();
        return List.of(
                addition(
                        "LinkIncidents",
                        fixture.problem(),
                        Map.of("incidentIds", List.of(fixture.incident().id()))),
                addition(
                                "TellCallers",
                                problemOf(linked),
                                Map.of("incidentIds", List.of(linked.id()), "text", "It is out"))
                        .alsoRefuses("one apart", apart.id(), List.of("input", "incidentIds", 0), "NOT_FOUND"),
                action("UnlinkIncidents", problemOf(linked), incidents),
                action("PublishWorkaround", known, incidents)
                        .alsoRefuses(
                                "one that is over",
                                fixture.closed().id(),
                                List.of("input", "incidentIds", 0),
                                "INVALID"),
                AcceptableCall.of("incidentRateWorkaround", fixture.worker)
                        .with("id", linked.id())
                        .with("input", input("problemId", published.id(), "helped", true))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("one apart", cancelled.id(), List.of("input", "problemId"), "NOT_FOUND"));
    }

    private List<AcceptableCall> facets() {
        Map<String, Object> cis = Map.of("ciIds", List.of(fixture.server));
        Named onServer = fixture.problem(Map.of("title", "Servers catch fire", "ciIds", List.of(fixture.server)));
        return List.of(
                action(
                        "Assign",
                        fixture.problem(),
                        Map.of(
                                "teamId", fixture.team,
                                "serviceOfferingId", fixture.offering,
                                "assigneeId", fixture.personId)),
                action("Hold", fixture.problem(), Map.of("reason", "AWAITING_SUPPLIER"))
                        .alsoRefuses("unknown code", "NO_SUCH", List.of("input", "reason"), "INVALID")
                        .alsoRefuses("one of incidents", "AWAITING_VENDOR", List.of("input", "reason"), "INVALID")
                        .alsoRefuses("in the past", "2000-01-01T00:00:00Z", List.of("input", "followUpAt"), "INVALID"),
                action(
                        "Resume",
                        fixture.afterOfProblem(fixture.problem(), "Hold", Map.of("reason", "AWAITING_SUPPLIER")),
                        Map.of()),
                action("Prioritise", fixture.problem(), Map.of("impact", "HIGH", "urgency", "HIGH")),
                versioned("Classify", fixture.problem(), Map.of("confidentiality", "PUBLIC_INTERNAL"))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("above clearance", "CONFIDENTIAL", List.of("input", "confidentiality"), "INVALID"),
                action("UnlinkCis", onServer, cis),
                addition("LinkCis", fixture.problem(), cis),
                addition("Comment", fixture.problem(), Map.of("text", "Is it out?")),
                unconditional("AddWorkNote", fixture.problem(), Map.of("text", "It is out."))
                        .allowedInEveryState(),
                correction());
    }

    private AcceptableCall correction() {
        Named written = fixture.afterOfProblem(fixture.problem(), "Comment", Map.of("text", "It is out."));
        Named over = fixture.afterOfProblem(
                fixture.afterOfProblem(fixture.problem(), "Comment", Map.of("text", "It is out.")),
                "Cancel",
                Map.of("reason", "Reported twice"));
        String entry = fixture.newestEntry("problem", written);
        return versioned("CorrectEntry", written, Map.of("entryId", entry, "text", "It is not out."))
                .forbiddenWith(Map.of(
                        "id",
                        over.id(),
                        "expectedVersion",
                        over.version(),
                        "input",
                        Map.of("entryId", fixture.newestEntry("problem", over), "text", "It is not out.")))
                .hiddenFrom(fixture.outsider)
                .alsoRefuses("no text", null, List.of("input", "text"), "REQUIRED")
                .alsoRefuses("blank text", " ", List.of("input", "text"), "REQUIRED")
                .alsoRefuses("in the future", "2199-01-01T00:00:00Z", List.of("input", "occurredAt"), "INVALID_TIME");
    }

    private static List<AcceptableCall> trends(HostileFixture fixture) {
        String known = fixture.cmdb.ci(fixture.worker, "server", "Hostile and known for it");
        Map<String, Object> dismissal = dismissal(fixture, known);
        dismiss(fixture, dismissal);
        Map<String, Object> dismissed = input("scope", "CONFIGURATION_ITEM", "subjectId", known);
        return List.of(
                AcceptableCall.of("problemTrendDismiss", fixture.worker)
                        .with("input", dismissal(fixture, fixture.server))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("in the past", "2000-01-01T00:00:00Z", List.of("input", "until"), "INVALID")
                        .alsoRefuses("too far ahead", "2199-01-01T00:00:00Z", List.of("input", "until"), "INVALID"),
                AcceptableCall.of("problemTrendRestore", fixture.worker)
                        .with("input", dismissed)
                        .forbiddenWith("input", Tree.with(dismissed, List.of("subjectId"), fixture.offering))
                        .hiddenFrom(fixture.outsider));
    }

    private Named problemOf(Named incident) {
        return fixture.problem(Map.of("title", "Printers catch fire", "incidentIds", List.of(incident.id())));
    }

    private Named withWorkaround(Named problem) {
        return fixture.afterOfProblem(problem, "SetWorkaround", Map.of("text", "Print elsewhere"));
    }

    private Named assessed() {
        return fixture.afterOfProblem(fixture.problem(), "Assess", Map.of("impact", "HIGH", "urgency", "HIGH"));
    }

    private Named investigating() {
        return fixture.afterOfProblem(assessed(), "Investigate", Map.of());
    }

    private Named analysed() {
        return fixture.afterOfProblem(investigating(), "SetRootCause", CAUSE);
    }

    private Named resolved() {
        return fixture.afterOfProblem(
                assessed(), "Resolve", Map.of("code", "FIXED_WITHOUT_CHANGE", "resolution", "Extinguished"));
    }

    /** An action that a cancelled problem does not allow. */
    private AcceptableCall action(String action, Named problem, Map<String, Object> input) {
        return versioned(action, problem, input)
                .forbiddenWith(Map.of("id", cancelled.id(), "expectedVersion", cancelled.version()))
                .hiddenFrom(fixture.outsider)
                .alsoRefuses(
                        "before the last event", "2000-01-01T00:00:00Z", List.of("input", "occurredAt"), "INVALID_TIME")
                .alsoRefuses("in the future", "2199-01-01T00:00:00Z", List.of("input", "occurredAt"), "INVALID_TIME");
    }

    private AcceptableCall versioned(String action, Named problem, Map<String, Object> input) {
        return AcceptableCall.of("problem" + action, fixture.worker)
                .with("id", problem.id())
                .with("expectedVersion", problem.version())
                .with("input", input);
    }

    private AcceptableCall addition(String action, Named problem, Map<String, Object> input) {
        return unconditional(action, problem, input).forbiddenWith("id", cancelled.id());
    }

    private AcceptableCall unconditional(String action, Named problem, Map<String, Object> input) {
        return AcceptableCall.of("problem" + action, fixture.worker)
                .with("id", problem.id())
                .with("input", input)
                .hiddenFrom(fixture.outsider);
    }

    private static Map<String, Object> dismissal(HostileFixture fixture, String ciId) {
        return input(
                "scope",
                "CONFIGURATION_ITEM",
                "subjectId",
                ciId,
                "reason",
                "Hostile reason",
                "until",
                fixture.clock.now().plus(Duration.ofDays(30)).toString());
    }

    /** Hides a trend for as long as this input says. */
    static void dismiss(HostileFixture fixture, Map<String, Object> dismissal) {
        fixture.execute(
                        fixture.worker,
                        "mutation($input: ProblemTrendDismissInput!) { problemTrendDismiss(input: $input)"
                                + " { userErrors { code message } } }",
                        Map.of("input", dismissal))
                .accepted("problemTrendDismiss");
    }
}
