// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** People were entered, by a synchronisation with the identity provider or when they first signed in; those of one transaction. */
@EventType("person.created.v1")
public record PeopleCreated(List<EditedIdentity> people) {

    public PeopleCreated {
        people = List.copyOf(people);
    }
}
