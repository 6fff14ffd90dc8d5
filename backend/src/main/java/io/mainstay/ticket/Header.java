// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.record.Occurrence;
import io.mainstay.record.Subject.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The header of a ticket: id, number, organisation, version and times, whatever its kind.
 *
 * @param number what people call it by, such as {@code INC0001042}
 * @param version moves when a business field changes; what a mutation expects
 * @param revision moves with every edit; orders history and events
 * @param reportedAt when it was reported
 * @param recordedAt when Mainstay was told of it
 * @param lastEventAt when the last thing happened to it; nothing can be entered before
 * @param firstDueAt when the first of its service level clocks that still count is due, as it was when the ticket was read
 */
public record Header(
        String id,
        String number,
        String organisationId,
        int version,
        int revision,
        Instant reportedAt,
        Instant recordedAt,
        Instant lastEventAt,
        @Nullable Instant firstDueAt) {

    /** The header of a ticket that is new. */
    public static Header first(String id, String number, String organisationId, Occurrence at) {
        return new Header(id, number, organisationId, 1, 1, at.occurredAt(), at.recordedAt(), at.occurredAt(), null);
    }

    /** The same ticket as that of another organisation. */
    public Header in(String other) {
        return new Header(id, number, other, version, revision, reportedAt, recordedAt, lastEventAt, firstDueAt);
    }

    public Header at(Revision next) {
        return new Header(
                id,
                number,
                organisationId,
                next.version(),
                next.revision(),
                reportedAt,
                recordedAt,
                next.lastEventAt(),
                firstDueAt);
    }
}
