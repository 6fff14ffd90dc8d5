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
    private final TicketCalls tickets;

    private ProblemCalls(HostileFixture fixture) {
        this.fixture = fixture;
        this.cancelled = fixture.after("problem", fixture.problem(), "Cancel", Map.of("reason", "No problem"));
        this.tickets = new TicketCalls(
                fixture, "problem", fixture::problem, cancelled, "AWAITING_SUPPLIER", "AWAITING_VENDOR");
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        ProblemCalls calls = new ProblemCalls(fixture);
        List<AcceptableCall> all = new ArrayList<>(calls.problems());
        all.addAll(calls.incidents());
        all.addAll(calls.tickets.facets());
        all.addAll(trends(fixture));
        return all;
    }

    private List<AcceptableCall> problems() {
        Named assessed = assessed();
        Named own = fixture.problem();
        return List.of(
                tickets.report(input(
                        "title",
                        "Printers catch fire",
                        "teamId",
                        fixture.team,
                        "serviceOfferingId",
                        fixture.offering,
                        "ciIds",
                        List.of(fixture.server),
                        "incidentIds",
                        List.of(fixture.incident().id()))),
                tickets.action("Assess", fixture.problem(), Map.of("impact", "HIGH", "urgency", "HIGH")),
                tickets.action("Investigate", assessed(), Map.of()),
                tickets.action(
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
                tickets.action("MarkKnownError", analysed(), Map.of()),
                tickets.action("Fix", analysed(), Map.of()),
                tickets.action(
                                "Resolve",
                                assessed(),
                                Map.of("code", "FIXED_WITHOUT_CHANGE", "resolution", "Extinguished"))
                        .alsoRefuses("unknown code", "NO_SUCH", List.of("input", "code"), "INVALID"),
                tickets.action("Close", resolved(), Map.of()),
                tickets.action("Reopen", resolved(), Map.of("reason", "Burns again")),
                tickets.action("AcceptRisk", assessed, Map.of("reason", "Seldom", "reviewAt", "2190-01-05T09:00:00Z"))
                        .alsoRefuses("in the past", "2000-01-01T00:00:00Z", List.of("input", "reviewAt"), "INVALID"),
                tickets.action(
                                "MarkDuplicate",
                                own,
                                Map.of("duplicateOfId", fixture.problem().id()))
                        .alsoRefuses("itself", own.id(), List.of("input", "duplicateOfId"), "INVALID")
                        .alsoRefuses("a cancelled one", cancelled.id(), List.of("input", "duplicateOfId"), "INVALID"),
                tickets.action("Cancel", fixture.problem(), Map.of("reason", "Reported twice")),
                tickets.action("Update", fixture.problem(), Map.of("title", "Printers burn"))
                        .alsoRefuses("no title", null, List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("blank title", " ", List.of("input", "title"), "REQUIRED"),
                tickets.action(
                        "SetWorkaround",
                        fixture.problem(),
                        Map.of("text", "Print elsewhere", "steps", List.of("Go to another printer"))));
    }

    private List<AcceptableCall> incidents() {
        Named linked = fixture.incident();
        Map<String, Object> incidents = Map.of("incidentIds", List.of(linked.id()));
        Named known = withWorkaround(problemOf(linked));
        Named published = tickets.after(withWorkaround(problemOf(linked)), "PublishWorkaround", incidents);
        Named apart = fixture.incident();
        return List.of(
                tickets.addition(
                        "LinkIncidents",
                        fixture.problem(),
                        Map.of("incidentIds", List.of(fixture.incident().id()))),
                tickets.addition(
                                "TellCallers",
                                problemOf(linked),
                                Map.of("incidentIds", List.of(linked.id()), "text", "It is out"))
                        .alsoRefuses("one apart", apart.id(), List.of("input", "incidentIds", 0), "NOT_FOUND"),
                tickets.action("UnlinkIncidents", problemOf(linked), incidents),
                tickets.action("PublishWorkaround", known, incidents)
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
        return tickets.after(problem, "SetWorkaround", Map.of("text", "Print elsewhere"));
    }

    private Named assessed() {
        return tickets.after(fixture.problem(), "Assess", Map.of("impact", "HIGH", "urgency", "HIGH"));
    }

    private Named investigating() {
        return tickets.after(assessed(), "Investigate", Map.of());
    }

    private Named analysed() {
        return tickets.after(investigating(), "SetRootCause", CAUSE);
    }

    private Named resolved() {
        return tickets.after(
                assessed(), "Resolve", Map.of("code", "FIXED_WITHOUT_CHANGE", "resolution", "Extinguished"));
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
