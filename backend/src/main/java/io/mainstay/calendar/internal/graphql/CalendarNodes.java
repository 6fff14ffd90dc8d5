// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal.graphql;

import io.mainstay.calendar.CalendarService;
import io.mainstay.calendar.CalendarView;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
final class CalendarNodes implements NodeResolver {

    private final CalendarService calendars;

    CalendarNodes(CalendarService calendars) {
        this.calendars = calendars;
    }

    @Override
    public String type() {
        return "BusinessCalendar";
    }

    @Override
    public Class<?> viewClass() {
        return CalendarView.class;
    }

    @Override
    public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
        return calendars.byIds(principal, ids);
    }
}
