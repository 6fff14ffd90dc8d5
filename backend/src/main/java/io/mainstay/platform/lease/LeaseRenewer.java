// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

import io.mainstay.kernel.SystemClock;
import java.time.Duration;

/** Renews a lease beside work that takes long, until it is closed or the lease is lost. */
public final class LeaseRenewer implements AutoCloseable {

    private static final Duration AFTER_LOSS = Duration.ofDays(1);

    private final Leases leases;
    private final Lease lease;
    private final Worker renewer;
    private volatile boolean lost;

    public LeaseRenewer(Leases leases, Lease lease, SystemClock clock) {
        this.leases = leases;
        this.lease = lease;
        this.renewer = new Worker(lease.name() + "-lease", clock, this::renew);
        renewer.start();
    }

    /** Whether somebody else may hold the lease; work that is fenced need not ask, but may end earlier. */
    public boolean isLost() {
        return lost;
    }

    private Duration renew() {
        if (lost || !leases.renew(lease)) {
            lost = true;
            return AFTER_LOSS;
        }
        return lease.duration().dividedBy(4);
    }

    @Override
    public void close() {
        renewer.stop();
    }
}
