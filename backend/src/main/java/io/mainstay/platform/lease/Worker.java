// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.database.BackgroundWork;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that works in rounds, pauses between them, and can be woken. A round that fails is logged and tried again. */
public final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration FIRST_PAUSE_AFTER_FAILURE = Duration.ofMillis(250);
    private static final Duration LAST_PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_ON_STOP = Duration.ofSeconds(20);

    /** One round of work. */
    @FunctionalInterface
    public interface Round {

        /** @return how long to pause before the next round unless woken */
        Duration run();
    }

    private final String name;
    private final Round round;
    private final SystemClock clock;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread thread;

    public Worker(String name, SystemClock clock, Round round) {
        this.name = name;
        this.clock = clock;
        this.round = round;
    }

    public synchronized void start() {
        if (thread == null) {
            stopping = false;
            thread = Thread.ofVirtual().name("mainstay-" + name).start(BackgroundWork.mark(this::loop));
        }
    }

    /** Lets the round that is running come to its end, for up to 20 seconds, and stops. */
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        stopping = true;
        wake();
        awaitEnd(running);
        thread = null;
    }

    /** Begins the next round now, or one more after the round that is running. */
    public void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Whether {@link #stop()} has been called; long rounds look. */
    public boolean isStopping() {
        return stopping;
    }

    private void loop() {
        Duration afterFailure = FIRST_PAUSE_AFTER_FAILURE;
        while (!stopping) {
            Duration pause;
            try {
                pause = Faults.call(round::run);
                afterFailure = FIRST_PAUSE_AFTER_FAILURE;
            } catch (RuntimeException failure) {
                if (stopping) {
                    return;
                }
                logFailure(failure, afterFailure.equals(FIRST_PAUSE_AFTER_FAILURE));
                pauseUndisturbed(afterFailure);
                afterFailure = doubled(afterFailure);
                continue;
            }
            if (!pause.isZero()) {
                await(pause);
            }
        }
    }

    // An outage fails every round; only its first failure is worth a stack trace.
    private void logFailure(RuntimeException failure, boolean first) {
        if (first) {
            LOG.warn("{} failed and will be tried again", name, failure);
        } else {
            LOG.warn("{} still fails: {}", name, failure.toString());
        }
    }

    private void await(Duration pause) {
        try {
            if (wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            // Whoever stops the worker says so first. Any other interrupt was for a round that is over.
            LOG.debug("{} was interrupted between two rounds", name, interrupted);
        }
    }

    // Not cut short by a wake-up: those come with every commit, also while the work fails.
    private void pauseUndisturbed(Duration pause) {
        long end = clock.nanoTime() + pause.toNanos();
        while (!stopping && clock.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(end - clock.nanoTime(), FIRST_PAUSE_AFTER_FAILURE.toNanos()));
        }
    }

    private static Duration doubled(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LAST_PAUSE_AFTER_FAILURE) > 0 ? LAST_PAUSE_AFTER_FAILURE : twice;
    }

    private void awaitEnd(Thread running) {
        try {
            if (!running.join(PATIENCE_ON_STOP)) {
                LOG.warn("{} did not come to its end within {} s", name, PATIENCE_ON_STOP.toSeconds());
                running.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
