// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** People became inactive, because the identity provider no longer knows or admits them; those of one transaction. */
@EventType("person.deactivated.v1")
public record PeopleDeactivated(List<EditedIdentity> people) {

    public PeopleDeactivated {
        people = List.copyOf(people);
    }
}
