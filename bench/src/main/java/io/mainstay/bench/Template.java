// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neo4j.driver.Record;

/**
 * All that the product wrote for one record that was made through the API: the record, its trail, clocks, work log, timers and
 * relationships. Copies of it are what the product would have written for others like it, whatever that is in this version. Only
 * the hashes of a copy's trail are those of the original, so {@code auditVerify} does not hold for loaded data.
 */
public record Template(String id, String number, String title, List<Node> nodes, List<Relationship> relationships) {

    /** Events are left out: those of older records have been purged. */
    private static final String NODES = """
        MATCH (e:Entity {id: $id}) RETURN labels(e) AS labels, properties(e) AS properties
        UNION MATCH (e:Entity) WHERE $id IN [e.recordId, e.chainId, e.aggregateId] AND ($events OR NOT e:OutboxEvent)
        RETURN labels(e) AS labels, properties(e) AS properties
        """;

    private static final String RELATIONSHIPS = """
        MATCH (e:Entity {id: $id})
        OPTIONAL MATCH (e)-[r]-(o:Entity)
        WITH e, r WHERE r IS NOT NULL
        RETURN startNode(r).id AS start, endNode(r).id AS end, type(r) AS type, properties(r) AS properties
        UNION
        MATCH (e:CiRelation {id: $id})
        MATCH (s:ConfigurationItem {id: e.sourceId})-[r]-(t:ConfigurationItem {id: e.targetId})
        RETURN startNode(r).id AS start, endNode(r).id AS end, type(r) AS type, properties(r) AS properties
        """;

    /** Long after everything that is measured. */
    private static final Duration TIMERS_LATER = Duration.ofDays(400);

    public record Node(List<String> labels, Map<String, Object> properties) {

        boolean is(String label) {
            return labels.contains(label);
        }
    }

    public record Relationship(String start, String end, String type, Map<String, Object> properties) {}

    /** @param events whether with its events, which it has as long as it is new */
    public static Template read(Graph graph, String id, boolean events) {
        List<Node> nodes = graph.read(NODES, Map.of("id", id, "events", events)).stream()
                .map(row -> new Node(
                        row.get("labels").asList(label -> label.asString()),
                        row.get("properties").asMap()))
                .toList();
        if (nodes.isEmpty()) {
            throw new IllegalStateException("There is no record " + id);
        }
        Map<String, Object> main = nodes.getFirst().properties();
        return new Template(
                id,
                text(main, "number", id),
                text(main, "title", text(main, "name", id)),
                nodes,
                graph.read(RELATIONSHIPS, Map.of("id", id)).stream()
                        .map(Template::relationship)
                        .toList());
    }

    private static Relationship relationship(Record row) {
        return new Relationship(
                row.get("start").asString(),
                row.get("end").asString(),
                row.get("type").asString(),
                row.get("properties").asMap());
    }

    private static String text(Map<String, Object> properties, String name, String otherwise) {
        return properties.get(name) instanceof String text ? text : otherwise;
    }

    /**
     * A record like this one.
     *
     * @param others what else a copy names differently: ids, and words of the title
     * @param age how much earlier everything happened
     */
    public Template copy(String newNumber, String newTitle, Map<String, String> others, Duration age) {
        String newId = Ids.at(Instant.now().minus(age));
        Map<String, String> replaced = new HashMap<>(others);
        nodes.forEach(node -> replaced.put(
                String.valueOf(node.properties().get("id")),
                Ids.at(Instant.now().minus(age))));
        replaced.put(number, newNumber);
        replaced.put(title, newTitle);
        // Last: what has neither number nor title has its id for both.
        replaced.put(id, newId);
        return new Template(
                newId,
                newNumber,
                newTitle,
                nodes.stream().map(node -> node(node, replaced, age)).toList(),
                relationships.stream()
                        .map(relationship -> new Relationship(
                                replaced.getOrDefault(relationship.start(), relationship.start()),
                                replaced.getOrDefault(relationship.end(), relationship.end()),
                                relationship.type(),
                                properties(relationship.properties(), replaced, age)))
                        .toList());
    }

    private static Node node(Node node, Map<String, String> replaced, Duration age) {
        return new Node(
                node.labels(),
                properties(node.properties(), replaced, node.is("Timer") ? age.minus(TIMERS_LATER) : age));
    }

    private static Map<String, Object> properties(
            Map<String, Object> properties, Map<String, String> replaced, Duration age) {
        Map<String, Object> copy = new HashMap<>();
        properties.forEach((name, value) -> copy.put(name, value(value, replaced, age)));
        return copy;
    }

    private static Object value(Object value, Map<String, String> replaced, Duration age) {
        return switch (value) {
            case String text -> text(text, replaced);
            case List<?> values ->
                values.stream().map(each -> value(each, replaced, age)).toList();
            case ZonedDateTime time -> time.minus(age);
            case OffsetDateTime time -> time.minus(age);
            case LocalDateTime time -> time.minus(age);
            default -> value;
        };
    }

    private static String text(String text, Map<String, String> replaced) {
        String whole = replaced.get(text);
        if (whole != null) {
            return whole;
        }
        String result = text;
        for (Map.Entry<String, String> each : replaced.entrySet()) {
            result = result.replace(each.getKey(), each.getValue());
        }
        return result;
    }

    /** The same with events that nobody consumes: what is written beside the product must not give it work. */
    public Template consumed(int sequence) {
        return new Template(
                id,
                number,
                title,
                nodes.stream()
                        .map(node -> node.is("OutboxEvent") ? consumed(node, sequence) : node)
                        .toList(),
                relationships);
    }

    private static Node consumed(Node node, int sequence) {
        Map<String, Object> properties = new HashMap<>(node.properties());
        properties.remove("pendingId");
        properties.remove("pendingAggregateId");
        properties.put("seq", (long) -sequence);
        return new Node(node.labels(), properties);
    }

    /** The record without what it is related to. */
    Template withoutRelationships() {
        return new Template(id, number, title, nodes, List.of());
    }

    /** Which labels have which properties, and which relationships there are: equal for records that were written alike. */
    public Map<String, Integer> shape() {
        Map<String, Integer> shape = new TreeMap<>();
        nodes.forEach(node -> {
            List<String> names = new ArrayList<>(node.properties().keySet());
            names.sort(null);
            shape.merge(node.labels() + " " + names, 1, Integer::sum);
        });
        relationships.forEach(relationship -> shape.merge(
                relationship.type() + " "
                        + relationship.properties().keySet().stream().sorted().toList(),
                1,
                Integer::sum));
        return shape;
    }

    /** How many properties its nodes have together. */
    public int properties() {
        return nodes.stream().mapToInt(node -> node.properties().size()).sum();
    }

    /** Writes records by one transaction, in a statement for the nodes and one for the relationships. */
    public static void write(Graph graph, List<Template> records) {
        graph.write(
                """
                UNWIND $nodes AS row
                CREATE (e:$(row.labels))
                SET e = row.properties
                WITH count(*) AS made
                UNWIND $relationships AS row
                MATCH (s:Entity {id: row.start})
                MATCH (t:Entity {id: row.end})
                CREATE (s)-[r:$(row.type)]->(t)
                SET r = row.properties
                """,
                Map.of(
                        "nodes",
                        records.stream()
                                .flatMap(record -> record.nodes().stream())
                                .map(node -> Map.of("labels", node.labels(), "properties", node.properties()))
                                .toList(),
                        "relationships",
                        records.stream()
                                .flatMap(record -> record.relationships().stream())
                                .map(relationship -> Map.of(
                                        "start", relationship.start(),
                                        "end", relationship.end(),
                                        "type", relationship.type(),
                                        "properties", relationship.properties()))
                                .toList()));
    }
}
