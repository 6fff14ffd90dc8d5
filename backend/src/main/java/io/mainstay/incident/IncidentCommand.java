// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import io.mainstay.record.FieldUpdate;
import io.mainstay.ticket.TicketCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command on an incident that other tickets do not have, or not in the same way. */
public sealed interface IncidentCommand extends TicketCommand {

    @Override
    IncidentAction action();

    /** The version that the caller has seen. */
    int expectedVersion();

    @Override
    default Integer expected() {
        return expectedVersion();
    }

    /** Begins the work. */
    record Start(String id, int expectedVersion, @Nullable Instant occurredAt) implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.START;
        }
    }

    /**
     * Says that the incident is solved.
     *
     * @param code of a configured kind of resolution
     * @param resolution what was done
     * @param restoredAt when the service was back; not after the resolution; null if unknown
     */
    record Resolve(
            String id,
            int expectedVersion,
            String code,
            String resolution,
            @Nullable Instant restoredAt,
            @Nullable Instant occurredAt)
            implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.RESOLVE;
        }
    }

    /** The person affected or the reporter agrees that it is solved. */
    record Confirm(String id, int expectedVersion, @Nullable Instant occurredAt) implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.CONFIRM;
        }
    }

    /** Closes a resolved incident without waiting. */
    record Close(String id, int expectedVersion, @Nullable Instant occurredAt) implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.CLOSE;
        }
    }

    /**
     * Says that it is not solved after all.
     *
     * @param reason why, which becomes a public comment
     */
    record Reopen(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.REOPEN;
        }
    }

    /**
     * Says that the incident was closed too early, and takes the work up again.
     *
     * @param reason why, which becomes a public comment
     */
    record RevokeClosure(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.REVOKE_CLOSURE;
        }
    }

    /** Withdraws an incident. */
    record Cancel(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.CANCEL;
        }
    }

    /** Corrects the description. */
    record Update(
            String id,
            int expectedVersion,
            FieldUpdate<String> title,
            FieldUpdate<String> description,
            FieldUpdate<String> categoryId,
            FieldUpdate<String> location,
            FieldUpdate<String> symptom,
            FieldUpdate<String> serviceOfferingId,
            FieldUpdate<String> affectedPersonId,
            @Nullable Instant occurredAt)
            implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.UPDATE;
        }
    }
}
