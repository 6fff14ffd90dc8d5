package io.mainstay.cmdb;

/** The fields by which CIs can be selected. */
public enum ItemField {
    ID,
    NUMBER,
    NAME,
    /** The key of the class. */
    CLASS,
    LIFECYCLE,
    OPERATIONAL_STATUS,
    CRITICALITY,
    OWNER_ID,
    MANAGED_BY_TEAM_ID,
    SUPPORT_TEAM_ID,
    ORGANISATION_ID,
    CONFIDENTIAL_UNTIL,
    CREATED_AT,
    UPDATED_AT
}
