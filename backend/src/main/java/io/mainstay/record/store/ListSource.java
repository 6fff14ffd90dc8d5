// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.store;

import io.mainstay.record.ListIndex;

/** Where the records of a list are read from. */
sealed interface ListSource {

    /** All of the kind; what is left is sorted. */
    record Everything() implements ListSource {}

    /** The index from which they come in the order of the list, so that a page stops early. */
    record InOrder(ListIndex index, int given) implements ListSource {}

    /** An index whose first keys the filter gives, and which has few such records; what is left of them is sorted. */
    record Given(ListIndex index, int given) implements ListSource {}

    /** What the reader is found in, which are few; what is left of them is sorted. */
    record Reached() implements ListSource {}
}
