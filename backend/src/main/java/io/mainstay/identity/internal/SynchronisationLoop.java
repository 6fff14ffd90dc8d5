// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.identity.IdentityProviderUnavailableException;
import io.mainstay.identity.IdentityState;
import io.mainstay.identity.SynchronisationReport;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.LeaseLostException;
import io.mainstay.platform.lease.Worker;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Synchronises when the application has started, without holding up the start, and periodically from then on, unless
 * another replica did a short while ago. A synchronisation that somebody has asked for goes first.
 */
@Component
@EnableConfigurationProperties(SynchronisationProperties.class)
final class SynchronisationLoop implements SmartLifecycle {

    private final SynchronisationRunner runner;
    private final SynchronisationJob job;
    private final SynchronisationProperties properties;
    private final SystemClock clock;
    private final Worker worker;
    private volatile boolean running;

    SynchronisationLoop(
            SynchronisationRunner runner,
            SynchronisationJob job,
            SynchronisationProperties properties,
            SystemClock clock) {
        this.runner = runner;
        this.job = job;
        this.properties = properties;
        this.clock = clock;
        this.worker = new Worker("identity.synchronisation", clock, this::round);
    }

    @Override
    public void start() {
        running = true;
        worker.start();
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

    /** @return how long nothing is to be done, as far as is known now */
    private Duration round() {
        // Looked at first without the lease, so that a run which somebody asked for can go on between its parts.
        IdentityState state = runner.look();
        if (isDue(state) && !job.isActive()) {
            try {
                if (runner.runIf(this::isDue).isPresent()) {
                    return properties.period();
                }
            } catch (IdentityProviderUnavailableException | DeactivationsHeldException | LeaseLostException _) {
                return properties.retryAfter();
            }
        }
        Duration left = untilDue(state);
        return left.compareTo(properties.retryAfter()) > 0 ? left : properties.retryAfter();
    }

    private boolean isDue(IdentityState state) {
        return !untilDue(state).isPositive();
    }

    private Duration untilDue(IdentityState state) {
        Instant failedAt = state.failedAt();
        if (failedAt != null) {
            return Duration.between(clock.now(), failedAt.plus(properties.retryAfter()));
        }
        @Nullable SynchronisationReport last = state.synchronisation();
        return last == null
                ? Duration.ZERO
                : Duration.between(clock.now(), last.finishedAt().plus(properties.period()));
    }
}
