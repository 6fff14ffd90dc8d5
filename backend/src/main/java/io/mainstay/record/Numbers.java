// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import java.util.Locale;

/** Gives records the numbers that people call them by: {@code INC0001042}. Unique and never reused; there may be gaps. */
public interface Numbers {

    /**
     * The next number. Draw it before the unit of work that uses it.
     *
     * @param prefix of 2 to 5 capital letters, one for each kind of record
     * @throws IllegalStateException inside a unit of work: were that rolled back, the block of numbers would be given out
     *     a second time
     */
    String next(String prefix);

    /** A number as it is written, of one that somebody has typed: {@code INC0001042} of {@code " inc0001042"}. */
    static String written(String typed) {
        return typed.strip().toUpperCase(Locale.ROOT);
    }
}
