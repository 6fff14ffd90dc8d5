// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

/**
 * The size and cost of a selection once its fragments are unfolded, without unfolding them. What it costs depends on the
 * field around it, so it is kept as the factors of that: {@code own + perItem * page + counts * count}. Sums and products
 * end at {@link Long#MAX_VALUE}.
 *
 * @param height how deep selections nest, fragments included
 * @param depth how deep fields nest
 * @param introspectionDepth how deep fields of the schema's description nest
 * @param fields how many fields are selected
 * @param own what does not depend on the field around it
 * @param perItem what each item costs of a list that is as long as the page of the field around it, or as what that is given
 * @param counts how often {@code totalCount} of the field around it is selected
 */
record SelectionCost(int height, int depth, int introspectionDepth, long fields, long own, long perItem, long counts) {

    static final SelectionCost EMPTY = new SelectionCost(0, 0, 0, 0, 0, 0, 0);

    SelectionCost plus(SelectionCost other) {
        return new SelectionCost(
                Math.max(height, other.height),
                Math.max(depth, other.depth),
                Math.max(introspectionDepth, other.introspectionDepth),
                plus(fields, other.fields),
                plus(own, other.own),
                plus(perItem, other.perItem),
                plus(counts, other.counts));
    }

    SelectionCost below() {
        return new SelectionCost(height + 1, depth, introspectionDepth, fields, own, perItem, counts);
    }

    SelectionCost withoutCost() {
        return new SelectionCost(height, depth, introspectionDepth, fields, 0, 0, 0);
    }

    /**
     * What it costs below a certain field.
     *
     * @param page how many items a page of that field has
     * @param count what {@code totalCount} of that field costs
     */
    long cost(long page, long count) {
        return plus(own, plus(times(perItem, page), times(counts, count)));
    }

    static long plus(long left, long right) {
        long sum = left + right;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    static long times(long left, long right) {
        return left != 0 && right > Long.MAX_VALUE / left ? Long.MAX_VALUE : left * right;
    }
}
