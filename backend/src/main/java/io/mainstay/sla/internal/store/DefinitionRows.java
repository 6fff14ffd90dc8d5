// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal.store;

import io.mainstay.platform.cypher.Row;
import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaMetric;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps versions of definitions to nodes and back. */
final class DefinitionRows {

    private DefinitionRows() {}

    static Map<String, @Nullable Object> properties(SlaDefinitionView definition) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("active", definition.active());
        properties.put("name", definition.name());
        properties.put("kind", definition.kind());
        properties.put("metric", definition.metric());
        properties.put("priority", definition.priority());
        properties.put("serviceOfferingId", definition.serviceOfferingId());
        properties.put("customerClass", definition.customerClass());
        properties.put("target", definition.target().toString());
        properties.put("calendarId", definition.calendarId());
        properties.put("pausingHoldReasons", definition.pausingHoldReasons());
        properties.put("reopenMode", definition.reopenMode());
        properties.put("changeMode", definition.changeMode());
        properties.put("pastThresholds", definition.pastThresholds());
        properties.put("warningPercents", definition.warningPercents());
        return properties;
    }

    static SlaDefinitionView view(Row node) {
        return new SlaDefinitionView(
                node.string("definitionId"),
                node.integer("version"),
                node.bool("active"),
                node.string("name"),
                StoredKind.of(node),
                node.enumValue("metric", SlaMetric.class),
                node.stringOrNull("priority"),
                node.stringOrNull("serviceOfferingId"),
                node.stringOrNull("customerClass"),
                Duration.parse(node.string("target")),
                node.string("calendarId"),
                node.strings("pausingHoldReasons"),
                node.enumValue("reopenMode", ReopenMode.class),
                node.enumValue("changeMode", RecalculationMode.class),
                node.enumValue("pastThresholds", PastThresholds.class),
                percents(node));
    }

    private static List<Integer> percents(Row node) {
        return node.valueOrNull("warningPercents") instanceof List<?> percents
                ? percents.stream()
                        .map(percent -> ((Number) percent).intValue())
                        .toList()
                : List.of();
    }
}
