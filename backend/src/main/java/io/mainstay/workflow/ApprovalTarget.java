// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import java.util.Set;

/** What of records of a kind is approved by a policy. */
public enum ApprovalTarget {
    /** A record as a whole. */
    RECORD(Set.of()),

    /** A deployment of a release to one environment, by itself: release managers propose it and approve none. */
    DEPLOYMENT(Set.of(Role.RELEASE_MANAGER));

    private final Set<Role> barredRoles;

    ApprovalTarget(Set<Role> barredRoles) {
        this.barredRoles = barredRoles;
    }

    /** Who has one of them does not decide it, whatever else they are. */
    public Set<Role> barredRoles() {
        return barredRoles;
    }

    /** Whether records of a kind have it. */
    public boolean isOf(TicketKind kind) {
        return this == RECORD || kind == TicketKind.RELEASE;
    }
}
