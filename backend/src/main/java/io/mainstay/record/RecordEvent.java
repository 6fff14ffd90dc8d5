package io.mainstay.record;

import java.util.Map;

/**
 * An event for the outbox.
 *
 * @param type the stable name with its version: {@code incident.resolved.v1}
 * @param payload values that JSON can express; consumers read what they need beyond ids from the record itself
 */
public record RecordEvent(String type, Map<String, Object> payload) {

    public RecordEvent {
        payload = Map.copyOf(payload);
    }
}
