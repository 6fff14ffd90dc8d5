package io.mainstay.identity.internal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Synchronises when the application has started, without holding up the start, and periodically from then on. Each replica
 * does: it finds nothing left to write where another has been first.
 */
@Component
@EnableConfigurationProperties(SynchronisationProperties.class)
final class SynchronisationLoop implements SmartLifecycle {

    private final SynchronisationRunner runner;
    private final SynchronisationProperties properties;
    private @Nullable ScheduledExecutorService executor;

    SynchronisationLoop(SynchronisationRunner runner, SynchronisationProperties properties) {
        this.runner = runner;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("identity-synchronisation").factory());
        executor = started;
        schedule(started, Duration.ZERO);
    }

    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }

    private void schedule(ScheduledExecutorService on, Duration delay) {
        on.schedule(() -> runAndScheduleNext(on), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void runAndScheduleNext(ScheduledExecutorService on) {
        Duration next = runner.tryRun() ? properties.period() : properties.retryAfter();
        if (!on.isShutdown()) {
            schedule(on, next);
        }
    }
}
