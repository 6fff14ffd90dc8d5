// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/** The types of change, by the way that they take. */
public enum ChangeType {
    /** Assessed and authorised before it is scheduled. */
    NORMAL,
    /** Of a template that was approved once for all changes of it: scheduled without an assessment or authorisation of its own. */
    STANDARD,
    /** Cannot wait: authorised by one person who has no part in it, perhaps by word of mouth; the paperwork follows. */
    EMERGENCY
}
