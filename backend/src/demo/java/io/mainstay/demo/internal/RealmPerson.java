// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import static io.mainstay.demo.internal.RealmTeam.DATABASE_OPERATIONS;
import static io.mainstay.demo.internal.RealmTeam.DATA_CENTRE_FACILITIES;
import static io.mainstay.demo.internal.RealmTeam.IDENTITY_AND_ACCESS;
import static io.mainstay.demo.internal.RealmTeam.NETWORK_OPERATIONS;
import static io.mainstay.demo.internal.RealmTeam.SAP_APPLICATIONS;
import static io.mainstay.demo.internal.RealmTeam.SERVER_AND_VIRTUALISATION;
import static io.mainstay.demo.internal.RealmTeam.SERVICE_DESK;
import static io.mainstay.demo.internal.RealmTeam.STORAGE_AND_BACKUP;
import static io.mainstay.demo.internal.RealmTeam.WAREHOUSE_SYSTEMS;
import static io.mainstay.demo.internal.RealmTeam.WEB_PLATFORM;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The people of the realm that the local stack brings along who can log in. */
public enum RealmPerson implements DemoPerson {
    REQUESTER("Rosa", RealmOrganisation.NORTHFIELD, "the Northfield plant"),
    AGENT("Adam", RealmOrganisation.IT_SERVICES, "IT Services", SERVICE_DESK),
    AGENT_NETWORK("Nadia", RealmOrganisation.IT_SERVICES, "IT Services", NETWORK_OPERATIONS),
    AGENT_DATABASE("Daniel", RealmOrganisation.IT_SERVICES, "IT Services", DATABASE_OPERATIONS, STORAGE_AND_BACKUP),
    TEAM_LEAD("Teresa", RealmOrganisation.IT_SERVICES, "IT Services", SERVICE_DESK),
    PROBLEM_MANAGER("Pavel", RealmOrganisation.IT_SERVICES, "IT Services", SERVER_AND_VIRTUALISATION),
    CHANGE_MANAGER("Clara", RealmOrganisation.IT_SERVICES, "IT Services"),
    CAB_MEMBER("Bruno", RealmOrganisation.IT_SERVICES, "the finance department", SAP_APPLICATIONS),
    RELEASE_MANAGER("Renata", RealmOrganisation.IT_SERVICES, "IT Services", WEB_PLATFORM),
    CONFIGURATION_MANAGER("Kenji", RealmOrganisation.IT_SERVICES, "IT Services", DATA_CENTRE_FACILITIES),
    SERVICE_MANAGER("Sofia", RealmOrganisation.IT_SERVICES, "IT Services"),
    AUDITOR("Astrid", RealmOrganisation.GROUP, "the head office"),
    ADMINISTRATOR("Admir", RealmOrganisation.IT_SERVICES, "IT Services", IDENTITY_AND_ACCESS),
    AGENT_LOGISTICS("Lena", RealmOrganisation.LOGISTICS, "the Harbour warehouse", WAREHOUSE_SYSTEMS),
    REQUESTER_LOGISTICS("Liam", RealmOrganisation.LOGISTICS, "the Midland warehouse");

    private final String firstName;
    private final RealmOrganisation organisation;
    private final String place;
    private final List<RealmTeam> teams;

    RealmPerson(String firstName, RealmOrganisation organisation, String place, RealmTeam... teams) {
        this.firstName = firstName;
        this.organisation = organisation;
        this.place = place;
        this.teams = List.of(teams);
    }

    /** What the person logs in with. */
    @Override
    public String username() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String firstName() {
        return firstName;
    }

    @Override
    public RealmOrganisation organisation() {
        return organisation;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public List<RealmTeam> teams() {
        return teams;
    }

    @Override
    public boolean cleared() {
        return this != REQUESTER && this != REQUESTER_LOGISTICS;
    }

    /** Who works on the team's incidents: its first member whose role may, if it has one. */
    static Optional<RealmPerson> workerOf(RealmTeam team) {
        return Arrays.stream(values())
                .filter(person -> person != CAB_MEMBER && person.teams.contains(team))
                .findFirst();
    }
}
