// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal.graphql;

import io.mainstay.calendar.CalendarService;
import io.mainstay.calendar.CalendarView;
import io.mainstay.platform.graphql.NodeResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Business calendars by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class CalendarNodes {

    @Bean
    NodeResolver businessCalendarNodes(CalendarService calendars) {
        return new NodeResolver("BusinessCalendar", CalendarView.class, calendars::byIds);
    }
}
