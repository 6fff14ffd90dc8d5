// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal;

import io.mainstay.audit.TrailedRecords;
import io.mainstay.audit.TrailedSettings;
import io.mainstay.calendar.CalendarView;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Calendars, told in the words of their trails; but not their rules, of which a calendar has some for each of several dates and an
 * entry tells those of one.
 */
@Configuration(proxyBeanMethods = false)
class CalendarTrails {

    @Bean
    TrailedRecords businessCalendarTrails(CalendarStore store) {
        return new TrailedSettings<CalendarView>(
                DefaultCalendarService.TYPE,
                "name",
                Map.of("name", CalendarView::name, "description", CalendarView::description),
                Set.of(),
                ids -> store.byIds(ids).stream().collect(Collectors.toMap(CalendarView::id, view -> view)));
    }
}
