// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import io.mainstay.platform.outbox.DeadLetter;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as an operator sees it, who acts on it by its own id whether or not its record is visible.
 *
 * @param aggregateId null if the operator may not see the record
 * @param error null if it names a record that the operator may not see, or is about one
 */
public record DeadLetterView(
        String id,
        String consumer,
        String eventId,
        String eventType,
        long seq,
        String aggregateType,
        @Nullable String aggregateId,
        boolean parked,
        @Nullable String error,
        int attempts,
        @Nullable Instant failedAt,
        boolean replayRequested) {

    /** @param hidden the ids of records that the operator may not see */
    static DeadLetterView of(DeadLetter letter, Set<String> hidden) {
        Failure failure = Failure.of(letter.aggregateId(), letter.error()).without(hidden);
        return new DeadLetterView(
                letter.id(),
                letter.consumer(),
                letter.eventId(),
                letter.eventType(),
                letter.seq(),
                letter.aggregateType(),
                failure.aggregateId(),
                letter.parked(),
                failure.error(),
                letter.attempts(),
                letter.failedAt(),
                letter.replayRequested());
    }
}
