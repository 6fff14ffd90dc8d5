// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.CreateRelation;
import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.UpdateConfigurationItem;
import io.mainstay.record.FieldUpdate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GraphEditStoreTest {

    /** What is cleared and what is left alone are told apart, and values stay what they are. */
    @Test
    void shouldKeepAnEditAsItIs() {
        Map<String, @Nullable Object> attributes = new HashMap<>();
        attributes.put("memoryMb", 65_536);
        attributes.put("speed", 2.5);
        attributes.put("virtual", true);
        attributes.put("rackUnit", null);
        GraphEdit.Base base = new GraphEdit.Base(3, 4, Map.of("name", "abc", "criticality", "def"));
        GraphEdit edit = new GraphEdit(
                List.of(new GraphEdit.AddedItem(
                        "new", "CI0000009", "spare", CreateConfigurationItem.of("server", "db-03", attributes))),
                List.of(new GraphEdit.AlteredItem(
                        "old",
                        base,
                        new UpdateConfigurationItem(
                                FieldUpdate.to("db-01"),
                                FieldUpdate.to(null),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.to(Criticality.HIGH),
                                FieldUpdate.absent(),
                                attributes))),
                List.of(new GraphEdit.RetiredItem("gone", base)),
                List.of(new GraphEdit.AddedRelation(
                        "relation",
                        "group",
                        new CreateRelation(
                                "service",
                                "new",
                                "DEPENDS_ON",
                                FailureEffect.STOPS,
                                new CreateRelation.Group("database", 1, null, null)))),
                List.of(new GraphEdit.EndedRelation("ended", 1, RelationType.USES, "service", "gone")));

        String json = GraphEditStore.json(edit);

        assertThat(json)
                .as("in the same order after each start")
                .contains("{\"criticality\":\"def\",\"name\":\"abc\"}");
        assertThat(JsonMapper.shared().readValue(json, GraphEdit.class)).isEqualTo(edit);
        assertThat(edit.alteredItems().getFirst().values())
                .contains(new GraphEdit.Value("description", null), new GraphEdit.Value("attributes.rackUnit", null))
                .noneMatch(value -> value.field().equals("ownerId"));
        assertThat(edit.presentItemIds()).containsExactly("old", "gone", "service");
    }
}
