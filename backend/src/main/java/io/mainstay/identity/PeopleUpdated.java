// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** People were changed and are no less active than before; those of one transaction. */
@EventType("person.updated.v1")
public record PeopleUpdated(List<EditedIdentity> people) {

    public PeopleUpdated {
        people = List.copyOf(people);
    }
}
