// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.ChangeGraphEdit;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The store of graph edits of changes. Writes belong inside the unit of work that holds the change's lock. */
@Component
public final class GraphEditStore {

    private static final String LABEL = "ChangeGraphEdit";

    /** In one order, because evidence and history tell edits apart by a digest of this; maps have another one after each start. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final Cypher cypher;
    private final Writes writes;

    GraphEditStore(Cypher cypher, Writes writes) {
        this.cypher = cypher;
        this.writes = writes;
    }

    /** How an edit is kept. */
    public static String json(GraphEdit edit) {
        return MAPPER.writeValueAsString(edit);
    }

    public void create(ChangeGraphEdit edit) {
        writes.create(List.of(LABEL), List.of(properties(edit)));
    }

    public void save(ChangeGraphEdit edit) {
        writes.change(edit.id(), properties(edit));
    }

    public Optional<ChangeGraphEdit> of(String changeId) {
        return Optional.ofNullable(of(List.of(changeId)).get(changeId));
    }

    /** The edit of each change that has one; visible or not, because edits are seen with their change. */
    public Map<String, ChangeGraphEdit> of(Collection<String> changeIds) {
        return cypher.statement("change/graph-edits-of")
                .with("ids", Set.copyOf(changeIds))
                .keyed(row -> read(row.row("node")), ChangeGraphEdit::changeId);
    }

    private static Map<String, @Nullable Object> properties(ChangeGraphEdit edit) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("id", edit.id());
        properties.put("ticketId", edit.changeId());
        properties.put("content", json(edit.edit()));
        properties.put("setById", edit.setById());
        properties.put("setAt", edit.setAt());
        properties.put("appliedAt", edit.appliedAt());
        return properties;
    }

    private static ChangeGraphEdit read(Row node) {
        return new ChangeGraphEdit(
                node.string("id"),
                node.string("ticketId"),
                MAPPER.readValue(node.string("content"), GraphEdit.class),
                node.string("setById"),
                node.instant("setAt"),
                node.instantOrNull("appliedAt"));
    }
}
