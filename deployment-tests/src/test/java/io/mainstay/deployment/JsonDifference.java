// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One place in which two documents differ, as a step of a patch (RFC 6902) from the first to the second.
 *
 * @param operation add, remove or replace
 * @param value what the second one has there
 */
record JsonDifference(
        String operation, String path, @Nullable JsonNode value) {

    private static final int LONGEST = 120;

    /** All places, the most precise ones: lists of one length are compared element by element. */
    static List<JsonDifference> between(JsonNode first, JsonNode second) {
        List<JsonDifference> differences = new ArrayList<>();
        compare(first, second, "", differences);
        return differences;
    }

    @Override
    public String toString() {
        if (value == null) {
            return "%s %s".formatted(operation, path);
        }
        String text = value.toString();
        return "%s %s: %s"
                .formatted(operation, path, text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
    }

    private static void compare(JsonNode first, JsonNode second, String path, List<JsonDifference> differences) {
        if (first.equals(second)) {
            return;
        }
        if (first.isObject() && second.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            first.fieldNames().forEachRemaining(names::add);
            second.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String inner = path + "/" + name.replace("~", "~0").replace("/", "~1");
                if (!second.has(name)) {
                    differences.add(new JsonDifference("remove", inner, null));
                } else if (!first.has(name)) {
                    differences.add(new JsonDifference("add", inner, second.get(name)));
                } else {
                    compare(first.get(name), second.get(name), inner, differences);
                }
            }
        } else if (first.isArray() && second.isArray() && first.size() == second.size()) {
            for (int i = 0; i < first.size(); i++) {
                compare(first.get(i), second.get(i), path + "/" + i, differences);
            }
        } else {
            differences.add(new JsonDifference("replace", path, second));
        }
    }

    JsonNode patch() {
        var step = JsonNodeFactory.instance.objectNode().put("op", operation).put("path", path);
        return value == null ? step : step.set("value", value);
    }
}
