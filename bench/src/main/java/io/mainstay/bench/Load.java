// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/**
 * Fills the database: makes a few records of each sort through the API, waits until all that follows from them is written, and
 * copies them.
 */
public final class Load {

    private static final List<String> CLASSES =
            List.of("server", "virtual-machine", "database", "application-service", "switch", "client-device");
    private static final List<String> WORDS = List.of(
            "printer",
            "login",
            "network",
            "database",
            "invoice",
            "order",
            "mail",
            "disk",
            "timeout",
            "certificate",
            "scanner",
            "backup",
            "portal",
            "telephone",
            "password",
            "replica",
            "switch",
            "report",
            "label",
            "payment");
    private static final long LOADED_FROM = 1_000_000;
    private static final int BATCH = 250;
    private static final int DAYS = 700;
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Api api;
    private final Graph graph;
    private final Random random = new Random(20261130);

    public Load(Api api, Graph graph) {
        this.api = api;
        this.graph = graph;
    }

    public void run(int items, int incidents) {
        long begin = System.nanoTime();
        List<Template> itemTemplates = new ArrayList<>();
        for (String key : CLASSES) {
            itemTemplates.add(template(createItem(key, "bench-template-" + key + "-" + random.nextInt(1_000_000))));
        }
        String offering = createItem("service-offering", "Bench offering " + random.nextInt(1_000_000));
        String relation =
                createRelation(itemTemplates.get(0).id(), itemTemplates.get(1).id());
        settle();
        List<Template> itemOriginals = itemTemplates.stream()
                .map(template -> Template.read(graph, template.id(), false))
                .map(Template::withoutRelationships)
                .toList();
        Template relationOriginal = Template.read(graph, relation, false);
        long first = firstNumber("ConfigurationItem", "CI");
        List<String> itemIds = new ArrayList<>();
        copies("configuration items", items, n -> {
            Template original = itemOriginals.get(n % itemOriginals.size());
            String name = CLASSES.get(n % CLASSES.size()) + "-" + word() + "-" + (first + n);
            Template copy = original.copy("CI%07d".formatted(first + n), name, Map.of(), age());
            itemIds.add(copy.id());
            return copy;
        });
        String source = itemOriginals.get(0).id();
        String target = itemOriginals.get(1).id();
        copies("relations", items * 3 / 2, n -> {
            int from = n % items;
            // Nobody depends on itself, and each pair is there once.
            int to = Math.floorMod(from + 1 + (n / items) + random.nextInt(50) * 2, items);
            return relationOriginal.copy("", "", Map.of(source, itemIds.get(from), target, itemIds.get(to)), age());
        });
        loadIncidents(incidents, itemIds, offering);
        System.out.printf(
                "Loaded in %d s%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }

    private void loadIncidents(int incidents, List<String> itemIds, String offering) {
        List<Template> originals = new ArrayList<>();
        String first = itemIds.getFirst();
        // Of 20: three open in the agent's team, one unassigned, one with another team, one on hold, the others closed.
        int sorts = 20;
        List<String> made = new ArrayList<>();
        for (int n = 0; n < sorts; n++) {
            made.add(createIncident(n, first, offering));
        }
        settle();
        made.forEach(id -> originals.add(Template.read(graph, id, false)));
        long begin = firstNumber("Incident", "INC");
        copies("incidents", incidents, n -> {
            Template original = originals.get(n % sorts);
            String item = itemIds.get(random.nextInt(itemIds.size()));
            String title = word() + " " + word() + " " + word() + " " + (begin + n);
            return original.copy(
                    "INC%07d".formatted(begin + n), title, Map.of(first, item, "benchword", word()), age());
        });
        check(originals.getFirst());
    }

    /** A record that was copied is as one that was made: what {@link Template#copy} rests upon. */
    private void check(Template original) {
        Template copy = original.copy("INC9999999", "as written", Map.of(), Duration.ofDays(1));
        Template.write(graph, List.of(copy));
        Template read = Template.read(graph, copy.id(), false);
        if (!read.shape().equals(original.shape())) {
            throw new IllegalStateException(
                    "A copy has not the shape of what was copied: " + read.shape() + " instead of " + original.shape());
        }
    }

    private void copies(String what, int count, IntFunction<Template> copy) {
        long begin = System.nanoTime();
        List<Template> batch = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            batch.add(copy.apply(n));
            if (batch.size() == BATCH || n == count - 1) {
                Template.write(graph, batch);
                batch.clear();
            }
        }
        System.out.printf(
                "%,d %s in %d s%n",
                count, what, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }

    private Duration age() {
        return Duration.ofSeconds(random.nextInt((int) Duration.ofDays(DAYS).toSeconds()));
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private Template template(String id) {
        return Template.read(graph, id, false);
    }

    /** Until events have their numbers, entries their seals. */
    private static void settle() {
        try {
            Thread.sleep(SETTLED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Numbers of what is loaded begin far behind those that the product gives out. */
    private long firstNumber(String label, String prefix) {
        return graph
                        .read(
                                "MATCH (e:" + label
                                        + ") WHERE e.number STARTS WITH $prefix RETURN max(e.number) AS number",
                                Map.of("prefix", prefix))
                        .stream()
                        .filter(row -> !row.get("number").isNull())
                        .mapToLong(row ->
                                Long.parseLong(row.get("number").asString().substring(prefix.length())))
                        .map(number -> Math.max(number, LOADED_FROM))
                        .findFirst()
                        .orElse(LOADED_FROM)
                + 1;
    }

    private String createItem(String key, String name) {
        JsonNode classes = api.ask("configuration-manager", "{ ciClasses { id key } }", Map.of())
                .get("ciClasses");
        String classId = "";
        for (JsonNode each : classes) {
            if (each.get("key").asString().equals(key)) {
                classId = each.get("id").asString();
            }
        }
        return api.ask("configuration-manager", """
            mutation($classId: ID!, $name: String!) {
              configurationItemCreate(input: {classId: $classId, name: $name, lifecycle: LIVE, operationalStatus: UP}) {
                configurationItem { id } userErrors { code message field } } }
            """, Map.of("classId", classId, "name", name))
                .get("configurationItemCreate")
                .get("configurationItem")
                .get("id")
                .asString();
    }

    private String createRelation(String source, String target) {
        return api.ask("configuration-manager", """
            mutation($source: ID!, $target: ID!) {
              relationCreate(input: {sourceId: $source, targetId: $target, type: "DEPENDS_ON"}) {
                relation { id } userErrors { code message field } } }
            """, Map.of("source", source, "target", target))
                .get("relationCreate")
                .get("relation")
                .get("id")
                .asString();
    }

    private String createIncident(int sort, String item, String offering) {
        List<String> levels = List.of("HIGH", "MEDIUM", "LOW");
        Incidents people = new Incidents(api, "agent");
        Incidents.Made made = people.report(
                "Template " + sort + " " + random.nextInt(1_000_000),
                "The benchword does not answer since this morning, and whoever tries meets the same.",
                levels.get(sort % 3),
                levels.get(sort / 3 % 3),
                List.of(item));
        if (sort == 0) {
            return made.id();
        }
        made = people.assign(made, people.teamId(sort == 1 ? "Network Operations" : "Service Desk"), offering);
        if (sort < 5) {
            return made.id();
        }
        made = people.start(made);
        people.comment(made, "Somebody looks at the benchword now.");
        if (sort == 5) {
            return people.hold(made).id();
        }
        made = people.resolve(made);
        return people.close(made).id();
    }
}
