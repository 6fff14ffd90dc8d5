// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

/** What comes of an entry of a list of freezes. */
public enum FreezeListOutcome {
    /** A new freeze. */
    CREATE,
    /** The freeze that came of it before becomes what it says. */
    UPDATE,
    /** The freeze that came of it before is what it says. */
    UNCHANGED,
    /** Nothing, because of its errors. */
    INVALID
}
