// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests whose filters ended or slowed the database before filters were bounded: Neo4j's parser overflowed at {@code not}
 * nested 70 to 150 deep and its connections hung for two minutes, the others ran into the time limit and their reads went on.
 * All but the counts must be refused at once; the counts are allowed and must not slow anybody else.
 */
final class FilterBombs {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String INCIDENTS =
            "query($filter: IncidentFilter) { incidents(filter: $filter, first: 1) { totalCount } }";
    private static final String ITEMS =
            "query($filter: ConfigurationItemFilter) { configurationItems(filter: $filter, first: 1) { totalCount } }";

    private static final Map<String, Object> INCIDENT_CONDITION = Map.of("title", Map.of("contains", "e"));
    private static final Map<String, Object> ITEM_CONDITION = Map.of("name", Map.of("contains", "e"));

    private FilterBombs() {}

    /** The bodies of requests that are to be refused with {@code BAD_USER_INPUT} before the database hears of them. */
    static Map<String, String> refused() {
        Map<String, String> bombs = new LinkedHashMap<>();
        for (int depth : List.of(70, 100, 150)) {
            bombs.put("not " + depth + " deep in incidents", body(INCIDENTS, nested(depth, INCIDENT_CONDITION)));
            bombs.put("not " + depth + " deep in items", body(ITEMS, nested(depth, ITEM_CONDITION)));
        }
        Map<String, Object> empties = Map.of("and", Collections.nCopies(20_000, Map.of()));
        bombs.put("20,000 empty objects in incidents", body(INCIDENTS, empties));
        bombs.put("20,000 empty objects in items", body(ITEMS, empties));
        bombs.put("5,000 and in an or in incidents", body(INCIDENTS, alternatives(INCIDENT_CONDITION)));
        bombs.put("5,000 and in an or in items", body(ITEMS, alternatives(ITEM_CONDITION)));
        return bombs;
    }

    /** The bodies of requests that are within the limits and as costly as these allow: 20 counts with 48 conditions each. */
    static Map<String, String> costly() {
        return Map.of(
                "counts of incidents with 48 conditions", counts("incidents", "title"),
                "counts of items with 48 conditions", counts("configurationItems", "name"));
    }

    private static String counts(String list, String field) {
        String conditions = IntStream.range(0, 48)
                .mapToObj(number -> "{%s: {contains: \"%s\"}}".formatted(field, Character.toString('a' + number % 26)))
                .collect(Collectors.joining(" "));
        String fields = IntStream.range(0, 20)
                .mapToObj(number ->
                        "c%d: %s(filter: {or: [%s]}, first: 1) { totalCount }".formatted(number, list, conditions))
                .collect(Collectors.joining(" "));
        return JSON.writeValueAsString(Map.of("query", "{ " + fields + " }"));
    }

    private static Map<String, Object> alternatives(Map<String, Object> condition) {
        return Map.of("or", Collections.nCopies(5_000, Map.of("and", List.of(condition))));
    }

    private static Map<String, Object> nested(int depth, Map<String, Object> innermost) {
        Map<String, Object> filter = innermost;
        for (int level = 0; level < depth; level++) {
            filter = Map.of("not", filter);
        }
        return filter;
    }

    private static String body(String document, Map<String, Object> filter) {
        return JSON.writeValueAsString(Map.of("query", document, "variables", Map.of("filter", filter)));
    }
}
