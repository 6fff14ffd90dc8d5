// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The store of seals, with what the check of the trail reads. */
public interface SealStore {

    /** Entries without a seal, at most {@code limit}, in the order of their ids. */
    List<Seal.Leaf> unsealed(int limit);

    Optional<Seal> last();

    void create(Seal seal);

    /** Seals from a number on, in order. */
    List<Seal> from(long number, int limit);

    /** The entries by id, each with the hash of the entry before it in its chain, if that is there. */
    Map<String, Checked> entries(Collection<String> ids);

    /**
     * Of trails: what the record is now.
     *
     * @param locked whether to lock the records first, so that no change is seen half
     */
    Map<String, Head> heads(Collection<String> chainIds, boolean locked);

    /** Entries without a seal, after one, in the order of ids. */
    List<String> unsealedIds(String afterId, int limit);

    /** The greatest number of a seal that an entry names beyond this one. */
    Optional<Long> sealedBeyond(long number);

    Unsealed unsealedWindow();

    /** The entries of trails, the oldest first. */
    Map<String, List<ChainedEntry>> chains(Collection<String> chainIds);

    /** Locks the records of trails until the unit of work ends. */
    void lock(Collection<String> chainIds);

    /** A part of all records of kinds, in the order of their ids, and whether each has a trail. */
    List<Trailed> trailed(Collection<String> aggregateTypes, String afterId, int limit);

    /** Those trails that have no entry left. */
    Set<String> withoutEntries(Collection<String> chainIds);

    /** An entry and the hash of the one before it. */
    record Checked(ChainedEntry entry, @Nullable String previousHash) {}

    /**
     * The head of a trail.
     *
     * @param lastSequence of its newest entry; 0 if it has none
     * @param exists whether there is such a record
     * @param revision of the record; null if it keeps none, or counts changes there that have no entry
     */
    record Head(int lastSequence, boolean exists, @Nullable Integer revision) {

        boolean fits() {
            return exists && (revision == null || revision == lastSequence);
        }
    }

    /** A record, and whether it has a trail. */
    record Trailed(String id, boolean hasTrail) {}

    /** What has no seal yet. */
    record Unsealed(long entries, @Nullable Instant since) {}
}
