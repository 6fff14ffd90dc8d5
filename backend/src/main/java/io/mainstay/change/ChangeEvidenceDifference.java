// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs from what was seen of a change.
 *
 * @param since when that was
 * @param stale whether anything differs
 * @param version of what is seen now
 * @param differences that the reader may see
 * @param hiddenCount how many more there are
 */
public record ChangeEvidenceDifference(
        Instant since, boolean stale, String version, List<Difference> differences, int hiddenCount) {

    public ChangeEvidenceDifference {
        differences = List.copyOf(differences);
    }

    /** How one thing differs. */
    public enum Kind {
        /** It was not seen then. */
        CAME,
        /** It is not seen any more. */
        WENT,
        /** It is another now. */
        CHANGED
    }

    /**
     * One thing that differs.
     *
     * @param key see {@link EvidenceEntry#key}; null for what the version had no room for, of which is known that some of it differs
     * @param text what it is, as people are shown it
     * @param before what was seen; null if nothing was or if that is too long for a version
     * @param after the same for now
     */
    public record Difference(
            EvidenceEntry.Part part,
            Kind kind,
            @Nullable String key,
            String text,
            @Nullable String before,
            @Nullable String after) {}
}
