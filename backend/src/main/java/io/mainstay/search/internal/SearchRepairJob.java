// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.JobHandler;
import io.mainstay.platform.jobs.JobStep;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.jobs.NewJob;
import io.mainstay.platform.schedule.Cadence;
import io.mainstay.platform.schedule.PeriodicJob;
import io.mainstay.platform.work.UnitOfWork;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Compares index and records in the background: when an operator asks, and every night, so that drift is found before
 * somebody misses a record.
 */
@Component
final class SearchRepairJob implements JobHandler, PeriodicJob {

    static final String KIND = "search.repair";

    private final DriftCheck check;
    private final RebuildStore store;
    private final Jobs jobs;
    private final UnitOfWork work;
    private final SystemClock clock;

    SearchRepairJob(DriftCheck check, RebuildStore store, Jobs jobs, UnitOfWork work, SystemClock clock) {
        this.check = check;
        this.store = store;
        this.jobs = jobs;
        this.work = work;
        this.clock = clock;
    }

    /**
     * @return the id of the job; that of the one that runs already, if one does
     */
    String submit(String personId) {
        return jobs.submit(new NewJob(KIND, "only", Map.of(), personId));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** What a chunk mends is in the index. */
    @Override
    public boolean transactional() {
        return false;
    }

    @Override
    public JobStep step(Job job) {
        DriftPosition from = job.checkpoint().isEmpty() ? check.begin() : DriftPosition.read(job.checkpoint());
        DriftPosition to = check.step(from);
        long done = to.found().checked();
        if (to.type() == null) {
            work.writeRepeatably(() -> store.saveDrift(to.found().finished(clock.now())));
            return JobStep.last(done);
        }
        return JobStep.next(to.write(), done, null);
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Cadence cadence() {
        return new Cadence.Cron("0 30 2 * * ?", ZoneOffset.UTC);
    }

    @Override
    public Missed missed() {
        return Missed.SKIP;
    }

    @Override
    public void run() {
        submit(Principal.SYSTEM_ID);
    }
}
