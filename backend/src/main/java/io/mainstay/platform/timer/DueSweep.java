// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.database.BackgroundWork;
import io.mainstay.platform.lease.Faults;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * Fires the timers that are due, many in one transaction: it takes the locks of the records and of the timers, removes the
 * timers and runs their handler. However many sweeps run at once, one of them finds a timer. When a transaction fails, its
 * timers fire one by one, so that only the one at fault waits; it fires alone from then on.
 */
@Component
final class DueSweep {

    private static final Logger LOG = LoggerFactory.getLogger(DueSweep.class);
    private static final int LOOK_AT = 1_000;
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
     * Fires some of the timers that are due: those of one record one after the other, those of different records side by
     * side.
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
                .with("limit", LOOK_AT)
                .list(row -> DueTimer.of(row.row("timer"))));
        for (List<DueTimer> round : rounds(due)) {
            fireSideBySide(batches(round), now);
        }
        return due.size() == LOOK_AT;
    }

    /** Timers of one record fire one after the other: each round has at most one of each record. */
    private static List<List<DueTimer>> rounds(List<DueTimer> due) {
        Map<String, Integer> seen = new HashMap<>();
        List<List<DueTimer>> rounds = new ArrayList<>();
        for (DueTimer timer : due) {
            int round = seen.merge(timer.aggregateId(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(timer);
        }
        return rounds;
    }

    /** Timers of one kind that fire in one transaction, in the order in which all take the locks of records. */
    private List<List<DueTimer>> batches(List<DueTimer> round) {
        List<List<DueTimer>> batches = new ArrayList<>();
        Map<String, List<DueTimer>> open = new HashMap<>();
        round.stream().sorted(Comparator.comparing(DueTimer::aggregateId)).forEach(timer -> {
            if (timer.attempts() > 0) {
                batches.add(List.of(timer));
                return;
            }
            List<DueTimer> batch = open.get(timer.kind());
            if (batch == null || batch.size() >= handlers.of(timer.kind()).atOnce()) {
                batch = new ArrayList<>();
                open.put(timer.kind(), batch);
                batches.add(batch);
            }
            batch.add(timer);
        });
        return batches;
    }

    private void fireSideBySide(List<List<DueTimer>> batches, Instant now) {
        List<Callable<Boolean>> firings = new ArrayList<>(batches.size());
        batches.forEach(batch -> firings.add(() -> {
            fire(batch, now);
            return true;
        }));
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL, BackgroundWork.threads())) {
            for (Future<Boolean> firing : threads.invokeAll(firings)) {
                firing.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A due timer could be neither fired nor marked", failure.getCause());
        }
    }

    private void fire(List<DueTimer> batch, Instant now) {
        String lock = Ids.next();
        TimerHandler handler = handlers.of(batch.getFirst().kind());
        try {
            List<TimerFiring> fired = work.writeRepeatably(() -> {
                List<TimerFiring> claimed = claim(batch, lock, now);
                if (!claimed.isEmpty()) {
                    Faults.run(() -> handler.fireAll(claimed));
                }
                return claimed;
            });
            Instant firedAt = businessClock.now();
            fired.forEach(firing -> meters.fired(firing, firedAt));
        } catch (RuntimeException failure) {
            if (batch.size() == 1) {
                markFailed(batch.getFirst(), failure);
                return;
            }
            LOG.warn("{} timers {} could not fire together and fire one by one", batch.size(), handler.kind(), failure);
            batch.forEach(timer -> fire(List.of(timer), now));
        }
    }

    private List<TimerFiring> claim(List<DueTimer> batch, String lock, Instant now) {
        return cypher.statement("platform/timer/claim")
                .withRows(batch.stream()
                        .map(timer -> Map.<String, Object>of("aggregateId", timer.aggregateId(), "key", timer.key()))
                        .toList())
                .with("lock", lock)
                .with("now", now)
                .list(row -> DueTimer.of(row.row("timer")).firing(now));
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
