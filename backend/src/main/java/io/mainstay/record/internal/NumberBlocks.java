// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.internal;

/** Reserves numbers in the database. */
public interface NumberBlocks {

    /**
     * Takes numbers out of a sequence for good, in a transaction of its own.
     *
     * @return the first of {@code size} consecutive numbers
     */
    long reserve(String prefix, int size);
}
