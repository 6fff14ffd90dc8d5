// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

/** Where a job stands. */
public enum JobState {
    /** Waits for its first chunk. */
    QUEUED,
    /** Has begun and has not ended. */
    RUNNING,
    /** Has done everything. */
    SUCCEEDED,
    /** A chunk failed again and again. */
    FAILED,
    /** Was ended on request between two chunks; what was done stays. */
    CANCELLED;

    /** Whether nothing more happens to it. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }
}
