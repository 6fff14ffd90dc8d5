// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the trail found.
 *
 * @param findings at most {@link #MAX_FINDINGS}
 * @param complete whether everything asked for was checked; otherwise {@code throughSeal} and
 *     {@code throughRecord} say how far
 * @param entries how many entries were checked
 * @param throughSeal the last seal that was checked; 0 if none
 * @param throughRecord the last record, in the order of ids, of which it was checked that it has a trail; null if none, because
 *     seals and unsealed entries come first
 * @param unsealedEntries how many entries have no seal yet: removing the newest of a record among them would show only
 *     in the record's revision
 * @param unsealedSince when the oldest of these was recorded; null if there is none
 */
public record AuditVerification(
        List<AuditFinding> findings,
        boolean complete,
        long entries,
        long throughSeal,
        @Nullable String throughRecord,
        long unsealedEntries,
        @Nullable Instant unsealedSince) {

    /** How many findings one check reports before it stops. */
    public static final int MAX_FINDINGS = 100;

    public AuditVerification {
        findings = List.copyOf(findings);
    }

    public boolean intact() {
        return findings.isEmpty();
    }
}
