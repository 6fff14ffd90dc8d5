// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/** Bounds the lines of a log: so many in a minute, and at its end one more that says how many were left out. */
final class LogRateLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Has work done after a while. */
    @FunctionalInterface
    interface Later {
        void run(Duration pause, Runnable work);
    }

    private final int lines;
    private final SystemClock clock;
    private final Later later;
    private final LongConsumer leftOut;
    private Instant end = Instant.MIN;
    private int taken;
    private long omitted;

    /**
     * @param lines how many in a minute
     * @param leftOut is told how many were left out, when there were any
     */
    LogRateLimit(int lines, SystemClock clock, Later later, LongConsumer leftOut) {
        this.lines = lines;
        this.clock = clock;
        this.later = later;
        this.leftOut = leftOut;
    }

    /** Whether one more line may be written now. */
    synchronized boolean take() {
        Instant now = clock.now();
        if (!now.isBefore(end)) {
            end = now.plus(WINDOW);
            taken = 0;
        }
        if (taken < lines) {
            taken++;
            return true;
        }
        if (omitted == 0) {
            later.run(Duration.between(now, end), this::reportOmitted);
        }
        omitted++;
        return false;
    }

    /** Says how many lines were left out since it was last said. */
    void reportOmitted() {
        long count;
        synchronized (this) {
            count = omitted;
            omitted = 0;
        }
        if (count > 0) {
            leftOut.accept(count);
        }
    }
}
