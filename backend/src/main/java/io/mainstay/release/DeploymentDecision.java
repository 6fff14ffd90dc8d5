// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.change.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a deployment may start now.
 *
 * @param mayStart whether nothing speaks against it
 * @param reasons what speaks against it
 * @param complete false if there may be freezes that were not looked at
 */
public record DeploymentDecision(boolean mayStart, List<Reason> reasons, boolean complete) {

    public DeploymentDecision {
        reasons = List.copyOf(reasons);
    }

    /** What speaks against the start of a deployment. */
    public enum Cause {
        /** It was started before. */
        NOT_SCHEDULED,
        /** The environment is not in use any more. */
        ENVIRONMENT_NOT_IN_USE,
        /** There is nothing to deploy yet, or no more. */
        RELEASE_NOT_BUILT,
        /** The environment is change-controlled and the release is not approved. */
        RELEASE_NOT_APPROVED,
        /** The environment needs an approval of the deployment, which it does not have. */
        DEPLOYMENT_NOT_APPROVED,
        /** The release is not effective yet. */
        NOT_YET_EFFECTIVE,
        /** A change that the release contains is not authorised. */
        CHANGE_NOT_AUTHORISED,
        /** A change that the release contains was approved on conditions that are not met. */
        CONDITION_NOT_MET,
        /** It is not the time that was planned, or none was. */
        OUTSIDE_WINDOW,
        /** A freeze covers what it touches, before its window is over. */
        FREEZE,
        /** There may be more freezes than were looked at. */
        FREEZES_INCOMPLETE,
        /** The release was not deployed to the environment before. */
        PREVIOUS_ENVIRONMENT
    }

    /**
     * One thing that speaks against it.
     *
     * @param message in a sentence
     * @param until from when on it does not, if nothing else changes; null if nobody knows
     * @param changes the changes that it is about, as far as the reader sees them
     * @param hiddenChangeCount how many more there are
     */
    public record Reason(
            Cause cause, String message, @Nullable Instant until, List<Change> changes, int hiddenChangeCount) {

        public Reason {
            changes = List.copyOf(changes);
        }
    }
}
