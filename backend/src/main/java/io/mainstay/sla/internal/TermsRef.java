// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.calendar.CalendarRef;

/**
 * Which terms: a version of a definition and the revision of its calendar. What a reference names never changes.
 *
 * @param definitionId the definition
 * @param definitionVersion its version
 * @param calendar the calendar and its revision
 */
public record TermsRef(String definitionId, int definitionVersion, CalendarRef calendar) {

    /** The reference as {@link SlaTerms#reference()}. */
    public String text() {
        return definitionId + '/' + definitionVersion + '@' + calendar.calendarId() + '/' + calendar.revision();
    }
}
