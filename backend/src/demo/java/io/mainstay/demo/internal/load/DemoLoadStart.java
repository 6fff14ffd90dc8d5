// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.lease.Worker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Submits the load of demo data when the application starts with an empty database, as soon as people and teams are known.
 * A load that a former process left unfinished needs no submission: the job goes on by itself.
 */
@Component
@ConditionalOnBooleanProperty("mainstay.demo.enabled")
@EnableConfigurationProperties(DemoProperties.class)
final class DemoLoadStart implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DemoLoadStart.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration REST = Duration.ofDays(1);

    private final DemoProperties properties;
    private final ItemLoader items;
    private final RealmReader realms;
    private final Jobs jobs;
    private final BusinessClock clock;
    private final Worker worker;
    private volatile boolean settled;
    private volatile boolean running;

    DemoLoadStart(
            DemoProperties properties,
            ItemLoader items,
            RealmReader realms,
            Jobs jobs,
            BusinessClock clock,
            SystemClock systemClock) {
        this.properties = properties;
        this.items = items;
        this.realms = realms;
        this.jobs = jobs;
        this.clock = clock;
        this.worker = new Worker("demo-load-start", systemClock, this::round);
    }

    @Override
    public void start() {
        running = true;
        worker.start();
    }

    @Override
    public void stop() {
        worker.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Duration round() {
        settled = settled || submitIfPossible();
        return settled ? REST : LOOK_AGAIN;
    }

    /** @return false if people and teams are not known yet */
    boolean submitIfPossible() {
        if (!items.databaseIsEmpty()) {
            LOG.info("Demo data are not loaded anew: the database has configuration items");
            return true;
        }
        if (realms.read().isEmpty()) {
            return false;
        }
        jobs.submit(DemoLoadJob.submission(properties.seed(), properties.size(), clock.now()));
        LOG.info("Demo data will be loaded: {}", properties.size());
        return true;
    }
}
