// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Work notes and comments on records. Whether somebody may write or read them is the business of the capability that
 * owns the record.
 */
public interface WorkLog {

    /** The longest text, in characters. */
    int MAX_LENGTH = 32_000;

    /** How often an entry is corrected at most. */
    int MAX_CORRECTIONS = 20;

    /** The field of a record's trail that has the digests of what was written, see {@link WorkLogEntry#digest}. */
    String DIGESTS = "workLogDigests";

    /** What cursors of {@link #entries} belong to; see {@link PageRequest#of}. */
    String SCOPE = "workLog";

    /**
     * Writes an entry, or the correction of one, inside the open unit of work, with the record's lock held. What a corrected entry
     * said before stays with it.
     */
    void write(WorkLogEntry entry);

    /** The entry as it is, if it was written on this record. */
    Optional<WorkLogEntry> find(String recordId, String entryId);

    /**
     * What each of the entries said before it was corrected, the oldest first, by one database call.
     *
     * @return by entry; one that was never corrected is absent
     */
    Map<String, List<WorkLogEntry.Version>> earlier(Collection<String> entryIds);

    /**
     * The newest entries on each of the records, newest first, by one database call.
     *
     * @param kinds what the reader may read
     * @return by record; one without entries is absent
     */
    Map<String, Page<WorkLogEntry>> entries(
            Collection<String> recordIds, Set<WorkLogEntry.Kind> kinds, PageRequest request);

    /**
     * The newest texts of each of the records, newest first, by one database call: at most a hundred of each kind, and of these as
     * many as fit.
     *
     * @param characters how many the texts of a kind may have together; the first is cut if it alone is longer
     * @return by kind and record; what is absent has none
     */
    Map<WorkLogEntry.Kind, Map<String, List<String>>> newestTexts(Collection<String> recordIds, int characters);

    /**
     * The digests of all that was ever written on each of the records, by one database call.
     *
     * @return by record; one without entries is absent
     */
    Map<String, List<String>> digests(Collection<String> recordIds);
}
