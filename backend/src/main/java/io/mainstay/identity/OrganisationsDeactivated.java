// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** Organisations became inactive, because the identity provider no longer knows them; those of one transaction. */
@EventType("organisation.deactivated.v1")
public record OrganisationsDeactivated(List<EditedIdentity> organisations) {

    public OrganisationsDeactivated {
        organisations = List.copyOf(organisations);
    }
}
