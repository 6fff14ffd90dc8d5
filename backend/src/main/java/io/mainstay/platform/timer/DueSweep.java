// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import static java.util.stream.Collectors.groupingBy;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.database.Background;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Fires the timers that are due. A firing is one transaction: it takes the record's and the timer's lock, removes the
 * timer and runs the handler. However many sweeps run at once, one of them finds the timer.
 */
@Component
final class DueSweep {

    private static final Logger LOG = LoggerFactory.getLogger(DueSweep.class);
    private static final int BATCH = 200;
    private static final int PARALLEL = 4;
    private static final int MAX_ERROR = 2_000;
    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final UnitOfWork work;
    private final Cypher cypher;
    private final BusinessClock businessClock;
    private final SystemClock systemClock;
    private final TimerHandlers handlers;
    private final TimerMeters meters;

    DueSweep(
            UnitOfWork work,
            Cypher cypher,
            BusinessClock businessClock,
            SystemClock systemClock,
            TimerHandlers handlers,
            TimerMeters meters) {
        this.work = work;
        this.cypher = cypher;
        this.businessClock = businessClock;
        this.systemClock = systemClock;
        this.handlers = handlers;
        this.meters = meters;
    }

    /**
     * Fires a batch of due timers: those of one record one after the other, those of different records side by side.
     *
     * @return whether there may be more
     */
    boolean sweep() {
        if (handlers.kinds().isEmpty()) {
            return false;
        }
        Instant now = businessClock.now();
        List<DueTimer> due = work.read(() -> cypher.statement("platform/timer/due")
                .with("now", now)
                .with("systemNow", systemClock.now())
                .with("kinds", handlers.kinds())
                .with("limit", BATCH)
                .list(row -> DueTimer.of(row.row("timer"))));
        if (!due.isEmpty()) {
            Map<String, List<DueTimer>> byRecord = due.stream()
                    .collect(groupingBy(
                            DueTimer::aggregateId, LinkedHashMap::new, java.util.stream.Collectors.toList()));
            fireSideBySide(byRecord, now);
        }
        return due.size() == BATCH;
    }

    private void fireSideBySide(Map<String, List<DueTimer>> byRecord, Instant now) {
        List<Callable<Boolean>> records = new ArrayList<>(byRecord.size());
        byRecord.values()
                .forEach(timers -> records.add(() -> {
                    timers.forEach(timer -> fire(timer, now));
                    return true;
                }));
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL, Background.threads())) {
            for (Future<Boolean> record : threads.invokeAll(records)) {
                record.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A due timer could be neither fired nor marked", failure.getCause());
        }
    }

    private void fire(DueTimer due, Instant now) {
        String lock = Ids.next();
        try {
            Optional<TimerFiring> fired = work.writeRepeatably(() -> {
                Optional<TimerFiring> firing = claim(due, lock, now);
                firing.ifPresent(claimed -> handlers.of(claimed.kind()).fire(claimed));
                return firing;
            });
            fired.ifPresent(meters::fired);
        } catch (RuntimeException failure) {
            markFailed(due, failure);
        }
    }

    private Optional<TimerFiring> claim(DueTimer due, String lock, Instant now) {
        return cypher.statement("platform/timer/claim")
                .with("aggregateId", due.aggregateId())
                .with("key", due.key())
                .with("lock", lock)
                .with("now", now)
                .one(row -> DueTimer.of(row.row("timer")).firing(now));
    }

    private void markFailed(DueTimer due, RuntimeException failure) {
        int attempt = due.attempts() + 1;
        Instant now = systemClock.now();
        @Nullable Instant retryAt = attempt < ATTEMPTS ? now.plus(FIRST_PAUSE.multipliedBy(1L << attempt)) : null;
        boolean dead = work.writeRepeatably(() -> cypher.statement("platform/timer/fail")
                        .with("key", due.key())
                        .with("id", due.id())
                        .with("dueAt", due.dueAt())
                        .with("error", describe(failure))
                        .with("retryAt", retryAt)
                        .with("systemNow", now)
                        .one(row -> row.bool("dead")))
                .orElse(false);
        meters.failed(due.kind(), dead);
        if (dead) {
            LOG.error("The timer {} of {} is dead after {} attempts", due.kind(), due.aggregateId(), attempt, failure);
        } else {
            LOG.warn("The timer {} of {} failed at attempt {}", due.kind(), due.aggregateId(), attempt, failure);
        }
    }

    private static String describe(RuntimeException failure) {
        String text = failure.toString();
        return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) : text;
    }
}
