// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

/** By what a policy names who is asked. */
public enum ApproverKind {
    /** Anybody with a role. Roles are known of the caller alone, so nobody is asked by name. */
    ROLE,
    /** Anybody of a team. */
    TEAM,
    /** One person. */
    PERSON,
    /** Those who answer for the configuration items that the record is about. */
    CI_OWNER,
    /** Those who answer for the services that depend on what the record is about. */
    SERVICE_OWNER,
    /** Any member of the change advisory board. */
    CAB
}
