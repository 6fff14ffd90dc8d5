// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A timer to arm. There is one for each kind, record and name; arming it again moves it.
 *
 * @param kind which {@link TimerHandler} it is for, such as {@code incident.auto-close}
 * @param aggregateId the record that it concerns
 * @param name tells timers of one kind and record apart; may be empty
 * @param dueAt by the business clock; may be past, and then it fires at once
 * @param payload small values that the handler needs
 */
public record TimerSpec(String kind, String aggregateId, String name, Instant dueAt, Map<String, String> payload) {

    public TimerSpec {
        payload = Map.copyOf(payload);
    }

    public static TimerSpec of(String kind, String aggregateId, Instant dueAt) {
        return new TimerSpec(kind, aggregateId, "", dueAt, Map.of());
    }

    public TimerSpec named(String newName) {
        return new TimerSpec(kind, aggregateId, newName, dueAt, payload);
    }

    public TimerSpec with(String key, String value) {
        Map<String, String> more = new HashMap<>(payload);
        more.put(key, value);
        return new TimerSpec(kind, aggregateId, name, dueAt, more);
    }
}
