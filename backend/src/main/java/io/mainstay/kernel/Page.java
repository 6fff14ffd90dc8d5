// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items in the list's order
 * @param hasNext whether items follow the last one
 * @param end the place after which the next part begins; null only if the part is empty and nothing follows
 */
public record Page<T>(
        List<Item<T>> items, boolean hasNext, @Nullable Cursor end) {

    /** An item with the cursor after which the next part begins. */
    public record Item<T>(T node, Cursor cursor) {}

    public Page {
        items = List.copyOf(items);
    }

    /** A page that ends with its last item. */
    public Page(List<Item<T>> items, boolean hasNext) {
        this(items, hasNext, items.isEmpty() ? null : items.getLast().cursor());
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
                hasNext,
                end);
    }

    /**
     * The same part without the items for which there is nothing to show any more. It ends where it ended, so that the next part
     * can be asked for even if nothing is left of this one.
     */
    public <R> Page<R> mapPresent(Function<T, @Nullable R> mapper) {
        List<Item<R>> present = new ArrayList<>();
        for (Item<T> item : items) {
            R node = mapper.apply(item.node());
            if (node != null) {
                present.add(new Item<>(node, item.cursor()));
            }
        }
        return new Page<>(present, hasNext, end);
    }
}
