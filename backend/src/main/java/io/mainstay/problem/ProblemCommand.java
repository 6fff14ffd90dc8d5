// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.record.FieldUpdate;
import io.mainstay.ticket.TicketCommand;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command on a problem that other tickets do not have, or not in the same way. {@code expectedVersion} is the version
 * that the caller has seen.
 */
public sealed interface ProblemCommand extends TicketCommand {

    @Override
    ProblemAction action();

    /** A command that overwrites what others may have changed, or moves the problem to another state. */
    sealed interface Versioned extends ProblemCommand {
        int expectedVersion();

        @Override
        default Integer expected() {
            return expectedVersion();
        }
    }

    /** Finds that it is a problem, and how important. */
    record Assess(
            String id,
            int expectedVersion,
            TicketImpact impact,
            TicketUrgency urgency,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.ASSESS;
        }
    }

    /** Begins to seek the cause, or takes up again what was left. */
    record Investigate(
            String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.INVESTIGATE;
        }
    }

    /** Begins to remove the cause, which is known. */
    record Fix(String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.FIX;
        }
    }

    /**
     * Says that the cause is removed.
     *
     * @param code of a configured kind of resolution
     */
    record Resolve(
            String id,
            int expectedVersion,
            String code,
            String resolution,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.RESOLVE;
        }
    }

    /** Closes a resolved problem; some time later it is checked whether the fix has held. */
    record Close(String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.CLOSE;
        }
    }

    /** Says that it is not solved after all, or that its risk is accepted no longer. */
    record Reopen(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.REOPEN;
        }
    }

    /** Lives with the problem, until it is looked at again. */
    record AcceptRisk(
            String id,
            int expectedVersion,
            String reason,
            Instant reviewAt,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.ACCEPT_RISK;
        }
    }

    /** Says that another problem is the same, which goes on in its place. */
    record MarkDuplicate(
            String id,
            int expectedVersion,
            String duplicateOfId,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.MARK_DUPLICATE;
        }

        @Override
        public List<String> alsoLocks() {
            return List.of(duplicateOfId);
        }
    }

    /** Withdraws a problem. */
    record Cancel(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.CANCEL;
        }
    }

    /** Corrects the description. */
    record Update(
            String id,
            int expectedVersion,
            FieldUpdate<String> title,
            FieldUpdate<String> description,
            FieldUpdate<String> categoryId,
            FieldUpdate<String> serviceOfferingId,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.UPDATE;
        }
    }

    /** Records what causes it. */
    record SetRootCause(
            String id,
            int expectedVersion,
            Problem.RootCause cause,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.SET_ROOT_CAUSE;
        }
    }

    /** Says that its cause is known and not removed yet. */
    record MarkKnownError(
            String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.MARK_KNOWN_ERROR;
        }
    }

    /** Says how to live with it. */
    record SetWorkaround(
            String id,
            int expectedVersion,
            String text,
            List<String> steps,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.SET_WORKAROUND;
        }
    }

    /** Shows the workaround to those who work on incidents that it fits. */
    record PublishWorkaround(
            String id,
            int expectedVersion,
            List<String> incidentIds,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.PUBLISH_WORKAROUND;
        }
    }

    /** Takes incidents off the problem. */
    record UnlinkIncidents(
            String id,
            int expectedVersion,
            List<String> incidentIds,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ProblemAction action() {
            return ProblemAction.UNLINK_INCIDENTS;
        }
    }

    /** Links incidents that the problem causes; those that are linked already stay so. */
    record LinkIncidents(
            String id,
            List<String> incidentIds,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt) implements ProblemCommand {
        @Override
        public ProblemAction action() {
            return ProblemAction.LINK_INCIDENTS;
        }
    }

    /** Writes a public comment on linked incidents that are not over, for their callers. */
    record TellCallers(
            String id,
            List<String> incidentIds,
            String text,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt)
            implements ProblemCommand {
        @Override
        public ProblemAction action() {
            return ProblemAction.TELL_CALLERS;
        }
    }
}
