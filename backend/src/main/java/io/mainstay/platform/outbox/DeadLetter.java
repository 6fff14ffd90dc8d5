// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that is put aside for a consumer.
 *
 * @param parked whether it only waits behind an earlier event of the same record
 * @param attempts how often delivery was tried
 * @param failedAt when the last attempt failed, if there was one
 */
public record DeadLetter(
        String id,
        String consumer,
        String eventId,
        String eventType,
        long seq,
        String aggregateType,
        String aggregateId,
        boolean parked,
        String error,
        int attempts,
        @Nullable Instant failedAt,
        boolean replayRequested) {

    static DeadLetter of(Row letter) {
        return new DeadLetter(
                letter.string("id"),
                letter.string("consumer"),
                letter.string("eventId"),
                letter.string("type"),
                letter.longValue("seq"),
                letter.string("aggregateType"),
                letter.string("aggregateId"),
                letter.bool("parked"),
                letter.string("error"),
                letter.integer("attempts"),
                letter.instantOrNull("failedAt"),
                letter.bool("replayRequested"));
    }
}
