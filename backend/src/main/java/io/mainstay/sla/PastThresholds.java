// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

/** What happens to a threshold that a change of terms moves into the past. */
public enum PastThresholds {
    /** It fires once, marked as recomputed. */
    FIRE_MARKED,
    /** It is recorded and notifies nobody. */
    SUPPRESS
}
