// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import java.util.List;

/** The SLA clocks of records, kept up to date inside their edits. */
public interface SlaClocks {

    /**
     * Takes note of a change of a record and brings its clocks up to date: chooses the definitions that apply now, derives the
     * clocks from the whole timeline, stores them, arms their next threshold and leaves the events that the change causes.
     *
     * <p>Called inside the unit of work that changes the record, with the record's lock held, for its creation and then for every
     * edit that has events or alters the facts. A threshold that only a back-dated change moves into the past is recorded
     * as late and notifies nobody.
     *
     * @throws IllegalStateException if no unit of work is open
     * @return the record's clocks as they stand now, for lists and search
     */
    default List<SlaClockSnapshot> onRecordEdit(SlaRecordEdit change) {
        return prepare(change).write();
    }

    /**
     * The same in two steps, for who reads everything before the first thing is written: works out what the change makes of the
     * clocks; writing it stores that, once.
     */
    Prepared prepare(SlaRecordEdit change);

    /** What a change makes of a record's clocks, not yet stored. */
    interface Prepared {

        /** @return the record's clocks as they stand now */
        List<SlaClockSnapshot> write();
    }
}
