// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.store;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Row;
import io.mainstay.record.Field;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.ListQuery;
import io.mainstay.record.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of a kind of record that the reader may see.
 *
 * @param <R> the record; it has the field {@code id}
 */
public final class RecordList<R> {

    private final Cypher cypher;
    private final String name;
    private final FieldCatalogue<R> fields;
    private final ListCypher<R> composer;
    private final Function<Row, R> reader;
    private final Function<R, String> id;

    /**
     * @param name of the statements in meters, such as {@code incident}
     * @param label of the records' nodes
     * @param reader of a node
     */
    public RecordList(
            Cypher cypher,
            CypherCatalogue catalogue,
            String name,
            String label,
            FieldCatalogue<R> fields,
            Function<Row, R> reader,
            Function<R, String> id) {
        this(cypher, catalogue.macro("visible", ListCypher.NODE), name, label, fields, reader, id);
    }

    /** @param visible the condition under which the reader sees {@value ListCypher#NODE}, which is no record of its own right */
    public RecordList(
            Cypher cypher,
            String visible,
            String name,
            String label,
            FieldCatalogue<R> fields,
            Function<Row, R> reader,
            Function<R, String> id) {
        this.cypher = cypher;
        this.name = name;
        this.fields = fields;
        this.composer = new ListCypher<>(label, fields, visible);
        this.reader = reader;
        this.id = id;
    }

    public Page<R> page(Visibility visibility, ListQuery query, PageRequest request) {
        ListCypher.Composed composed = composer.page(query, request);
        List<R> rows = cypher.composed(name + "/list", composed.text())
                .with(composed.parameters())
                .with("v", visibility.parameters())
                .list(row -> reader.apply(row.row(ListCypher.NODE)));
        return Page.ofRows(rows, request, record -> cursor(query, record));
    }

    public int count(Visibility visibility, ListQuery query) {
        ListCypher.Composed composed = composer.count(query);
        return cypher.composed(name + "/count", composed.text())
                .with(composed.parameters())
                .with("v", visibility.parameters())
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    private Cursor cursor(ListQuery query, R record) {
        List<@Nullable String> values = new ArrayList<>();
        for (Sort sort : fields.sorts(query)) {
            Field<R> field = fields.sortField(sort);
            values.add(field.cursorValue(record));
        }
        return Cursor.of(values, id.apply(record), query.scope());
    }
}
