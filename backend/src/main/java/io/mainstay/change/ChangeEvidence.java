// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.evidence.EvidenceVersion;
import io.mainstay.cmdb.Consequences;
import java.time.Instant;
import java.util.List;

/**
 * What one reader sees of a change who decides on it, at an instant.
 *
 * @param consequences what happens to services if all that it changes fails while it is made
 * @param complete whether all was looked at
 * @param entries all of it, in the order in which people read it
 */
public record ChangeEvidence(
        Change change,
        Instant takenAt,
        ChangeRisk risk,
        ChangeConflicts conflicts,
        Consequences consequences,
        boolean complete,
        List<EvidenceEntry> entries) {

    public ChangeEvidence {
        entries = List.copyOf(entries);
    }

    /** The instant and a hash of what was seen, with as much of it as is needed to tell later what differs. */
    public String version() {
        return seen().text();
    }

    EvidenceVersion seen() {
        return EvidenceVersion.of(change.id(), takenAt, entries);
    }
}
