// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import java.util.List;

/**
 * An index of a kind of record, from which lists are read. It holds the records that have all of its properties; those with
 * equal first ones come in the order of the next.
 *
 * @param properties of the record's node, in the order of the index
 */
public record ListIndex(List<String> properties) {

    public ListIndex {
        properties = List.copyOf(properties);
    }
}
