// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** Who answers for the infrastructure. */
final class Stewards {

    static final Stewardship FACILITIES = of(RealmPerson.CONFIGURATION_MANAGER, RealmTeam.DATA_CENTRE_FACILITIES);
    static final Stewardship NETWORK = of(RealmPerson.AGENT_NETWORK, RealmTeam.NETWORK_OPERATIONS);
    static final Stewardship SERVERS = of(RealmPerson.PROBLEM_MANAGER, RealmTeam.SERVER_AND_VIRTUALISATION);
    static final Stewardship STORAGE = of(RealmPerson.AGENT_DATABASE, RealmTeam.STORAGE_AND_BACKUP);
    static final Stewardship DATABASES = of(RealmPerson.AGENT_DATABASE, RealmTeam.DATABASE_OPERATIONS);
    static final Stewardship CONTAINERS = of(RealmPerson.RELEASE_MANAGER, RealmTeam.WEB_PLATFORM);
    static final Stewardship WORKPLACE = of(RealmPerson.SERVICE_MANAGER, RealmTeam.WORKPLACE);

    private Stewards() {}

    private static Stewardship of(RealmPerson owner, RealmTeam team) {
        return Stewardship.of(RealmOrganisation.IT_SERVICES, owner, team);
    }
}
