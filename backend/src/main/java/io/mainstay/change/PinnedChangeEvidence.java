// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Instant;
import java.util.List;

/**
 * What somebody saw of a change and decided on, as it was kept.
 *
 * @param version computed from what was kept, so that it tells whether that is what was pinned; without what single things were,
 *     because it is shown to readers who do not see all of them
 * @param hash that part of it which the history of the change names
 * @param entries as far as the reader sees the records that they tell of
 * @param hiddenEntryCount how many more there are
 */
public record PinnedChangeEvidence(
        String id,
        String changeId,
        String version,
        String hash,
        Instant takenAt,
        Instant pinnedAt,
        String pinnedById,
        List<EvidenceEntry> entries,
        int hiddenEntryCount) {

    public PinnedChangeEvidence {
        entries = List.copyOf(entries);
    }
}
