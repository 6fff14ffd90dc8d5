// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One acceptable call of each mutation of change windows. */
final class WindowCalls {

    private final HostileFixture fixture;
    private final String service;
    private final String site;

    private WindowCalls(HostileFixture fixture) {
        this.fixture = fixture;
        this.service = fixture.cmdb.ci(fixture.worker, "business-service", "Hostile service of a window");
        this.site = fixture.cmdb.ci(fixture.worker, "site", "Hostile site of a window");
    }

    /** A freeze of everything. */
    static Named freeze(HostileFixture fixture, String name) {
        return made(
                fixture,
                "freezeWindowSet",
                input(
                        "name", name,
                        "scope", input("everything", true),
                        "zone", "Europe/Berlin",
                        "startsAt", "2190-12-20T18:00",
                        "endsAt", "2190-12-31T06:00"));
    }

    /** A freeze of everything, some years later. */
    static Named elsewhere(HostileFixture fixture) {
        return made(
                fixture,
                "freezeWindowSet",
                input(
                        "name", "Hostile freeze of later",
                        "scope", input("everything", true),
                        "zone", "Europe/Berlin",
                        "startsAt", "2195-12-20T18:00",
                        "endsAt", "2195-12-31T06:00"));
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        WindowCalls calls = new WindowCalls(fixture);
        Named set = made(fixture, "maintenanceWindowSet", calls.nights("Hostile nights to set"));
        Named suspended = freeze(fixture, "Hostile freeze to suspend");
        Named resumed = calls.suspended(freeze(fixture, "Hostile freeze to resume"));
        Named ended = freeze(fixture, "Hostile freeze to end");
        Named over = calls.ended(freeze(fixture, "Hostile freeze that ended"));
        Named overNights =
                calls.ended(made(fixture, "maintenanceWindowSet", calls.nights("Hostile nights that ended")));
        Map<String, Object> inTheEnd = Map.of("id", over.id(), "expectedVersion", over.version());
        Map<String, Object> suspension =
                input("until", fixture.clock.now().plusSeconds(86_400).toString(), "reason", "Hostile repair");
        return List.of(
                AcceptableCall.of("freezeWindowSet", fixture.worker)
                        .with("input", calls.nights("Hostile new freeze"))
                        .forbiddenWith(inTheEnd)
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("everything and more", true, List.of("input", "scope", "everything"), "INVALID")
                        .alsoRefuses("over", "1990-01-07T01:30", List.of("input", "startsAt"), "INVALID")
                        .alsoRefuses("backwards", "2190-01-03T01:00", List.of("input", "endsAt"), "INVALID")
                        .alsoRefuses("no region", "Europe/Atlantis", List.of("input", "zone"), "INVALID")
                        .alsoRefuses("every second", "FREQ=SECONDLY", List.of("input", "recurrence", "rule"), "INVALID")
                        .alsoRefuses(
                                "no condition", "ci.nmae == 'x'", List.of("input", "scope", "expression"), "INVALID")
                        .alsoRefuses(
                                "a server as a site",
                                List.of(fixture.server),
                                List.of("input", "scope", "siteIds"),
                                "INVALID")
                        .alsoRefuses("a version of nothing", 1, List.of("expectedVersion"), "INVALID"),
                AcceptableCall.of("freezeWindowImport", fixture.worker)
                        .with(
                                "input",
                                input(
                                        "source",
                                        "Hostile list",
                                        "format",
                                        "CSV",
                                        "content",
                                        "uid,name,startsAt,endsAt\nhostile,Hostile entry,2190-12-20T18:00,2190-12-31T06:00\n",
                                        "zone",
                                        "Europe/Berlin",
                                        "scope",
                                        Objects.requireNonNull(calls.nights("").get("scope")),
                                        "dryRun",
                                        false))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("another format", "ICALENDAR", List.of("input", "format"), "INVALID")
                        .alsoRefuses("no list", "Hostile", List.of("input", "content"), "INVALID")
                        .alsoRefuses("no region", "Europe/Atlantis", List.of("input", "zone"), "INVALID"),
                AcceptableCall.of("maintenanceWindowSet", fixture.worker)
                        .with("id", set.id())
                        .with("expectedVersion", set.version())
                        .with("input", calls.nights("Hostile nights set"))
                        .forbiddenWith(Map.of("id", overNights.id(), "expectedVersion", overNights.version()))
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("a freeze", suspended.id(), List.of("id"), "NOT_FOUND")
                        .alsoRefuses("no version", null, List.of("expectedVersion"), "REQUIRED"),
                AcceptableCall.of("changeWindowSuspend", fixture.worker)
                        .with("id", suspended.id())
                        .with("expectedVersion", suspended.version())
                        .with("input", suspension)
                        .forbiddenWith(inTheEnd)
                        .seenByEverybody()
                        .alsoRefuses("past", "2000-01-01T00:00:00Z", List.of("input", "until"), "INVALID")
                        .alsoRefuses("for ever", "2900-01-01T00:00:00Z", List.of("input", "until"), "INVALID"),
                AcceptableCall.of("changeWindowResume", fixture.worker)
                        .with("id", resumed.id())
                        .with("expectedVersion", resumed.version())
                        .forbiddenWith(inTheEnd)
                        .seenByEverybody(),
                AcceptableCall.of("changeWindowEnd", fixture.worker)
                        .with("id", ended.id())
                        .with("expectedVersion", ended.version())
                        .forbiddenWith(inTheEnd)
                        .seenByEverybody());
    }

    private Map<String, Object> nights(String name) {
        return input(
                "name",
                name,
                "description",
                "When nobody works",
                "scope",
                input(
                        "ciIds", List.of(fixture.server),
                        "serviceIds", List.of(service),
                        "siteIds", List.of(site),
                        "classIds", List.of("database"),
                        "organisationIds", List.of(fixture.organisation),
                        "expression", "ci.criticality == 'CRITICAL'"),
                "zone",
                "Europe/Berlin",
                "startsAt",
                "2190-01-03T01:30",
                "endsAt",
                "2190-01-03T03:30",
                "recurrence",
                input(
                        "rule", "FREQ=WEEKLY;BYDAY=SU",
                        "additionalStarts", List.of("2190-01-06T01:30"),
                        "exceptDates", List.of("2190-01-10")));
    }

    private Named suspended(Named window) {
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!, $until: DateTime!) { changeWindowSuspend(id: $id, expectedVersion: 1,"
                                + " input: {until: $until, reason: \"Hostile\"}) { userErrors { code message } } }",
                        Map.of(
                                "id",
                                window.id(),
                                "until",
                                fixture.clock.now().plusSeconds(86_400).toString()))
                .accepted("changeWindowSuspend");
        return new Named(window.id(), window.version() + 1);
    }

    private Named ended(Named window) {
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!) { changeWindowEnd(id: $id, expectedVersion: 1) { userErrors { code message } } }",
                        Map.of("id", window.id()))
                .accepted("changeWindowEnd");
        return new Named(window.id(), window.version() + 1);
    }

    private static Named made(HostileFixture fixture, String mutation, Map<String, Object> input) {
        return fixture.made(mutation, "ChangeWindowInput", "changeWindow", fixture.worker, input);
    }
}
