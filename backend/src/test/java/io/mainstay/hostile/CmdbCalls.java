// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One acceptable call of each mutation of the configuration management database. */
final class CmdbCalls {

    private CmdbCalls() {}

    static List<AcceptableCall> of(HostileFixture fixture) {
        return Stream.of(items(fixture), outages(fixture), controls(fixture))
                .flatMap(List::stream)
                .toList();
    }

    /** A configuration item of which somebody has changed an attribute without a change. */
    static String differing(HostileFixture fixture, String name) {
        String id = fixture.cmdb.ci(fixture.worker, "server", name);
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!) { configurationItemUpdate(id: $id, input: {attributes: [{key: \"cpuCount\", value: 8}]},"
                                + " expectedVersion: 1) { userErrors { code } } }",
                        Map.of("id", id))
                .accepted("configurationItemUpdate");
        return id;
    }

    private static List<AcceptableCall> controls(HostileFixture fixture) {
        String differing = differing(fixture, "Hostile difference");
        Named change = fixture.change(Map.of("ciIds", List.of(differing, fixture.server)));
        change = fixture.after("change", change, "Submit", Map.of());
        change = fixture.after("change", change, "Assess", Map.of("riskLevel", "LOW", "reason", "Done often"));
        change = fixture.after(fixture.administrator, "change", change, "Authorise", Map.of());
        return List.of(
                AcceptableCall.of("ciControlsSet", fixture.worker)
                        .with(
                                "expectedVersion",
                                Integer.parseInt(fixture.text("MATCH (c:CiControls) RETURN toString(c.version)")))
                        .with(
                                "input",
                                input(
                                        "rules",
                                        List.of(input(
                                                "classId", "rack", "mode", "WARN", "attributes", List.of("slots")))))
                        .allowedInEveryState()
                        .seenByEverybody()
                        .alsoRefuses(
                                "no key", List.of("No key"), List.of("input", "rules", 0, "attributes"), "INVALID"),
                AcceptableCall.of("unauthorisedDifferenceAccept", fixture.worker)
                        .with("id", differing)
                        .with("expectedVersion", 2)
                        .with("input", input("changeId", change.id()))
                        .forbiddenWith(Map.of("id", fixture.server, "expectedVersion", 1))
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses(
                                "a change of another item",
                                fixture.change().id(),
                                List.of("input", "changeId"),
                                "CONFLICT"));
    }

    private static List<AcceptableCall> outages(HostileFixture fixture) {
        Map<String, Object> outage = input(
                "ciId", fixture.server,
                "title", "Hostile outage",
                "from", "2190-01-05T09:00:00Z",
                "to", "2190-01-05T10:00:00Z");
        HostileFixture.Named moved = outage(fixture, outage);
        HostileFixture.Named dropped = outage(fixture, outage);
        HostileFixture.Named over = outage(fixture, outage);
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!) { plannedOutageCancel(id: $id, expectedVersion: 1) { userErrors { code } } }",
                        Map.of("id", over.id()))
                .accepted("plannedOutageCancel");
        Map<String, Object> cancelled = Map.of("id", over.id(), "expectedVersion", 2);
        return List.of(
                AcceptableCall.of("plannedOutageCreate", fixture.worker)
                        .with("input", outage)
                        .forbiddenWith("input", Tree.with(outage, List.of("ciId"), retired(fixture, "Hostile ruin")))
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("over", "2000-01-05T10:00:00Z", List.of("input", "to"), "INVALID")
                        .alsoRefuses("backwards", "2190-01-06T09:00:00Z", List.of("input", "from"), "INVALID")
                        .alsoRefuses("too long", "2199-01-05T09:00:00Z", List.of("input", "to"), "INVALID"),
                AcceptableCall.of("plannedOutageUpdate", fixture.worker)
                        .with("id", moved.id())
                        .with("expectedVersion", moved.version())
                        .with("input", input("title", "Hostile outage moved"))
                        .forbiddenWith(cancelled)
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("no title", null, List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("no end", null, List.of("input", "to"), "REQUIRED")
                        .alsoRefuses("backwards", "2190-01-06T09:00:00Z", List.of("input", "from"), "INVALID"),
                AcceptableCall.of("plannedOutageCancel", fixture.worker)
                        .with("id", dropped.id())
                        .with("expectedVersion", dropped.version())
                        .forbiddenWith(cancelled)
                        .hiddenFrom(fixture.outsider));
    }

    private static HostileFixture.Named outage(HostileFixture fixture, Map<String, Object> input) {
        return fixture.made("plannedOutageCreate", "PlannedOutageCreateInput", "plannedOutage", fixture.worker, input);
    }

    private static String retired(HostileFixture fixture, String name) {
        String retired = fixture.cmdb.ci(fixture.worker, "server", name);
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!) { configurationItemSetLifecycle(id: $id, lifecycle: RETIRED, expectedVersion: 1)"
                                + " { userErrors { code } } }",
                        Map.of("id", retired))
                .accepted("configurationItemSetLifecycle");
        return retired;
    }

    private static List<AcceptableCall> items(HostileFixture fixture) {
        String retired = retired(fixture, "Hostile retired");
        String related = fixture.cmdb.ci(fixture.worker, "server", "Hostile related");
        String relation = fixture.cmdb.relate(fixture.worker, related, "DEPENDS_ON", fixture.server);
        String ended = fixture.cmdb.relate(fixture.worker, fixture.server, "CONNECTED_TO", related);
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!) { relationEnd(id: $id, expectedVersion: 1) { userErrors { code } } }",
                        Map.of("id", ended))
                .accepted("relationEnd");
        List<Map<String, Object>> attributes = List.of(input("key", "cpuCount", "value", 8));
        return List.of(
                AcceptableCall.of("configurationItemCreate", fixture.worker)
                        .with(
                                "input",
                                input(
                                        "classId",
                                        "server",
                                        "name",
                                        "Hostile new",
                                        "organisationId",
                                        fixture.organisation,
                                        "attributes",
                                        attributes))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("born retired", "RETIRED", List.of("input", "lifecycle"), "INVALID")
                        .alsoRefuses("abstract class", "compute", List.of("input", "classId"), "INVALID")
                        .alsoRefuses("above clearance", "CONFIDENTIAL", List.of("input", "confidentiality"), "INVALID")
                        .alsoRefuses(
                                "a key twice",
                                List.of(attributes.getFirst(), attributes.getFirst()),
                                List.of("input", "attributes"),
                                "INVALID"),
                item(fixture, "Update", "Hostile update")
                        .with("input", input("name", "Hostile updated", "attributes", attributes))
                        .forbiddenWith(Map.of("id", retired, "expectedVersion", 2))
                        .alsoRefuses("no name", null, List.of("input", "name"), "REQUIRED")
                        .alsoRefuses("no organisation", null, List.of("input", "organisationId"), "REQUIRED"),
                item(fixture, "SetLifecycle", "Hostile lifecycle")
                        .with("lifecycle", "RETIRING")
                        .forbiddenWith(Map.of("id", retired, "expectedVersion", 2, "lifecycle", "PLANNED")),
                item(fixture, "SetOperationalStatus", "Hostile status")
                        .with("status", "DOWN")
                        .forbiddenWith(Map.of("id", retired, "expectedVersion", 2)),
                AcceptableCall.of("relationCreate", fixture.worker)
                        .with(
                                "input",
                                input(
                                        "sourceId",
                                        fixture.cmdb.ci(fixture.worker, "server", "Hostile source"),
                                        "targetId",
                                        fixture.server,
                                        "type",
                                        "DEPENDS_ON",
                                        "group",
                                        input("name", "Hostile group", "minUp", 1)))
                        .forbiddenWith(
                                "input", input("sourceId", retired, "targetId", fixture.server, "type", "DEPENDS_ON"))
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("to itself", fixture.server, List.of("input", "sourceId"), "INVALID")
                        .alsoRefuses("unknown type", "NO_SUCH", List.of("input", "type"), "INVALID"),
                AcceptableCall.of("relationEnd", fixture.worker)
                        .with("id", relation)
                        .with("expectedVersion", 1)
                        .forbiddenWith(Map.of("id", ended, "expectedVersion", 2))
                        .hiddenFrom(fixture.outsider));
    }

    private static AcceptableCall item(HostileFixture fixture, String action, String name) {
        return AcceptableCall.of("configurationItem" + action, fixture.worker)
                .with("id", fixture.cmdb.ci(fixture.worker, "server", name))
                .with("expectedVersion", 1)
                .hiddenFrom(fixture.outsider);
    }
}
