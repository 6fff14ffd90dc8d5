// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.sla.SlaMetric;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of a record's timeline as it is kept.
 *
 * @param sequence its place in the journal, from 1
 * @param kind what it is
 * @param at when it happened
 * @param recordedAt when Mainstay was told
 * @param holdReason code of the reason of a hold
 * @param metric whose terms changed; absent for other kinds
 * @param terms what applies from then on; absent for other kinds and when nothing applies
 */
public record StoredEvent(
        int sequence,
        Kind kind,
        Instant at,
        Instant recordedAt,
        @Nullable String holdReason,
        @Nullable SlaMetric metric,
        @Nullable TermsRef terms) {

    /** The kinds of a record's events, and the change of terms, which the record does not know of. */
    public enum Kind {
        OPENED,
        RESPONDED,
        HELD,
        RELEASED,
        RESOLVED,
        REOPENED,
        CANCELLED,
        TERMS
    }
}
