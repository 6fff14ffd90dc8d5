package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.IncidentState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the transition table.
 *
 * @param from the states in which the action is possible; empty for the report, which begins an incident
 * @param to the state afterwards; null if the action leaves it
 * @param who to whom the action is permitted
 * @param required fields that the incident must have afterwards, as the API names them
 */
public record IncidentTransition(
        IncidentAction action,
        Set<IncidentState> from,
        @Nullable IncidentState to,
        Actor who,
        List<String> required) {

    /** To whom an action is permitted. */
    public enum Actor {
        /** With {@code incident.report}; for somebody else {@code incident.report-for-others} as well. */
        REPORTER,
        /** With {@code incident.work}. */
        WORKER,
        /** The person affected and the reporter, with {@code incident.participate}. */
        PARTICIPANT,
        /** Either of the two before. */
        WORKER_OR_PARTICIPANT,
        /** With {@code record.classify}. */
        CLASSIFIER,
        /** Mainstay itself, by a timer. */
        SYSTEM
    }

    public IncidentTransition {
        from = Set.copyOf(from);
        required = List.copyOf(required);
    }
}
