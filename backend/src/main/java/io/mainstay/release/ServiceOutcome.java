// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

/** What came of a new, changed or removed service, against what was intended. */
public enum ServiceOutcome {
    /** What was intended. */
    AS_INTENDED,
    /** Some of what was intended. */
    PARTLY_AS_INTENDED,
    /** Something else, or nothing. */
    NOT_AS_INTENDED
}
