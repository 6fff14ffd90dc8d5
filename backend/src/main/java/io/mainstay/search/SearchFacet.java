// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import java.util.List;

/** How many of the records found have which value, the most frequent first. */
public record SearchFacet(String key, List<Value> values) {

    /** A value and the number of records that have it. */
    public record Value(String value, long count) {}

    public SearchFacet {
        values = List.copyOf(values);
    }
}
