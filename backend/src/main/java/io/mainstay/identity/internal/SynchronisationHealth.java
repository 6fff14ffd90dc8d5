// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.identity.IdentityState;
import io.mainstay.identity.SynchronisationReport;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Says in health details when people and groups may be out of date. That is no reason to take the application out of service:
 * those who are known can work.
 */
@Component("identitySynchronisation")
final class SynchronisationHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");

    private final SynchronisationRunner runner;

    SynchronisationHealth(SynchronisationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Health health() {
        IdentityState state = runner.lastKnown();
        Health.Builder health = state.current() ? Health.up() : Health.status(DEGRADED);
        SynchronisationReport last = state.synchronisation();
        if (last != null) {
            health.withDetail("lastRun", last.finishedAt().toString()).withDetail("people", last.peopleSeen());
        }
        Instant failedAt = state.failedAt();
        if (failedAt != null) {
            health.withDetail("failedAt", failedAt.toString())
                    .withDetail("reason", "the identity provider cannot be read; see the log");
        }
        return health.build();
    }
}
