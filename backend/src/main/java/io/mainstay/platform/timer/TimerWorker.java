// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.LeasedWorker;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.schedule.Ticking;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sweeps for due timers each second, on one replica. The lease only saves the others the work: that a timer fires once is
 * owed to the locks that {@link DueSweep} takes, so firings need no fencing token.
 */
@Component
final class TimerWorker implements Ticking, SmartLifecycle {

    private static final String NAME = "timer.sweep";
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int PHASE = Integer.MAX_VALUE - 8192;

    private final LeasedWorker worker;
    private volatile boolean running;

    TimerWorker(DueSweep sweep, Leases leases, SystemClock clock) {
        this.worker = new LeasedWorker(NAME, leases, clock, _ -> sweep.sweep() ? Duration.ZERO : IDLE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void tick() {
        worker.wake();
    }

    @Override
    public void start() {
        worker.start();
        running = true;
    }

    @Override
    public void stop() {
        worker.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
