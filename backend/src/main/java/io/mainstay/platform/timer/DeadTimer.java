// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.platform.cypher.Row;
import java.time.Instant;

/**
 * A timer that failed again and again and is tried no more.
 *
 * @param deadAt when it was given up
 */
public record DeadTimer(
        String id,
        String kind,
        String aggregateId,
        String name,
        Instant dueAt,
        int attempts,
        String error,
        Instant deadAt) {

    static DeadTimer of(Row timer) {
        return new DeadTimer(
                timer.string("id"),
                timer.string("kind"),
                timer.string("aggregateId"),
                timer.string("name"),
                timer.instant("dueAt"),
                timer.integer("attempts"),
                timer.string("error"),
                timer.instant("deadAt"));
    }
}
