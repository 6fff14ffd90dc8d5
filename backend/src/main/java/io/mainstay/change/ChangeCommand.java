// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.PlanGraphEdit;
import io.mainstay.record.FieldUpdate;
import io.mainstay.ticket.TicketCommand;
import io.mainstay.workflow.GivenDecision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command on a change that other tickets do not have, or not in the same way. {@code expectedVersion} is the version that the
 * caller has seen.
 */
public sealed interface ChangeCommand extends TicketCommand {

    @Override
    ChangeAction action();

    /** A command that overwrites what others may have changed, or moves the change to another state. */
    sealed interface Versioned extends ChangeCommand {
        int expectedVersion();

        @Override
        default Integer expected() {
            return expectedVersion();
        }
    }

    /** Plans it. Editing what its authorisation rests on withdraws that. */
    record Update(
            String id,
            int expectedVersion,
            ChangeUpdate update,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.UPDATE;
        }
    }

    /** Leaves configuration items out that the change would have an impact on; one that is left out already gets the new reason. */
    record ExcludeCis(
            String id,
            int expectedVersion,
            List<String> ciIds,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        public ExcludeCis {
            ciIds = List.copyOf(ciIds);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.EXCLUDE_CIS;
        }
    }

    /** Asks for exceptions from freezes; whoever authorises the change grants them. */
    record RequestFreezeException(
            String id,
            int expectedVersion,
            List<String> windowIds,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        public RequestFreezeException {
            windowIds = List.copyOf(windowIds);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.REQUEST_FREEZE_EXCEPTION;
        }
    }

    /** Leaves configuration items out no more. */
    record IncludeCis(
            String id,
            int expectedVersion,
            List<String> ciIds,
            @Nullable Instant occurredAt) implements Versioned {
        public IncludeCis {
            ciIds = List.copyOf(ciIds);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.INCLUDE_CIS;
        }
    }

    /** Says what its success makes of configuration items and relations, in the place of what was said before. */
    record SetGraphEdit(
            String id,
            int expectedVersion,
            PlanGraphEdit plan,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.SET_GRAPH_EDIT;
        }
    }

    /**
     * Says which outages it is expected to bring, in the place of those that were said before and that the principal sees.
     */
    record SetPlannedOutages(
            String id,
            int expectedVersion,
            List<Outage> outages,
            @Nullable Instant occurredAt) implements Versioned {
        public SetPlannedOutages {
            outages = List.copyOf(outages);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.SET_PLANNED_OUTAGES;
        }
    }

    /** An outage of a configuration item that the change affects. */
    record Outage(String ciId, FailureEffect effect, Instant from, Instant to, String title) {}

    /** Lets what speaks against making it as it is planned not be looked for, freezes apart. */
    record ExemptFromConflicts(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.EXEMPT_FROM_CONFLICTS;
        }
    }

    /** Lets it be looked for again. */
    record EndConflictExemption(
            String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.END_CONFLICT_EXEMPTION;
        }
    }

    /** Hands it in: a normal change to be assessed, an emergency change to be authorised. */
    record Submit(String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.SUBMIT;
        }
    }

    /**
     * Says how great its risk is.
     *
     * @param level null for the one that the rules compute
     * @param reason why; may be null if the level is the computed one
     */
    record Assess(
            String id,
            int expectedVersion,
            @Nullable RiskLevel level,
            @Nullable String reason,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.ASSESS;
        }
    }

    /**
     * Authorises it.
     *
     * @param comment why; null unless the stage by which they are asked wants to know
     * @param evidenceVersion of what the principal has seen of it, which is kept with the authorisation; null to keep nothing
     */
    record Authorise(
            String id,
            int expectedVersion,
            @Nullable String comment,
            @Nullable String evidenceVersion,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.AUTHORISE;
        }
    }

    /** Decides a request for its approval, which has a version of its own. */
    record Decide(
            String id, GivenDecision decision, @Nullable Instant occurredAt) implements ChangeCommand {
        @Override
        public ChangeAction action() {
            return ChangeAction.DECIDE;
        }
    }

    /**
     * Writes down that the principal has authorised it by word of mouth.
     *
     * @param how in what way, such as by telephone; null is refused
     * @param givenAt when; null for now
     */
    record AuthoriseVerbally(
            String id,
            int expectedVersion,
            @Nullable String how,
            @Nullable Instant givenAt,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.AUTHORISE_VERBALLY;
        }
    }

    /** Gives it back to whoever requested it. */
    record Reject(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.REJECT;
        }
    }

    /** Begins to implement it. */
    record Start(
            String id,
            int expectedVersion,
            @Nullable String overrideReason,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.START;
        }
    }

    /**
     * Adds a task.
     *
     * @param position those of a lower position come first
     */
    record AddTask(
            String id,
            int position,
            String title,
            @Nullable String ownerId,
            @Nullable String teamId,
            @Nullable Instant dueAt,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt)
            implements ChangeCommand {
        @Override
        public ChangeAction action() {
            return ChangeAction.ADD_TASK;
        }
    }

    /** Edits a task. */
    record UpdateTask(
            String id,
            int expectedVersion,
            String taskId,
            FieldUpdate<Integer> position,
            FieldUpdate<String> title,
            FieldUpdate<String> ownerId,
            FieldUpdate<String> teamId,
            FieldUpdate<Instant> dueAt,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.UPDATE_TASK;
        }

        /** The task as this says it shall be. */
        public ChangeTask over(ChangeTask task) {
            return new ChangeTask(
                    task.id(),
                    task.changeId(),
                    position.overRequired(task.position()),
                    title.overRequired(task.title()).strip(),
                    task.instruction(),
                    ownerId.over(task.ownerId()),
                    teamId.over(task.teamId()),
                    dueAt.over(task.dueAt()),
                    task.condition(),
                    task.completion());
        }
    }

    /** Takes a task off it. */
    record RemoveTask(
            String id,
            int expectedVersion,
            String taskId,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.REMOVE_TASK;
        }
    }

    /**
     * Says that a task was done, or why it was not.
     *
     * @param result what came of it; needed if it was not done
     */
    record CompleteTask(
            String id,
            String taskId,
            boolean done,
            @Nullable String result,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt)
            implements ChangeCommand {
        @Override
        public ChangeAction action() {
            return ChangeAction.COMPLETE_TASK;
        }
    }

    /**
     * Says that the work is over, and what came of it.
     *
     * @param applyGraphEdit whether its graph edit is made; null for if it was SUCCESSFUL
     */
    record Complete(
            String id,
            int expectedVersion,
            ChangeOutcome outcome,
            @Nullable String note,
            @Nullable Boolean applyGraphEdit,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.COMPLETE;
        }
    }

    /** Writes down afterwards what an emergency left no time for. */
    record FilePaperwork(
            String id,
            int expectedVersion,
            String plan,
            String backOutPlan,
            @Nullable String testPlan,
            @Nullable String noTestReason,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.FILE_PAPERWORK;
        }
    }

    /**
     * Writes down what the change advisory board made of an emergency afterwards.
     *
     * @param meetingId the meeting in which it did; null if that is not said
     */
    record RecordCabReview(
            String id,
            int expectedVersion,
            String findings,
            @Nullable String meetingId,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.RECORD_CAB_REVIEW;
        }
    }

    /** Closes it with a review. */
    record Close(
            String id,
            int expectedVersion,
            String review,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.CLOSE;
        }
    }

    /** Withdraws it before anything was changed. */
    record Cancel(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.CANCEL;
        }
    }

    /** Says that it was not authorised as it should have been. */
    record MarkUnauthorised(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ChangeAction action() {
            return ChangeAction.MARK_UNAUTHORISED;
        }
    }

    /** Takes incidents and problems off it. */
    record UnlinkRecords(
            String id,
            int expectedVersion,
            List<String> incidentIds,
            List<String> problemIds,
            @Nullable Instant occurredAt)
            implements Versioned {
        public UnlinkRecords {
            incidentIds = List.copyOf(incidentIds);
            problemIds = List.copyOf(problemIds);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.UNLINK_RECORDS;
        }
    }

    /** Links incidents and problems that it is to resolve; those that are linked already stay so. */
    record LinkRecords(
            String id,
            List<String> incidentIds,
            List<String> problemIds,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt)
            implements ChangeCommand {
        public LinkRecords {
            incidentIds = List.copyOf(incidentIds);
            problemIds = List.copyOf(problemIds);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.LINK_RECORDS;
        }
    }
}
