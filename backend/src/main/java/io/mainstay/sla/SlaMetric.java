// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

/** What a clock measures. */
public enum SlaMetric {
    /** Time until somebody other than the caller takes the record up. Never pauses and never reopens. */
    RESPONSE,
    /** Time until the record is resolved. Pauses on the hold reasons that the definition names. */
    RESOLUTION
}
