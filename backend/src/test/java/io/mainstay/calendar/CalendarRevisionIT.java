// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Principal;
import io.mainstay.support.IntegrationTest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** A revision is kept in memory for good, so it is never read while a part of it is missing. */
@IntegrationTest
class CalendarRevisionIT {

    @Autowired
    private CalendarService calendars;

    @Autowired
    private BusinessCalendars ready;

    @Autowired
    private Driver driver;

    @Test
    void shouldNotTakeTheRulesOfTheRevisionBeforeForThoseOfOneThatIsJustBeingCommitted() {
        CalendarView calendar = calendars.create(Principal.SYSTEM, command(1_440), null);
        CalendarRef first = new CalendarRef(calendar.id(), 1);
        CalendarRef second = new CalendarRef(calendar.id(), 2);
        assertThat(ready.byRefs(List.of(first))).containsOnlyKeys(first);

        // What a reader sees that meets the calendar's new revision before its rules.
        assertThatThrownBy(() -> ready.byRefs(List.of(second))).isInstanceOf(IllegalStateException.class);

        calendars.revise(Principal.SYSTEM, calendar.id(), command(60), 1);
        // And one that meets the new rules before the end of the old ones.
        try (Session session = driver.session()) {
            session.run(
                            "MATCH (v:BusinessCalendarVersion {calendarId: $id, sinceRevision: 1}) REMOVE v.untilRevision",
                            Map.of("id", calendar.id()))
                    .consume();
        }
        BusinessCalendar revised = ready.byRefs(List.of(second)).get(second);
        assertThat(revised).isNotNull();
        assertThat(revised.businessSpans(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-02T00:00:00Z")))
                .containsExactly(
                        new TimeSpan(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-01T01:00:00Z")));
    }

    private static CalendarCommand command(int until) {
        return new CalendarCommand(
                "Is being committed",
                null,
                LocalDate.of(2020, 1, 1),
                new CalendarRules("UTC", List.of(WeeklyInterval.of(DayOfWeek.MONDAY, 0, until)), List.of(), List.of()));
    }
}
