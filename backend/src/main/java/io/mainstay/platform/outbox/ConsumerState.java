// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an exclusive consumer has got.
 *
 * @param seq the number of the last event that was dealt with
 * @param last the number of the last event of all
 * @param lag how many events wait for it; of those behind the first thousand also what it does not want counts
 * @param oldestWaiting when the first of them was written, if there is one
 * @param deadLetters events that it could not handle
 * @param parked events that wait behind those
 * @param seenAt when the cursor was last moved or its consumer started
 * @param pausedAt since when it is paused because everything failed; null if it is not
 * @param pauseReason the last failure; null if it is not paused
 */
public record ConsumerState(
        String consumer,
        long seq,
        long last,
        long lag,
        @Nullable Instant oldestWaiting,
        int deadLetters,
        int parked,
        Instant seenAt,
        @Nullable Instant pausedAt,
        @Nullable String pauseReason) {

    /** How many events behind a cursor are looked at one by one. */
    static final int AHEAD = 1_000;

    /** The state as somebody sees it from whom the record is hidden that the reason names. */
    public ConsumerState withoutReason() {
        return new ConsumerState(consumer, seq, last, lag, oldestWaiting, deadLetters, parked, seenAt, pausedAt, null);
    }

    static ConsumerState of(Row row) {
        return new ConsumerState(
                row.string("consumer"),
                row.longValue("seq"),
                row.longValue("last"),
                row.longValue("lag"),
                row.instantOrNull("oldestWaitingAt"),
                row.integer("deadLetters"),
                row.integer("parked"),
                row.instant("seenAt"),
                row.instantOrNull("pausedAt"),
                row.stringOrNull("pauseReason"));
    }
}
