// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal.graphql;

import io.mainstay.calendar.CalendarService;
import io.mainstay.calendar.CalendarView;
import io.mainstay.calendar.WeeklyInterval;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

@Controller
class CalendarGraphQl {

    private final CalendarService calendars;

    CalendarGraphQl(CalendarService calendars) {
        this.calendars = calendars;
    }

    @QueryMapping
    @Nullable
    CalendarView businessCalendar(@Argument String id, Principal principal) {
        return calendars.find(principal, id).orElse(null);
    }

    @QueryMapping
    Connection<CalendarView> businessCalendars(
            @Argument @Nullable Integer first, @Argument @Nullable String after, Principal principal) {
        PageRequest request = PageRequest.of(first, after, CalendarService.SCOPE);
        return Connection.of(calendars.list(principal, request), () -> calendars.count(principal));
    }

    @MutationMapping
    CreatePayload businessCalendarCreate(
            @Argument CalendarInput input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> calendars.create(principal, input.command(), idempotencyKey), CreatePayload::new);
    }

    @MutationMapping
    RevisePayload businessCalendarRevise(
            @Argument String id, @Argument CalendarInput input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> calendars.revise(principal, id, input.command(), expectedVersion), RevisePayload::new);
    }

    @SchemaMapping(typeName = "WeeklyHours")
    int from(WeeklyInterval hours) {
        return hours.interval().from();
    }

    @SchemaMapping(typeName = "WeeklyHours")
    int to(WeeklyInterval hours) {
        return hours.interval().to();
    }

    record CreatePayload(@Nullable CalendarView businessCalendar, List<UserError> userErrors) implements Payload {}

    record RevisePayload(@Nullable CalendarView businessCalendar, List<UserError> userErrors) implements Payload {}
}
