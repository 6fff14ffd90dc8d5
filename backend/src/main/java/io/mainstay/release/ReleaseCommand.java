// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.ticket.TicketCommand;
import io.mainstay.workflow.GivenDecision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command on a release that other tickets do not have, or not in the same way. {@code expectedVersion} is the version that the
 * caller has seen.
 */
public sealed interface ReleaseCommand extends TicketCommand {

    @Override
    ReleaseAction action();

    /** A command that overwrites what others may have changed, or moves the release to another state. */
    sealed interface Versioned extends ReleaseCommand {
        int expectedVersion();

        @Override
        default Integer expected() {
            return expectedVersion();
        }
    }

    /** A command that adds something, whatever else has changed. */
    sealed interface Adding extends ReleaseCommand {
        /** Makes the call safe to repeat; null for none. */
        @Nullable
        String idempotencyKey();
    }

    /** A command on a deployment, guarded by the lock of its release. */
    sealed interface OnDeployment extends Adding {
        String deploymentId();
    }

    /** Plans it. Editing what its approval rests on withdraws that. */
    record Update(
            String id,
            int expectedVersion,
            ReleaseUpdate update,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.UPDATE;
        }
    }

    /** Takes a change out of it. */
    record RemoveChange(
            String id,
            int expectedVersion,
            String changeId,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.REMOVE_CHANGE;
        }
    }

    /** Takes an artifact out of it. */
    record RemoveArtifact(
            String id,
            int expectedVersion,
            String digest,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.REMOVE_ARTIFACT;
        }
    }

    /**
     * Says when it is accepted, or that it is.
     *
     * @param number of the criterion, from 1; null for one more
     * @param evidence null for none
     */
    record SetCriterion(
            String id,
            int expectedVersion,
            @Nullable Integer number,
            String text,
            @Nullable String evidence,
            boolean met,
            @Nullable Instant occurredAt)
            implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.SET_CRITERION;
        }
    }

    /**
     * Takes an acceptance criterion away.
     *
     * @param number of the criterion, from 1
     */
    record RemoveCriterion(
            String id,
            int expectedVersion,
            int number,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.REMOVE_CRITERION;
        }
    }

    /** Says that its artifacts are there. */
    record MarkBuilt(
            String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.MARK_BUILT;
        }
    }

    /** Says that it is accepted. */
    record MarkReady(
            String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.MARK_READY;
        }
    }

    /** Asks those whom the policy names to approve it. */
    record RequestApproval(
            String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.REQUEST_APPROVAL;
        }
    }

    /** Undoes it. */
    record RollBack(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.ROLL_BACK;
        }
    }

    /**
     * Whether an acceptance criterion held.
     *
     * @param number of the criterion, from 1
     */
    record ReviewedCriterion(int number, boolean held) {}

    /**
     * Says what is to be learned of it.
     *
     * @param serviceOfferingId the service that is new, which was not there when the release was planned; null for what was said before
     * @param outcome what came of its service; null for what was said before
     * @param criteria which acceptance criteria held; of those that are not named stays what was said before
     */
    record Review(
            String id,
            int expectedVersion,
            String review,
            @Nullable String serviceOfferingId,
            @Nullable ServiceOutcome outcome,
            List<ReviewedCriterion> criteria,
            @Nullable Instant occurredAt)
            implements Versioned {

        public Review {
            criteria = List.copyOf(criteria);
        }

        @Override
        public ReleaseAction action() {
            return ReleaseAction.REVIEW;
        }
    }

    /** Closes it, when its early life is over. */
    record Close(String id, int expectedVersion, @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.CLOSE;
        }
    }

    /** Withdraws it before it is deployed. */
    record Cancel(
            String id,
            int expectedVersion,
            String reason,
            @Nullable Instant occurredAt) implements Versioned {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.CANCEL;
        }
    }

    /** Takes a change into it; one that it contains already stays. */
    record AddChange(
            String id,
            String changeId,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt) implements Adding {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.ADD_CHANGE;
        }
    }

    /** Takes an artifact into it. */
    record AddArtifact(
            String id,
            Release.Artifact artifact,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt) implements Adding {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.ADD_ARTIFACT;
        }
    }

    /** Links incidents that came after it was deployed; those that are linked already stay so. */
    record LinkIncidents(
            String id,
            List<String> incidentIds,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt) implements Adding {
        public LinkIncidents {
            incidentIds = List.copyOf(incidentIds);
        }

        @Override
        public ReleaseAction action() {
            return ReleaseAction.LINK_INCIDENTS;
        }
    }

    /** Takes incidents off it. */
    record UnlinkIncidents(
            String id,
            int expectedVersion,
            List<String> incidentIds,
            @Nullable Instant occurredAt) implements Versioned {
        public UnlinkIncidents {
            incidentIds = List.copyOf(incidentIds);
        }

        @Override
        public ReleaseAction action() {
            return ReleaseAction.UNLINK_INCIDENTS;
        }
    }

    /** Decides a request for its approval, which has a version of its own. */
    record Decide(
            String id, GivenDecision decision, @Nullable Instant occurredAt) implements ReleaseCommand {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.DECIDE;
        }
    }

    /**
     * Plans to deploy it to an environment.
     *
     * @param window when; null for at any time
     */
    record ScheduleDeployment(
            String id,
            String environmentId,
            Deployment.@Nullable Window window,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt)
            implements Adding {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.SCHEDULE_DEPLOYMENT;
        }
    }

    /**
     * Asks for its deployment to an environment, as pipelines do: one that is planned or going on stays as it is, unless it has missed its
     * window.
     *
     * @param minutes how long the window is that it gets otherwise, from now on
     */
    record RequestDeployment(
            String id,
            String environmentId,
            int minutes,
            @Nullable String idempotencyKey) implements Adding {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.SCHEDULE_DEPLOYMENT;
        }

        @Override
        public @Nullable Instant occurredAt() {
            return null;
        }
    }

    /** Decides a request for the approval of a deployment of it, which has a version of its own. */
    record DecideDeployment(
            String id,
            String deploymentId,
            GivenDecision decision,
            @Nullable Instant occurredAt) implements ReleaseCommand {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.DECIDE_DEPLOYMENT;
        }
    }

    /** Begins to deploy it. It happens when it is asked for: whether it may is asked of what is now. */
    record StartDeployment(
            String id, String deploymentId, @Nullable String idempotencyKey) implements OnDeployment {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.START_DEPLOYMENT;
        }

        @Override
        public @Nullable Instant occurredAt() {
            return null;
        }
    }

    /**
     * Says what came of a deployment.
     *
     * @param state in which it is now
     * @param result what came of it, in words
     * @param deployedAt when the deployment was done; null for now, or for what was said before
     * @param availableAt since when its users have it; null if they have it not, or for what was said before
     */
    record ReportDeployment(
            String id,
            String deploymentId,
            DeploymentState state,
            @Nullable String result,
            @Nullable Instant deployedAt,
            @Nullable Instant availableAt,
            @Nullable String idempotencyKey)
            implements OnDeployment {
        @Override
        public ReleaseAction action() {
            return ReleaseAction.REPORT_DEPLOYMENT;
        }

        @Override
        public @Nullable Instant occurredAt() {
            return null;
        }
    }
}
