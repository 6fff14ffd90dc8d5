// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import java.time.Instant;
import java.util.Map;

/**
 * A timer that is firing.
 *
 * @param dueAt when it was due, by the business clock
 * @param firedAt the business clock now, drawn before the transaction
 * @param armedLate whether it was already due when it was armed; such a timer notifies nobody
 */
public record TimerFiring(
        String id,
        String kind,
        String aggregateId,
        String name,
        Instant dueAt,
        Instant firedAt,
        boolean armedLate,
        Map<String, String> payload) {

    public TimerFiring {
        payload = Map.copyOf(payload);
    }
}
