// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an exclusive consumer has got.
 *
 * @param seq the number of the last event that was delivered
 * @param lag how many events follow it
 * @param oldestWaiting when the next event was written, if there is one
 * @param deadLetters events that it could not handle
 * @param parked events that wait behind those
 * @param seenAt when the cursor was last moved or its consumer started
 */
public record ConsumerState(
        String consumer,
        long seq,
        long lag,
        @Nullable Instant oldestWaiting,
        int deadLetters,
        int parked,
        Instant seenAt) {

    static ConsumerState of(Row row) {
        long seq = row.longValue("seq");
        return new ConsumerState(
                row.string("consumer"),
                seq,
                Math.max(0, row.longValue("last") - seq),
                row.instantOrNull("nextRecordedAt"),
                row.integer("deadLetters"),
                row.integer("parked"),
                row.instant("seenAt"));
    }
}
