// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import java.util.List;
import java.util.Map;

/** One acceptable call of each mutation of business calendars and SLA definitions. */
final class SlaCalls {

    private static final String AROUND_THE_CLOCK = "00000000-0000-7000-8051-000000000051";

    private final HostileFixture fixture;

    private SlaCalls(HostileFixture fixture) {
        this.fixture = fixture;
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        SlaCalls calls = new SlaCalls(fixture);
        Named calendar = fixture.made(
                "businessCalendarCreate",
                "BusinessCalendarInput",
                "businessCalendar",
                fixture.manager,
                calls.calendar("Hostile hours"));
        Named revised = calls.madeDefinition("HOSTILE_REVISED");
        Named dropped = calls.madeDefinition("HOSTILE_DROPPED");
        Named retired = calls.retiredDefinition();
        Map<String, Object> ended = Map.of("id", retired.id(), "expectedVersion", retired.version() + 1);
        return List.of(
                calls.configuring("businessCalendarCreate")
                        .with("input", calls.calendar("Hostile new hours"))
                        .allowedInEveryState()
                        .seenByEverybody()
                        .alsoRefuses("no business time", calls.withoutHours(), List.of("input"), "INVALID"),
                calls.configuring("businessCalendarRevise")
                        .with("id", calendar.id())
                        .with("expectedVersion", calendar.version())
                        .with("input", calls.calendar("Hostile hours"))
                        .allowedInEveryState()
                        .seenByEverybody(),
                calls.configuring("slaDefinitionCreate")
                        .with("input", calls.definition("HOSTILE_NEW"))
                        .allowedInEveryState()
                        .seenByEverybody()
                        .alsoRefuses(
                                "the same records",
                                "HOSTILE_REVISED",
                                List.of("input", "customerClass"),
                                "ALREADY_EXISTS"),
                calls.configuring("slaDefinitionRevise")
                        .with("id", revised.id())
                        .with("expectedVersion", revised.version())
                        .with("input", calls.definition("HOSTILE_REVISED"))
                        .forbiddenWith(ended)
                        .seenByEverybody()
                        .alsoRefuses("another kind", "PROBLEM", List.of("input", "kind"), "INVALID")
                        .alsoRefuses("another metric", "RESPONSE", List.of("input", "metric"), "INVALID"),
                calls.configuring("slaDefinitionRetire")
                        .with("id", dropped.id())
                        .with("expectedVersion", dropped.version())
                        .forbiddenWith(ended)
                        .seenByEverybody());
    }

    private AcceptableCall configuring(String mutation) {
        return AcceptableCall.of(mutation, fixture.manager);
    }

    private Named madeDefinition(String customerClass) {
        return fixture.made(
                "slaDefinitionCreate",
                "SlaDefinitionInput",
                "slaDefinition",
                fixture.manager,
                definition(customerClass));
    }

    private Named retiredDefinition() {
        Named definition = madeDefinition("HOSTILE_RETIRED");
        fixture.execute(
                        fixture.manager,
                        "mutation($id: ID!) { slaDefinitionRetire(id: $id, expectedVersion: 1) { userErrors { code } } }",
                        Map.of("id", definition.id()))
                .accepted("slaDefinitionRetire");
        return definition;
    }

    private Map<String, Object> calendar(String name) {
        return input(
                "name",
                name,
                "validFrom",
                "2026-01-01",
                "zone",
                "Europe/Berlin",
                "weekly",
                List.of(input("day", "MONDAY", "from", 480, "to", 1020)),
                "holidays",
                List.of(input("date", "2026-12-25", "name", "Christmas")),
                "exceptions",
                List.of(input(
                        "date", "2026-12-24",
                        "reason", "Eve",
                        "intervals", List.of(input("from", 480, "to", 720)))));
    }

    private Map<String, Object> withoutHours() {
        return input("name", "Hostile idleness", "zone", "UTC", "weekly", List.of());
    }

    private Map<String, Object> definition(String customerClass) {
        return input(
                "name",
                "For " + customerClass,
                "kind",
                "INCIDENT",
                "metric",
                "RESOLUTION",
                "customerClass",
                customerClass,
                "serviceOfferingId",
                fixture.offering,
                "pausingHoldReasons",
                List.of("AWAITING_CUSTOMER"),
                "warningPercents",
                List.of(50),
                "target",
                "PT4H",
                "calendarId",
                AROUND_THE_CLOCK);
    }
}
