// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import org.jspecify.annotations.Nullable;

/**
 * What came of the last standard changes of a template that were implemented since it was approved.
 *
 * @param measured how many there are, at most as many as {@link ChangeTemplateProperties#measured}
 * @param successful how many of them were SUCCESSFUL
 */
public record ChangeTemplateResults(int measured, int successful) {

    public static final ChangeTemplateResults NONE = new ChangeTemplateResults(0, 0);

    /** The part that succeeded, from 0 to 1; null while there is none. */
    public @Nullable Double successRate() {
        return measured == 0 ? null : (double) successful / measured;
    }
}
