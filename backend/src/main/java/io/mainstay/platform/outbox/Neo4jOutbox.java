// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Writes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
final class Neo4jOutbox implements Outbox {

    private final Writes writes;
    private final SystemClock clock;
    private final OutboxSignal signal;

    Neo4jOutbox(Writes writes, SystemClock clock, OutboxSignal signal) {
        this.writes = writes;
        this.clock = clock;
        this.signal = signal;
    }

    @Override
    public void append(List<NewEvent> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Events are appended inside a unit of work only");
        }
        if (events.isEmpty()) {
            return;
        }
        Instant now = clock.now();
        String traceparent = traceparent();
        writes.create(
                List.of("OutboxEvent"),
                events.stream()
                        .map(event -> properties(event, now, traceparent))
                        .toList());
        signalAfterCommit();
    }

    private void signalAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.appended();
            }
        });
    }

    private static Map<String, @Nullable Object> properties(NewEvent event, Instant now, @Nullable String traceparent) {
        String id = Ids.next();
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("id", id);
        properties.put("pendingId", id);
        properties.put("pendingAggregateId", event.aggregateId());
        properties.put("type", event.type());
        properties.put("aggregateType", event.aggregateType());
        properties.put("aggregateId", event.aggregateId());
        properties.put("revision", event.revision());
        properties.put("occurredAt", event.occurredAt());
        properties.put("recordedAt", now);
        properties.put("payload", PayloadJson.write(event.payload()));
        properties.put("traceparent", traceparent);
        return properties;
    }

    // W3C Trace Context, version 00.
    private static @Nullable String traceparent() {
        SpanContext context = Span.current().getSpanContext();
        if (!context.isValid()) {
            return null;
        }
        return "00-" + context.getTraceId() + '-' + context.getSpanId() + '-'
                + context.getTraceFlags().asHex();
    }
}
