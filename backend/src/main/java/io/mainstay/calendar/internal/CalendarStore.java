// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal;

import io.mainstay.calendar.CalendarRef;
import io.mainstay.calendar.CalendarVersion;
import io.mainstay.calendar.CalendarView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of business calendars. Writes join the unit of work that is open. */
public interface CalendarStore {

    /** Lets one change of calendars happen at a time, until the unit of work ends. */
    void lockAll();

    /** The id of the calendar of this name, whatever the case of letters. */
    Optional<String> idOfName(String name);

    /**
     * Stores a calendar with one more version of its rules, which replaces one that begins on the same date.
     *
     * @param calendar name, description, version, revision and times; its versions are ignored
     */
    void save(CalendarView calendar, String versionId, CalendarVersion version);

    /** Calendars by id with the rules of their newest revision. */
    List<CalendarView> byIds(Collection<String> ids);

    /** Calendars after a name and id, by name and id. */
    List<CalendarView> list(@Nullable String afterName, @Nullable String afterId, int limit);

    int count();

    /** Newest revisions by calendar id. */
    Map<String, Integer> revisions(Collection<String> ids);

    /** The rules of calendars at revisions. */
    Map<CalendarRef, List<CalendarVersion>> versions(Collection<CalendarRef> refs);
}
