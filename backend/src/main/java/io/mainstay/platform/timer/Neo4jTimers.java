// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Writes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
final class Neo4jTimers implements Timers {

    private static final char SEPARATOR = '|';

    private final Cypher cypher;
    private final Writes writes;
    private final BusinessClock clock;

    Neo4jTimers(Cypher cypher, Writes writes, BusinessClock clock) {
        this.cypher = cypher;
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    public void armAll(Collection<TimerSpec> timers) {
        requireUnitOfWork();
        if (timers.isEmpty()) {
            return;
        }
        writes.arm(rows(timers));
    }

    @Override
    public void disarm(String kind, String aggregateId, String name) {
        requireUnitOfWork();
        writes.disarm(key(kind, aggregateId, name));
    }

    @Override
    public void replaceKind(String kind, String aggregateId, Collection<TimerSpec> timers) {
        requireUnitOfWork();
        if (timers.stream()
                .anyMatch(timer ->
                        !timer.kind().equals(kind) || !timer.aggregateId().equals(aggregateId))) {
            throw new IllegalArgumentException("Only timers of " + kind + " of " + aggregateId + " replace them");
        }
        writes.replace(aggregateId, kind, rows(timers));
    }

    @Override
    public void disarmAll(String aggregateId) {
        requireUnitOfWork();
        cypher.statement("platform/timer/disarm-all")
                .with("aggregateId", aggregateId)
                .run();
    }

    private List<Map<String, Object>> rows(Collection<TimerSpec> timers) {
        Instant now = clock.now();
        return timers.stream().map(timer -> row(timer, now)).toList();
    }

    private static Map<String, Object> row(TimerSpec timer, Instant now) {
        return Map.of(
                "key", key(timer.kind(), timer.aggregateId(), timer.name()),
                "id", Ids.next(),
                "kind", timer.kind(),
                "aggregateId", timer.aggregateId(),
                "name", timer.name(),
                "dueAt", timer.dueAt(),
                "now", now,
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
