// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.platform.cypher.Row;
import java.time.Instant;

/** A timer as it is stored. */
record DueTimer(
        String key,
        String id,
        String kind,
        String aggregateId,
        String name,
        Instant dueAt,
        boolean armedLate,
        int attempts,
        String payload) {

    static DueTimer of(Row timer) {
        return new DueTimer(
                timer.string("key"),
                timer.string("id"),
                timer.string("kind"),
                timer.string("aggregateId"),
                timer.string("name"),
                timer.instant("dueAt"),
                timer.bool("armedLate"),
                timer.integer("attempts"),
                timer.string("payload"));
    }

    TimerFiring firing(Instant now) {
        return new TimerFiring(id, kind, aggregateId, name, dueAt, now, armedLate, TimerPayload.read(payload));
    }
}
