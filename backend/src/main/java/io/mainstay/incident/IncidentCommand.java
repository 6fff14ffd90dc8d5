package io.mainstay.incident;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.record.FieldUpdate;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done to an incident. {@code occurredAt} is when it happened; null for now. Commands that overwrite
 * or transition name the version that they expect.
 */
public sealed interface IncidentCommand {

    /** The incident's id. */
    String id();

    IncidentAction action();

    @Nullable
    Instant occurredAt();

    /** A command that overwrites what others may have changed, or moves the incident to another state. */
    sealed interface Versioned extends IncidentCommand {
        int expectedVersion();
    }

    /**
     * Gives the incident to a team and perhaps one of its members.
     *
     * @param serviceOfferingId null keeps the one that the incident has; without any it cannot be assigned
     * @param assigneeId a member of the team; null leaves it to the team
     */
    record Assign(
            String id,
            int expectedVersion,
            String teamId,
            @Nullable String assigneeId,
            @Nullable String serviceOfferingId,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.ASSIGN;
        }
    }

    /** Begins the work. */
    record Start(String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.START;
        }
    }

    /**
     * Lets the incident wait; on one that waits already, for something else.
     *
     * @param reason code of a configured hold reason
     * @param followUpAt when to look at it again
     */
    record Hold(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant followUpAt,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.HOLD;
        }
    }

    /** Goes on with the work after a hold. */
    record Resume(String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.RESUME;
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
            implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.RESOLVE;
        }
    }

    /** The person affected or the reporter agrees that it is solved. */
    record Confirm(String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.CONFIRM;
        }
    }

    /** Closes a resolved incident without waiting. */
    record Close(String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
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
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.REOPEN;
        }
    }

    /** Withdraws an incident. */
    record Cancel(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
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
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.UPDATE;
        }
    }

    /** Sets impact and urgency, from which the matrix gives the priority. */
    record Prioritise(
            String id,
            int expectedVersion,
            TicketImpact impact,
            TicketUrgency urgency,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.PRIORITISE;
        }
    }

    /**
     * Sets or lifts the confidentiality.
     *
     * @param until when it ends by itself; null for never
     */
    record Classify(
            String id,
            int expectedVersion,
            Confidentiality confidentiality,
            @Nullable Instant until,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public IncidentAction action() {
            return IncidentAction.CLASSIFY;
        }
    }

    /** Adds configuration items that the incident concerns; those that are linked already stay so. */
    record LinkCis(String id, List<String> ciIds, @Nullable Instant occurredAt) implements IncidentCommand {
        public LinkCis {
            ciIds = List.copyOf(ciIds);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.LINK_CIS;
        }
    }

    /** Takes configuration items off the incident. */
    record UnlinkCis(
            String id,
            int expectedVersion,
            List<String> ciIds,
            @Nullable Instant occurredAt) implements Versioned {
        public UnlinkCis {
            ciIds = List.copyOf(ciIds);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.UNLINK_CIS;
        }
    }

    /** Writes a comment that the person affected reads. */
    record Comment(String id, String text, @Nullable Instant occurredAt) implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.COMMENT;
        }
    }

    /** Writes a note that only those who work on incidents read. */
    record AddWorkNote(String id, String text, @Nullable Instant occurredAt) implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.ADD_WORK_NOTE;
        }
    }
}
