// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody decides what another person is asked by name or as an owner, for a time. What a team or a role is asked has other people
 * to decide it, and is not delegated.
 *
 * @param fromId in whose place
 * @param toId who decides
 * @param validFrom the first instant at which it holds
 * @param validTo the first instant at which it does not hold any more
 * @param endedAt when it was ended before its time; null if it was not
 */
public record Delegation(
        String id,
        String fromId,
        String toId,
        Instant validFrom,
        Instant validTo,
        @Nullable String reason,
        @Nullable Instant endedAt,
        String organisationId,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "Delegation";

    /** Whether it holds at an instant. */
    public boolean isValid(Instant at) {
        return endedAt == null && !at.isBefore(validFrom) && at.isBefore(validTo);
    }

    Delegation until(Instant now) {
        return new Delegation(
                id,
                fromId,
                toId,
                validFrom,
                validTo,
                reason,
                now,
                organisationId,
                version,
                revision,
                createdAt,
                updatedAt);
    }

    /** The same at its next revision. */
    public Delegation moved(int newVersion, int newRevision, Instant now) {
        return new Delegation(
                id,
                fromId,
                toId,
                validFrom,
                validTo,
                reason,
                endedAt,
                organisationId,
                newVersion,
                newRevision,
                createdAt,
                now);
    }
}
