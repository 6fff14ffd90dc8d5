// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench.scenario;

import static io.mainstay.bench.World.agent;
import static io.mainstay.bench.World.any;

import io.mainstay.bench.Incidents;
import io.mainstay.bench.Incidents.Made;
import io.mainstay.bench.Meter.Operation;
import io.mainstay.bench.Scenario;
import io.mainstay.bench.Scenario.Repeated;
import io.mainstay.bench.Template;
import io.mainstay.bench.World;
import io.mainstay.bench.World.Supply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Changes of records. */
public final class Writes {

    private Writes() {}

    public static List<Scenario> all() {
        return List.of(
                new Repeated("report", "200/s", Writes::report, Writes::bareReport),
                new Repeated("assign", "300/s", Writes::assign, null),
                new Repeated("comment", "300/s", Writes::comment, null),
                new Repeated("resolve", "300/s", Writes::resolve, null),
                new Repeated("ci-create", "200/s", Writes::createItem, Writes::bareItem),
                new Repeated("relation-create", "300/s", Writes::createRelation, null));
    }

    static Operation report(World world) {
        return client -> reportOne(world, client);
    }

    private static Made reportOne(World world, int client) {
        return new Incidents(world.api(), agent(client))
                .report(
                        "Nothing prints in building "
                                + ThreadLocalRandom.current().nextInt(100),
                        "Since this morning every job stays in the queue of the printer beside the lift.",
                        "MEDIUM",
                        "HIGH",
                        List.of(any(world.items())));
    }

    /** The nodes and relationships that a report writes, events included, by one transaction of one statement. */
    static Operation bareReport(World world) {
        Made made = reportOne(world, 0);
        return bare(world, Template.read(world.graph(), made.id(), true), "BARE-INC");
    }

    private static Operation bare(World world, Template template, String prefix) {
        System.out.printf(
                "(%s: %d nodes with %d properties)%n", prefix, template.nodes().size(), template.properties());
        AtomicInteger number = new AtomicInteger(ThreadLocalRandom.current().nextInt(100_000_000));
        return _ -> {
            int next = number.incrementAndGet();
            Template copy = template.copy(prefix + next, "bare " + next, Map.of(), Duration.ZERO);
            Template.write(world.graph(), List.of(copy.consumed(next)));
        };
    }

    static Operation assign(World world) {
        Supply<Made> open = open(world, "i.state = 'NEW'");
        Incidents people = new Incidents(world.api(), agent(0));
        List<String> teams = List.of(people.teamId("Database Operations"), people.teamId("Workplace"));
        return client -> new Incidents(world.api(), agent(client)).assign(open.take(), any(teams), world.offeringId());
    }

    static Operation comment(World world) {
        Supply<Made> open = open(world, "i.state IN ['NEW', 'IN_PROGRESS']");
        return client ->
                new Incidents(world.api(), agent(client)).comment(open.take(), "It happens to my neighbours as well.");
    }

    static Operation resolve(World world) {
        Supply<Made> open = open(world, "i.state IN ['NEW', 'IN_PROGRESS']");
        return client -> new Incidents(world.api(), agent(client)).resolve(open.take());
    }

    private static Supply<Made> open(World world, String condition) {
        return World.each(world
                .graph()
                .read(
                        "MATCH (i:Incident) WHERE i.number >= '' AND " + condition
                                + " AND i.organisationId IS NOT NULL RETURN i.id AS id, i.version AS version"
                                + " ORDER BY rand() LIMIT 15000",
                        Map.of())
                .stream()
                .map(row ->
                        new Made(row.get("id").asString(), row.get("version").asInt()))
                .toList());
    }

    static Operation createItem(World world) {
        String classId = classId(world, "server");
        return _ -> createItem(world, classId);
    }

    private static String createItem(World world, String classId) {
        return world.api()
                .ask(
                        "configuration-manager",
                        """
                        mutation($classId: ID!, $name: String!) { configurationItemCreate(input: {
                          classId: $classId, name: $name, lifecycle: LIVE, operationalStatus: UP}) {
                          configurationItem { id } userErrors { code message field } } }
                        """,
                        Map.of(
                                "classId",
                                classId,
                                "name",
                                "srv-bench-" + ThreadLocalRandom.current().nextLong(1L << 50)))
                .get("configurationItemCreate")
                .get("configurationItem")
                .get("id")
                .asString();
    }

    static Operation bareItem(World world) {
        String id = createItem(world, classId(world, "server"));
        return bare(world, Template.read(world.graph(), id, true), "BARE-CI");
    }

    private static String classId(World world, String key) {
        for (JsonNode each : world.api()
                .ask("configuration-manager", "{ ciClasses { id key } }", Map.of())
                .get("ciClasses")) {
            if (each.get("key").asString().equals(key)) {
                return each.get("id").asString();
            }
        }
        throw new IllegalStateException("There is no class " + key);
    }

    static Operation createRelation(World world) {
        return _ -> {
            String source = any(world.items());
            String target = any(world.items());
            world.api().ask("configuration-manager", """
                mutation($source: ID!, $target: ID!) { relationCreate(input: {
                  sourceId: $source, targetId: $target, type: "DEPENDS_ON"}) {
                  relation { id } userErrors { code message field } } }
                """, Map.of("source", source, "target", target));
        };
    }
}
