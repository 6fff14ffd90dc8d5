// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.change.Change;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.platform.database.RequestWork;
import io.mainstay.platform.graphql.EventPublisher;
import io.mainstay.platform.outbox.BroadcastEventConsumer;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.release.ReleaseQueries.Followed;
import io.mainstay.window.ChangeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Tells those who follow a deployment whether it may start, when that changes: after events of releases, changes and environments, of which
 * those that come meanwhile count once, and as time goes by, because windows and effective dates come without an event.
 */
@Component
public final class DeploymentDecisionSubscriptions implements BroadcastEventConsumer {

    /** How much time passes between two answers of one who follows. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    /** How often it is worked out anew without an event. */
    static final Duration TICK = Duration.ofSeconds(30);

    /** Events of the work log and of files, after the name of the kind. */
    private static final Set<String> WRITING = Set.of(
            "commented.v1",
            "comment-corrected.v1",
            "work-noted.v1",
            "work-note-corrected.v1",
            "attachments-changed.v1",
            "internal-attachments-changed.v1");

    private final ReleaseQueries queries;
    private final EventPublisher<OutboxEvent> feed = new EventPublisher<>();

    DeploymentDecisionSubscriptions(ReleaseQueries queries) {
        this.queries = queries;
    }

    @Override
    public String name() {
        return "release.deployment-decision";
    }

    @Override
    public Set<String> interests() {
        return Set.of("release.", "change.", "change-window.", "deployment-environment.");
    }

    @Override
    public void handle(OutboxEvent event) {
        feed.publish(event);
    }

    @Override
    public void missed(OutboxEvent event) {
        feed.interrupt();
    }

    /** Events from before are lost to those who listen, if there are any. */
    @Override
    public void restart(String epoch, long seq) {
        feed.interrupt();
    }

    /**
     * Whether a deployment may start, now and each time that this changes. Ends once it was started, and when the principal no longer sees it.
     *
     * @param principal asked anew for each answer
     * @throws RefusedException NOT_FOUND if the principal sees no such deployment
     */
    public Publisher<DeploymentDecision> of(Supplier<Principal> principal, String id) {
        principal.get().require(Permission.RELEASE_READ);
        Followed first =
                now(principal.get(), id).orElseThrow(() -> RefusedException.notFound(Deployment.TYPE, id, "id"));
        Supplier<Optional<Followed>> now = RequestWork.carry(() -> now(principal.get(), id));
        return Flux.defer(() -> {
            AtomicReference<Followed> rests = new AtomicReference<>(first);
            // One event that waits stands for all that come before it is looked at, so that a burst cannot fill the
            // buffer.
            AtomicBoolean waiting = new AtomicBoolean();
            Flux<Boolean> afterEvents = feed.subscribe(
                    () -> true,
                    event ->
                            mayChange(Objects.requireNonNull(rests.get()), event) && waiting.compareAndSet(false, true),
                    _ -> waiting.getAndSet(false));
            // Whatever the cause, one answer is worked out after the other, so that none is told after a newer one.
            return Flux.merge(afterEvents, Flux.interval(TICK).map(_ -> true))
                    .onBackpressureLatest()
                    .concatMap(_ -> answer(now, rests), 1)
                    .takeWhile(Optional::isPresent)
                    .map(Optional::get)
                    .distinctUntilChanged(Told::of)
                    .takeUntil(DeploymentDecisionSubscriptions::isOver);
        });
    }

    /** An answer, and after it a pause. */
    private static Flux<Optional<DeploymentDecision>> answer(
            Supplier<Optional<Followed>> now, AtomicReference<Followed> rests) {
        Mono<Optional<DeploymentDecision>> answer = Mono.fromSupplier(now)
                .subscribeOn(Schedulers.boundedElastic())
                .map(found -> {
                    found.ifPresent(rests::set);
                    return found.map(Followed::decision);
                });
        return Flux.concat(answer, Mono.delay(PAUSE).then(Mono.empty()));
    }

    /** Whether an answer may be another one after an event: one of the release, of what it contains, of an environment or of a freeze. */
    static boolean mayChange(Followed rests, OutboxEvent event) {
        return switch (event.aggregateType()) {
            case DeploymentEnvironment.TYPE, ChangeWindow.TYPE -> true;
            case Release.TYPE -> event.aggregateId().equals(rests.releaseId()) && !isWriting(event);
            case Change.TYPE -> rests.changeIds().contains(event.aggregateId()) && !isWriting(event);
            default -> false;
        };
    }

    /** What is only written in a work log decides nothing. */
    private static boolean isWriting(OutboxEvent event) {
        return WRITING.contains(event.type().substring(event.type().indexOf('.') + 1));
    }

    private static boolean isOver(DeploymentDecision decision) {
        return decision.reasons().stream().anyMatch(reason -> reason.cause() == DeploymentDecision.Cause.NOT_SCHEDULED);
    }

    private Optional<Followed> now(Principal principal, String id) {
        return principal.may(Permission.RELEASE_READ) ? queries.followed(principal, id) : Optional.empty();
    }

    /** What makes one answer another one; that somebody has renamed a change does not. */
    private record Told(boolean mayStart, boolean complete, List<List<String>> reasons) {

        static Told of(DeploymentDecision decision) {
            return new Told(
                    decision.mayStart(),
                    decision.complete(),
                    decision.reasons().stream().map(Told::reason).toList());
        }

        private static List<String> reason(DeploymentDecision.Reason reason) {
            return List.of(
                    reason.cause().name(),
                    String.valueOf(reason.until()),
                    reason.changes().stream()
                            .map(change -> change.id())
                            .sorted()
                            .toList()
                            .toString(),
                    String.valueOf(reason.hiddenChangeCount()),
                    // It says who is asked; whoever waits learns so when the next stage is.
                    reason.cause() == DeploymentDecision.Cause.DEPLOYMENT_NOT_APPROVED ? reason.message() : "");
        }
    }
}
