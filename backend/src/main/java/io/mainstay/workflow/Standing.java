// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

/** Where an approval stands, as a whole or in one stage. */
public enum Standing {
    /** Decisions are missing that may still come. */
    OPEN,
    APPROVED,
    /** Somebody has rejected it, or too many have abstained. */
    REJECTED
}
