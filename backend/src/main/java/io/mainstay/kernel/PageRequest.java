// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The part of a list that is asked for.
 *
 * @param first how many, 1 to {@value #MAX}
 * @param after the cursor after which the part begins; null for the beginning
 */
public record PageRequest(int first, @Nullable Cursor after) {

    public static final int MAX = 100;
    public static final int DEFAULT = 25;

    public PageRequest {
        if (first < 1 || first > MAX) {
            throw new BadArgumentException("first", "between 1 and " + MAX);
        }
    }

    /**
     * Reads the arguments {@code first} and {@code after}.
     *
     * @param scope what the list's filter and sort are, so that a cursor of another list is refused
     * @throws BadArgumentException if either is out of its range
     */
    public static PageRequest of(@Nullable Integer first, @Nullable String after, String scope) {
        return new PageRequest(first == null ? DEFAULT : first, after == null ? null : Cursor.parse(after, scope));
    }
}
