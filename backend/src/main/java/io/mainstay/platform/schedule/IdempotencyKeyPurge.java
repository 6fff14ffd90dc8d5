// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import io.mainstay.platform.work.Idempotency;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets idempotency keys that have expired. */
@Component
final class IdempotencyKeyPurge implements PeriodicJob {

    private static final int BATCH = 1_000;

    private final UnitOfWork work;
    private final Idempotency idempotency;

    IdempotencyKeyPurge(UnitOfWork work, Idempotency idempotency) {
        this.work = work;
        this.idempotency = idempotency;
    }

    @Override
    public String name() {
        return "idempotency.purge";
    }

    @Override
    public Cadence cadence() {
        return new Cadence.Every(Duration.ofMinutes(10));
    }

    @Override
    public void run() {
        int purged;
        do {
            purged = work.writeRepeatably(() -> idempotency.purge(BATCH));
        } while (purged == BATCH);
    }
}
