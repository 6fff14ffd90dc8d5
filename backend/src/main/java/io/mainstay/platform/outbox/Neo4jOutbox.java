package io.mainstay.platform.outbox;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
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

    private final Cypher cypher;
    private final SystemClock clock;
    private final OutboxSignal signal;

    Neo4jOutbox(Cypher cypher, SystemClock clock, OutboxSignal signal) {
        this.cypher = cypher;
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
        cypher.statement("platform/outbox/append")
                .withRows(events.stream()
                        .map(event -> row(event, now, traceparent))
                        .toList())
                .run();
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

    private static Map<String, @Nullable Object> row(NewEvent event, Instant now, @Nullable String traceparent) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", Ids.next());
        row.put("type", event.type());
        row.put("aggregateType", event.aggregateType());
        row.put("aggregateId", event.aggregateId());
        row.put("revision", event.revision());
        row.put("occurredAt", event.occurredAt());
        row.put("recordedAt", now);
        row.put("payload", PayloadJson.write(event.payload()));
        row.put("traceparent", traceparent);
        return row;
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
