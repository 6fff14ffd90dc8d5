// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

/**
 * A permission, which a use case asks for and a role grants. Every use case names one; {@link RolePermissions} gives them
 * to roles.
 */
public enum Permission {
    /** Read configuration items, their relations and what depends on them. */
    CI_READ("ci.read"),
    /** Create and change configuration items and relations. */
    CI_WRITE("ci.write"),
    /** Change controlled attributes of configuration items without a change, with a reason. */
    CI_BREAK_GLASS("ci.break-glass"),
    /** Set which attributes are changed only by changes; accept into a change what was changed without one. */
    CI_CONTROL("ci.control"),
    /** Change the operational status of a configuration item. */
    CI_OPERATE("ci.operate"),
    /** Plan, move and cancel outages of configuration items. */
    PLANNED_OUTAGE_WRITE("planned-outage.write"),
    /** Read freeze and maintenance windows. */
    WINDOW_READ("window.read"),
    /** Set, suspend, resume and end freeze and maintenance windows. */
    WINDOW_MANAGE("window.manage"),
    /** Read incidents that one may see. */
    INCIDENT_READ("incident.read"),
    /** Report an incident for oneself. */
    INCIDENT_REPORT("incident.report"),
    /** Report an incident on behalf of somebody else. */
    INCIDENT_REPORT_FOR_OTHERS("incident.report-for-others"),
    /** Assign, work on, hold, resolve, cancel and close incidents. */
    INCIDENT_WORK("incident.work"),
    /** Comment publicly on, confirm and reopen an incident that one reported or is affected by. */
    INCIDENT_PARTICIPATE("incident.participate"),
    /** Edit categories, priority matrices and other settings of tickets; correct what others wrote on them. */
    TICKET_CONFIGURE("ticket.configure"),
    /** Read problems that one may see. */
    PROBLEM_READ("problem.read"),
    /** Report a problem. */
    PROBLEM_REPORT("problem.report"),
    /** Assign, work on, hold, resolve, cancel and close problems. */
    PROBLEM_WORK("problem.work"),
    /** Read a change that one sees because one is asked to approve it or takes part in it. */
    CHANGE_PARTICIPATE("change.participate"),
    /** Read changes that one may see. */
    CHANGE_READ("change.read"),
    /** Request a change, and submit what one has requested. */
    CHANGE_REQUEST("change.request"),
    /** Plan, assign, hold, implement, complete and cancel changes. */
    CHANGE_WORK("change.work"),
    /** Assess, review and close changes; exempt them from conflicts; say that one was not authorised as it should have been; make reports anew. */
    CHANGE_ASSESS("change.assess"),
    /** Set the rules by which the risk of changes is computed. */
    CHANGE_CONFIGURE("change.configure"),
    /** Authorise or reject normal changes in which one has no part. */
    CHANGE_AUTHORISE("change.authorise"),
    /** Authorise or reject emergency changes in which one has no part, also by word of mouth. */
    CHANGE_AUTHORISE_EMERGENCY("change.authorise-emergency"),
    /** Propose and edit templates of standard changes. */
    CHANGE_TEMPLATE_PROPOSE("change-template.propose"),
    /** Approve templates of standard changes that somebody else proposed, and revoke templates. */
    CHANGE_TEMPLATE_APPROVE("change-template.approve"),
    /** Schedule, hold, close and cancel meetings of the change advisory board. */
    CAB_MEETING_MANAGE("cab-meeting.manage"),
    /** Make feeds of the change calendar for calendar programs of one's own. */
    CALENDAR_FEED_MANAGE("calendar-feed.manage"),
    /** Read releases that one may see, their deployments, and environments. */
    RELEASE_READ("release.read"),
    /** Plan a release. */
    RELEASE_PLAN("release.plan"),
    /** Build, deploy, roll back, review and close releases; ask for their approval. */
    RELEASE_WORK("release.work"),
    /** Set environments to which releases are deployed, and what is asked before they are. */
    DEPLOYMENT_ENVIRONMENT_MANAGE("deployment-environment.manage"),
    /** Read policies of approval and delegations; ask who would have to approve what. */
    APPROVAL_READ("approval.read"),
    /** Decide what one is asked to approve; let somebody decide in one's place. */
    APPROVAL_DECIDE("approval.decide"),
    /** Set policies of approval, which fields approvals are for, and delegations of others. */
    APPROVAL_CONFIGURE("approval.configure"),
    /** Read SLA definitions and calendars. */
    SLA_READ("sla.read"),
    /** Create and revise SLA definitions and calendars. */
    SLA_CONFIGURE("sla.configure"),
    /** Write events with the instant at which they happened rather than at which they were entered. */
    RECORD_BACKDATE("record.backdate"),
    /** Set and lift the confidentiality of a record. */
    RECORD_CLASSIFY("record.classify"),
    /** Search records that one may see. */
    SEARCH("search"),
    /** Read people, teams and organisations. */
    IDENTITY_READ("identity.read"),
    /** Start a synchronisation with the identity provider; erase a person's data. */
    IDENTITY_ADMINISTER("identity.administer"),
    /** Set the service desk and the customer class of organisations. */
    ORGANISATION_CONFIGURE("organisation.configure"),
    /** Read the audit trail and verify it. */
    AUDIT_READ("audit.read"),
    /** Look after outbox, dead letters, timers, schedules, jobs and indexes. */
    PLATFORM_OPERATE("platform.operate");

    private final String code;

    Permission(String code) {
        this.code = code;
    }

    /** The stable name that appears in refusals and documentation. */
    public String code() {
        return code;
    }
}
