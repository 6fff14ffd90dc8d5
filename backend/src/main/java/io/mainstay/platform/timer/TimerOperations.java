// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.jobs.NewJob;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks after timers. Who may is for the caller's use case to decide. */
@Component
public final class TimerOperations {

    /** The scope of cursors of {@link #dead}. */
    public static final String SCOPE = "deadTimers";

    private static final Duration GRACE = Duration.ofMinutes(1);

    private final UnitOfWork work;
    private final Cypher cypher;
    private final BusinessClock clock;
    private final Jobs jobs;

    TimerOperations(UnitOfWork work, Cypher cypher, BusinessClock clock, Jobs jobs) {
        this.work = work;
        this.cypher = cypher;
        this.clock = clock;
        this.jobs = jobs;
    }

    public TimerOverview overview() {
        return work.read(() -> cypher.statement("platform/timer/overview")
                        .with("overdueSince", clock.now().minus(GRACE))
                        .one(row -> new TimerOverview(
                                row.longValue("armed"), row.longValue("overdue"), row.longValue("dead"))))
                .orElseThrow();
    }

    public Page<DeadTimer> dead(PageRequest request) {
        Cursor after = request.after();
        List<DeadTimer> rows = work.read(() -> cypher.statement("platform/timer/dead")
                .with("afterId", after == null ? "" : after.onlyId())
                .with("limit", request.first() + 1)
                .list(row -> DeadTimer.of(row.row("timer"))));
        return Page.ofRows(rows, request, timer -> Cursor.of(List.of(), timer.id(), SCOPE));
    }

    /**
     * Lets a dead timer be tried again.
     *
     * @return the timer as it was; empty if there is no such dead timer
     */
    public Optional<DeadTimer> retry(String id) {
        String lock = Ids.next();
        return work.writeRepeatably(() -> cypher.statement("platform/timer/retry-dead")
                .with("id", id)
                .with("lock", lock)
                .one(row -> DeadTimer.of(row.row("timer"))));
    }

    /**
     * Lets many dead timers be tried again by a background job.
     *
     * @return the job's id
     */
    public String retryAll(TimerSelection selection, String personId) {
        return jobs.submit(new NewJob(RetryTimersJob.KIND, null, selection.write(), personId));
    }
}
