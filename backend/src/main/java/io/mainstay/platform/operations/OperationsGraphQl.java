// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.LivePrincipal;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.outbox.ConsumerState;
import io.mainstay.platform.outbox.OutboxOperations;
import io.mainstay.platform.schedule.ScheduleState;
import io.mainstay.platform.timer.TimerOperations;
import io.mainstay.platform.timer.TimerOverview;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;

@Controller
class OperationsGraphQl {

    private final OperationsService operations;
    private final JobProgress progress;

    OperationsGraphQl(OperationsService operations, JobProgress progress) {
        this.operations = operations;
        this.progress = progress;
    }

    record OutboxConsumerView(
            String name,
            long seq,
            long lag,
            @Nullable Instant oldestWaitingAt,
            int deadLetters,
            int parked,
            Instant seenAt,
            @Nullable Instant pausedAt,
            @Nullable String pauseReason) {

        static OutboxConsumerView of(ConsumerState state) {
            return new OutboxConsumerView(
                    state.consumer(),
                    state.seq(),
                    state.lag(),
                    state.oldestWaiting(),
                    state.deadLetters(),
                    state.parked(),
                    state.seenAt(),
                    state.pausedAt(),
                    state.pauseReason());
        }
    }

    record DeadLetterReplayPayload(@Nullable DeadLetterView deadLetter, List<UserError> userErrors)
            implements Payload {}

    record DeadLetterDiscardPayload(@Nullable DeadLetterView deadLetter, List<UserError> userErrors)
            implements Payload {}

    record DeadTimerRetryPayload(@Nullable DeadTimerView deadTimer, List<UserError> userErrors) implements Payload {}

    /** @param before exclusive */
    record DeadLetterReplayAllInput(
            String consumer,
            @Nullable String eventType,
            @Nullable Instant from,
            @Nullable Instant before) {}

    /** @param before exclusive */
    record DeadTimerRetryAllInput(
            String kind, @Nullable Instant from, @Nullable Instant before) {}

    record DeadLetterReplayAllPayload(@Nullable Job job, List<UserError> userErrors) implements Payload {}

    record DeadTimerRetryAllPayload(@Nullable Job job, List<UserError> userErrors) implements Payload {}

    record OutboxConsumerResumePayload(@Nullable OutboxConsumerView consumer, List<UserError> userErrors)
            implements Payload {}

    record JobCancelPayload(@Nullable Job job, List<UserError> userErrors) implements Payload {}

    @QueryMapping
    List<OutboxConsumerView> outboxConsumers(Principal principal) {
        return operations.consumers(principal).stream()
                .map(OutboxConsumerView::of)
                .toList();
    }

    @QueryMapping
    Connection<DeadLetterView> deadLetters(
            @Argument @Nullable String consumer,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        PageRequest page = PageRequest.of(first, after, OutboxOperations.scope(consumer));
        return Connection.of(operations.deadLetters(principal, consumer, page));
    }

    @QueryMapping
    TimerOverview timerOverview(Principal principal) {
        return operations.timers(principal);
    }

    @QueryMapping
    Connection<DeadTimerView> deadTimers(
            @Argument @Nullable Integer first, @Argument @Nullable String after, Principal principal) {
        PageRequest page = PageRequest.of(first, after, TimerOperations.SCOPE);
        return Connection.of(operations.deadTimers(principal, page));
    }

    @QueryMapping
    List<ScheduleState> schedules(Principal principal) {
        return operations.schedules(principal);
    }

    @QueryMapping
    Connection<Job> jobs(@Argument @Nullable Integer first, @Argument @Nullable String after, Principal principal) {
        return Connection.of(operations.jobs(principal, PageRequest.of(first, after, Jobs.SCOPE)));
    }

    @QueryMapping
    @Nullable
    Job job(@Argument String id, Principal principal) {
        return operations.job(principal, id).orElse(null);
    }

    @SubscriptionMapping
    Publisher<Job> jobProgress(@Argument String id, LivePrincipal principal) {
        return progress.of(principal::now, id);
    }

    @MutationMapping
    DeadLetterReplayPayload deadLetterReplay(@Argument String id, Principal principal) {
        return Payload.of(() -> operations.replay(principal, id), DeadLetterReplayPayload::new);
    }

    @MutationMapping
    DeadLetterDiscardPayload deadLetterDiscard(@Argument String id, Principal principal) {
        return Payload.of(() -> operations.discard(principal, id), DeadLetterDiscardPayload::new);
    }

    @MutationMapping
    DeadLetterReplayAllPayload deadLetterReplayAll(@Argument DeadLetterReplayAllInput input, Principal principal) {
        return Payload.of(
                () -> operations.replayAll(
                        principal, input.consumer(), input.eventType(), input.from(), input.before()),
                DeadLetterReplayAllPayload::new);
    }

    @MutationMapping
    OutboxConsumerResumePayload outboxConsumerResume(@Argument String name, Principal principal) {
        return Payload.of(
                () -> OutboxConsumerView.of(operations.resume(principal, name)), OutboxConsumerResumePayload::new);
    }

    @MutationMapping
    DeadTimerRetryAllPayload deadTimerRetryAll(@Argument DeadTimerRetryAllInput input, Principal principal) {
        return Payload.of(
                () -> operations.retryTimers(principal, input.kind(), input.from(), input.before()),
                DeadTimerRetryAllPayload::new);
    }

    @MutationMapping
    DeadTimerRetryPayload deadTimerRetry(@Argument String id, Principal principal) {
        return Payload.of(() -> operations.retryTimer(principal, id), DeadTimerRetryPayload::new);
    }

    @MutationMapping
    JobCancelPayload jobCancel(@Argument String id, Principal principal) {
        return Payload.of(() -> operations.cancelJob(principal, id), JobCancelPayload::new);
    }
}
