// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.platform.outbox.EventType;
import io.mainstay.ticket.TicketPriority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of the events that problems alone have; those of facets are {@link io.mainstay.ticket.FacetEvent}. Payloads carry
 * ids; texts are read from the problem.
 */
public final class ProblemEvents {

    private ProblemEvents() {}

    /** A problem was reported. */
    @EventType("problem.reported.v1")
    public record Reported(
            String problemId,
            String number,
            ProblemState state,
            TicketPriority priority,
            String reporterId,
            List<String> ciIds,
            List<String> incidentIds,
            @Nullable String teamId) {}

    /** It moved to another state, and nothing more is to be said of that. */
    @EventType("problem.moved.v1")
    public record Moved(
            String problemId, String number, ProblemState state, TicketPriority priority, ProblemState from) {}

    /** Its cause is removed in the eyes of those who worked on it. */
    @EventType("problem.resolved.v1")
    public record Resolved(
            String problemId, String number, ProblemState state, TicketPriority priority, String resolutionCode) {}

    /** It is over; whether the fix has held is checked later. */
    @EventType("problem.closed.v1")
    public record Closed(String problemId, String number, ProblemState state, TicketPriority priority) {}

    /** It is not solved after all: somebody said so, or it came back. */
    @EventType("problem.reopened.v1")
    public record Reopened(
            String problemId, String number, ProblemState state, TicketPriority priority, int reopenCount) {}

    /** Its cause is known and not removed yet. */
    @EventType("problem.known-error-marked.v1")
    public record KnownErrorMarked(String problemId, String number, ProblemState state, TicketPriority priority) {}

    /** Its workaround is shown to those who work on these incidents. */
    @EventType("problem.workaround-published.v1")
    public record WorkaroundPublished(
            String problemId, String number, ProblemState state, TicketPriority priority, List<String> incidentIds) {}

    /** Incidents were linked or taken off. */
    @EventType("problem.incidents-changed.v1")
    public record IncidentsChanged(
            String problemId,
            String number,
            ProblemState state,
            TicketPriority priority,
            List<String> linked,
            List<String> unlinked) {}

    /** The callers of linked incidents were told something. */
    @EventType("problem.callers-told.v1")
    public record CallersTold(
            String problemId, String number, ProblemState state, TicketPriority priority, List<String> incidentIds) {}

    /** An accepted risk is to be looked at again. */
    @EventType("problem.risk-review-due.v1")
    public record RiskReviewDue(
            String problemId,
            String number,
            ProblemState state,
            TicketPriority priority,
            @Nullable String teamId,
            @Nullable String assigneeId) {}

    /** The fix has held. */
    @EventType("problem.effectiveness-confirmed.v1")
    public record EffectivenessConfirmed(
            String problemId, String number, ProblemState state, TicketPriority priority) {}
}
