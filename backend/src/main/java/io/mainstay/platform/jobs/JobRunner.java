// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.lease.Faults;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeaseLostException;
import io.mainstay.platform.lease.LeaseRenewer;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Does jobs under a lease of their own. The checkpoint moves in a transaction that checks the lease, so a runner that was
 * paused beyond its lease cannot undo what its successor did.
 */
@Component
final class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MAX_ERROR = 2_000;

    private final UnitOfWork work;
    private final Cypher cypher;
    private final Leases leases;
    private final SystemClock clock;
    private final Map<String, JobHandler> handlers = new HashMap<>();
    private volatile boolean stopping;

    JobRunner(
            UnitOfWork work, Cypher cypher, Leases leases, SystemClock clock, ObjectProvider<JobHandler> jobHandlers) {
        this.work = work;
        this.cypher = cypher;
        this.leases = leases;
        this.clock = clock;
        jobHandlers.forEach(handler -> {
            if (handlers.put(handler.kind(), handler) != null) {
                throw new IllegalStateException("Two handlers do jobs of the kind " + handler.kind());
            }
        });
    }

    /** Jobs that have something left to do, the oldest first. */
    List<Job> runnable(int limit) {
        return work.read(() -> cypher.statement("platform/jobs/runnable")
                .with("kinds", handlers.keySet())
                .with("now", clock.now())
                .with("limit", limit)
                .list(row -> Job.of(row.row("job"))));
    }

    /** Does chunks of a job until it ends, fails, or {@link #stop} is called; nothing if somebody else does it. */
    void run(Job job) {
        Optional<Lease> acquired = leases.acquire("job." + job.id(), LEASE);
        if (acquired.isEmpty()) {
            return;
        }
        Lease lease = acquired.get();
        boolean ended = false;
        try (LeaseRenewer keeper = new LeaseRenewer(leases, lease, clock)) {
            while (!ended && !stopping && !keeper.isLost()) {
                ended = chunk(lease, job.id());
            }
        } catch (LeaseLostException lost) {
            LOG.info("The job {} goes on elsewhere: {}", job.id(), lost.getMessage());
            return;
        } finally {
            if (ended) {
                leases.remove(lease);
            } else {
                leases.release(lease);
            }
        }
    }

    /** Ends runs after the chunk that they are at; another replica goes on with them. */
    void stop() {
        stopping = true;
    }

    /** Undoes {@link #stop}. */
    void allow() {
        stopping = false;
    }

    /** @return whether there is nothing more to do for now */
    boolean chunk(Lease lease, String id) {
        Job job = lock(lease, id);
        if (job == null || job.state().isFinal()) {
            return true;
        }
        if (job.cancelRequested()) {
            end(lease, id, JobState.CANCELLED, null);
            return true;
        }
        JobHandler handler = handlers.get(job.kind());
        if (handler == null) {
            return true;
        }
        try {
            return handler.transactional() ? inOneTransaction(lease, id, handler) : outside(lease, job, handler);
        } catch (LeaseLostException lost) {
            throw lost;
        } catch (RuntimeException failure) {
            if (stopping) {
                // Cut short by the end of this process, which is no failure of the job: it goes on elsewhere.
                LOG.info("A chunk of the job {} ({}) was cut short", job.id(), job.kind());
                return false;
            }
            fail(lease, job, failure);
            return true;
        }
    }

    private boolean inOneTransaction(Lease lease, String id, JobHandler handler) {
        return work.writeRepeatably(() -> {
            Job locked = lock(lease, id);
            if (locked == null || locked.state().isFinal()) {
                return true;
            }
            return save(locked, Faults.call(() -> handler.step(locked)));
        });
    }

    private boolean outside(Lease lease, Job job, JobHandler handler) {
        JobStep step = Faults.call(() -> handler.step(job));
        return work.writeRepeatably(() -> {
            Job locked = lock(lease, job.id());
            return locked == null || save(locked, step);
        });
    }

    private boolean save(Job job, JobStep step) {
        Instant now = clock.now();
        Duration pause = step.pause();
        cypher.statement("platform/jobs/save")
                .with("id", job.id())
                .with("checkpoint", step.checkpoint())
                .with("done", step.done())
                .with("total", step.total())
                .with("retryAt", pause == null ? null : now.plus(pause))
                .with("now", now)
                .run();
        if (step.finished()) {
            end(job.id(), JobState.SUCCEEDED, null, now);
        }
        return step.finished() || pause != null;
    }

    private void fail(Lease lease, Job job, RuntimeException failure) {
        int attempt = job.attempts() + 1;
        String error = describe(failure);
        if (attempt >= ATTEMPTS || failure instanceof JobFailedException) {
            LOG.error("The job {} ({}) has failed", job.id(), job.kind(), failure);
            end(lease, job.id(), JobState.FAILED, error);
            return;
        }
        LOG.warn("A chunk of the job {} ({}) failed, attempt {}", job.id(), job.kind(), attempt, failure);
        Instant retryAt = clock.now().plus(FIRST_PAUSE.multipliedBy(1L << attempt));
        work.writeRepeatably(() -> {
            lock(lease, job.id());
            cypher.statement("platform/jobs/fail-chunk")
                    .with("id", job.id())
                    .with("error", error)
                    .with("retryAt", retryAt)
                    .run();
        });
    }

    private void end(Lease lease, String id, JobState state, @Nullable String error) {
        Instant now = clock.now();
        work.writeRepeatably(() -> {
            lock(lease, id);
            end(id, state, error, now);
        });
    }

    private void end(String id, JobState state, @Nullable String error, Instant now) {
        cypher.statement("platform/jobs/end")
                .with("id", id)
                .with("state", state)
                .with("error", error)
                .with("now", now)
                .run();
    }

    private @Nullable Job lock(Lease lease, String id) {
        return work.writeRepeatably(() -> {
                    leases.requireHeld(lease);
                    return cypher.statement("platform/jobs/lock")
                            .with("id", id)
                            .with("lock", lease.owner())
                            .one(row -> Job.of(row.row("job")));
                })
                .orElse(null);
    }

    private static String describe(RuntimeException failure) {
        String text = failure.toString();
        return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) : text;
    }
}
