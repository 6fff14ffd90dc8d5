// SPDX-License-Identifier: Apache-2.0
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
import io.mainstay.platform.security.RecordSight;
import io.mainstay.platform.timer.DeadTimer;
import io.mainstay.platform.timer.TimerOperations;
import io.mainstay.platform.timer.TimerOverview;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The use cases of those who look after the installation. Each needs the permission {@code platform.operate}, which lets nobody
 * see a record: what failed for one that is hidden is shown without its name.
 */
@Service
public class OperationsService {

    private static final String ID = "id";

    private final OutboxOperations outbox;
    private final TimerOperations timers;
    private final Schedules schedules;
    private final Jobs jobs;
    private final OperatorLog log;
    private final RecordSight sight;

    OperationsService(
            OutboxOperations outbox,
            TimerOperations timers,
            Schedules schedules,
            Jobs jobs,
            OperatorLog log,
            RecordSight sight) {
        this.outbox = outbox;
        this.timers = timers;
        this.schedules = schedules;
        this.jobs = jobs;
        this.log = log;
        this.sight = sight;
    }

    public List<ConsumerState> consumers(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        return outbox.consumers();
    }

    public Page<DeadLetterView> deadLetters(Principal principal, @Nullable String consumer, PageRequest request) {
        principal.require(Permission.PLATFORM_OPERATE);
        Page<DeadLetter> letters = outbox.deadLetters(consumer, request);
        Set<String> hidden = hidden(principal, letters.nodes().stream().map(OperationsService::failure));
        return letters.map(letter -> DeadLetterView.of(letter, hidden));
    }

    /** @throws RefusedException if there is no such letter */
    public DeadLetterView replay(Principal principal, String id) {
        principal.require(Permission.PLATFORM_OPERATE);
        return shown(
                principal,
                log.run(
                        principal,
                        "dead-letter.replay",
                        () -> outbox.replay(id).orElseThrow(() -> RefusedException.notFound("The dead letter", id, ID)),
                        OperationsService::details));
    }

    /** @throws RefusedException if there is no such letter */
    public DeadLetterView discard(Principal principal, String id) {
        principal.require(Permission.PLATFORM_OPERATE);
        return shown(
                principal,
                log.run(
                        principal,
                        "dead-letter.discard",
                        () -> outbox.discard(id)
                                .orElseThrow(() -> RefusedException.notFound("The dead letter", id, ID)),
                        OperationsService::details));
    }

    public TimerOverview timers(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        return timers.overview();
    }

    public Page<DeadTimerView> deadTimers(Principal principal, PageRequest request) {
        principal.require(Permission.PLATFORM_OPERATE);
        Page<DeadTimer> dead = timers.dead(request);
        Set<String> hidden = hidden(principal, dead.nodes().stream().map(OperationsService::failure));
        return dead.map(timer -> DeadTimerView.of(timer, hidden));
    }

    /** @throws RefusedException if there is no such dead timer */
    public DeadTimerView retryTimer(Principal principal, String id) {
        principal.require(Permission.PLATFORM_OPERATE);
        DeadTimer retried = log.run(
                principal,
                "dead-timer.retry",
                () -> timers.retry(id).orElseThrow(() -> RefusedException.notFound("The dead timer", id, ID)),
                timer -> Map.of("timerId", timer.id(), "kind", timer.kind(), "aggregateId", timer.aggregateId()));
        return DeadTimerView.of(retried, hidden(principal, Stream.of(failure(retried))));
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

    private DeadLetterView shown(Principal principal, DeadLetter letter) {
        return DeadLetterView.of(letter, hidden(principal, Stream.of(failure(letter))));
    }

    private Set<String> hidden(Principal principal, Stream<Failure> failures) {
        return sight.hiddenAmong(principal, failures.flatMap(Failure::ids).collect(Collectors.toSet()));
    }

    private static Failure failure(DeadLetter letter) {
        return Failure.of(letter.aggregateId(), letter.error());
    }

    private static Failure failure(DeadTimer timer) {
        return Failure.of(timer.aggregateId(), timer.error());
    }

    private static Map<String, String> details(DeadLetter letter) {
        return Map.of(
                "deadLetterId", letter.id(),
                "eventId", letter.eventId(),
                "aggregateId", letter.aggregateId(),
                "consumer", letter.consumer());
    }
}
