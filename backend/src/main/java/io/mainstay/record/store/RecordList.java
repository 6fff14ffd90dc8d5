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
import io.mainstay.record.Filter;
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

    /** So many records are read and sorted as fast as a page is found in an index of a million, of which they are a part. */
    private static final int FEW = 4_000;

    private final int few;
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
        this(cypher, visible, name, label, fields, reader, id, FEW);
    }

    /** @param few so many records of a source are too many to sort */
    RecordList(
            Cypher cypher,
            String visible,
            String name,
            String label,
            FieldCatalogue<R> fields,
            Function<Row, R> reader,
            Function<R, String> id,
            int few) {
        this.few = few;
        this.cypher = cypher;
        this.name = name;
        this.fields = fields;
        this.composer = new ListCypher<>(label, fields, visible);
        this.reader = reader;
        this.id = id;
    }

    public Page<R> page(Visibility visibility, ListQuery query, PageRequest request) {
        int wanted = request.first() + 1;
        List<R> rows = new ArrayList<>();
        for (ListCypher.Composed part : composer.page(query, request, source(visibility, query), visibility)) {
            if (rows.size() < wanted) {
                rows.addAll(statement("/list", part, visibility, wanted - rows.size())
                        .list(row -> reader.apply(row.row(ListCypher.NODE))));
            }
        }
        return Page.ofRows(rows, request, record -> cursor(query, record));
    }

    public int count(Visibility visibility, ListQuery query) {
        return number("/count", counting(visibility, query), visibility, 1);
    }

    /**
     * How many of the list there are in each of several groups, in their order, all at one time; one database call, beside the one that
     * asks how much the reader sees.
     */
    public List<Integer> counts(Visibility visibility, ListQuery query, List<Filter> groups) {
        ListCypher.Composed composed = composer.counts(query, groups, whole(visibility, query), visibility);
        return statement("/counts", composed, visibility, 1)
                .one(row -> row.integers(ListCypher.COUNTS))
                .orElseThrow();
    }

    private ListCypher.Composed counting(Visibility visibility, ListQuery query) {
        boolean all = query.filter() == null;
        if (all && visibility.seesAll()) {
            return composer.countAll();
        }
        ListSource reached = reached(visibility, query);
        if (reached != null) {
            return composer.count(query, reached, visibility);
        }
        if (all && composer.countsSeen(visibility)) {
            return composer.countSeen();
        }
        return composer.count(query, given(query), visibility);
    }

    /** Where all of a list is read from. */
    private ListSource whole(Visibility visibility, ListQuery query) {
        ListSource reached = reached(visibility, query);
        return reached == null ? given(query) : reached;
    }

    private ListSource given(ListQuery query) {
        ListSource given = composer.given(query);
        return given == null ? new ListSource.Everything() : given;
    }

    /**
     * Where a page is read from at a cost that does not grow with the number of records: from what the reader sees or the
     * filter leaves if it is little, so that sorting it costs little; otherwise from an index in the order of the list, in
     * which enough of the records belong to it.
     */
    private ListSource source(Visibility visibility, ListQuery query) {
        ListSource reached = reached(visibility, query);
        if (reached != null) {
            return reached;
        }
        ListSource.InOrder inOrder = composer.inOrder(query);
        ListSource.Given given = composer.given(query);
        if (given != null
                && (inOrder == null || (given.given() > inOrder.given() && isFew(given, visibility, query)))) {
            return given;
        }
        return inOrder == null ? new ListSource.Everything() : inOrder;
    }

    /** What the reader sees, if that is little. */
    private @Nullable ListSource reached(Visibility visibility, ListQuery query) {
        ListSource reached = new ListSource.Reached();
        return fields.reach() != null && !visibility.everything() && isFew(reached, visibility, query) ? reached : null;
    }

    private boolean isFew(ListSource source, Visibility visibility, ListQuery query) {
        return number("/size", composer.size(query, source, visibility), visibility, few) < few;
    }

    private int number(String what, ListCypher.Composed composed, Visibility visibility, int limit) {
        return statement(what, composed, visibility, limit)
                .one(row -> row.integer(ListCypher.COUNT))
                .orElse(0);
    }

    private Cypher.Statement statement(String what, ListCypher.Composed composed, Visibility visibility, int limit) {
        return cypher.composed(name + what, composed.text())
                .with(composed.parameters())
                .with(ListCypher.LIMIT, limit)
                .with("v", visibility.parameters());
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
