// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** Teams became inactive, because the identity provider no longer knows them; those of one transaction. */
@EventType("team.deactivated.v1")
public record TeamsDeactivated(List<EditedIdentity> teams) {

    public TeamsDeactivated {
        teams = List.copyOf(teams);
    }
}
