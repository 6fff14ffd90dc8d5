// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import io.mainstay.platform.database.BackgroundWork;
import io.mainstay.platform.lease.Faults;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** The one Quartz job: calls the {@link Ticking} that its name says. */
@DisallowConcurrentExecution
final class TickJob extends QuartzJobBean {

    static final String NAME = "name";

    private static final Logger LOG = LoggerFactory.getLogger(TickJob.class);

    private final ObjectProvider<Ticking> all;

    TickJob(ObjectProvider<Ticking> all) {
        this.all = all;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        String name = context.getMergedJobDataMap().getString(NAME);
        BackgroundWork.mark(() -> all.stream()
                        .filter(ticking -> ticking.name().equals(name))
                        .forEach(TickJob::tick))
                .run();
    }

    // The next tick tries again; an outage makes one line of each, not a stack trace.
    static void tick(Ticking ticking) {
        try {
            Faults.run(ticking::tick);
        } catch (RuntimeException failure) {
            LOG.warn("{} could not tick: {}", ticking.name(), failure.toString());
        }
    }
}
