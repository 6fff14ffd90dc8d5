// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

/**
 * How open clocks are recalculated when priority, service, customer class, calendar or definition change;
 * {@code SlaChangeMode} of the API.
 */
public enum RecalculationMode {
    /** The clock is derived from its whole timeline as though the definition had always applied. */
    RETROACTIVE,
    /** The elapsed time so far is kept; target, calendar and hold reasons hold from the change on. */
    FROM_CHANGE_ON
}
