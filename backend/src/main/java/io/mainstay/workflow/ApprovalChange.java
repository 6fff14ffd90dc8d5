// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of a request for approval as a subscriber gets it. The first one only says that nothing is missed from here on: nothing in it
 * is set.
 *
 * @param seq the event's place among all events
 * @param type the event's type, such as {@code approval.requested.v1}
 * @param revision the request's revision after the change
 * @param approval the request as it is now, which may be newer than the event; null if it is over and the record was seen only
 *     because of it
 */
public record ApprovalChange(
        @Nullable Long seq,
        @Nullable String type,
        @Nullable String approvalId,
        @Nullable Integer revision,
        @Nullable Instant occurredAt,
        @Nullable ApprovalRequest approval) {

    static ApprovalChange nothingMissed() {
        return new ApprovalChange(null, null, null, null, null, null);
    }
}
