// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import static io.mainstay.kernel.Permission.APPROVAL_CONFIGURE;
import static io.mainstay.kernel.Permission.APPROVAL_DECIDE;
import static io.mainstay.kernel.Permission.APPROVAL_READ;
import static io.mainstay.kernel.Permission.AUDIT_READ;
import static io.mainstay.kernel.Permission.CAB_MEETING_MANAGE;
import static io.mainstay.kernel.Permission.CALENDAR_FEED_MANAGE;
import static io.mainstay.kernel.Permission.CHANGE_ASSESS;
import static io.mainstay.kernel.Permission.CHANGE_AUTHORISE;
import static io.mainstay.kernel.Permission.CHANGE_AUTHORISE_EMERGENCY;
import static io.mainstay.kernel.Permission.CHANGE_CONFIGURE;
import static io.mainstay.kernel.Permission.CHANGE_PARTICIPATE;
import static io.mainstay.kernel.Permission.CHANGE_READ;
import static io.mainstay.kernel.Permission.CHANGE_REQUEST;
import static io.mainstay.kernel.Permission.CHANGE_TEMPLATE_APPROVE;
import static io.mainstay.kernel.Permission.CHANGE_TEMPLATE_PROPOSE;
import static io.mainstay.kernel.Permission.CHANGE_WORK;
import static io.mainstay.kernel.Permission.CI_BREAK_GLASS;
import static io.mainstay.kernel.Permission.CI_CONTROL;
import static io.mainstay.kernel.Permission.CI_OPERATE;
import static io.mainstay.kernel.Permission.CI_READ;
import static io.mainstay.kernel.Permission.CI_WRITE;
import static io.mainstay.kernel.Permission.DEPLOYMENT_ENVIRONMENT_MANAGE;
import static io.mainstay.kernel.Permission.IDENTITY_READ;
import static io.mainstay.kernel.Permission.INCIDENT_PARTICIPATE;
import static io.mainstay.kernel.Permission.INCIDENT_READ;
import static io.mainstay.kernel.Permission.INCIDENT_REPORT;
import static io.mainstay.kernel.Permission.INCIDENT_REPORT_FOR_OTHERS;
import static io.mainstay.kernel.Permission.INCIDENT_WORK;
import static io.mainstay.kernel.Permission.ORGANISATION_CONFIGURE;
import static io.mainstay.kernel.Permission.PLANNED_OUTAGE_WRITE;
import static io.mainstay.kernel.Permission.PROBLEM_READ;
import static io.mainstay.kernel.Permission.PROBLEM_REPORT;
import static io.mainstay.kernel.Permission.PROBLEM_WORK;
import static io.mainstay.kernel.Permission.RECORD_BACKDATE;
import static io.mainstay.kernel.Permission.RECORD_CLASSIFY;
import static io.mainstay.kernel.Permission.RELEASE_PLAN;
import static io.mainstay.kernel.Permission.RELEASE_READ;
import static io.mainstay.kernel.Permission.RELEASE_WORK;
import static io.mainstay.kernel.Permission.SEARCH;
import static io.mainstay.kernel.Permission.SLA_CONFIGURE;
import static io.mainstay.kernel.Permission.SLA_READ;
import static io.mainstay.kernel.Permission.TICKET_CONFIGURE;
import static io.mainstay.kernel.Permission.WINDOW_MANAGE;
import static io.mainstay.kernel.Permission.WINDOW_READ;

import java.util.EnumSet;
import java.util.Set;

/** The one table of what each role may do. */
public final class RolePermissions {

    private RolePermissions() {}

    public static Set<Permission> of(Role role) {
        return switch (role) {
            case REQUESTER -> requester();
            case AGENT -> agent();
            case TEAM_LEAD, PROBLEM_MANAGER -> with(agent(), PROBLEM_WORK, RECORD_CLASSIFY);
            case RELEASE_MANAGER -> with(agent(), RECORD_CLASSIFY, RELEASE_WORK);
            case CHANGE_MANAGER ->
                with(
                        agent(),
                        RECORD_CLASSIFY,
                        CI_CONTROL,
                        PLANNED_OUTAGE_WRITE,
                        CHANGE_ASSESS,
                        CHANGE_AUTHORISE,
                        CHANGE_AUTHORISE_EMERGENCY,
                        CHANGE_CONFIGURE,
                        CHANGE_TEMPLATE_APPROVE,
                        CAB_MEETING_MANAGE,
                        WINDOW_MANAGE,
                        DEPLOYMENT_ENVIRONMENT_MANAGE,
                        APPROVAL_CONFIGURE);
            case CAB_MEMBER ->
                with(
                        requester(),
                        CHANGE_READ,
                        CHANGE_REQUEST,
                        CALENDAR_FEED_MANAGE,
                        RELEASE_READ,
                        WINDOW_READ,
                        APPROVAL_READ);
            case CONFIGURATION_MANAGER ->
                with(agent(), CI_WRITE, CI_BREAK_GLASS, RECORD_CLASSIFY, PLANNED_OUTAGE_WRITE);
            case SERVICE_MANAGER ->
                with(agent(), RECORD_CLASSIFY, SLA_CONFIGURE, TICKET_CONFIGURE, ORGANISATION_CONFIGURE);
            case AUDITOR ->
                EnumSet.of(
                        CI_READ,
                        WINDOW_READ,
                        INCIDENT_READ,
                        PROBLEM_READ,
                        CHANGE_PARTICIPATE,
                        CHANGE_READ,
                        RELEASE_READ,
                        APPROVAL_READ,
                        SLA_READ,
                        SEARCH,
                        IDENTITY_READ,
                        AUDIT_READ);
            case ADMINISTRATOR -> EnumSet.allOf(Permission.class);
            case INTEGRATION -> integration();
        };
    }

    /** Everything that at least one of the roles may do. */
    public static Set<Permission> of(Set<Role> roles) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (Role role : roles) {
            permissions.addAll(of(role));
        }
        return permissions;
    }

    private static Set<Permission> requester() {
        return EnumSet.of(
                CI_READ,
                INCIDENT_READ,
                INCIDENT_REPORT,
                INCIDENT_PARTICIPATE,
                CHANGE_PARTICIPATE,
                SEARCH,
                SLA_READ,
                APPROVAL_DECIDE);
    }

    private static Set<Permission> agent() {
        return with(
                requester(),
                CI_OPERATE,
                INCIDENT_REPORT_FOR_OTHERS,
                INCIDENT_WORK,
                PROBLEM_READ,
                PROBLEM_REPORT,
                CHANGE_READ,
                CHANGE_REQUEST,
                CHANGE_WORK,
                CHANGE_TEMPLATE_PROPOSE,
                CALENDAR_FEED_MANAGE,
                RELEASE_READ,
                RELEASE_PLAN,
                WINDOW_READ,
                APPROVAL_READ,
                IDENTITY_READ);
    }

    /** A program approves nothing: an approval is a person's. */
    private static Set<Permission> integration() {
        Set<Permission> permissions = with(agent(), CI_WRITE, RECORD_BACKDATE, RELEASE_WORK);
        permissions.remove(APPROVAL_DECIDE);
        return permissions;
    }

    private static Set<Permission> with(Set<Permission> base, Permission first, Permission... others) {
        Set<Permission> permissions = EnumSet.copyOf(base);
        permissions.add(first);
        permissions.addAll(Set.of(others));
        return permissions;
    }
}
