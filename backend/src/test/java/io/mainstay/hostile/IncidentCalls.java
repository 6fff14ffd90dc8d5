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
    private final TicketCalls tickets;

    private IncidentCalls(HostileFixture fixture) {
        this.fixture = fixture;
        this.tickets = new TicketCalls(
                fixture, "incident", fixture::incident, fixture.closed(), "AWAITING_VENDOR", "AWAITING_SUPPLIER");
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        IncidentCalls calls = new IncidentCalls(fixture);
        List<AcceptableCall> all = new ArrayList<>(calls.settings());
        all.addAll(calls.incidents());
        all.addAll(calls.tickets.facets());
        return all;
    }

    private List<AcceptableCall> incidents() {
        Named cancelled = tickets.after(fixture.incident(), "Cancel", Map.of("reason", "Reported twice"));
        return List.of(
                tickets.report(input(
                        "title",
                        "Printer on fire",
                        "serviceOfferingId",
                        fixture.offering,
                        "ciIds",
                        List.of(fixture.server))),
                tickets.action("Start", fixture.incident(), Map.of()),
                tickets.action("Resolve", fixture.incident(), Map.of("code", "SOLVED", "resolution", "Extinguished"))
                        .alsoRefuses("unknown code", "NO_SUCH", List.of("input", "code"), "INVALID")
                        .alsoRefuses(
                                "in the future", "2199-01-01T00:00:00Z", List.of("input", "restoredAt"), "INVALID"),
                tickets.action("Confirm", fixture.resolved(), Map.of()),
                tickets.action("Close", fixture.resolved(), Map.of()),
                tickets.action("Reopen", fixture.resolved(), Map.of("reason", "Burns again")),
                tickets.versioned("RevokeClosure", fixture.closed(), Map.of("reason", "Closed the wrong one"))
                        .forbiddenWith(Map.of("id", cancelled.id(), "expectedVersion", cancelled.version()))
                        .alsoRefuses(
                                "in the future",
                                "2199-01-01T00:00:00Z",
                                List.of("input", "occurredAt"),
                                "INVALID_TIME"),
                tickets.action("Cancel", fixture.incident(), Map.of("reason", "Reported twice")),
                tickets.action(
                                "Update",
                                fixture.incident(),
                                Map.of("title", "Printer is burning", "affectedPersonId", fixture.personId))
                        .alsoRefuses("no title", null, List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("nobody affected", null, List.of("input", "affectedPersonId"), "REQUIRED")
                        .alsoRefuses("blank title", " ", List.of("input", "title"), "REQUIRED"));
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
}
