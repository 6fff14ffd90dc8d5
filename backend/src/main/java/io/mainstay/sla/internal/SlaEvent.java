// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a record and matters to its clocks.
 *
 * <p>Every event has a meaning in every state, if only none, so that no order of events can fail: holding a resolved record,
 * releasing one that is not held, reopening one that is open and anything after a cancellation change nothing.
 */
public sealed interface SlaEvent {

    /** When it happened, which may lie before the instant at which it was recorded. */
    Instant at();

    /** The record came into being; clocks begin. */
    record Opened(Instant at) implements SlaEvent {}

    /** Somebody other than the caller commented publicly or began to work. */
    record Responded(Instant at) implements SlaEvent {}

    /** The record waits; a second hold replaces the reason of the first. */
    record Held(Instant at, String reason) implements SlaEvent {}

    /** The record no longer waits. */
    record Released(Instant at) implements SlaEvent {}

    /** The record is resolved, or closed without having been. Ends a hold. */
    record Resolved(Instant at) implements SlaEvent {}

    /** A resolved record is open again and not held. */
    record Reopened(Instant at) implements SlaEvent {}

    /** The record was a mistake. Final. */
    record Cancelled(Instant at) implements SlaEvent {}

    /** Other terms apply from now on, or none. Waits while the clock is stopped and takes effect when it reopens. */
    record TermsApplied(Instant at, @Nullable SlaTerms terms) implements SlaEvent {}
}
