package io.mainstay.platform.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** The one Quartz job: calls the {@link Ticking} that its name says. */
@DisallowConcurrentExecution
final class TickJob extends QuartzJobBean {

    static final String NAME = "name";

    private final ObjectProvider<Ticking> all;

    TickJob(ObjectProvider<Ticking> all) {
        this.all = all;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        String name = context.getMergedJobDataMap().getString(NAME);
        all.stream().filter(ticking -> ticking.name().equals(name)).forEach(Ticking::tick);
    }
}
