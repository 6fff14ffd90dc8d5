// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.audit.HistoryEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The store of audit entries. */
public interface AuditStore {

    /**
     * The hashes that new entries follow.
     *
     * @param sequences the sequence of the last entry that each chain should have
     * @return by chain; a chain whose entry is missing is absent
     */
    Map<String, String> hashes(Map<String, Integer> sequences);

    /** Appends entries when the unit of work that is open is committed; until then they are not found. */
    void append(Collection<ChainedEntry> entries);

    /** The next sequence of the trail of what operators did, under its lock until the unit of work ends. */
    int nextOperation(String chainId);

    /** The whole trail of one aggregate, in order. */
    List<ChainedEntry> chain(String chainId);

    /** Writes the values of an entry, of which some were erased. */
    void replaceValues(ChainedEntry entry);

    /**
     * The newest entries of each chain, newest first.
     *
     * @param before only entries of a lower sequence
     * @param limit of entries for each chain
     */
    Map<String, List<ChainedEntry>> newest(Collection<String> chainIds, int before, int limit);

    /** Single entries; one that does not exist is absent. */
    List<ChainedEntry> entries(Collection<HistoryEntry.Place> places);

    /** The entries of each chain that were recorded after an instant, newest first. */
    Map<String, List<ChainedEntry>> recordedAfter(Collection<String> chainIds, Instant instant);
}
