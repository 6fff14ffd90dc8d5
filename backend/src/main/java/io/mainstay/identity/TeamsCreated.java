// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** Teams were entered by a synchronisation with the identity provider; those of one transaction. */
@EventType("team.created.v1")
public record TeamsCreated(List<EditedIdentity> teams) {

    public TeamsCreated {
        teams = List.copyOf(teams);
    }
}
