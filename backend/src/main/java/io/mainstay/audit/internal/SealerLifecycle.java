// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.LeasedWorker;
import io.mainstay.platform.lease.Leases;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the sealer while the application serves. */
@Component
final class SealerLifecycle implements SmartLifecycle {

    private final LeasedWorker worker;
    private volatile boolean running;

    SealerLifecycle(Sealer sealer, Leases leases, SystemClock clock) {
        this.worker = new LeasedWorker(Sealer.LEASE, leases, clock, sealer);
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
}
