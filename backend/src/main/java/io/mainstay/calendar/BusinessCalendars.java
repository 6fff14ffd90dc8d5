// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.util.Collection;
import java.util.Map;

/** Calendars for those who calculate with them; for people there is {@link CalendarService}. */
public interface BusinessCalendars {

    /**
     * The newest revisions of calendars, by one database call.
     *
     * @return by calendar id; a calendar that does not exist is absent
     */
    Map<String, CalendarRef> newest(Collection<String> calendarIds);

    /**
     * Calendars ready for use, by at most one database call; those used lately are kept in memory.
     *
     * @throws IllegalStateException if one does not exist
     */
    Map<CalendarRef, BusinessCalendar> byRefs(Collection<CalendarRef> refs);
}
