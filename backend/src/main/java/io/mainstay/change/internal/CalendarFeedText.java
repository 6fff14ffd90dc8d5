// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeCalendar;
import io.mainstay.change.ChangeCalendar.Entry;
import io.mainstay.change.ChangeCalendar.Kind;
import io.mainstay.platform.ical.ICalendarWriter;
import java.time.Duration;
import java.time.Instant;

/**
 * The calendar of changes as an iCalendar object. The same entries on the same day are the same text, to the letter, so that a program is
 * told that it has it already.
 */
public final class CalendarFeedText {

    private static final String EVENT = "VEVENT";
    private static final Duration DAY = Duration.ofDays(1);

    private CalendarFeedText() {}

    /**
     * @param feedId whose feed it is, so that what is said of the feed itself has an id
     * @param today the beginning of the day on which it is read
     */
    public static String of(String feedId, ChangeCalendar calendar, Instant today) {
        ICalendarWriter writer = ICalendarWriter.begun(null)
                .text("X-WR-CALNAME", "Mainstay")
                .raw("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
                .raw("X-PUBLISHED-TTL", "PT1H");
        calendar.entries().forEach(entry -> event(writer, entry, today));
        if (!calendar.complete()) {
            Instant from = calendar.entries().isEmpty()
                    ? today
                    : calendar.entries().getLast().from();
            writer.begin(EVENT)
                    .text("UID", feedId)
                    .time("DTSTAMP", today)
                    .time("DTSTART", from)
                    .text("SUMMARY", "There is more than this feed shows")
                    .raw("TRANSP", "TRANSPARENT")
                    .end(EVENT);
        }
        return writer.end("VCALENDAR").toString();
    }

    private static void event(ICalendarWriter writer, Entry entry, Instant today) {
        Instant to = entry.to();
        writer.begin(EVENT).text("UID", uid(entry)).time("DTSTAMP", today).time("DTSTART", entry.from());
        // What lasts no time has no end, which would have to be later than its beginning (RFC 5545, 3.8.2.2).
        if (!entry.from().equals(to)) {
            // Of what nobody knows how long it lasts, it is known that it lasts today.
            writer.time("DTEND", to == null ? today.plus(DAY) : to);
        }
        writer.text("SUMMARY", word(entry.kind()) + ": " + entry.title())
                .text("CATEGORIES", entry.kind().name())
                .raw("STATUS", isCertain(entry) ? "CONFIRMED" : "TENTATIVE")
                .raw("TRANSP", "TRANSPARENT")
                .end(EVENT);
    }

    /** A window has as many events as it has occurrences; all else has one, which keeps its id when it moves. */
    private static String uid(Entry entry) {
        return switch (entry.kind()) {
            case FREEZE, MAINTENANCE_WINDOW ->
                entry.recordId() + "-" + entry.from().getEpochSecond();
            case CHANGE, PLANNED_OUTAGE, DEPLOYMENT, EARLY_LIFE, CAB_MEETING -> entry.recordId();
            // Its early life has the id of the release.
            case RELEASE -> entry.recordId() + "-effective";
        };
    }

    /** A change that is not authorised yet may not be made. */
    private static boolean isCertain(Entry entry) {
        Change change = entry.change();
        return change == null
                || switch (change.state()) {
                    case DRAFT, ASSESSMENT, AUTHORISATION -> false;
                    case SCHEDULED, IMPLEMENTING, REVIEW, CLOSED, CANCELLED -> true;
                };
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case CHANGE -> "Change";
            case FREEZE -> "Freeze";
            case MAINTENANCE_WINDOW -> "Maintenance window";
            case PLANNED_OUTAGE -> "Planned outage";
            case DEPLOYMENT -> "Deployment";
            case EARLY_LIFE -> "Early life";
            case RELEASE -> "Effective date";
            case CAB_MEETING -> "CAB meeting";
        };
    }
}
