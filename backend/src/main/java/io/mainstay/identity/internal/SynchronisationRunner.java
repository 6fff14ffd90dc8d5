// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.identity.HeldDeactivations;
import io.mainstay.identity.IdentityState;
import io.mainstay.identity.SynchronisationReport;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.Faults;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeaseLostException;
import io.mainstay.platform.lease.LeaseRenewer;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets one replica synchronise at a time, under a lease, and keeps in the graph how it went; measures and logs what was
 * done here.
 */
@Component
final class SynchronisationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SynchronisationRunner.class);
    private static final String NAME = "identity.synchronisation";
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final Synchroniser synchroniser;
    private final IdentityStore store;
    private final Leases leases;
    private final UnitOfWork work;
    private final SystemClock clock;
    private final Timer succeeded;
    private final Timer failed;
    // As of the last look at the graph, for what must answer without it.
    private volatile IdentityState known = IdentityState.BEFORE;

    SynchronisationRunner(
            Synchroniser synchroniser,
            IdentityStore store,
            Leases leases,
            UnitOfWork work,
            SystemClock clock,
            MeterRegistry meters) {
        this.synchroniser = synchroniser;
        this.store = store;
        this.leases = leases;
        this.work = work;
        this.clock = clock;
        this.succeeded = timer(meters, "success");
        this.failed = timer(meters, "error");
        TimeGauge.builder("mainstay." + NAME + ".age", this, TimeUnit.SECONDS, SynchronisationRunner::age)
                .description("Time since people and groups were last in line with the identity provider; -1 before")
                .register(meters);
        Gauge.builder("mainstay." + NAME + ".held", this, runner -> runner.held())
                .description("People, teams and organisations that a synchronisation would make inactive, if that were"
                        + " confirmed")
                .register(meters);
    }

    /** How synchronisation stands, whichever replica did it last. */
    IdentityState state() {
        return work.read(store::synchronisationState);
    }

    /** The same, which {@link #lastKnown()} gives from now on. */
    IdentityState look() {
        IdentityState state = state();
        known = state;
        return state;
    }

    /** How synchronisation stood at the last look, or after what was done here since. */
    IdentityState lastKnown() {
        return known;
    }

    /**
     * Runs from beginning to end.
     *
     * @param wanted whether it is still to be done, looked at once no other replica can be at it
     * @return empty if another replica synchronises now, or it was not to be done any more
     * @throws io.mainstay.identity.IdentityProviderUnavailableException if the provider does not answer
     */
    Optional<SynchronisationReport> runIf(Predicate<IdentityState> wanted) {
        return underLease(lease -> {
                    if (!wanted.test(state())) {
                        return Optional.<SynchronisationReport>empty();
                    }
                    Synchroniser.Run run = synchroniser.begin(SynchronisationCounts.NONE);
                    long start = clock.nanoTime();
                    return Optional.of(noting(lease, start, () -> {
                        boolean finished = false;
                        while (!finished) {
                            finished = run.step(lease);
                        }
                        return finish(lease, run, start);
                    }));
                })
                .flatMap(done -> done);
    }

    /**
     * Does something while no other replica synchronises.
     *
     * @return empty if one does
     */
    <T> Optional<T> underLease(Function<Lease, T> action) {
        Optional<Lease> acquired = leases.acquire(NAME, LEASE);
        if (acquired.isEmpty()) {
            return Optional.empty();
        }
        Lease lease = acquired.get();
        try (LeaseRenewer _ = new LeaseRenewer(leases, lease, clock)) {
            return Optional.of(action.apply(lease));
        } finally {
            leases.release(lease);
        }
    }

    /** Keeps what a run did that has come to its end. */
    SynchronisationReport finish(Lease lease, Synchroniser.Run run, long startedAtNanos) {
        IdentityState before = state();
        SynchronisationReport report = run.counts().finished(clock.now());
        work.writeRepeatably(() -> {
            leases.requireHeld(lease);
            store.save(report);
        });
        known = new IdentityState(report, null, null);
        succeeded.record(clock.nanoTime() - startedAtNanos, TimeUnit.NANOSECONDS);
        if (!before.current() || report.changedAnything()) {
            LOG.info("People, teams and organisations are in line with the identity provider: {}", report);
        }
        return report;
    }

    /** Does a part of a run; keeps that it failed, if it does. */
    <T> T noting(Lease lease, long startedAtNanos, Supplier<T> part) {
        try {
            return Faults.call(part);
        } catch (LeaseLostException lost) {
            throw lost;
        } catch (RuntimeException failure) {
            failed.record(clock.nanoTime() - startedAtNanos, TimeUnit.NANOSECONDS);
            noteFailure(lease, failure);
            throw failure;
        }
    }

    private void noteFailure(Lease lease, RuntimeException failure) {
        IdentityState before = state();
        Instant now = clock.now();
        work.writeRepeatably(() -> {
            leases.requireHeld(lease);
            if (failure instanceof DeactivationsHeldException many) {
                store.holdDeactivations(many.held(), now);
            } else {
                store.saveSynchronisationFailure(now);
            }
        });
        IdentityState after = look();
        // An outage is told once, not at every attempt.
        if (before.heldDeactivations() == null && after.heldDeactivations() != null) {
            LOG.error("People, teams and organisations are not synchronised", failure);
        } else if (before.failedAt() == null) {
            LOG.warn("People, teams and organisations cannot be synchronised now; what is known stays", failure);
        }
    }

    private int held() {
        HeldDeactivations held = known.heldDeactivations();
        return held == null ? 0 : held.all();
    }

    private double age() {
        SynchronisationReport report = known.synchronisation();
        return report == null
                ? -1
                : Duration.between(report.finishedAt(), clock.now()).toMillis() / 1000.0;
    }

    private static Timer timer(MeterRegistry meters, String outcome) {
        return Timer.builder("mainstay." + NAME)
                .description("Synchronisations with the identity provider")
                .tag("outcome", outcome)
                .register(meters);
    }
}
