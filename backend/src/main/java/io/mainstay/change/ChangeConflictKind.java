// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/** What speaks against making a change as it is planned. */
public enum ChangeConflictKind {
    /** Another change of the same configuration item at the same time. */
    SAME_CI,
    /** Another change at the same time, of something that depends on what this one changes or that this one depends on. */
    DEPENDENCY,
    /** Another change at the same time takes another member of the same redundancy group. */
    REDUNDANCY_GROUP,
    /** A freeze. */
    FREEZE,
    /** The configuration item has maintenance windows, and this is none of them. */
    OUTSIDE_MAINTENANCE_WINDOW,
    /** Somebody implements another change at the same time. */
    IMPLEMENTER,
    /** Something that should be well meanwhile is down, degraded or at risk now. */
    CI_IMPAIRED,
    /** Something that should be well meanwhile has an open incident of one of the two highest priorities now. */
    OPEN_INCIDENT
}
