// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Work notes and comments on records. Whether somebody may write or read them is the business of the capability that
 * owns the record.
 */
public interface WorkLog {

    /** The longest text, in characters. */
    int MAX_LENGTH = 32_000;

    /** What cursors of {@link #entries} belong to; see {@link PageRequest#of}. */
    String SCOPE = "workLog";

    /** Writes an entry inside the open unit of work, with the record's lock held. */
    void add(WorkLogEntry entry);

    /**
     * The newest entries on each of the records, newest first, by one database call.
     *
     * @param kinds what the reader may read
     * @return by record; one without entries is absent
     */
    Map<String, Page<WorkLogEntry>> entries(
            Collection<String> recordIds, Set<WorkLogEntry.Kind> kinds, PageRequest request);
}
