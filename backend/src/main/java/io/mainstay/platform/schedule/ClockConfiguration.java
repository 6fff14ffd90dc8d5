// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.quartz.autoconfigure.SchedulerFactoryBeanCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sets Quartz up as the clock: a trigger in memory for each {@link Ticking}, and one for each {@link Cadence.Cron}, which wakes the
 * periodic jobs at its instants. What has to survive is in the graph; a tick that is missed is made up for by the next.
 */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    // The clock ticks for as long as the workers that it wakes hold their leases, also while the last requests are
    // finished.
    private static final String TICK = "tick";

    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 8191;

    @Bean
    SchedulerFactoryBeanCustomizer ticks(ObjectProvider<Ticking> all, ObjectProvider<PeriodicJob> periodic) {
        return scheduler -> {
            List<JobDetail> jobs = new ArrayList<>();
            List<Trigger> triggers = new ArrayList<>();
            all.orderedStream().forEach(ticking -> {
                JobDetail job = JobBuilder.newJob(TickJob.class)
                        .withIdentity(ticking.name(), TICK)
                        .usingJobData(TickJob.NAME, ticking.name())
                        .storeDurably()
                        .build();
                jobs.add(job);
                triggers.add(TriggerBuilder.newTrigger()
                        .forJob(job)
                        .withIdentity(ticking.name(), TICK)
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(ticking.every().toMillis())
                                .repeatForever()
                                .withMisfireHandlingInstructionNextWithRemainingCount())
                        .build());
            });
            periodic.orderedStream().forEach(job -> {
                if (job.cadence() instanceof Cadence.Cron cron) {
                    triggers.add(TriggerBuilder.newTrigger()
                            .forJob(PeriodicJobs.NAME, TICK)
                            .withIdentity(job.name(), "cadence")
                            .withSchedule(CronScheduleBuilder.cronSchedule(cron.expression())
                                    .inTimeZone(TimeZone.getTimeZone(cron.zone()))
                                    .withMisfireHandlingInstructionDoNothing())
                            .build());
                }
            });
            scheduler.setJobDetails(jobs.toArray(JobDetail[]::new));
            scheduler.setPhase(PHASE);
            scheduler.setTriggers(triggers.toArray(Trigger[]::new));
        };
    }
}
