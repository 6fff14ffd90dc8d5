// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.RoutingRule;
import io.mainstay.ticket.Ticket;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it is at one revision.
 *
 * @param origin how it came in and what one sees
 * @param solution how it was solved; null while it is not
 * @param end how it ended; null while it has not
 */
public record Incident(
        Header header,
        Facets facets,
        IncidentState state,
        Origin origin,
        @Nullable Solution solution,
        @Nullable End end,
        int reopenCount)
        implements Ticket<Incident, IncidentState> {

    /** The label of its node, and its type in the API, history, audit and events. */
    public static final String TYPE = "Incident";

    /** How it came in, where, and what one sees. */
    public record Origin(
            IncidentChannel channel,
            @Nullable String location,
            @Nullable String symptom) {}

    /**
     * How it was solved.
     *
     * @param code of a configured kind of resolution
     * @param text what was done
     * @param restoredAt when the service was back, which may be before {@code resolvedAt}
     */
    public record Solution(
            String code, String text, @Nullable Instant restoredAt, Instant resolvedAt) {}

    /** How it ended. */
    public record End(
            IncidentClosure how, Instant closedAt, @Nullable String reason) {}

    @Override
    public Incident with(Header changed) {
        return new Incident(changed, facets, state, origin, solution, end, reopenCount);
    }

    @Override
    public Incident with(Facets changed) {
        return new Incident(header, changed, state, origin, solution, end, reopenCount);
    }

    @Override
    public Incident at(IncidentState changed) {
        return new Incident(header, facets, changed, origin, solution, end, reopenCount);
    }

    public Incident with(Origin changed) {
        return new Incident(header, facets, state, changed, solution, end, reopenCount);
    }

    public Incident solved(Solution how) {
        return new Incident(header, facets, state, origin, how, null, reopenCount);
    }

    public Incident ended(End how) {
        return new Incident(header, facets, state, origin, solution, how, reopenCount);
    }

    public Incident reopened() {
        return new Incident(header, facets, state, origin, null, null, reopenCount + 1);
    }

    /** How it came in. */
    public IncidentChannel channel() {
        return origin.channel();
    }

    public @Nullable String location() {
        return origin.location();
    }

    public @Nullable String symptom() {
        return origin.symptom();
    }

    /** The person who suffers from it. */
    public String affectedPersonId() {
        return Objects.requireNonNull(facets.people().affectedPersonId());
    }

    public @Nullable String customerClass() {
        return facets.people().customerClass();
    }

    /** The rule that found its first team; null if none did. */
    public @Nullable RoutingRule routingRule() {
        return facets.routing() == null ? null : facets.routing().rule();
    }

    /** The configuration item or organisation from which the rule took the team. */
    public @Nullable String routingSourceId() {
        return facets.routing() == null ? null : facets.routing().sourceId();
    }

    /** The first team, which keeps sight of it. */
    public @Nullable String routedTeamId() {
        return facets.routing() == null ? null : facets.routing().teamId();
    }

    public @Nullable String resolutionCode() {
        return solution == null ? null : solution.code();
    }

    public @Nullable String resolution() {
        return solution == null ? null : solution.text();
    }

    public @Nullable Instant restoredAt() {
        return solution == null ? null : solution.restoredAt();
    }

    public @Nullable Instant resolvedAt() {
        return solution == null ? null : solution.resolvedAt();
    }

    public @Nullable IncidentClosure closure() {
        return end == null ? null : end.how();
    }

    public @Nullable String cancelReason() {
        return end == null ? null : end.reason();
    }

    public @Nullable Instant closedAt() {
        return end == null ? null : end.closedAt();
    }
}
