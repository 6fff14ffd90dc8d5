// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker of which one runs among all replicas: it works while it holds the lease of its name, and tries to get it while
 * it does not. The lease is renewed beside the work, also during a long round.
 */
public final class LeasedWorker {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedWorker.class);

    /** How long a replica that has died keeps others from taking over. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration RENEWAL = LEASE.dividedBy(4);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration AFTER_LOSS = Duration.ofMillis(50);

    /** The work. */
    public interface Work {

        /** Called once after the lease was acquired, before the first round. */
        default void begin(Lease lease) {}

        /**
         * @param lease what everything that the round writes is fenced with
         * @return how long to pause before the next round unless woken
         */
        Duration round(Lease lease);
    }

    private final String name;
    private final Leases leases;
    private final Work work;
    private final Worker worker;
    private final Worker renewer;
    private final AtomicReference<@Nullable Lease> held = new AtomicReference<>();

    public LeasedWorker(String name, Leases leases, SystemClock clock, Work work) {
        this.name = name;
        this.leases = leases;
        this.work = work;
        this.worker = new Worker(name, clock, this::round);
        this.renewer = new Worker(name + "-lease", clock, this::renew);
    }

    public void start() {
        worker.start();
        renewer.start();
    }

    /** Stops and gives the lease back, so that another replica can go on at once. */
    public void stop() {
        worker.stop();
        renewer.stop();
        Lease lease = held.getAndSet(null);
        if (lease != null) {
            release(lease);
        }
    }

    /** Begins the next round now if the lease is held. */
    public void wake() {
        if (isHolding()) {
            worker.wake();
        }
    }

    /** Whether this replica holds the lease, as far as it knows. */
    public boolean isHolding() {
        return held.get() != null;
    }

    /** Whether {@link #stop()} has been called; long rounds look. */
    public boolean isStopping() {
        return worker.isStopping();
    }

    private Duration round() {
        Lease lease = held.get();
        try {
            if (lease == null) {
                Optional<Lease> acquired = leases.acquire(name, LEASE);
                if (acquired.isEmpty()) {
                    return RETRY;
                }
                lease = acquired.get();
                begin(lease);
                held.set(lease);
            }
            return work.round(lease);
        } catch (LeaseLostException lost) {
            LOG.info("{}: {}", name, lost.getMessage());
            held.set(null);
            return AFTER_LOSS;
        }
    }

    private void begin(Lease lease) {
        try {
            Faults.run(() -> work.begin(lease));
        } catch (RuntimeException failure) {
            release(lease);
            throw failure;
        }
    }

    private Duration renew() {
        Lease lease = held.get();
        // The answer may come when the round has noticed the loss and got the lease anew, which is not lost then.
        if (lease != null && !leases.renew(lease) && held.compareAndSet(lease, null)) {
            worker.wake();
        }
        return RENEWAL;
    }

    private void release(Lease lease) {
        try {
            leases.release(lease);
        } catch (RuntimeException unreachable) {
            LOG.warn("The lease {} could not be given back and will run out by itself", name, unreachable);
        }
    }
}
