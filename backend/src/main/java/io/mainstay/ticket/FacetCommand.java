// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Confidentiality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that tickets of most kinds understand, in the same way. */
public sealed interface FacetCommand extends TicketCommand {

    @Override
    FacetAction action();

    /** A command that overwrites what others may have changed, or moves the ticket to another state. */
    sealed interface Versioned extends FacetCommand {
        int expectedVersion();

        @Override
        default Integer expected() {
            return expectedVersion();
        }
    }

    /**
     * Gives the ticket to a team and perhaps one of its members.
     *
     * @param serviceOfferingId null keeps the one that the ticket has
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
        public FacetAction action() {
            return FacetAction.ASSIGN;
        }
    }

    /**
     * Lets the ticket wait; one that waits already, for something else.
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
        public FacetAction action() {
            return FacetAction.HOLD;
        }
    }

    /** Goes on with the work after a hold. */
    record Resume(String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public FacetAction action() {
            return FacetAction.RESUME;
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
        public FacetAction action() {
            return FacetAction.PRIORITISE;
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
        public FacetAction action() {
            return FacetAction.CLASSIFY;
        }
    }

    /** Adds configuration items that the ticket concerns; those that are linked already stay so. */
    record LinkCis(String id, List<String> ciIds, @Nullable Instant occurredAt) implements FacetCommand {
        public LinkCis {
            ciIds = List.copyOf(ciIds);
        }

        @Override
        public FacetAction action() {
            return FacetAction.LINK_CIS;
        }
    }

    /** Takes configuration items off the ticket. */
    record UnlinkCis(
            String id,
            int expectedVersion,
            List<String> ciIds,
            @Nullable Instant occurredAt) implements Versioned {
        public UnlinkCis {
            ciIds = List.copyOf(ciIds);
        }

        @Override
        public FacetAction action() {
            return FacetAction.UNLINK_CIS;
        }
    }

    /** Writes a comment that everybody reads who sees the ticket. */
    record Comment(String id, String text, @Nullable Instant occurredAt) implements FacetCommand {
        @Override
        public FacetAction action() {
            return FacetAction.COMMENT;
        }
    }

    /** Writes a note that only those read who work on such tickets. */
    record AddWorkNote(String id, String text, @Nullable Instant occurredAt) implements FacetCommand {
        @Override
        public FacetAction action() {
            return FacetAction.ADD_WORK_NOTE;
        }
    }

    /**
     * Corrects a comment or a work note; what it said before stays readable with it.
     *
     * @param text what it says from now on; null leaves it
     * @param withdraw whether a comment becomes a work note, because it was not meant for everybody
     */
    record CorrectEntry(
            String id,
            int expectedVersion,
            String entryId,
            @Nullable String text,
            boolean withdraw,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public FacetAction action() {
            return FacetAction.CORRECT_ENTRY;
        }
    }

    /**
     * Attaches files that were sent before; those that are attached to the ticket already stay so.
     *
     * @param internal whether only those read them who work on such tickets
     */
    record Attach(
            String id,
            List<String> attachmentIds,
            boolean internal,
            @Nullable Instant occurredAt) implements FacetCommand {
        public Attach {
            attachmentIds = List.copyOf(attachmentIds);
        }

        @Override
        public FacetAction action() {
            return FacetAction.ATTACH;
        }
    }

    /** Removes files, whose bytes are deleted soon after. */
    record Detach(
            String id,
            int expectedVersion,
            List<String> attachmentIds,
            @Nullable Instant occurredAt) implements Versioned {
        public Detach {
            attachmentIds = List.copyOf(attachmentIds);
        }

        @Override
        public FacetAction action() {
            return FacetAction.DETACH;
        }
    }
}
