// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One acceptable call of each mutation of the incident capability. */
final class IncidentCalls {

    private static final List<String> LEVELS = List.of("HIGH", "MEDIUM", "LOW");

    private final HostileFixture fixture;
    private final Named closed;

    private IncidentCalls(HostileFixture fixture) {
        this.fixture = fixture;
        this.closed = fixture.closed();
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        IncidentCalls calls = new IncidentCalls(fixture);
        List<AcceptableCall> all = new ArrayList<>(calls.settings());
        all.addAll(calls.incidents());
        return all;
    }

    private List<AcceptableCall> incidents() {
        Map<String, Object> cis = Map.of("ciIds", List.of(fixture.server));
        Named linked = fixture.incident();
        Named cancelled = fixture.after(fixture.incident(), "Cancel", Map.of("reason", "Reported twice"));
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!, $input: IncidentLinkCisInput!) { incidentLinkCis(id: $id, input: $input)"
                                + " { userErrors { code } } }",
                        Map.of("id", linked.id(), "input", cis))
                .accepted("incidentLinkCis");
        return List.of(
                AcceptableCall.of("incidentReport", fixture.worker)
                        .with(
                                "input",
                                input(
                                        "title",
                                        "Printer on fire",
                                        "serviceOfferingId",
                                        fixture.offering,
                                        "ciIds",
                                        List.of(fixture.server)))
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
                action(
                        "Assign",
                        fixture.incident(),
                        Map.of(
                                "teamId", fixture.team,
                                "serviceOfferingId", fixture.offering,
                                "assigneeId", fixture.personId)),
                action("Start", fixture.incident(), Map.of()),
                action("Hold", fixture.incident(), Map.of("reason", "AWAITING_VENDOR"))
                        .alsoRefuses("unknown code", "NO_SUCH", List.of("input", "reason"), "INVALID")
                        .alsoRefuses("in the past", "2000-01-01T00:00:00Z", List.of("input", "followUpAt"), "INVALID"),
                action(
                        "Resume",
                        fixture.after(fixture.incident(), "Hold", Map.of("reason", "AWAITING_VENDOR")),
                        Map.of()),
                action("Resolve", fixture.incident(), Map.of("code", "SOLVED", "resolution", "Extinguished"))
                        .alsoRefuses("unknown code", "NO_SUCH", List.of("input", "code"), "INVALID")
                        .alsoRefuses(
                                "in the future", "2199-01-01T00:00:00Z", List.of("input", "restoredAt"), "INVALID"),
                action("Confirm", fixture.resolved(), Map.of()),
                action("Close", fixture.resolved(), Map.of()),
                action("Reopen", fixture.resolved(), Map.of("reason", "Burns again")),
                versioned("RevokeClosure", fixture.closed(), Map.of("reason", "Closed the wrong one"))
                        .forbiddenWith(Map.of("id", cancelled.id(), "expectedVersion", cancelled.version()))
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses(
                                "in the future",
                                "2199-01-01T00:00:00Z",
                                List.of("input", "occurredAt"),
                                "INVALID_TIME"),
                action("Cancel", fixture.incident(), Map.of("reason", "Reported twice")),
                action(
                                "Update",
                                fixture.incident(),
                                Map.of("title", "Printer is burning", "affectedPersonId", fixture.personId))
                        .alsoRefuses("no title", null, List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("nobody affected", null, List.of("input", "affectedPersonId"), "REQUIRED")
                        .alsoRefuses("blank title", " ", List.of("input", "title"), "REQUIRED"),
                action("Prioritise", fixture.incident(), Map.of("impact", "HIGH", "urgency", "HIGH")),
                versioned("Classify", fixture.incident(), Map.of("confidentiality", "PUBLIC_INTERNAL"))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("above clearance", "CONFIDENTIAL", List.of("input", "confidentiality"), "INVALID"),
                action("UnlinkCis", linked, cis),
                addition("LinkCis", cis).forbiddenWith("id", closed.id()),
                addition("Comment", Map.of("text", "Is it out?")).forbiddenWith("id", closed.id()),
                addition("AddWorkNote", Map.of("text", "It is out.")).allowedInEveryState(),
                correction());
    }

    private AcceptableCall correction() {
        Named written = fixture.after(fixture.incident(), "Comment", Map.of("text", "It is out."));
        Named over = fixture.after(
                fixture.after(fixture.incident(), "Comment", Map.of("text", "It is out.")),
                "Cancel",
                Map.of("reason", "Reported twice"));
        String entry = fixture.newestEntry("incident", written);
        return versioned("CorrectEntry", written, Map.of("entryId", entry, "text", "It is not out."))
                .forbiddenWith(Map.of(
                        "id",
                        over.id(),
                        "expectedVersion",
                        over.version(),
                        "input",
                        Map.of("entryId", fixture.newestEntry("incident", over), "text", "It is not out.")))
                .hiddenFrom(fixture.outsider)
                .alsoRefuses("no text", null, List.of("input", "text"), "REQUIRED")
                .alsoRefuses("blank text", " ", List.of("input", "text"), "REQUIRED")
                .alsoRefuses("in the future", "2199-01-01T00:00:00Z", List.of("input", "occurredAt"), "INVALID_TIME");
    }

    private List<AcceptableCall> settings() {
        Map<String, Object> cell = input("impact", "HIGH", "urgency", "HIGH", "priority", "P1");
        List<Map<String, Object>> cells = LEVELS.stream()
                .flatMap(impact ->
                        LEVELS.stream().map(urgency -> input("impact", impact, "urgency", urgency, "priority", "P3")))
                .toList();
        return List.of(
                AcceptableCall.of("ticketCategoryCreate", fixture.manager)
                        .with("input", input("kind", "INCIDENT", "name", "Hostile printers"))
                        .allowedInEveryState()
                        .seenByEverybody(),
                AcceptableCall.of("ticketCategorySetActive", fixture.manager)
                        .with("id", fixture.category("Hostile keyboards"))
                        .with("active", false)
                        .allowedInEveryState()
                        .seenByEverybody(),
                AcceptableCall.of("ticketChoiceSet", fixture.manager)
                        .with(
                                "input",
                                input(
                                        "kind",
                                        "INCIDENT",
                                        "purpose",
                                        "HOLD_REASON",
                                        "code",
                                        "AWAITING_FIRE_BRIGADE",
                                        "name",
                                        "Fire"))
                        .allowedInEveryState()
                        .seenByEverybody(),
                AcceptableCall.of("priorityMatrixSet", fixture.manager)
                        .with("expectedVersion", 1)
                        .with("input", input("kind", "INCIDENT", "cells", cells))
                        .allowedInEveryState()
                        .seenByEverybody()
                        .alsoRefuses("no cells", List.of(), List.of("input", "cells"), "INVALID")
                        .alsoRefuses("a cell too few", cells.subList(1, 9), List.of("input", "cells"), "INVALID")
                        .alsoRefuses(
                                "one cell again and again",
                                Collections.nCopies(9, cell),
                                List.of("input", "cells"),
                                "INVALID"));
    }

    /** An action that a closed incident does not allow. */
    private AcceptableCall action(String action, Named incident, Map<String, Object> input) {
        return versioned(action, incident, input)
                .forbiddenWith(Map.of("id", closed.id(), "expectedVersion", closed.version()))
                .hiddenFrom(fixture.outsider)
                .alsoRefuses(
                        "before the last event", "2000-01-01T00:00:00Z", List.of("input", "occurredAt"), "INVALID_TIME")
                .alsoRefuses("in the future", "2199-01-01T00:00:00Z", List.of("input", "occurredAt"), "INVALID_TIME");
    }

    private AcceptableCall versioned(String action, Named incident, Map<String, Object> input) {
        return AcceptableCall.of("incident" + action, fixture.worker)
                .with("id", incident.id())
                .with("expectedVersion", incident.version())
                .with("input", input);
    }

    private AcceptableCall addition(String action, Map<String, Object> input) {
        return AcceptableCall.of("incident" + action, fixture.worker)
                .with("id", fixture.incident().id())
                .with("input", input)
                .hiddenFrom(fixture.outsider);
    }
}
