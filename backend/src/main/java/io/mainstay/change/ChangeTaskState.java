// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/** The states of a task of a change. */
public enum ChangeTaskState {
    /** To be done. */
    OPEN,
    /** Done. */
    DONE,
    /** Left undone, for a reason. */
    NOT_DONE
}
