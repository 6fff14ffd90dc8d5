// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.platform.graphql.EventPublisher;
import io.mainstay.platform.outbox.BroadcastEventConsumer;
import io.mainstay.platform.outbox.OutboxEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Tells those who follow a change whether it is safe to go on, when that changes. Any event of a configuration item, a relation, an
 * incident or the change may move the answer, so that it is worked out anew after each; of events that come meanwhile, only once.
 */
@Component
public final class SafeToProceedSubscriptions implements BroadcastEventConsumer {

    /**
     * How much time passes between two answers of one who follows. Each is a run over the surroundings of the change; without a pause
     * many who follow would keep the database busy as long as events come.
     */
    static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * Events of any record that move no answer, by what follows the kind of record. Assignments are not among them: who sees a change or an
     * incident depends on its team.
     */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "commented",
            "comment-corrected",
            "work-noted",
            "work-note-corrected",
            "attachments-changed",
            "internal-attachments-changed",
            "follow-up-due");

    private final SafeToProceedQueries queries;
    private final EventPublisher<OutboxEvent> feed = new EventPublisher<>();

    SafeToProceedSubscriptions(SafeToProceedQueries queries) {
        this.queries = queries;
    }

    @Override
    public String name() {
        return "change.safe-to-proceed";
    }

    @Override
    public Set<String> interests() {
        return Set.of("ci.", "incident.", "change.");
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
     * Whether it is safe to go on with a change, now and each time that changes. Ends once the change is made or cancelled, and when
     * the principal no longer sees it.
     *
     * @param principal asked anew for each answer
     * @throws RefusedException NOT_FOUND if the principal sees no such change
     */
    public Publisher<SafeToProceed> of(Supplier<Principal> principal, String changeId) {
        principal.get().require(Permission.CHANGE_READ);
        Supplier<Optional<SafeToProceed>> now = () -> now(principal.get(), changeId);
        if (now.get().isEmpty()) {
            throw RefusedException.notFound(Change.TYPE, changeId, "changeId");
        }
        return Flux.defer(() -> {
            // One event that waits stands for all that come before it is looked at, so that a burst cannot fill the
            // buffer.
            AtomicBoolean waiting = new AtomicBoolean();
            return feed.subscribe(
                            now,
                            event -> matters(event, changeId) && waiting.compareAndSet(false, true),
                            _ -> {
                                waiting.set(false);
                                return now.get();
                            },
                            PAUSE)
                    .takeWhile(Optional::isPresent)
                    .map(Optional::get)
                    .distinctUntilChanged(Told::of)
                    .takeUntil(answer -> answer.verdict() == null);
        });
    }

    /** Whether an event may move the answer for a change. */
    static boolean matters(OutboxEvent event, String changeId) {
        String[] type = event.type().split("\\.", -1);
        if (type[0].equals("change") && !event.aggregateId().equals(changeId)) {
            return false;
        }
        return type.length < 2 || !WITHOUT_EFFECT.contains(type[1]);
    }

    private Optional<SafeToProceed> now(Principal principal, String changeId) {
        return principal.may(Permission.CHANGE_READ) ? queries.byId(principal, changeId) : Optional.empty();
    }

    /** What makes one answer another one; that somebody has renamed an item does not. */
    private record Told(
            SafeToProceed.@Nullable Verdict verdict, List<List<String>> reasons, int hidden, boolean complete) {

        static Told of(SafeToProceed answer) {
            return new Told(
                    answer.verdict(),
                    answer.reasons().stream().map(Told::reason).toList(),
                    answer.hiddenReasonCount(),
                    answer.complete());
        }

        private static List<String> reason(SafeToProceed.Reason reason) {
            return List.of(
                    reason.ci().id(),
                    reason.neededBy().id(),
                    reason.tie().name(),
                    reason.path().toString(),
                    String.valueOf(reason.state()),
                    reason.incident() == null ? "" : reason.incident().id(),
                    String.valueOf(reason.left()));
        }
    }
}
