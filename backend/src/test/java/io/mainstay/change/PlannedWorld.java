// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Changes with the items, relations and windows around them; times are hours after the next full one. */
final class PlannedWorld {

    final ChangeFixture fixture;
    final String configurator;
    private final CmdbFixture cmdb;
    private final Instant start;

    PlannedWorld(GraphQlClient client, UnitOfWork work, Cypher cypher, SettableClock clock, CmdbFixture cmdb) {
        this.fixture = new ChangeFixture(client, work, cypher, clock);
        this.cmdb = cmdb;
        this.start = clock.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        configurator = cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
    }

    Instant hour(int hours) {
        return start.plus(Duration.ofHours(hours));
    }

    String newCi(String classId) {
        return cmdb.ci(configurator, classId, "A " + classId);
    }

    String hiddenCi(String name) {
        return cmdb.ci(configurator, Map.of("classId", "server", "name", name, "confidentiality", "CONFIDENTIAL"));
    }

    void dependsOn(String dependentId, String providerId) {
        cmdb.relate(configurator, dependentId, "DEPENDS_ON", providerId);
    }

    /** An item that has a redundancy group, of which one member must be up. */
    void redundant(String dependentId, List<String> memberIds) {
        for (String memberId : memberIds) {
            cmdb.relate(
                    configurator,
                    Map.of(
                            "sourceId",
                            dependentId,
                            "type",
                            "DEPENDS_ON",
                            "targetId",
                            memberId,
                            "group",
                            Map.of("name", "pair", "minUp", 1)));
        }
    }

    Map<String, Object> times(int from, int to) {
        return Map.of("from", hour(from).toString(), "to", hour(to).toString(), "zone", "Europe/Berlin");
    }

    String submitted(int from, int to, List<String> ciIds, Map<String, ?> more) {
        String id = draft(from, to, ciIds, more);
        fixture.move(id, ChangeState.ASSESSMENT);
        return id;
    }

    String draft(int from, int to, List<String> ciIds, Map<String, ?> more) {
        Map<String, Object> details = new HashMap<>(Map.of("window", times(from, to), "ciIds", ciIds));
        details.putAll(more);
        return fixture.requested(details);
    }

    void status(String ciId, String status) {
        JsonNode item = fixture.query(
                        configurator, "query($id: ID!) { configurationItem(id: $id) { version } }", Map.of("id", ciId))
                .withoutErrors()
                .at("configurationItem");
        fixture.query(
                        configurator,
                        "mutation($id: ID!, $version: Int!) { configurationItemSetOperationalStatus(id: $id, status: "
                                + status + ", expectedVersion: $version) { userErrors { code message } } }",
                        Map.of("id", ciId, "version", item.at("/version").asInt()))
                .accepted("configurationItemSetOperationalStatus");
    }

    String window(String kind, String name, String ciId, int from, int to) {
        return window(fixture.manager, kind, name, ciId, from, to);
    }

    String window(String token, String kind, String name, String ciId, int from, int to) {
        return fixture.query(
                        token,
                        "mutation($input: ChangeWindowInput!) { " + kind
                                + "WindowSet(input: $input) { changeWindow { id } userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "name",
                                        name,
                                        "zone",
                                        "UTC",
                                        "startsAt",
                                        local(from),
                                        "endsAt",
                                        local(to),
                                        "scope",
                                        Map.of("ciIds", List.of(ciId)))))
                .accepted(kind + "WindowSet")
                .text(kind + "WindowSet.changeWindow.id");
    }

    String outage(String title, String ciId, int from, int to) {
        return fixture.query(
                        fixture.manager,
                        "mutation($input: PlannedOutageCreateInput!) { plannedOutageCreate(input: $input)"
                                + " { plannedOutage { id } userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "ciId",
                                        ciId,
                                        "title",
                                        title,
                                        "from",
                                        hour(from).toString(),
                                        "to",
                                        hour(to).toString())))
                .accepted("plannedOutageCreate")
                .text("plannedOutageCreate.plannedOutage.id");
    }

    private String local(int hours) {
        return LocalDateTime.ofInstant(hour(hours), ZoneOffset.UTC).toString();
    }
}
