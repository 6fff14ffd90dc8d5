package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentClosure;
import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.internal.Incident.Assignment;
import io.mainstay.incident.internal.Incident.Closure;
import io.mainstay.incident.internal.Incident.Description;
import io.mainstay.incident.internal.Incident.Hold;
import io.mainstay.incident.internal.Incident.Rating;
import io.mainstay.incident.internal.Incident.Resolution;
import io.mainstay.incident.internal.Incident.Secrecy;
import io.mainstay.ticket.PriorityMatrix;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;

/** What a command makes of an incident. Whether it may happen, the transition table has said before. */
final class IncidentRules {

    private IncidentRules() {}

    /**
     * @param at when it happens
     * @param matrix read only by commands that rate the incident
     */
    static Incident apply(Incident incident, IncidentCommand command, Instant at, Supplier<PriorityMatrix> matrix) {
        return switch (command) {
            case IncidentCommand.Assign assign ->
                incident.with(new Assignment(
                        assign.serviceOfferingId() == null
                                ? incident.assignment().serviceOfferingId()
                                : assign.serviceOfferingId(),
                        assign.teamId(),
                        assign.assigneeId(),
                        true,
                        incident.assignment().routing()));
            case IncidentCommand.Start _, IncidentCommand.Resume _ -> incident.inProgress();
            case IncidentCommand.Hold hold -> incident.onHold(new Hold(hold.reason(), hold.followUpAt()));
            case IncidentCommand.Resolve resolve ->
                incident.resolved(new Resolution(resolve.code(), resolve.resolution(), resolve.restoredAt(), at));
            case IncidentCommand.Confirm _ -> incident.closed(new Closure(IncidentClosure.CONFIRMED, at, null));
            case IncidentCommand.Close _ -> incident.closed(new Closure(IncidentClosure.MANUAL, at, null));
            case IncidentCommand.Reopen _ -> incident.reopened();
            case IncidentCommand.Cancel cancel ->
                incident.cancelled(new Closure(IncidentClosure.CANCELLED, at, cancel.reason()));
            case IncidentCommand.Update update -> updated(incident, update);
            case IncidentCommand.Prioritise prioritise ->
                incident.with(rating(prioritise.impact(), prioritise.urgency(), matrix.get()));
            case IncidentCommand.Classify classify ->
                incident.with(new Secrecy(classify.confidentiality(), classify.until()));
            case IncidentCommand.LinkCis _,
                    IncidentCommand.UnlinkCis _,
                    IncidentCommand.Comment _,
                    IncidentCommand.AddWorkNote _ -> incident;
        };
    }

    static Rating rating(TicketImpact impact, TicketUrgency urgency, PriorityMatrix matrix) {
        return new Rating(impact, urgency, matrix.priority(impact, urgency), matrix.version());
    }

    private static Incident updated(Incident incident, IncidentCommand.Update update) {
        Description old = incident.description();
        Description description = new Description(
                Objects.requireNonNull(update.title().over(old.title()), "a title cannot be cleared"),
                update.description().over(old.text()),
                old.channel(),
                update.categoryId().over(old.categoryId()),
                update.location().over(old.location()),
                update.symptom().over(old.symptom()));
        return incident.with(description)
                .with(incident.assignment()
                        .withServiceOffering(update.serviceOfferingId()
                                .over(incident.assignment().serviceOfferingId())));
    }
}
