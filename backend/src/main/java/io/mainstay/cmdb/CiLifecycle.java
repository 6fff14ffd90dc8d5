// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.Set;

/** The lifecycle of a CI, from planned to retired. */
public enum CiLifecycle {
    /** Decided on, but not there yet. */
    PLANNED,
    /** Being procured, installed or built. */
    IN_BUILD,
    /** In use. */
    LIVE,
    /** Still in use, but on its way out. */
    RETIRING,
    /** Gone. It stays readable and changes no more. */
    RETIRED;

    /** Whether somebody may depend on it already, and still. */
    public boolean inUse() {
        return this == LIVE || this == RETIRING;
    }

    /** The states that may follow this one. */
    public Set<CiLifecycle> next() {
        return switch (this) {
            case PLANNED -> Set.of(IN_BUILD, LIVE, RETIRED);
            case IN_BUILD -> Set.of(PLANNED, LIVE, RETIRED);
            case LIVE -> Set.of(RETIRING, RETIRED);
            case RETIRING -> Set.of(LIVE, RETIRED);
            case RETIRED -> Set.of();
        };
    }
}
