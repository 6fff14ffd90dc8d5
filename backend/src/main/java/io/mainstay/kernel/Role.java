// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.util.Locale;
import java.util.Optional;

/** A role: what a person is to Mainstay. Roles come from the token; {@link RolePermissions} says what each may do. */
public enum Role {
    REQUESTER,
    AGENT,
    TEAM_LEAD,
    PROBLEM_MANAGER,
    CHANGE_MANAGER,
    CAB_MEMBER,
    RELEASE_MANAGER,
    CONFIGURATION_MANAGER,
    SERVICE_MANAGER,
    AUDITOR,
    ADMINISTRATOR,
    INTEGRATION;

    /** The name in the token: {@code team-lead} for {@link #TEAM_LEAD}. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Role> ofClaim(String claim) {
        for (Role role : values()) {
            if (role.claim().equals(claim)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
