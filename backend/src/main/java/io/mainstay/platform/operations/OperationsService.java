// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.outbox.ConsumerState;
import io.mainstay.platform.outbox.DeadLetter;
import io.mainstay.platform.outbox.LetterSelection;
import io.mainstay.platform.outbox.OutboxOperations;
import io.mainstay.platform.schedule.ScheduleState;
import io.mainstay.platform.schedule.Schedules;
import io.mainstay.platform.security.RecordVisibility;
import io.mainstay.platform.timer.DeadTimer;
import io.mainstay.platform.timer.TimerOperations;
import io.mainstay.platform.timer.TimerOverview;
import io.mainstay.platform.timer.TimerSelection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    private static final String INPUT = "input";
    private static final int MAX_NAME = 200;

    private final OutboxOperations outbox;
    private final TimerOperations timers;
    private final Schedules schedules;
    private final Jobs jobs;
    private final OperatorLog log;
    private final RecordVisibility visibility;
    private final SystemClock clock;

    OperationsService(
            OutboxOperations outbox,
            TimerOperations timers,
            Schedules schedules,
            Jobs jobs,
            OperatorLog log,
            RecordVisibility visibility,
            SystemClock clock) {
        this.outbox = outbox;
        this.timers = timers;
        this.schedules = schedules;
        this.jobs = jobs;
        this.log = log;
        this.visibility = visibility;
        this.clock = clock;
    }

    public List<ConsumerState> consumers(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        List<ConsumerState> consumers = outbox.consumers();
        Set<String> hidden = visibility.hiddenAmong(
                principal,
                consumers.stream()
                        .map(ConsumerState::pauseReason)
                        .flatMap(reason -> reason == null ? Stream.empty() : Ids.in(reason))
                        .collect(Collectors.toSet()));
        return consumers.stream().map(consumer -> shown(consumer, hidden)).toList();
    }

    private static ConsumerState shown(ConsumerState consumer, Set<String> hidden) {
        String reason = consumer.pauseReason();
        return reason == null || Ids.in(reason).noneMatch(hidden::contains) ? consumer : consumer.withoutReason();
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

    /** @throws RefusedException if the input is not acceptable, or there is no such consumer */
    public Job replayAll(
            Principal principal,
            String consumer,
            @Nullable String eventType,
            @Nullable Instant from,
            @Nullable Instant before) {
        principal.require(Permission.PLATFORM_OPERATE);
        range(from, before)
                .requireText(consumer, MAX_NAME, INPUT, "consumer")
                .limitText(eventType, MAX_NAME, INPUT, "eventType")
                .refuseIfFailed();
        LetterSelection selection = LetterSelection.of(consumer, eventType, from, before, clock.now());
        return submitted(
                principal,
                "dead-letters.replay",
                selection.write(),
                () -> outbox.replayAll(selection, principal.personId())
                        .orElseThrow(() -> RefusedException.notFound("The consumer", consumer, INPUT, "consumer")));
    }

    /** @throws RefusedException if no such consumer is paused */
    public ConsumerState resume(Principal principal, String consumer) {
        principal.require(Permission.PLATFORM_OPERATE);
        new Validation().requireText(consumer, MAX_NAME, "name").refuseIfFailed();
        return log.run(
                principal,
                "consumer.resume",
                () -> {
                    if (!outbox.resume(consumer)) {
                        throw RefusedException.notFound("The paused consumer", consumer, "name");
                    }
                    return outbox.consumers().stream()
                            .filter(state -> state.consumer().equals(consumer))
                            .findFirst()
                            .orElseThrow();
                },
                state -> Map.of("consumer", state.consumer()));
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

    /** @throws RefusedException if the input is not acceptable */
    public Job retryTimers(Principal principal, String kind, @Nullable Instant from, @Nullable Instant before) {
        principal.require(Permission.PLATFORM_OPERATE);
        range(from, before).requireText(kind, MAX_NAME, INPUT, "kind").refuseIfFailed();
        TimerSelection selection = TimerSelection.of(kind, from, before, clock.now());
        return submitted(
                principal,
                "dead-timers.retry",
                selection.write(),
                () -> timers.retryAll(selection, principal.personId()));
    }

    private static Validation range(@Nullable Instant from, @Nullable Instant before) {
        return new Validation()
                .check(from == null || before == null || from.isBefore(before), "after from", INPUT, "before");
    }

    private Job submitted(
            Principal principal, String action, Map<String, String> details, Supplier<String> submission) {
        return log.run(principal, action, () -> jobs.find(submission.get()).orElseThrow(), job -> {
            Map<String, String> all = new HashMap<>(details);
            all.put("jobId", job.id());
            return all;
        });
    }

    public List<ScheduleState> schedules(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        return schedules.list();
    }

    public Page<Job> jobs(Principal principal, PageRequest request) {
        principal.require(Permission.PLATFORM_OPERATE);
        return jobs.list(request);
    }

    /** Jobs by id. */
    public Map<String, Job> jobs(Principal principal, Collection<String> ids) {
        Map<String, Job> found = new HashMap<>();
        ids.forEach(id -> job(principal, id).ifPresent(job -> found.put(id, job)));
        return found;
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
        return visibility.hiddenAmong(principal, failures.flatMap(Failure::ids).collect(Collectors.toSet()));
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
