// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An event to append to the outbox.
 *
 * @param aggregateType the record's label, such as {@code Incident}
 * @param aggregateId the record whose change this is; events of one record are delivered in the order of its revisions
 * @param revision the record's revision after the change
 * @param occurredAt when it happened, which may be before it was entered
 * @param payload what happened, a record with {@link EventType} or a {@link SharedPayload}; it becomes JSON, and carries
 *     ids rather than texts that somebody may not be allowed to see
 */
public record NewEvent(String aggregateType, String aggregateId, long revision, Instant occurredAt, Record payload) {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+\\.v[1-9][0-9]*");

    public NewEvent {
        typeOf(payload);
    }

    /** The event's type, which its payload declares. */
    public String type() {
        return typeOf(payload);
    }

    private static String typeOf(Record payload) {
        return payload instanceof SharedPayload shared ? wellFormed(shared.type()) : typeOf(payload.getClass());
    }

    /** @throws IllegalArgumentException if the class declares no type or a malformed one */
    public static String typeOf(Class<? extends Record> payload) {
        EventType type = payload.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(payload.getName() + " needs @EventType like incident.resolved.v1");
        }
        return wellFormed(type.value());
    }

    private static String wellFormed(String type) {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(type + " is no type of an event like incident.resolved.v1");
        }
        return type;
    }
}
