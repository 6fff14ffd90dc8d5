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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The use cases of those who look after the installation. Each needs the permission {@code platform.operate}. */
@Service
public class OperationsService {

    private static final String ID = "id";

    private final OutboxOperations outbox;
    private final TimerOperations timers;
    private final Schedules schedules;
    private final Jobs jobs;
    private final OperatorLog log;

    OperationsService(
            OutboxOperations outbox, TimerOperations timers, Schedules schedules, Jobs jobs, OperatorLog log) {
        this.outbox = outbox;
        this.timers = timers;
        this.schedules = schedules;
        this.jobs = jobs;
        this.log = log;
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
        return log.run(
                principal,
                "dead-letter.replay",
                () -> outbox.replay(id).orElseThrow(() -> RefusedException.notFound("The dead letter", id, ID)),
                OperationsService::details);
    }

    /** @throws RefusedException if there is no such letter */
    public DeadLetter discard(Principal principal, String id) {
        principal.require(Permission.PLATFORM_OPERATE);
        return log.run(
                principal,
                "dead-letter.discard",
                () -> outbox.discard(id).orElseThrow(() -> RefusedException.notFound("The dead letter", id, ID)),
                OperationsService::details);
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
        return log.run(
                principal,
                "dead-timer.retry",
                () -> timers.retry(id).orElseThrow(() -> RefusedException.notFound("The dead timer", id, ID)),
                timer -> Map.of("timerId", timer.id(), "kind", timer.kind(), "aggregateId", timer.aggregateId()));
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
        return log.run(
                principal,
                "job.cancel",
                () -> jobs.cancel(id).orElseThrow(() -> RefusedException.notFound("The unfinished job", id, ID)),
                job -> Map.of("jobId", job.id(), "kind", job.kind()));
    }

    private static Map<String, String> details(DeadLetter letter) {
        return Map.of(
                "deadLetterId", letter.id(),
                "eventId", letter.eventId(),
                "aggregateId", letter.aggregateId(),
                "consumer", letter.consumer());
    }
}
