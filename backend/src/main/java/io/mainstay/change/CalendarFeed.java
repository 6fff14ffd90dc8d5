// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feed of the calendar of changes for a calendar program, which has no token of its owner: whoever knows its address reads it.
 *
 * @param personId whose it is
 * @param roles of the owner when it was made, because only tokens tell them
 * @param clearance of the owner when it was made; a lower one of now acts at once
 * @param tokenHash of the secret in its address, which is kept nowhere
 * @param revokedAt null as long as it is read
 */
public record CalendarFeed(
        String id,
        String personId,
        String name,
        List<Role> roles,
        Confidentiality clearance,
        String tokenHash,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in the API, history, audit and events. */
    public static final String TYPE = "CalendarFeed";

    public CalendarFeed {
        roles = List.copyOf(roles);
    }

    /** Whether whoever knows the address is answered. */
    public boolean isRead(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    CalendarFeed revoked(Instant at) {
        return new CalendarFeed(
                id, personId, name, roles, clearance, tokenHash, expiresAt, at, version, revision, createdAt,
                updatedAt);
    }

    /** The same at its next revision. */
    public CalendarFeed moved(int newVersion, int newRevision, Instant at) {
        return new CalendarFeed(
                id,
                personId,
                name,
                roles,
                clearance,
                tokenHash,
                expiresAt,
                revokedAt,
                newVersion,
                newRevision,
                createdAt,
                at);
    }
}
