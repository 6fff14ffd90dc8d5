// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.demo.internal.RealmOrganisation;
import io.mainstay.demo.internal.RealmTeam;
import io.mainstay.identity.IdentityService;
import io.mainstay.identity.OrganisationService;
import io.mainstay.identity.OrganisationView;
import io.mainstay.kernel.Principal;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Says who the service desk of each division is, and which class of customer. */
@Component
final class OrganisationLoader {

    private final IdentityService identity;
    private final OrganisationService organisations;

    OrganisationLoader(IdentityService identity, OrganisationService organisations) {
        this.identity = identity;
        this.organisations = organisations;
    }

    /** Configures organisations that nobody has configured yet. */
    void load(Realm realm) {
        serviceDesk(realm, RealmOrganisation.GROUP, RealmTeam.SERVICE_DESK);
        serviceDesk(realm, RealmOrganisation.LOGISTICS, RealmTeam.WAREHOUSE_SYSTEMS);
        OrganisationView manufacturing = read(realm, RealmOrganisation.MANUFACTURING);
        if (isUntouched(manufacturing)) {
            organisations.setCustomerClass(
                    Principal.SYSTEM, manufacturing.id(), ServiceLevelLoader.STRATEGIC, manufacturing.version());
        }
    }

    private void serviceDesk(Realm realm, RealmOrganisation which, RealmTeam team) {
        OrganisationView organisation = read(realm, which);
        if (isUntouched(organisation)) {
            organisations.setServiceDesk(Principal.SYSTEM, organisation.id(), realm.id(team), organisation.version());
        }
    }

    private OrganisationView read(Realm realm, RealmOrganisation organisation) {
        String id = realm.id(organisation);
        return Objects.requireNonNull(
                identity.organisationsById(Principal.SYSTEM, List.of(id)).get(id));
    }

    private static boolean isUntouched(OrganisationView organisation) {
        return organisation.version() == 1;
    }
}
