// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.calendar.BusinessCalendars;
import io.mainstay.calendar.CalendarRef;
import io.mainstay.change.PaperworkProperties;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** When the paperwork of an emergency change is due, and its review by the board, by the business calendar that the settings name. */
@Component
public final class PaperworkDeadline {

    private final BusinessCalendars calendars;
    private final PaperworkProperties settings;

    PaperworkDeadline(BusinessCalendars calendars, PaperworkProperties settings) {
        this.calendars = calendars;
        this.settings = settings;
    }

    /**
     * Until when the paperwork is due.
     *
     * @throws IllegalStateException if there is no such calendar, or it has not that many days with business time
     */
    public Instant after(Instant authorisedAt) {
        return after(authorisedAt, settings.businessDays());
    }

    /**
     * Until when the board is to look at it.
     *
     * @throws IllegalStateException as {@link #after}
     */
    public Instant reviewAfter(Instant authorisedAt) {
        return after(authorisedAt, settings.reviewBusinessDays());
    }

    private Instant after(Instant authorisedAt, int businessDays) {
        String id = settings.calendarId();
        CalendarRef newest = calendars.newest(List.of(id)).get(id);
        if (newest == null) {
            throw new IllegalStateException("mainstay.change.paperwork.calendar-id names no calendar: " + id);
        }
        return Objects.requireNonNull(calendars.byRefs(List.of(newest)).get(newest))
                .endOfBusinessDay(authorisedAt, businessDays)
                .orElseThrow(() ->
                        new IllegalStateException("mainstay.change.paperwork.calendar-id names a calendar without "
                                + businessDays + " business days: " + id));
    }
}
