// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list of records holds and in which order.
 *
 * @param filter null for all
 * @param sort none for the order that the kind of record has by itself
 * @param scope a stable text that tells the list apart as it was asked for, for its cursors
 */
public record ListQuery(@Nullable Filter filter, List<Sort> sort, String scope) {

    public ListQuery {
        sort = List.copyOf(sort);
    }

    /** The same list, whose filter is answered as another. */
    ListQuery with(Filter answered) {
        return new ListQuery(answered, sort, scope);
    }
}
