package io.mainstay.identity.internal;

import io.mainstay.identity.IdentityState;
import io.mainstay.identity.SynchronisationReport;
import io.mainstay.kernel.SystemClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs one synchronisation at a time in this process, and remembers, measures and logs how it went. */
@Component
final class SynchronisationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SynchronisationRunner.class);

    private final Synchroniser synchroniser;
    private final SystemClock clock;
    private final Timer succeeded;
    private final Timer failed;
    private final ReentrantLock running = new ReentrantLock();
    // Written only while holding the lock.
    private volatile IdentityState state = new IdentityState(null, null);

    SynchronisationRunner(Synchroniser synchroniser, SystemClock clock, MeterRegistry meters) {
        this.synchroniser = synchroniser;
        this.clock = clock;
        this.succeeded = timer(meters, "success");
        this.failed = timer(meters, "error");
        TimeGauge.builder("mainstay.identity.synchronisation.age", this, TimeUnit.SECONDS, SynchronisationRunner::age)
                .description("Time since people and groups were last in line with the identity provider; -1 before")
                .register(meters);
    }

    IdentityState state() {
        return state;
    }

    /**
     * Runs now, after a run that is under way.
     *
     * @throws io.mainstay.identity.IdentityProviderUnavailableException if the provider does not answer
     */
    SynchronisationReport run() {
        running.lock();
        long start = clock.nanoTime();
        try {
            SynchronisationReport report = synchroniser.synchronise();
            succeeded.record(clock.nanoTime() - start, TimeUnit.NANOSECONDS);
            IdentityState before = state;
            state = new IdentityState(report, null);
            announce(before, report);
            return report;
        } catch (RuntimeException failure) {
            failed.record(clock.nanoTime() - start, TimeUnit.NANOSECONDS);
            IdentityState before = state;
            state = new IdentityState(before.synchronisation(), clock.now());
            announce(before, failure);
            throw failure;
        } finally {
            running.unlock();
        }
    }

    /** Runs now; a failure is remembered, measured and logged, and told by false. */
    boolean tryRun() {
        try {
            run();
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }

    private static void announce(IdentityState before, SynchronisationReport report) {
        if (!before.current() || report.changedAnything()) {
            LOG.info("People, teams and organisations are in line with the identity provider: {}", report);
        }
    }

    // An outage is told once, not at every attempt.
    private static void announce(IdentityState before, RuntimeException failure) {
        if (before.failedAt() == null) {
            LOG.warn("People, teams and organisations cannot be synchronised now; what is known stays", failure);
        }
    }

    private double age() {
        SynchronisationReport report = state.synchronisation();
        return report == null
                ? -1
                : Duration.between(report.finishedAt(), clock.now()).toMillis() / 1000.0;
    }

    private static Timer timer(MeterRegistry meters, String outcome) {
        return Timer.builder("mainstay.identity.synchronisation")
                .description("Synchronisations with the identity provider")
                .tag("outcome", outcome)
                .register(meters);
    }
}
