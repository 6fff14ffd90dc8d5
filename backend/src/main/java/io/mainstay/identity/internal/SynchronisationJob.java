// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.JobFailedException;
import io.mainstay.platform.jobs.JobHandler;
import io.mainstay.platform.jobs.JobStep;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.jobs.NewJob;
import io.mainstay.platform.lease.Lease;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Synchronises in the background because somebody has asked for it. A replica that takes over begins at the beginning,
 * where it finds nothing left to write until it comes to what is missing.
 */
@Component
final class SynchronisationJob implements JobHandler {

    static final String KIND = "identity.synchronise";

    private static final String KEY = "only";
    private static final Duration WHILE_ANOTHER_RUNS = Duration.ofSeconds(1);

    private final Synchroniser synchroniser;
    private final SynchronisationRunner runner;
    private final Jobs jobs;
    private final SystemClock clock;
    private @Nullable Begun begun;

    /**
     * A run between two of its parts.
     *
     * @param token of the lease under which the last part was done: a greater one than the next means that another
     *     replica has synchronised in between, and what was read is out of date
     */
    private record Begun(String jobId, Synchroniser.Run run, long token, long startedAtNanos) {}

    SynchronisationJob(Synchroniser synchroniser, SynchronisationRunner runner, Jobs jobs, SystemClock clock) {
        this.synchroniser = synchroniser;
        this.runner = runner;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * @return the id of the job; that of the one that runs already, if one does
     */
    String submit(String personId) {
        return jobs.submit(new NewJob(KIND, KEY, Map.of(), personId));
    }

    /** Whether somebody has asked for a synchronisation that has not come to its end. */
    boolean isActive() {
        return jobs.isActive(KIND, KEY);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Each part has transactions of its own. */
    @Override
    public boolean transactional() {
        return false;
    }

    @Override
    public synchronized JobStep step(Job job) {
        return runner.underLease(lease -> step(job, lease)).orElseGet(() -> JobStep.later(job, WHILE_ANOTHER_RUNS));
    }

    private JobStep step(Job job, Lease lease) {
        Begun current = current(job, lease);
        Synchroniser.Run run = current.run();
        begun = null;
        boolean finished;
        try {
            finished = runner.noting(lease, current.startedAtNanos(), () -> run.step(lease));
        } catch (DeactivationsHeldException held) {
            throw new JobFailedException(held);
        }
        if (finished) {
            runner.finish(lease, run, current.startedAtNanos());
            return JobStep.last(run.counts().peopleSeen());
        }
        begun = new Begun(job.id(), run, lease.token(), current.startedAtNanos());
        return JobStep.next(run.counts().write(), run.counts().peopleSeen(), null);
    }

    private Begun current(Job job, Lease lease) {
        Begun last = begun;
        if (last != null && last.jobId().equals(job.id()) && lease.token() == last.token() + 1) {
            return last;
        }
        SynchronisationCounts before = SynchronisationCounts.read(job.checkpoint());
        return new Begun(job.id(), synchroniser.begin(before), lease.token(), clock.nanoTime());
    }
}
