// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/** The types of change, by the way that they take. */
public enum ChangeType {
    /** Assessed and authorised before it is scheduled. */
    NORMAL,
    /** Cannot wait: authorised by one person who has no part in it, perhaps by word of mouth; the paperwork follows. */
    EMERGENCY
}
