// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.RefusedException;

/**
 * A capability's own part of an edit: whether it may happen, and what the record becomes. Runs with the record's lock held.
 *
 * @param <R> the record
 */
public interface Step<R> {

    /**
     * Whether the principal may do this to the record that it sees, whatever the record's version and state.
     *
     * @throws ForbiddenException if not
     */
    default void permit(R before) {}

    /**
     * Whether the record's state lets this happen.
     *
     * @throws RefusedException if not
     */
    default void allow(R before) {}

    /**
     * What becomes of the record.
     *
     * @throws RefusedException if the input breaks a rule; then nothing is changed
     */
    Outcome<R> take(R before, Occurrence at);
}
