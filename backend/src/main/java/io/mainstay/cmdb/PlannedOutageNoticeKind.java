// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** What users are told of a planned outage. */
public enum PlannedOutageNoticeKind {
    /** That there will be one. */
    PLANNED,
    /** That it is at another time, or of another kind, than they were told. */
    MOVED,
    /** That there will be none. */
    CANCELLED
}
