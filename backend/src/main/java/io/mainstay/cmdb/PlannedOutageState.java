// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** Whether a planned outage still holds. */
public enum PlannedOutageState {
    PLANNED,
    /** It was called off; stays readable and changes no more. */
    CANCELLED
}
