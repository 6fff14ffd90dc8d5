// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items in the list's order
 * @param hasNext whether items follow the last one
 */
public record Page<T>(List<Item<T>> items, boolean hasNext) {

    /** An item with the cursor after which the next part begins. */
    public record Item<T>(T node, Cursor cursor) {}

    public Page {
        items = List.copyOf(items);
    }

    /** Makes a page of rows that were read with a limit of one more than asked for. */
    public static <T> Page<T> ofRows(List<T> rows, PageRequest request, Function<T, Cursor> cursor) {
        boolean hasNext = rows.size() > request.first();
        List<T> shown = hasNext ? rows.subList(0, request.first()) : rows;
        return new Page<>(
                shown.stream().map(row -> new Item<>(row, cursor.apply(row))).toList(), hasNext);
    }

    public List<T> nodes() {
        return items.stream().map(Item::node).toList();
    }

    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(
                items.stream()
                        .map(item -> new Item<>(mapper.apply(item.node()), item.cursor()))
                        .toList(),
                hasNext);
    }
}
