// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** Teams were changed and are no less active than before; those of one transaction. */
@EventType("team.updated.v1")
public record TeamsUpdated(List<EditedIdentity> teams) {

    public TeamsUpdated {
        teams = List.copyOf(teams);
    }
}
