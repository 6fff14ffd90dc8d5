// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.graphql.EventPublisher;
import io.mainstay.platform.outbox.BroadcastEventConsumer;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.ticket.internal.store.TicketStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * Subscriptions to tickets of one kind: shows their events to those who follow them. Each event is read once, whoever gets
 * it. Whether a principal still sees a ticket is asked again for each event; a subscriber that does not keep up ends with
 * an error.
 */
public final class TicketSubscriptions<T extends Ticket<T, S>, S extends Enum<S> & TicketState>
        implements BroadcastEventConsumer {

    /** As old as the rights that a ticket is shown by may be; an event that waited longer is read again. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** Events of what is written for those alone who work on tickets, after the name of the kind. */
    private static final Set<String> INTERNAL =
            Set.of("work-noted.v1", "work-note-corrected.v1", "internal-attachments-changed.v1");

    private final TicketType<T, S> type;
    private final TicketStore<T, S> store;
    private final SystemClock clock;
    private final EventPublisher<Happened<T>> feed = new EventPublisher<>();

    public TicketSubscriptions(TicketType<T, S> type, TicketStore<T, S> store, SystemClock clock) {
        this.type = type;
        this.store = store;
        this.clock = clock;
    }

    public TicketType<T, S> type() {
        return type;
    }

    /**
     * @param ticket as it was when the event was read
     * @param previousTeamId the team that had it until this event, if that is known
     */
    private record Happened<T extends Ticket<T, ?>>(
            OutboxEvent event,
            T ticket,
            Instant readAt,
            @Nullable String previousTeamId) {

        boolean isOf(Set<String> teamIds) {
            return teamIds.isEmpty() || has(teamIds, ticket.teamId()) || has(teamIds, previousTeamId);
        }

        private static boolean has(Set<String> teamIds, @Nullable String teamId) {
            return teamId != null && teamIds.contains(teamId);
        }
    }

    @Override
    public String name() {
        return type.code() + ".subscriptions";
    }

    @Override
    public Set<String> interests() {
        return Set.of(type.code() + ".", "sla.");
    }

    @Override
    public void handle(OutboxEvent event) {
        if (feed.isIdle() || !event.aggregateType().equals(type.label())) {
            return;
        }
        Instant now = clock.now();
        read(event.aggregateId())
                .ifPresent(ticket -> feed.publish(new Happened<>(event, ticket, now, previousTeam(event))));
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
     * The changes of one ticket, from what it is now on. Ends when the principal no longer sees it.
     *
     * @param principal asked anew for each event
     * @throws RefusedException NOT_FOUND if the principal sees no such ticket
     */
    public Publisher<TicketSubscriptionEvent<T>> of(Supplier<Principal> principal, String ticketId) {
        principal.get().require(type.permissions().read());
        Supplier<Optional<TicketSubscriptionEvent<T>>> now =
                () -> visible(principal.get(), read(ticketId)).map(TicketSubscriptionEvent::beginning);
        if (now.get().isEmpty()) {
            throw RefusedException.notFound(type.label(), ticketId, "id");
        }
        return Flux.defer(() -> {
            AtomicInteger begun = new AtomicInteger();
            return feed.subscribe(
                            now,
                            happened -> happened.ticket().id().equals(ticketId),
                            happened -> shown(principal.get(), happened))
                    .takeWhile(Optional::isPresent)
                    .map(Optional::get)
                    .filter(change -> isNew(change, begun) && mayReceive(principal.get(), change));
        });
    }

    /** Events that the beginning of the subscription contains already may come after it. */
    private static boolean isNew(TicketSubscriptionEvent<?> change, AtomicInteger begun) {
        int revision = Objects.requireNonNull(change.revision());
        if (change.seq() == null) {
            begun.set(revision);
            return true;
        }
        return revision > begun.get();
    }

    /**
     * The changes of the tickets that the principal sees.
     *
     * @param principal asked anew for each event
     * @param teamIds only of tickets that these teams have, or had until this change; empty for all
     */
    public Publisher<TicketSubscriptionEvent<T>> ofTeams(Supplier<Principal> principal, Set<String> teamIds) {
        principal.get().require(type.permissions().read());
        return feed.subscribe(
                        () -> Optional.of(TicketSubscriptionEvent.<T>nothingMissed()),
                        happened -> happened.isOf(teamIds),
                        happened -> shown(principal.get(), happened).or(() -> left(principal.get(), happened)))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .filter(change -> mayReceive(principal.get(), change));
    }

    /** Whoever reads no work notes is not told of them either. */
    private boolean mayReceive(Principal principal, TicketSubscriptionEvent<T> change) {
        String event = change.type();
        return event == null
                || !INTERNAL.contains(event.substring(event.indexOf('.') + 1))
                || principal.readsInternalTexts(type.permissions().work());
    }

    private Optional<TicketSubscriptionEvent<T>> shown(Principal principal, Happened<T> happened) {
        boolean fresh = !clock.now().isAfter(happened.readAt().plus(FRESH));
        T known = happened.ticket();
        return visible(principal, fresh ? Optional.of(known) : read(known.id()))
                .map(ticket -> change(happened.event(), ticket));
    }

    private Optional<T> visible(Principal principal, Optional<T> ticket) {
        return ticket.filter(known -> principal.may(type.permissions().read())
                && principal.visibility().allows(known.visibilityFacts()));
    }

    /** Those who saw a ticket because their team had it are told that it has gone. */
    private Optional<TicketSubscriptionEvent<T>> left(Principal principal, Happened<T> happened) {
        String previousTeamId = happened.previousTeamId();
        boolean saw = previousTeamId != null
                && principal.may(type.permissions().read())
                && principal.visibility().teamIds().contains(previousTeamId)
                && principal.visibility().clearance().covers(happened.ticket().confidentiality());
        return saw ? Optional.of(change(happened.event(), null)) : Optional.empty();
    }

    private TicketSubscriptionEvent<T> change(OutboxEvent event, @Nullable T ticket) {
        return new TicketSubscriptionEvent<>(
                event.seq(),
                event.type(),
                event.aggregateId(),
                Math.toIntExact(event.revision()),
                event.occurredAt(),
                ticket);
    }

    private @Nullable String previousTeam(OutboxEvent event) {
        if (!event.type().equals(type.code() + ".assigned.v1")) {
            return null;
        }
        return event.payload(FacetEvent.Assigned.class).previousTeamId();
    }

    private Optional<T> read(String id) {
        return Optional.ofNullable(store.all(List.of(id)).get(id));
    }
}
