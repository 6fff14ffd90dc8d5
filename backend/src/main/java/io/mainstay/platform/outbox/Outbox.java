// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.util.List;

/** The outbox: takes the events that an edit causes, inside its unit of work. */
public interface Outbox {

    /** Appends one event; see {@link #append(List)}. */
    default void append(NewEvent event) {
        append(List.of(event));
    }

    /**
     * Appends events in the unit of work that is open: they are delivered if it commits and never were if it does not.
     * The unit of work must hold the lock of each event's aggregate, which is what makes the order of revisions the
     * order of commits.
     *
     * @throws IllegalStateException if no unit of work is open
     */
    void append(List<NewEvent> events);
}
