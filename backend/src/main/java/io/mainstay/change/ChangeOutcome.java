// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/** What came of a change. */
public enum ChangeOutcome {
    /** It does what it was to do. */
    SUCCESSFUL,
    /** It does what it was to do, and something else went wrong. */
    WITH_ISSUES,
    /** It was undone. */
    BACKED_OUT,
    /** It does not do what it was to do, and was not undone. */
    FAILED,
    /** Nothing was changed. */
    NOT_IMPLEMENTED
}
