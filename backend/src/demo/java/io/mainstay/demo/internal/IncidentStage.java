// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** Where an incident's history ends. */
public enum IncidentStage {
    NEW,
    ASSIGNED,
    IN_PROGRESS,
    ON_HOLD,
    RESOLVED,
    CLOSED,
    CANCELLED;

    /** Whether the incident still waits for its resolution. */
    public boolean unresolved() {
        return this == NEW || this == ASSIGNED || this == IN_PROGRESS || this == ON_HOLD;
    }
}
