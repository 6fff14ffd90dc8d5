// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That somebody decides what another person is asked by name or as an owner, for a time. What a team or a role is asked has other people
 * to decide it, and is not delegated.
 *
 * @param fromId in whose place
 * @param toId who decides
 * @param validFrom the first instant at which it holds
 * @param validTo the first instant at which it does not hold any more
 * @param scope of what alone
 * @param fromRoles the roles that whom it represents had when they made it; null if somebody else made it, so that nobody knows them
 * @param endedAt when it was ended before its time; null if it was not
 * @param overAt when its time was over, as its timer wrote down; null before
 */
public record Delegation(
        String id,
        String fromId,
        String toId,
        Instant validFrom,
        Instant validTo,
        @Nullable String reason,
        Scope scope,
        @Nullable Set<Role> fromRoles,
        @Nullable Instant endedAt,
        @Nullable Instant overAt,
        String organisationId,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "Delegation";

    public Delegation {
        fromRoles = fromRoles == null ? null : Set.copyOf(fromRoles);
    }

    /**
     * What alone a delegation is for; what is empty limits nothing.
     *
     * @param kinds of records
     * @param policyIds by which somebody is asked
     */
    public record Scope(List<TicketKind> kinds, List<String> policyIds) {

        public Scope {
            kinds = List.copyOf(kinds);
            policyIds = List.copyOf(policyIds);
        }

        /** Whether somebody may decide it in the place of whom it asks. */
        public boolean covers(ApprovalRequest request) {
            return (kinds.isEmpty() || types().contains(request.recordType()))
                    && (policyIds.isEmpty()
                            || policyIds.contains(request.stage().policyId()));
        }

        /** The labels of the records. */
        public List<String> types() {
            return kinds.stream().map(TicketKind::label).toList();
        }
    }

    /** Whether it holds at an instant. */
    public boolean isValid(Instant at) {
        return endedAt == null && !at.isBefore(validFrom) && at.isBefore(validTo);
    }

    Delegation until(Instant now) {
        return with(now, overAt);
    }

    /** Its time is over, which is what its timer says. */
    public Delegation over(Instant at) {
        return with(endedAt, at);
    }

    private Delegation with(@Nullable Instant newEndedAt, @Nullable Instant newOverAt) {
        return new Delegation(
                id,
                fromId,
                toId,
                validFrom,
                validTo,
                reason,
                scope,
                fromRoles,
                newEndedAt,
                newOverAt,
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
                scope,
                fromRoles,
                endedAt,
                overAt,
                organisationId,
                newVersion,
                newRevision,
                createdAt,
                now);
    }
}
