// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.internal.store.PlannedOutageStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.platform.schedule.Cadence;
import io.mainstay.platform.schedule.PeriodicJob;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets whose users were told of planned outages that are over: nobody is shown it any more, nor told that it is otherwise. */
@Component
final class PlannedOutageNoticePurge implements PeriodicJob {

    private static final int BATCH = 1_000;

    /** More than it takes to tell users that an outage lasts longer, said when it was just about to be over. */
    private static final Duration LATE = Duration.ofHours(1);

    private final UnitOfWork work;
    private final PlannedOutageStore store;
    private final BusinessClock clock;

    PlannedOutageNoticePurge(UnitOfWork work, PlannedOutageStore store, BusinessClock clock) {
        this.work = work;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "planned-outage.notice-purge";
    }

    @Override
    public Cadence cadence() {
        return new Cadence.Every(Duration.ofHours(1));
    }

    @Override
    public void run() {
        Instant before = clock.now().minus(LATE);
        int seen;
        do {
            seen = work.writeRepeatably(() -> store.forgetNoticedBefore(before, BATCH));
        } while (seen == BATCH);
    }
}
