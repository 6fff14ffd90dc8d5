// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** Organisations were entered by a synchronisation with the identity provider; those of one transaction. */
@EventType("organisation.created.v1")
public record OrganisationsCreated(List<EditedIdentity> organisations) {

    public OrganisationsCreated {
        organisations = List.copyOf(organisations);
    }
}
