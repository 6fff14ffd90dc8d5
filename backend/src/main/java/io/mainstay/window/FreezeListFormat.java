// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

/** How a list of freezes is written. */
public enum FreezeListFormat {
    /** An iCalendar object (RFC 5545). */
    ICALENDAR,
    /** Comma-separated values (RFC 4180). */
    CSV
}
