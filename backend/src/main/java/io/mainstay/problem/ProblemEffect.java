// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import java.time.Duration;

/**
 * What the fix of a problem has brought.
 *
 * @param window how long before and after the resolution incidents were counted
 * @param before incidents on its configuration items before
 * @param after incidents on them after
 */
public record ProblemEffect(Duration window, int before, int after) {

    /** How many fewer there were; less than nothing if there were more. */
    public int avoided() {
        return before - after;
    }
}
