// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.kernel.Role;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * A real data centre inventory, loaded through the API. Reads the folder that the system property {@code
 * mainstay.sample-data} names and skips without it.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetBoxInventoryIT {

    private static final String IMPACT = """
            query ($failed: [ID!]!, $after: String) {
              impact(input: {failed: $failed}) {
                complete hiddenCount source counts { state count } failed { name }
                impacted(first: 100, after: $after) {
                  totalCount
                  nodes {
                    state distance alreadyDown
                    ci { name class { key } attributes(keys: ["netboxKey"]) { value } }
                    path { from { name } to { name } relationType }
                    groups { group members up minUp spare }
                  }
                }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private CypherCalls calls;

    private final Map<String, String> ids = new HashMap<>();
    private String token = "";

    @BeforeAll
    void loadInventory() throws IOException {
        String folder = System.getProperty("mainstay.sample-data", "");
        boolean present = !folder.isEmpty() && Files.exists(Path.of(folder, "netbox", "objects.csv"));
        assertThat(present || System.getenv("CI") == null || !Files.exists(Path.of("../../shared/data")))
                .as("sample data is there but mainstay.sample-data does not name it")
                .isTrue();
        assumeTrue(present, "the system property mainstay.sample-data names no folder with the NetBox inventory");
        token = fixture.person(Role.CONFIGURATION_MANAGER, fixture.organisation("Data centres"))
                .token();
        List<CSVRecord> objects = read(Path.of(folder, "netbox", "objects.csv"));
        List<String> made = fixture.each(
                token,
                "configurationItemCreate",
                "ConfigurationItemCreateInput",
                "configurationItem",
                objects.stream().map(NetBoxInventoryIT::item).toList());
        for (int i = 0; i < objects.size(); i++) {
            ids.put(objects.get(i).get("key"), made.get(i));
        }
        List<CSVRecord> relations = read(Path.of(folder, "netbox", "relations.csv"));
        fixture.each(token, "relationCreate", "RelationCreateInput", "relation", relations(relations));
    }

    @Test
    void shouldPutTheRackAtRiskThatLosesOneOfTwoFeeds() {
        JsonNode impact = impact("power-feed-5");

        assertThat(statesByKey(impact)).isEqualTo(Map.of("rack-16", "AT_RISK"));
        JsonNode rack = impact.at("/impacted/nodes/0");
        assertThat(rack.at("/distance").asInt()).isEqualTo(1);
        assertThat(rack.at("/groups").toString()).isEqualTo("""
                        [{"group":"power","members":2,"up":1,"minUp":1,"spare":0}]""");
        assertThat(impact.at("/complete").asBoolean()).isTrue();
    }

    @Test
    void shouldTakeTheRackAndItsDeviceDownWhenBothFeedsFail() {
        JsonNode impact = impact("power-feed-5", "power-feed-6");

        Map<String, String> states = statesByKey(impact);
        assertThat(states).hasSize(2).containsEntry("rack-16", "DOWN");
        assertThat(states.entrySet())
                .filteredOn(entry -> entry.getKey().startsWith("device-"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getValue()).isEqualTo("DOWN"));
        JsonNode device = impact.at("/impacted/nodes/1");
        assertThat(device.at("/path")).hasSize(2);
        assertThat(device.at("/path/1/relationType").asString()).isEqualTo("LOCATED_IN");
    }

    @Test
    void shouldTakeEverythingAtTheSiteDown() {
        calls.reset();
        JsonNode impact = impact("site-21");

        assertThat(impact.at("/impacted/totalCount").asInt()).isEqualTo(92);
        Map<String, Long> classes = new TreeMap<>(impact.at("/impacted/nodes")
                .valueStream()
                .collect(groupingBy(node -> node.at("/ci/class/key").asString(), counting())));
        assertThat(classes).isEqualTo(Map.of("power-feed", 48L, "rack", 26L, "device", 14L, "power-panel", 4L));
        assertThat(impact.at("/impacted/nodes").valueStream())
                .allMatch(node -> node.at("/state").asString().equals("DOWN"))
                .allMatch(
                        node -> node.at("/path").size() == node.at("/distance").asInt());
        assertThat(calls.since("cmdb/dependents"))
                .as("one call for each level that the failure reaches, and one that finds no more")
                .hasSizeLessThanOrEqualTo(6);
        assertThat(calls.since("cmdb/impact-facts"))
                .as("what the reader may see of the failed and of the impacted items")
                .hasSize(2);
        assertThat(calls.since("cmdb/items-by-id"))
                .as("the items shown, which the query has at three depths")
                .hasSizeBetween(1, 3);
    }

    @Test
    void shouldShowTheTreeAroundARack() {
        GraphQlAnswer answer =
                client.execute(token, """
                        query ($id: ID!) {
                          dependencies(ciId: $id, depth: 5) {
                            complete hiddenCount ci { name }
                            dependsOn(first: 100) { totalCount nodes { depth relationType group ci { class { key } } } }
                            dependents(first: 100) { nodes { depth relationType ci { class { key } } } }
                          }
                        }""", Map.of("id", ids.get("rack-16"))).withoutErrors();

        assertThat(answer.at("dependencies.complete").asBoolean()).isTrue();
        assertThat(answer.at("dependencies.dependsOn.nodes").valueStream())
                .filteredOn(node -> node.at("/ci/class/key").asString().equals("power-feed"))
                .hasSize(2)
                .allMatch(node -> node.at("/group").asString().equals("power"));
        assertThat(answer.at("dependencies.dependents.nodes").valueStream())
                .extracting(node -> node.at("/ci/class/key").asString())
                .containsOnly("device");
    }

    private JsonNode impact(String... keys) {
        return client.execute(
                        token,
                        IMPACT,
                        Map.of("failed", List.of(keys).stream().map(ids::get).toList()))
                .withoutErrors()
                .at("impact");
    }

    private static Map<String, String> statesByKey(JsonNode impact) {
        Map<String, String> states = new TreeMap<>();
        impact.at("/impacted/nodes")
                .forEach(node -> states.put(
                        node.at("/ci/attributes/0/value").asString(),
                        node.at("/state").asString()));
        return states;
    }

    private static Map<String, Object> item(CSVRecord object) {
        List<Map<String, Object>> attributes = new ArrayList<>();
        attributes.add(Map.of("key", "netboxKey", "value", object.get("key")));
        Map.of("serial", "serialNumber", "asset_tag", "assetTag", "role", "role", "type", "model", "tenant", "tenant")
                .forEach((column, key) -> {
                    if (!object.get(column).isBlank()) {
                        attributes.add(Map.of("key", key, "value", object.get(column)));
                    }
                });
        return Map.of(
                "classId",
                object.get("kind"),
                "name",
                object.get("name"),
                "lifecycle",
                lifecycle(object.get("status")),
                "attributes",
                attributes);
    }

    private static String lifecycle(String status) {
        return switch (status) {
            case "planned" -> "PLANNED";
            case "staged", "staging", "provisioning" -> "IN_BUILD";
            case "decommissioning" -> "RETIRING";
            default -> "LIVE";
        };
    }

    /** A dependent with two sources of power needs one of them. */
    private List<Map<String, Object>> relations(List<CSVRecord> rows) {
        Map<String, Long> feeds = rows.stream()
                .filter(row -> row.get("relation").equals("POWERED_BY"))
                .collect(groupingBy(row -> row.get("from_key"), counting()));
        List<Map<String, Object>> relations = new ArrayList<>();
        for (CSVRecord row : rows) {
            Map<String, Object> relation = new HashMap<>();
            relation.put("sourceId", ids.get(row.get("from_key")));
            relation.put("type", row.get("relation"));
            relation.put("targetId", ids.get(row.get("to_key")));
            if (row.get("relation").equals("POWERED_BY") && feeds.get(row.get("from_key")) == 2) {
                relation.put("group", Map.of("name", "power", "minUp", 1));
            }
            relations.add(relation);
        }
        return relations;
    }

    private static List<CSVRecord> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }
}
