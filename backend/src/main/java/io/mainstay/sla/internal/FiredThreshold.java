// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import java.time.Instant;

/**
 * A threshold that a clock has passed and that was dealt with.
 *
 * @param percent which share of the target
 * @param mark how it was dealt with
 * @param at when it was dealt with
 */
public record FiredThreshold(int percent, Mark mark, Instant at) {

    /** How a passed threshold was dealt with. */
    public enum Mark {
        /** Announced as it was passed. */
        ON_TIME(true),
        /** A change of terms moved it into the past; announced with that mark. */
        RECOMPUTED(true),
        /** A change of terms moved it into the past; the definition wants nobody told. */
        SUPPRESSED(false),
        /** A back-dated event moved it into the past; nobody is told. */
        LATE(false);

        private final boolean announced;

        Mark(boolean announced) {
            this.announced = announced;
        }

        boolean announced() {
            return announced;
        }
    }
}
