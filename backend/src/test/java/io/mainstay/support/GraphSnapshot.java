// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/**
 * Everything in the graph at one moment, to show what a request has changed. Left out are lock marks and what the
 * platform's background work writes by itself.
 */
public final class GraphSnapshot {

    private static final Set<String> BACKGROUND = Set.of(
            "Lease",
            "Schedule",
            "OutboxSequence",
            "OutboxCursor",
            "NumberSequence",
            "AuditSeal",
            "AuditSealer",
            "Migration",
            "MigrationLease");
    private static final Set<String> BACKGROUND_PROPERTIES = Set.of(
            "lockedBy", "seq", "pendingId", "pendingAggregateId", "unsealedSince", "sealNumber", "synchronisedAt");

    /** Timers that followers arm once they hear of an earlier event, which may be while something else is tried. */
    private static final Set<String> BACKGROUND_TIMERS = Set.of(
            "change.window-conflicts",
            "change.incident-conflicts",
            "change.item-conflicts",
            "change.relation-conflicts");

    private final Map<String, String> elements;

    private GraphSnapshot(Map<String, String> elements) {
        this.elements = elements;
    }

    public static GraphSnapshot of(Driver driver) {
        Map<String, String> elements = new TreeMap<>();
        try (Session session = driver.session()) {
            session.run("MATCH (n) RETURN elementId(n) AS id, labels(n) AS kinds, properties(n) AS properties")
                    .forEachRemaining(row -> add(elements, row, "node"));
            session.run("""
                            MATCH (a)-[r]->(b)
                            RETURN elementId(r) AS id, [type(r), elementId(a), elementId(b)] AS kinds,
                                properties(r) AS properties""").forEachRemaining(row -> add(elements, row, "relationship"));
        }
        return new GraphSnapshot(elements);
    }

    /** What is there now and was not, or is no more, or differs; empty if nothing has changed. */
    public List<String> differencesTo(GraphSnapshot later) {
        List<String> differences = new ArrayList<>();
        elements.forEach((id, text) -> {
            String now = later.elements.get(id);
            if (now == null) {
                differences.add("gone: " + text);
            } else if (!now.equals(text)) {
                differences.add("changed: " + text + " to " + now);
            }
        });
        later.elements.forEach((id, text) -> {
            if (!elements.containsKey(id)) {
                differences.add("new: " + text);
            }
        });
        return differences;
    }

    private static void add(Map<String, String> elements, Record row, String what) {
        List<String> kinds = row.get("kinds").asList(value -> value.asString());
        if (kinds.stream().anyMatch(BACKGROUND::contains)) {
            return;
        }
        Map<String, Object> properties = new TreeMap<>(row.get("properties").asMap());
        if (kinds.contains("Timer") && BACKGROUND_TIMERS.contains(properties.get("kind"))) {
            return;
        }
        properties.keySet().removeAll(BACKGROUND_PROPERTIES);
        elements.put(what + row.get("id").asString(), kinds + " " + properties);
    }
}
