// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as a consumer gets it.
 *
 * @param seq its place among all events: without gaps, and in the order of revisions for events of one record
 * @param id unique; what a consumer with effects outside the graph tells repetitions by
 * @param revision the record's revision after the change
 * @param occurredAt when it happened
 * @param recordedAt when it was written
 * @param json the payload
 * @param traceparent the trace in which it was written (W3C Trace Context), if there was one
 */
public record OutboxEvent(
        long seq,
        String id,
        String type,
        String aggregateType,
        String aggregateId,
        long revision,
        Instant occurredAt,
        Instant recordedAt,
        String json,
        @Nullable String traceparent) {

    /** Reads the payload as the record that this consumer knows; components that it does not know are left out. */
    public <P extends Record> P payload(Class<P> as) {
        return PayloadJson.read(json, as);
    }

    static OutboxEvent of(Row event) {
        return new OutboxEvent(
                event.longValue("seq"),
                event.string("id"),
                event.string("type"),
                event.string("aggregateType"),
                event.string("aggregateId"),
                event.longValue("revision"),
                event.instant("occurredAt"),
                event.instant("recordedAt"),
                event.string("payload"),
                event.stringOrNull("traceparent"));
    }
}
