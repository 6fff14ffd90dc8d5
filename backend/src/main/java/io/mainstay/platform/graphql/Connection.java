// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A page in the shape of a GraphQL connection. */
public final class Connection<T> {

    private final Page<T> page;
    private final @Nullable IntSupplier count;

    private Connection(Page<T> page, @Nullable IntSupplier count) {
        this.page = page;
        this.count = count;
    }

    /** A connection whose {@code totalCount} is null, because counting would cost too much. */
    public static <T> Connection<T> of(Page<T> page) {
        return new Connection<>(page, null);
    }

    /** @param count counts all items of the list; asked only when {@code totalCount} is selected */
    public static <T> Connection<T> of(Page<T> page, IntSupplier count) {
        return new Connection<>(page, count);
    }

    public <R> Connection<R> map(Function<T, R> mapper) {
        return new Connection<>(page.map(mapper), count);
    }

    public List<T> getNodes() {
        return page.nodes();
    }

    public List<Edge<T>> getEdges() {
        return page.items().stream()
                .map(item -> new Edge<>(item.node(), item.cursor().encode()))
                .toList();
    }

    public PageInfo getPageInfo() {
        Cursor end = page.end();
        return new PageInfo(page.hasNext(), end == null ? null : end.encode());
    }

    public @Nullable Integer getTotalCount() {
        return count == null ? null : count.getAsInt();
    }

    /** An item and the cursor after which the next page begins. */
    public record Edge<T>(T node, String cursor) {}

    /** Where the page ends. */
    public record PageInfo(boolean hasNextPage, @Nullable String endCursor) {}
}
