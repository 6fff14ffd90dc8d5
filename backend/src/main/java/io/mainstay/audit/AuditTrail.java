// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The audit trail: appends entries to the trails of aggregates and reads them. Whether the reader may see an aggregate's
 * history is the business of the capability that owns it; which values of it are shown is decided here, for all trails
 * alike.
 */
public interface AuditTrail {

    /** How many entries one transaction may append. */
    int MAX_BATCH = 1_000;

    /** What cursors of {@link #history} belong to; see {@link PageRequest#of}. */
    String HISTORY_SCOPE = "history";

    /**
     * Appends entries inside the open unit of work, at most one per aggregate. The caller holds the aggregates' locks.
     *
     * @throws IllegalStateException if an entry does not follow the last one of its trail, which is a programming error
     */
    void append(List<AuditDraft> drafts);

    /**
     * The newest revisions of each of the aggregates, newest first. Values that name a record which the principal may not see
     * are hidden. Two database calls, however many aggregates there are.
     *
     * @return by aggregate; one without a trail is absent
     */
    Map<String, Page<HistoryEntry>> history(Principal principal, Collection<String> aggregateIds, PageRequest request);

    /**
     * Single revisions of several records. Values that name a record which the principal may not see are hidden. Two database calls.
     *
     * @return by place; a revision that does not exist is absent
     */
    Map<HistoryEntry.Place, HistoryEntry> entries(Principal principal, Collection<HistoryEntry.Place> places);

    /**
     * What was recorded of the aggregates after an instant, newest first: undone in this order, it leads back to what
     * Mainstay knew at that instant.
     *
     * @return by aggregate; one without a change since is absent
     */
    Map<String, List<HistoryEntry>> recordedAfter(Collection<String> aggregateIds, Instant instant);

    /**
     * Erases the values of fields from an aggregate's trail, inside the open unit of work and with the aggregate's lock
     * held. Values and salts are gone; the digests stay, so the chain still verifies. The caller appends an entry that
     * says so.
     *
     * @return how many values were erased
     */
    int erase(String aggregateId, Set<String> fields);
}
