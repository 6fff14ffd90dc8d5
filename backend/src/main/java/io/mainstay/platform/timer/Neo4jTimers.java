// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
final class Neo4jTimers implements Timers {

    private static final char SEPARATOR = '|';

    private final Cypher cypher;
    private final BusinessClock clock;

    Neo4jTimers(Cypher cypher, BusinessClock clock) {
        this.cypher = cypher;
        this.clock = clock;
    }

    @Override
    public void armAll(Collection<TimerSpec> timers) {
        requireUnitOfWork();
        if (timers.isEmpty()) {
            return;
        }
        cypher.statement("platform/timer/arm")
                .with("now", clock.now())
                .withRows(timers.stream().map(Neo4jTimers::row).toList())
                .run();
    }

    @Override
    public void disarm(String kind, String aggregateId, String name) {
        requireUnitOfWork();
        cypher.statement("platform/timer/disarm")
                .with("keys", List.of(key(kind, aggregateId, name)))
                .run();
    }

    @Override
    public void replaceKind(String kind, String aggregateId, Collection<TimerSpec> timers) {
        requireUnitOfWork();
        if (timers.stream()
                .anyMatch(timer ->
                        !timer.kind().equals(kind) || !timer.aggregateId().equals(aggregateId))) {
            throw new IllegalArgumentException("Only timers of " + kind + " of " + aggregateId + " replace them");
        }
        cypher.statement("platform/timer/disarm-kind")
                .with("kind", kind)
                .with("aggregateId", aggregateId)
                .run();
        armAll(timers);
    }

    @Override
    public void disarmAll(String aggregateId) {
        requireUnitOfWork();
        cypher.statement("platform/timer/disarm-all")
                .with("aggregateId", aggregateId)
                .run();
    }

    private static Map<String, Object> row(TimerSpec timer) {
        return Map.of(
                "key", key(timer.kind(), timer.aggregateId(), timer.name()),
                "id", Ids.next(),
                "kind", timer.kind(),
                "aggregateId", timer.aggregateId(),
                "name", timer.name(),
                "dueAt", timer.dueAt(),
                "payload", TimerPayload.write(timer.payload()));
    }

    private static String key(String kind, String aggregateId, String name) {
        return kind + SEPARATOR + aggregateId + SEPARATOR + name;
    }

    private static void requireUnitOfWork() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Timers are armed and disarmed inside a unit of work only");
        }
    }
}
