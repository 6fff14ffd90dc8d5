package io.mainstay.platform.operations;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.outbox.ConsumerState;
import io.mainstay.platform.outbox.DeadLetter;
import io.mainstay.platform.outbox.OutboxOperations;
import io.mainstay.platform.schedule.ScheduleState;
import io.mainstay.platform.schedule.Schedules;
import io.mainstay.platform.timer.DeadTimer;
import io.mainstay.platform.timer.TimerOperations;
import io.mainstay.platform.timer.TimerOverview;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The use cases of those who look after the installation. Each needs the permission {@code platform.operate}. */
@Service
public class OperationsService {

    private static final Logger LOG = LoggerFactory.getLogger(OperationsService.class);
    private static final String ID = "id";

    private final OutboxOperations outbox;
    private final TimerOperations timers;
    private final Schedules schedules;
    private final Jobs jobs;

    OperationsService(OutboxOperations outbox, TimerOperations timers, Schedules schedules, Jobs jobs) {
        this.outbox = outbox;
        this.timers = timers;
        this.schedules = schedules;
        this.jobs = jobs;
    }

    public List<ConsumerState> consumers(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        return outbox.consumers();
    }

    public Page<DeadLetter> deadLetters(Principal principal, @Nullable String consumer, PageRequest request) {
        principal.require(Permission.PLATFORM_OPERATE);
        return outbox.deadLetters(consumer, request);
    }

    /** @throws RefusedException if there is no such letter */
    public DeadLetter replay(Principal principal, String id) {
        principal.require(Permission.PLATFORM_OPERATE);
        DeadLetter letter = outbox.replay(id).orElseThrow(() -> RefusedException.notFound("The dead letter", id, ID));
        LOG.info("{} has event {} replayed for {}", principal.personId(), letter.eventId(), letter.consumer());
        return letter;
    }

    /** @throws RefusedException if there is no such letter */
    public DeadLetter discard(Principal principal, String id) {
        principal.require(Permission.PLATFORM_OPERATE);
        DeadLetter letter = outbox.discard(id).orElseThrow(() -> RefusedException.notFound("The dead letter", id, ID));
        LOG.info("{} discards event {} for {}", principal.personId(), letter.eventId(), letter.consumer());
        return letter;
    }

    public TimerOverview timers(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        return timers.overview();
    }

    public Page<DeadTimer> deadTimers(Principal principal, PageRequest request) {
        principal.require(Permission.PLATFORM_OPERATE);
        return timers.dead(request);
    }

    /** @throws RefusedException if there is no such dead timer */
    public DeadTimer retryTimer(Principal principal, String id) {
        principal.require(Permission.PLATFORM_OPERATE);
        DeadTimer timer = timers.retry(id).orElseThrow(() -> RefusedException.notFound("The dead timer", id, ID));
        LOG.info("{} has the timer {} of {} tried again", principal.personId(), timer.kind(), timer.aggregateId());
        return timer;
    }

    public List<ScheduleState> schedules(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        return schedules.list();
    }

    public Page<Job> jobs(Principal principal, PageRequest request) {
        principal.require(Permission.PLATFORM_OPERATE);
        return jobs.list(request);
    }

    public Optional<Job> job(Principal principal, String id) {
        principal.require(Permission.PLATFORM_OPERATE);
        return jobs.find(id);
    }

    /** @throws RefusedException if there is no such job, or it has ended */
    public Job cancelJob(Principal principal, String id) {
        principal.require(Permission.PLATFORM_OPERATE);
        Job job = jobs.cancel(id).orElseThrow(() -> RefusedException.notFound("The unfinished job", id, ID));
        LOG.info("{} cancels the job {} ({})", principal.personId(), job.id(), job.kind());
        return job;
    }
}
