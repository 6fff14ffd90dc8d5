// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Confidentiality;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The facets of a ticket: the fields that most kinds share. A kind says by its transition table which of it applies; what
 * does not stays as it began.
 *
 * @param routing how it got its first team; null if no rule found one
 * @param hold what it waits for; null while it does not
 */
public record Facets(
        Description description,
        People people,
        Assignment assignment,
        @Nullable Routing routing,
        Rating rating,
        @Nullable Hold hold,
        Secrecy secrecy) {

    /** What it is about. */
    public record Description(
            String title, @Nullable String text, @Nullable String categoryId) {}

    /**
     * Whom it concerns.
     *
     * @param affectedPersonId the person who suffers from it; null for a kind that concerns nobody in particular
     * @param customerClass code of the class of customer that its organisation is; null if none was set
     */
    public record People(
            String reporterId,
            @Nullable String affectedPersonId,
            @Nullable String customerClass) {}

    /**
     * Which service it is about and who deals with it.
     *
     * @param assigned whether somebody has assigned it, as opposed to a rule that found the team
     */
    public record Assignment(
            @Nullable String serviceOfferingId,
            @Nullable String teamId,
            @Nullable String assigneeId,
            boolean assigned) {

        /** What a new ticket begins with. */
        public static Assignment of(@Nullable String serviceOfferingId, @Nullable Routing routing) {
            return new Assignment(serviceOfferingId, routing == null ? null : routing.teamId(), null, false);
        }
    }

    /**
     * Which rule found the first team, which keeps sight of the ticket.
     *
     * @param sourceId the configuration item or organisation that names the team; null for other rules
     */
    public record Routing(
            RoutingRule rule, String teamId, @Nullable String sourceId) {}

    /**
     * How important it is.
     *
     * @param matrixVersion the version of the matrix in which the cell (impact, urgency) had this priority
     * @param impactOrigin where the impact came from when this was last kept; null for what was rated before it was
     * @param impactDecidedById the service that decided the impact then; null unless the graph rated it
     * @param impactThen the impact that came from there; null if it was not kept
     */
    public record Rating(
            TicketImpact impact,
            TicketUrgency urgency,
            TicketPriority priority,
            int matrixVersion,
            @Nullable TicketImpactOrigin impactOrigin,
            @Nullable String impactDecidedById,
            @Nullable TicketImpact impactThen) {

        /** As somebody rates it, or as it is while nobody has: null stands for MEDIUM. */
        public static Rating of(@Nullable TicketImpact impact, @Nullable TicketUrgency urgency, PriorityMatrix matrix) {
            return impact == null
                    ? of(TicketImpact.MEDIUM, urgency, matrix, TicketImpactOrigin.DEFAULT, null)
                    : of(impact, urgency, matrix, TicketImpactOrigin.STATED, null);
        }

        /** As the graph rates it, because of one service. */
        public static Rating byGraph(
                TicketImpact impact, String serviceId, @Nullable TicketUrgency urgency, PriorityMatrix matrix) {
            return of(impact, urgency, matrix, TicketImpactOrigin.GRAPH, serviceId);
        }

        private static Rating of(
                TicketImpact impact,
                @Nullable TicketUrgency urgency,
                PriorityMatrix matrix,
                TicketImpactOrigin origin,
                @Nullable String decidedById) {
            TicketUrgency rated = urgency == null ? TicketUrgency.MEDIUM : urgency;
            return new Rating(
                    impact, rated, matrix.priority(impact, rated), matrix.version(), origin, decidedById, impact);
        }

        /**
         * Where the impact comes from. A backend of a release before origins were kept may run beside this one, and leaves the
         * origin as it was: another impact than came from there has been stated since.
         */
        public @Nullable TicketImpactOrigin originOfImpact() {
            return impactOrigin == null || isOfImpact() ? impactOrigin : TicketImpactOrigin.STATED;
        }

        /** The service that decided the impact; null unless the graph rated it. */
        public @Nullable String deciderOfImpact() {
            return isOfImpact() ? impactDecidedById : null;
        }

        private boolean isOfImpact() {
            return impactThen == null || impactThen == impact;
        }
    }

    /**
     * What it waits for.
     *
     * @param reason code of a hold reason
     * @param followUpAt when to look at it again; null for never
     */
    public record Hold(String reason, @Nullable Instant followUpAt) {}

    /**
     * How widely it may be read.
     *
     * @param until when it becomes PUBLIC_INTERNAL by itself; null for never
     */
    public record Secrecy(
            Confidentiality confidentiality, @Nullable Instant until) {

        public static final Secrecy NONE = new Secrecy(Confidentiality.PUBLIC_INTERNAL, null);
    }

    public Facets with(Description changed) {
        return new Facets(changed, people, assignment, routing, rating, hold, secrecy);
    }

    public Facets with(People changed) {
        return new Facets(description, changed, assignment, routing, rating, hold, secrecy);
    }

    public Facets with(Assignment changed) {
        return new Facets(description, people, changed, routing, rating, hold, secrecy);
    }

    public Facets with(Rating changed) {
        return new Facets(description, people, assignment, routing, changed, hold, secrecy);
    }

    public Facets with(Secrecy changed) {
        return new Facets(description, people, assignment, routing, rating, hold, changed);
    }

    public Facets waitingFor(@Nullable Hold changed) {
        return new Facets(description, people, assignment, routing, rating, changed, secrecy);
    }
}
