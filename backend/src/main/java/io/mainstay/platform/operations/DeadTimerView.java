// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import io.mainstay.platform.timer.DeadTimer;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dead timer as an operator sees it, who acts on it by its own id whether or not its record is visible.
 *
 * @param aggregateId null if the operator may not see the record
 * @param error null if it names a record that the operator may not see, or is about one
 */
public record DeadTimerView(
        String id,
        String kind,
        @Nullable String aggregateId,
        String name,
        Instant dueAt,
        int attempts,
        @Nullable String error,
        Instant deadAt) {

    /** @param hidden the ids of records that the operator may not see */
    static DeadTimerView of(DeadTimer timer, Set<String> hidden) {
        Failure failure = Failure.of(timer.aggregateId(), timer.error()).without(hidden);
        return new DeadTimerView(
                timer.id(),
                timer.kind(),
                failure.aggregateId(),
                timer.name(),
                timer.dueAt(),
                timer.attempts(),
                failure.error(),
                timer.deadAt());
    }
}
