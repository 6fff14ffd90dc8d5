package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentChannel;
import io.mainstay.incident.IncidentClosure;
import io.mainstay.incident.IncidentRoutingRule;
import io.mainstay.incident.IncidentState;
import io.mainstay.incident.IncidentView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.record.Access;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An incident as it is at one revision. */
public record Incident(
        String id,
        String number,
        String organisationId,
        int version,
        int revision,
        IncidentState state,
        Description description,
        People people,
        Assignment assignment,
        Rating rating,
        @Nullable Hold hold,
        @Nullable Resolution resolution,
        @Nullable Closure closure,
        int reopenCount,
        Secrecy secrecy,
        Times times) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "Incident";

    /** What is wrong. */
    public record Description(
            String title,
            @Nullable String text,
            IncidentChannel channel,
            @Nullable String categoryId,
            @Nullable String location,
            @Nullable String symptom) {}

    /** Whom it concerns, and which class of customer they are. */
    public record People(
            String affectedPersonId,
            String reporterId,
            @Nullable String customerClass) {

        People of(@Nullable String newCustomerClass) {
            return new People(affectedPersonId, reporterId, newCustomerClass);
        }
    }

    /**
     * Which service it is about and who deals with it.
     *
     * @param assigned whether somebody has assigned it, as opposed to a rule that found the team
     * @param routing how it got its first team; null if no rule found one
     */
    public record Assignment(
            @Nullable String serviceOfferingId,
            @Nullable String teamId,
            @Nullable String assigneeId,
            boolean assigned,
            @Nullable Routing routing) {

        /** What a new incident begins with. */
        public static Assignment routed(@Nullable String serviceOfferingId, @Nullable Routing routing) {
            return new Assignment(serviceOfferingId, routing == null ? null : routing.teamId(), null, false, routing);
        }

        public Assignment withServiceOffering(@Nullable String newServiceOfferingId) {
            return new Assignment(newServiceOfferingId, teamId, assigneeId, assigned, routing);
        }
    }

    /**
     * Which rule found the first team.
     *
     * @param sourceId the configuration item or organisation that names the team; null for other rules
     */
    public record Routing(
            IncidentRoutingRule rule,
            String teamId,
            @Nullable String sourceId) {}

    /**
     * How important it is.
     *
     * @param matrixVersion the version of the matrix in which the cell (impact, urgency) had this priority
     */
    public record Rating(TicketImpact impact, TicketUrgency urgency, TicketPriority priority, int matrixVersion) {}

    /** What it waits for. */
    public record Hold(String reason, @Nullable Instant followUpAt) {}

    /** How it was solved. */
    public record Resolution(
            String code, String text, @Nullable Instant restoredAt, Instant resolvedAt) {}

    /** How it ended. */
    public record Closure(
            IncidentClosure how, Instant closedAt, @Nullable String reason) {}

    /** How widely it may be read. */
    public record Secrecy(
            Confidentiality confidentiality, @Nullable Instant until) {}

    /** When it was reported, when Mainstay was told, and when the last thing happened to it. */
    public record Times(Instant reportedAt, Instant recordedAt, Instant lastEventAt) {}

    public Incident with(Description changed) {
        return new Incident(
                id,
                number,
                organisationId,
                version,
                revision,
                state,
                changed,
                people,
                assignment,
                rating,
                hold,
                resolution,
                closure,
                reopenCount,
                secrecy,
                times);
    }

    public Incident with(People changed) {
        return new Incident(
                id,
                number,
                organisationId,
                version,
                revision,
                state,
                description,
                changed,
                assignment,
                rating,
                hold,
                resolution,
                closure,
                reopenCount,
                secrecy,
                times);
    }

    public Incident with(Assignment changed) {
        return new Incident(
                id,
                number,
                organisationId,
                version,
                revision,
                state,
                description,
                people,
                changed,
                rating,
                hold,
                resolution,
                closure,
                reopenCount,
                secrecy,
                times);
    }

    public Incident with(Rating changed) {
        return new Incident(
                id,
                number,
                organisationId,
                version,
                revision,
                state,
                description,
                people,
                assignment,
                changed,
                hold,
                resolution,
                closure,
                reopenCount,
                secrecy,
                times);
    }

    public Incident with(Secrecy changed) {
        return new Incident(
                id,
                number,
                organisationId,
                version,
                revision,
                state,
                description,
                people,
                assignment,
                rating,
                hold,
                resolution,
                closure,
                reopenCount,
                changed,
                times);
    }

    public Incident onHold(Hold changed) {
        return moved(IncidentState.ON_HOLD, changed, null, null);
    }

    public Incident inProgress() {
        return moved(IncidentState.IN_PROGRESS, null, null, null);
    }

    public Incident resolved(Resolution changed) {
        return moved(IncidentState.RESOLVED, null, changed, null);
    }

    public Incident closed(Closure changed) {
        return moved(IncidentState.CLOSED, null, resolution, changed);
    }

    public Incident cancelled(Closure changed) {
        return moved(IncidentState.CANCELLED, null, null, changed);
    }

    public Incident reopened() {
        Incident working = inProgress();
        return new Incident(
                id,
                number,
                organisationId,
                version,
                revision,
                working.state(),
                description,
                people,
                assignment,
                rating,
                null,
                null,
                null,
                reopenCount + 1,
                secrecy,
                times);
    }

    /** The next revision; {@code newVersion} says whether a business field changed. */
    public Incident next(boolean newVersion, Instant eventAt) {
        return new Incident(
                id,
                number,
                organisationId,
                newVersion ? version + 1 : version,
                revision + 1,
                state,
                description,
                people,
                assignment,
                rating,
                hold,
                resolution,
                closure,
                reopenCount,
                secrecy,
                new Times(times.reportedAt(), times.recordedAt(), eventAt));
    }

    private Incident moved(
            IncidentState newState,
            @Nullable Hold newHold,
            @Nullable Resolution newResolution,
            @Nullable Closure newClosure) {
        return new Incident(
                id,
                number,
                organisationId,
                version,
                revision,
                newState,
                description,
                people,
                assignment,
                rating,
                newHold,
                newResolution,
                newClosure,
                reopenCount,
                secrecy,
                times);
    }

    /**
     * Who may see it. People who only use services see those in which they take part and no others. The team to which it was
     * routed first keeps sight of it: whoever took the call answers for it until it is closed (ITIL 4, service desk).
     */
    public VisibilityFacts visibilityFacts() {
        Set<String> participants = new HashSet<>(List.of(people.affectedPersonId(), people.reporterId()));
        if (assignment.assigneeId() != null) {
            participants.add(assignment.assigneeId());
        }
        Set<String> teams = new HashSet<>();
        if (assignment.teamId() != null) {
            teams.add(assignment.teamId());
        }
        if (assignment.routing() != null) {
            teams.add(assignment.routing().teamId());
        }
        return new VisibilityFacts(organisationId, secrecy.confidentiality(), participants, teams, false);
    }

    /** Who may read it, and which fields of the API say so. */
    Access access() {
        Map<String, String> fields = new HashMap<>();
        fields.put(people.affectedPersonId(), "affectedPersonId");
        if (assignment.assigneeId() != null) {
            fields.put(assignment.assigneeId(), "assigneeId");
        }
        if (assignment.teamId() != null) {
            fields.put(assignment.teamId(), "teamId");
        }
        return new Access(visibilityFacts(), secrecy.until(), fields);
    }

    public boolean isVisibleTo(Principal principal) {
        return principal.visibility().allows(visibilityFacts());
    }

    public IncidentView view() {
        Routing routing = assignment.routing();
        return new IncidentView(
                id,
                number,
                organisationId,
                version,
                revision,
                state,
                description.title(),
                description.text(),
                description.channel(),
                description.categoryId(),
                description.location(),
                description.symptom(),
                people.affectedPersonId(),
                people.reporterId(),
                people.customerClass(),
                assignment.serviceOfferingId(),
                assignment.teamId(),
                assignment.assigneeId(),
                assignment.assigned(),
                routing == null ? null : routing.rule(),
                routing == null ? null : routing.sourceId(),
                routing == null ? null : routing.teamId(),
                rating.impact(),
                rating.urgency(),
                rating.priority(),
                rating.matrixVersion(),
                hold == null ? null : hold.reason(),
                hold == null ? null : hold.followUpAt(),
                resolution == null ? null : resolution.code(),
                resolution == null ? null : resolution.text(),
                resolution == null ? null : resolution.restoredAt(),
                resolution == null ? null : resolution.resolvedAt(),
                closure == null ? null : closure.how(),
                closure == null ? null : closure.reason(),
                closure == null ? null : closure.closedAt(),
                reopenCount,
                secrecy.confidentiality(),
                secrecy.until(),
                times.reportedAt(),
                times.recordedAt(),
                times.lastEventAt());
    }
}
