// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** The support teams of the realm that the local stack brings along. */
public enum RealmTeam {
    SERVICE_DESK("Service Desk", RealmOrganisation.IT_SERVICES),
    NETWORK_OPERATIONS("Network Operations", RealmOrganisation.IT_SERVICES),
    DATABASE_OPERATIONS("Database Operations", RealmOrganisation.IT_SERVICES),
    SERVER_AND_VIRTUALISATION("Server and Virtualisation", RealmOrganisation.IT_SERVICES),
    STORAGE_AND_BACKUP("Storage and Backup", RealmOrganisation.IT_SERVICES),
    WORKPLACE("Workplace", RealmOrganisation.IT_SERVICES),
    SAP_APPLICATIONS("SAP Applications", RealmOrganisation.IT_SERVICES),
    WEB_PLATFORM("Web Platform", RealmOrganisation.IT_SERVICES),
    IDENTITY_AND_ACCESS("Identity and Access", RealmOrganisation.IT_SERVICES),
    DATA_CENTRE_FACILITIES("Data Centre Facilities", RealmOrganisation.IT_SERVICES),
    WAREHOUSE_SYSTEMS("Warehouse Systems", RealmOrganisation.LOGISTICS);

    private final String displayName;
    private final RealmOrganisation organisation;

    RealmTeam(String displayName, RealmOrganisation organisation) {
        this.displayName = displayName;
        this.organisation = organisation;
    }

    public RealmOrganisation organisation() {
        return organisation;
    }

    public String displayName() {
        return displayName;
    }

    /** The path of the identity provider's group. */
    public String path() {
        return organisation.path() + "/" + displayName;
    }
}
