// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the building of a new index stands.
 *
 * @param index the index under construction, or the one that was built last; null before it was begun
 * @param type the type of records that is being read; null when none is
 * @param afterId the id up to which they were read; empty at the beginning
 * @param written how many documents were written
 */
public record RebuildState(
        Phase phase,
        @Nullable String index,
        @Nullable String type,
        String afterId,
        long written,
        @Nullable Instant requestedAt,
        @Nullable Instant finishedAt) {

    /** Before the first index was built. */
    public static final RebuildState NONE = new RebuildState(Phase.IDLE, null, null, "", 0, null, null);

    /** Where it stands. */
    public enum Phase {
        /** Nothing is being built. */
        IDLE,
        /** An index is to be built. */
        REQUESTED,
        /** An index is being filled, while the old one answers and both get what changes. */
        RUNNING
    }
}
