// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.EvidenceEntry.Part;
import io.mainstay.change.internal.evidence.EvidenceVersion;
import io.mainstay.change.internal.store.EvidenceStore;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In numbers what one reader sees of a change who decides on it: a row of a list of what waits for them.
 *
 * @param sinceSeen what differs from what they said last to have seen; null if they have not said
 */
public record ChangeDecisionSummary(
        ChangeEvidence evidence, @Nullable SinceSeen sinceSeen) {

    /**
     * What differs from what somebody has seen.
     *
     * @param seenAt when what they saw was worked out
     * @param count how many things differ; where a version had no room for single things, their whole part counts as one
     * @param parts of which kinds they are
     */
    public record SinceSeen(Instant seenAt, int count, Set<Part> parts) {

        public SinceSeen {
            parts = Collections.unmodifiableSet(parts.isEmpty() ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(parts));
        }
    }

    static ChangeDecisionSummary of(ChangeEvidence evidence, EvidenceStore.@Nullable Look look) {
        return new ChangeDecisionSummary(
                evidence,
                look == null
                        ? null
                        : EvidenceVersion.read(look.version())
                                .map(then -> sinceSeen(then, evidence))
                                .orElse(null));
    }

    private static SinceSeen sinceSeen(EvidenceVersion then, ChangeEvidence now) {
        List<EvidenceVersion.Difference> differences =
                then.hash().equals(now.seen().hash()) ? List.of() : then.to(now.entries());
        Set<Part> parts = EnumSet.noneOf(Part.class);
        differences.forEach(difference -> parts.add(difference.part()));
        return new SinceSeen(then.takenAt(), differences.size(), parts);
    }
}
