// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeasedWorker;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Joins each second's entries into the global chain. One replica does it at a time. */
@Component
final class Sealer implements LeasedWorker.Work {

    static final String LEASE = "audit.sealer";
    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SealStore store;
    private final UnitOfWork work;
    private final Leases leases;
    private final SystemClock clock;

    Sealer(SealStore store, UnitOfWork work, Leases leases, SystemClock clock) {
        this.store = store;
        this.work = work;
        this.leases = leases;
        this.clock = clock;
    }

    @Override
    public Duration round(Lease lease) {
        return seal(lease) == BATCH ? Duration.ZERO : PAUSE;
    }

    /** @return how many entries were sealed */
    int seal(Lease lease) {
        Instant now = clock.now();
        return work.writeRepeatably(() -> {
            leases.requireHeld(lease);
            List<Seal.Leaf> leaves = store.unsealed(BATCH);
            if (leaves.isEmpty()) {
                return 0;
            }
            Optional<Seal> last = store.last();
            store.create(Seal.of(
                    last.map(Seal::number).orElse(0L) + 1,
                    leaves,
                    now,
                    last.map(Seal::hash).orElse("")));
            return leaves.size();
        });
    }
}
