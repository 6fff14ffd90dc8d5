// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.BusinessCalendars;
import io.mainstay.calendar.CalendarRef;
import io.mainstay.workflow.ApprovalProperties;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When requests for approval are due, by the business calendar that the settings name. */
@Component
public final class ApprovalDeadline {

    private final BusinessCalendars calendars;
    private final ApprovalProperties settings;

    ApprovalDeadline(BusinessCalendars calendars, ApprovalProperties settings) {
        this.calendars = calendars;
        this.settings = settings;
    }

    /**
     * Until when a request is due.
     *
     * @param days business days after that of the beginning; null for the setting
     * @throws IllegalStateException if there is no such calendar, or it has not that many days with business time
     */
    public Instant after(Instant begun, @Nullable Integer days) {
        int wanted = days == null ? settings.dueBusinessDays() : days;
        return calendar()
                .endOfBusinessDay(begun, wanted)
                .orElseThrow(() -> new IllegalStateException("mainstay.approval.calendar-id names a calendar without "
                        + wanted + " business days: " + settings.calendarId()));
    }

    private BusinessCalendar calendar() {
        String id = settings.calendarId();
        CalendarRef newest = calendars.newest(List.of(id)).get(id);
        if (newest == null) {
            throw new IllegalStateException("mainstay.approval.calendar-id names no calendar: " + id);
        }
        return Objects.requireNonNull(calendars.byRefs(List.of(newest)).get(newest));
    }
}
