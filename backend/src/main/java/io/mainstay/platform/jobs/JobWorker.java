// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

import io.mainstay.platform.database.BackgroundWork;
import io.mainstay.platform.lease.Faults;
import io.mainstay.platform.schedule.Ticking;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for jobs each second and does up to two at once on this replica, each in a thread of its own. */
@Component
final class JobWorker implements Ticking, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int AT_ONCE = 2;

    // Replicas look at more than they can do, because others may be doing the oldest.
    private static final int LOOK_AT = 20;
    private static final int PHASE = Integer.MAX_VALUE - 8192;

    private final JobRunner runner;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    JobWorker(JobRunner runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "jobs.sweep";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void tick() {
        if (!running || busy.size() >= AT_ONCE) {
            return;
        }
        for (Job job : runner.runnable(LOOK_AT)) {
            if (busy.size() < AT_ONCE && busy.add(job.id())) {
                Thread.ofVirtual().name("mainstay-job-" + job.id()).start(BackgroundWork.mark(() -> run(job)));
            }
        }
    }

    private void run(Job job) {
        try {
            Faults.run(() -> runner.run(job));
        } catch (RuntimeException failure) {
            LOG.warn("The job {} ({}) could not be done now", job.id(), job.kind(), failure);
        } finally {
            busy.remove(job.id());
        }
    }

    @Override
    public void start() {
        runner.allow();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        runner.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
