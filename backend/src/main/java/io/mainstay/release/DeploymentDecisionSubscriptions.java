// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.platform.database.RequestWork;
import io.mainstay.platform.graphql.EventPublisher;
import io.mainstay.platform.outbox.BroadcastEventConsumer;
import io.mainstay.platform.outbox.OutboxEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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
        return Set.of("release.", "change.", "deployment-environment.");
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
        Supplier<Optional<DeploymentDecision>> now = () -> now(principal.get(), id);
        if (now.get().isEmpty()) {
            throw RefusedException.notFound(Deployment.TYPE, id, "id");
        }
        Supplier<Optional<DeploymentDecision>> later = RequestWork.carry(now);
        return Flux.defer(() -> {
            // One event that waits stands for all that come before it is looked at, so that a burst cannot fill the
            // buffer.
            AtomicBoolean waiting = new AtomicBoolean();
            Flux<Optional<DeploymentDecision>> afterEvents = feed.subscribe(
                    now,
                    _ -> waiting.compareAndSet(false, true),
                    _ -> {
                        waiting.set(false);
                        return now.get();
                    },
                    PAUSE);
            Flux<Optional<DeploymentDecision>> asTimePasses = Flux.interval(TICK)
                    .onBackpressureDrop()
                    .concatMap(_ -> Mono.fromSupplier(later).subscribeOn(Schedulers.boundedElastic()), 1);
            return Flux.merge(afterEvents, asTimePasses)
                    .takeWhile(Optional::isPresent)
                    .map(Optional::get)
                    .distinctUntilChanged(Told::of)
                    .takeUntil(DeploymentDecisionSubscriptions::isOver);
        });
    }

    private static boolean isOver(DeploymentDecision decision) {
        return decision.reasons().stream().anyMatch(reason -> reason.cause() == DeploymentDecision.Cause.NOT_SCHEDULED);
    }

    private Optional<DeploymentDecision> now(Principal principal, String id) {
        return principal.may(Permission.RELEASE_READ) ? queries.decision(principal, id) : Optional.empty();
    }

    /** What makes one answer another one; that somebody has renamed a change does not. */
    private record Told(boolean mayStart, List<List<String>> reasons) {

        static Told of(DeploymentDecision decision) {
            return new Told(
                    decision.mayStart(),
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
                    String.valueOf(reason.hiddenChangeCount()));
        }
    }
}
