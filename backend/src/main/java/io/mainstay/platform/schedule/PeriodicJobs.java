// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.database.BackgroundWork;
import io.mainstay.platform.lease.Faults;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeaseLostException;
import io.mainstay.platform.lease.LeaseRenewer;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Runs periodic jobs when they are due by the database's clock. A lease keeps replicas apart, and whether a job is still
 * due is looked at again once the lease is held.
 */
@Component
final class PeriodicJobs implements Ticking {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicJobs.class);

    static final String NAME = "schedule.sweep";

    // Cron expressions wake it at their instants; this is for intervals, for what was missed, and for clocks that
    // differ.
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final int MAX_ERROR = 2_000;

    private final UnitOfWork work;
    private final Cypher cypher;
    private final Leases leases;
    private final SystemClock clock;
    private final Map<String, PeriodicJob> jobs = new LinkedHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    PeriodicJobs(
            UnitOfWork work,
            Cypher cypher,
            Leases leases,
            SystemClock clock,
            ObjectProvider<PeriodicJob> periodicJobs) {
        this.work = work;
        this.cypher = cypher;
        this.leases = leases;
        this.clock = clock;
        periodicJobs.forEach(job -> {
            if (jobs.put(job.name(), job) != null) {
                throw new IllegalStateException("Two periodic jobs are called " + job.name());
            }
        });
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void tick() {
        for (PeriodicJob job : due()) {
            if (busy.add(job.name())) {
                Thread.ofVirtual().name("mainstay-" + job.name()).start(BackgroundWork.mark(() -> {
                    try {
                        Faults.run(() -> runIfDue(job));
                    } catch (RuntimeException failure) {
                        LOG.warn("The periodic job {} could not be run now", job.name(), failure);
                    } finally {
                        busy.remove(job.name());
                    }
                }));
            }
        }
    }

    /** The jobs that are due; those that have no schedule yet get one. */
    List<PeriodicJob> due() {
        Instant now = now();
        Map<String, Planned> planned = new LinkedHashMap<>();
        work.read(() -> cypher.statement("platform/schedule/all")
                        .with("names", jobs.keySet())
                        .list(row -> Planned.of(row.row("schedule"))))
                .forEach(schedule -> planned.put(schedule.name(), schedule));
        jobs.values().forEach(job -> {
            Planned schedule = planned.get(job.name());
            if (schedule == null || !schedule.cadence().equals(job.cadence().toString())) {
                plan(job, now);
                planned.remove(job.name());
            }
        });
        return jobs.values().stream()
                .filter(job -> isDue(planned.get(job.name()), now))
                .toList();
    }

    /** @return whether it ran here */
    boolean runIfDue(PeriodicJob job) {
        Optional<Lease> acquired = leases.acquire("schedule." + job.name(), LEASE);
        if (acquired.isEmpty()) {
            return false;
        }
        Lease lease = acquired.get();
        try (LeaseRenewer _ = new LeaseRenewer(leases, lease, clock)) {
            Optional<Instant> startedAt = claim(job, lease);
            startedAt.ifPresent(start -> run(job, lease, start));
            return startedAt.isPresent();
        } catch (LeaseLostException lost) {
            LOG.warn("{} ran for longer than its lease; it may run again", job.name(), lost);
            return true;
        } finally {
            leases.release(lease);
        }
    }

    private Optional<Instant> claim(PeriodicJob job, Lease lease) {
        return work.writeRepeatably(() -> {
            leases.requireHeld(lease);
            return cypher.statement("platform/schedule/lock")
                    .with("name", job.name())
                    .with("lock", lease.owner())
                    .one(row -> claim(job, Planned.of(row.row("schedule")), row.instant("now")))
                    .flatMap(started -> started);
        });
    }

    private Optional<Instant> claim(PeriodicJob job, Planned schedule, Instant now) {
        if (!isDue(schedule, now)) {
            return Optional.empty();
        }
        boolean late = schedule.nextDue().plus(GRACE).isBefore(now);
        if (late && job.missed() == PeriodicJob.Missed.SKIP) {
            finish(job, null, "SKIPPED", null, 0, now);
            return Optional.empty();
        }
        return Optional.of(now);
    }

    private void run(PeriodicJob job, Lease lease, Instant startedAt) {
        long start = clock.nanoTime();
        @Nullable RuntimeException failure = attempt(job);
        long millis = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - start);
        work.writeRepeatably(() -> {
            leases.requireHeld(lease);
            finish(
                    job,
                    startedAt,
                    failure == null ? "SUCCEEDED" : "FAILED",
                    failure == null ? null : describe(failure),
                    millis,
                    startedAt);
        });
    }

    private static @Nullable RuntimeException attempt(PeriodicJob job) {
        try {
            Faults.run(job::run);
            return null;
        } catch (RuntimeException failure) {
            LOG.error("The periodic job {} failed", job.name(), failure);
            return failure;
        }
    }

    private void finish(
            PeriodicJob job,
            @Nullable Instant startedAt,
            String outcome,
            @Nullable String error,
            long millis,
            Instant after) {
        cypher.statement("platform/schedule/finish")
                .with("name", job.name())
                .with("startedAt", startedAt)
                .with("outcome", outcome)
                .with("error", error)
                .with("millis", millis)
                .with("nextDue", job.cadence().next(after))
                .run();
    }

    private void plan(PeriodicJob job, Instant now) {
        String id = Ids.next();
        work.writeRepeatably(() -> cypher.statement("platform/schedule/ensure")
                .with("name", job.name())
                .with("id", id)
                .with("cadence", job.cadence().toString())
                .with("nextDue", job.cadence().next(now))
                .run());
    }

    private Instant now() {
        return work.read(() -> cypher.statement("platform/schedule/now").one(row -> row.instant("now")))
                .orElseThrow();
    }

    private static boolean isDue(@Nullable Planned schedule, Instant now) {
        return schedule != null && !schedule.nextDue().isAfter(now);
    }

    private static String describe(RuntimeException failure) {
        String text = failure.toString();
        return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) : text;
    }

    private record Planned(String name, String cadence, Instant nextDue) {

        static Planned of(Row schedule) {
            return new Planned(schedule.string("name"), schedule.string("cadence"), schedule.instant("nextDue"));
        }
    }
}
