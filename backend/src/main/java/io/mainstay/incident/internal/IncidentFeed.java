package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentChange;
import io.mainstay.incident.IncidentChanges;
import io.mainstay.incident.IncidentEvents;
import io.mainstay.incident.IncidentView;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.graphql.EventFeed;
import io.mainstay.platform.outbox.BroadcastEventConsumer;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.record.TicketKind;
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
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Shows events of incidents to those who follow them. Each event is read once, whoever gets it. */
@Component
final class IncidentFeed implements BroadcastEventConsumer, IncidentChanges {

    private static final Visibility EVERYTHING = Visibility.everything(Principal.SYSTEM_ID);
    private static final String ASSIGNED = NewEvent.typeOf(IncidentEvents.Assigned.class);
    private static final String WORK_NOTED = NewEvent.typeOf(IncidentEvents.WorkNoted.class);

    /** As old as the rights that an incident is shown by may be; an event that waited longer is read again. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final IncidentStore store;
    private final SystemClock clock;
    private final EventFeed<Happened> feed = new EventFeed<>();

    IncidentFeed(IncidentStore store, SystemClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param incident as it was when the event was read
     * @param previousTeamId the team that had it until this event, if that is known
     */
    private record Happened(
            OutboxEvent event,
            Incident incident,
            Instant readAt,
            @Nullable String previousTeamId) {

        boolean isOf(Set<String> teamIds) {
            return teamIds.isEmpty() || has(teamIds, incident.assignment().teamId()) || has(teamIds, previousTeamId);
        }

        private static boolean has(Set<String> teamIds, @Nullable String teamId) {
            return teamId != null && teamIds.contains(teamId);
        }
    }

    @Override
    public String name() {
        return "incident.subscriptions";
    }

    @Override
    public Set<String> interests() {
        return Set.of("incident.", "sla.");
    }

    @Override
    public void handle(OutboxEvent event) {
        if (feed.isIdle() || !event.aggregateType().equals(Incident.TYPE)) {
            return;
        }
        Instant now = clock.now();
        read(event.aggregateId())
                .ifPresent(incident -> feed.publish(new Happened(event, incident, now, previousTeam(event))));
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

    @Override
    public Publisher<IncidentChange> of(Supplier<Principal> principal, String incidentId) {
        principal.get().require(Permission.INCIDENT_READ);
        Supplier<Optional<IncidentChange>> now = () ->
                visible(principal.get(), read(incidentId)).map(incident -> IncidentChange.beginning(incident.view()));
        if (now.get().isEmpty()) {
            throw RefusedException.notFound("Incident", incidentId, "id");
        }
        return Flux.defer(() -> {
            AtomicInteger begun = new AtomicInteger();
            return feed.subscribe(
                            now,
                            happened -> happened.incident().id().equals(incidentId),
                            happened -> shown(principal.get(), happened))
                    .takeWhile(Optional::isPresent)
                    .map(Optional::get)
                    .filter(change -> isNew(change, begun) && mayHear(principal.get(), change));
        });
    }

    /** Events that the beginning of the subscription contains already may come after it. */
    private static boolean isNew(IncidentChange change, AtomicInteger begun) {
        int revision = Objects.requireNonNull(change.revision());
        if (change.seq() == null) {
            begun.set(revision);
            return true;
        }
        return revision > begun.get();
    }

    @Override
    public Publisher<IncidentChange> ofTeams(Supplier<Principal> principal, Set<String> teamIds) {
        principal.get().require(Permission.INCIDENT_READ);
        return feed.subscribe(
                        () -> Optional.of(IncidentChange.BEGINNING),
                        happened -> happened.isOf(teamIds),
                        happened -> shown(principal.get(), happened).or(() -> left(principal.get(), happened)))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .filter(change -> mayHear(principal.get(), change));
    }

    /** Whoever reads no work notes is not told of them either. */
    private static boolean mayHear(Principal principal, IncidentChange change) {
        return !WORK_NOTED.equals(change.type()) || principal.readsInternalTexts(TicketKind.INCIDENT.workPermission());
    }

    private Optional<IncidentChange> shown(Principal principal, Happened happened) {
        boolean fresh = !clock.now().isAfter(happened.readAt().plus(FRESH));
        Incident known = happened.incident();
        return visible(principal, fresh ? Optional.of(known) : read(known.id()))
                .map(incident -> change(happened.event(), incident.view()));
    }

    private static Optional<Incident> visible(Principal principal, Optional<Incident> incident) {
        return incident.filter(known -> principal.may(Permission.INCIDENT_READ) && known.isVisibleTo(principal));
    }

    /** Those who saw an incident because their team had it are told that it has gone. */
    private static Optional<IncidentChange> left(Principal principal, Happened happened) {
        String previousTeamId = happened.previousTeamId();
        boolean saw = previousTeamId != null
                && principal.may(Permission.INCIDENT_READ)
                && principal.visibility().teamIds().contains(previousTeamId)
                && happened.incident().secrecy().confidentiality().level()
                        <= principal.visibility().clearance().level();
        return saw ? Optional.of(change(happened.event(), null)) : Optional.empty();
    }

    private static IncidentChange change(OutboxEvent event, @Nullable IncidentView incident) {
        return new IncidentChange(
                event.seq(),
                event.type(),
                event.aggregateId(),
                Math.toIntExact(event.revision()),
                event.occurredAt(),
                incident);
    }

    private static @Nullable String previousTeam(OutboxEvent event) {
        return event.type().equals(ASSIGNED)
                ? event.payload(IncidentEvents.Assigned.class).previousTeamId()
                : null;
    }

    private Optional<Incident> read(String id) {
        return Optional.ofNullable(store.visible(EVERYTHING, List.of(id)).get(id));
    }
}
