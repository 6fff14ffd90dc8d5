// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

/** The states of a deployment. */
public enum DeploymentState {
    /** Planned. */
    SCHEDULED,
    /** Going on. */
    RUNNING,
    /** The release is there. */
    SUCCEEDED,
    /** The release is not there, or not as it should be. */
    FAILED,
    /** What was there before is there again. */
    ROLLED_BACK,
    /** It was not begun, and will not be: its release is over. */
    CANCELLED;

    /** Whether something is still to come of it. */
    public boolean isOpen() {
        return this == SCHEDULED || this == RUNNING;
    }
}
