// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** Organisations were changed and are no less active than before; those of one transaction. */
@EventType("organisation.updated.v1")
public record OrganisationsUpdated(List<EditedIdentity> organisations) {

    public OrganisationsUpdated {
        organisations = List.copyOf(organisations);
    }
}
