// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import java.util.List;

/**
 * The journal: writes what every edit of a record leaves behind: its history revision, which is also its audit entry, and
 * its events. Called inside the unit of work that changes the record, with the record's lock held.
 */
public interface Journal {

    /** How many records one transaction may change. */
    int MAX_BATCH = 1_000;

    void append(JournalEntry entry);

    /** Writes entries of several records, each with events of its own, by as many database calls as one. */
    void appendEach(List<JournalEntry> entries);

    /**
     * Writes the entries of a bulk operation's chunk.
     *
     * @param entries at most {@value #MAX_BATCH}, one for each record and without events of their own
     * @param chunkId a new id, under which the event of the chunk is filed
     * @param event one payload for the whole chunk; it lists ids and revisions
     */
    void appendAll(List<JournalEntry> entries, String chunkId, Record event);
}
