// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.store;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One part of what belongs to each of several records, the newest first and those of one instant by their ids: as the work log
 * of each incident. A statement takes {@code $beforeInstant}, {@code $beforeId} and {@code $limit}, and its rows are in that order.
 *
 * @param instant by which they are sorted
 * @param id by which those of one instant are sorted
 * @param scope whose cursors are accepted
 */
public record NewestParts<T>(Function<T, Instant> instant, Function<T, String> id, String scope) {

    /** After every instant that a record may have. */
    public static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    /** What links to a record are read as: the id and the report of what it is linked to. */
    private record Linked(String id, Instant reportedAt) {}

    /** The newest tickets to which each record is linked, by the columns {@code id}, {@code linkedId} and {@code reportedAt}: their ids. */
    public static Map<String, Page<String>> ids(Cypher.Statement statement, PageRequest request, String scope) {
        Map<String, Page<String>> ids = new HashMap<>();
        new NewestParts<>(Linked::reportedAt, Linked::id, scope)
                .read(statement, request, "id", row -> new Linked(row.string("linkedId"), row.instant("reportedAt")))
                .forEach((record, part) -> ids.put(record, part.map(Linked::id)));
        return ids;
    }

    /**
     * The parts by the records that have any.
     *
     * @param owner the column of what a row belongs to
     */
    public Map<String, Page<T>> read(
            Cypher.Statement statement, PageRequest request, String owner, Function<Row, T> mapper) {
        Cursor after = request.after();
        Map<String, List<T>> found = statement
                .with(
                        "beforeInstant",
                        after == null ? END_OF_TIME : after.values(1).instant(0))
                .with("beforeId", after == null ? "" : after.id())
                .with("limit", request.first() + 1)
                .grouped(row -> row.string(owner), mapper);
        Map<String, Page<T>> parts = new HashMap<>();
        found.forEach((record, rows) -> parts.put(record, Page.ofRows(rows, request, this::cursor)));
        return parts;
    }

    private Cursor cursor(T row) {
        return Cursor.of(List.of(instant.apply(row).toString()), id.apply(row), scope);
    }
}
