// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Schema, defaults and documentation of the chart's values say the same. */
class ValuesPageTest {

    private static final Path PAGE = Repository.file("docs/operations/values.md");

    private final JsonNode schema =
            Yaml.document(Repository.text(Repository.chart().resolve("values.schema.json")));
    private final JsonNode values =
            Yaml.document(Repository.text(Repository.chart().resolve("values.yaml")));

    @Test
    void shouldDescribeEachValueAsTheSchemaDoes() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Values

                Every value of the chart `helm/mainstay`, made from `values.schema.json`, which refuses anything else. Rules between values are
                checked when the chart is rendered, and all that are broken are named at once.
                """);
        values.properties().forEach(section -> {
            JsonNode described = schema.path("properties").path(section.getKey());
            page.append("\n## ").append(section.getKey()).append("\n\n");
            if (described.has("properties")) {
                page.append(described.path("description").asText()).append("\n\n");
            }
            page.append("| value | default | meaning |\n| --- | --- | --- |\n");
            rows(section.getKey(), described, section.getValue())
                    .forEach(row -> page.append(row).append('\n'));
        });

        Snapshot.verify(PAGE, page.toString());
    }

    @Test
    void shouldKnowEachValueThatHasADefaultAndNoOther() {
        List<String> wrong = new ArrayList<>();
        compare("", schema, values, wrong);

        assertThat(wrong).isEmpty();
    }

    private static void compare(String path, JsonNode schema, JsonNode value, List<String> wrong) {
        if (!path.isEmpty() && schema.path("description").asText().isBlank()) {
            wrong.add(path + " is not described");
        }
        if (!schema.has("properties")) {
            return;
        }
        if (!schema.path("additionalProperties").isBoolean()
                || schema.path("additionalProperties").asBoolean()) {
            wrong.add(path + " lets unknown values through");
        }
        schema.path("properties").properties().forEach(property -> {
            // Helm gives it to each chart.
            if (!property.getKey().equals("global")) {
                String inner = path + "/" + property.getKey();
                if (!value.has(property.getKey())) {
                    wrong.add(inner + " has no default");
                }
                compare(inner, property.getValue(), value.path(property.getKey()), wrong);
            }
        });
        value.properties().forEach(property -> {
            if (!schema.path("properties").has(property.getKey())) {
                wrong.add(path + "/" + property.getKey() + " is not in the schema");
            }
        });
    }

    private static List<String> rows(String path, JsonNode schema, JsonNode value) {
        if (schema.has("properties")) {
            return value.properties().stream()
                    .flatMap(property -> rows(
                            path + "." + property.getKey(),
                            schema.path("properties").path(property.getKey()),
                            property.getValue())
                            .stream())
                    .toList();
        }
        return List.of("| `%s` | %s | %s%s |"
                .formatted(path, written(value), schema.path("description").asText(), choices(schema)));
    }

    private static String written(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isEmpty() ? "none" : "`" + spaced(value) + "`";
        }
        return value.asText().isEmpty() ? "empty" : "`" + value.asText() + "`";
    }

    private static String choices(JsonNode schema) {
        if (!schema.has("enum")) {
            return "";
        }
        return StreamSupport.stream(schema.path("enum").spliterator(), false)
                .map(choice -> "`" + choice.asText() + "`")
                .collect(Collectors.joining(", ", " One of ", "."));
    }

    private static String spaced(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(ValuesPageTest::spaced)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> "\"" + entry.getKey() + "\": " + spaced(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }
}
