// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.ChangeCalendar;
import io.mainstay.change.ChangeCalendarQueries;
import io.mainstay.change.ChangeCalendarQuestion;
import io.mainstay.change.ChangeType;
import io.mainstay.change.FreeSlotQueries;
import io.mainstay.change.FreeSlots;
import io.mainstay.change.RiskLevel;
import io.mainstay.kernel.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** What goes on when, and when there is time for more. */
@Controller
class ChangeCalendarGraphQl {

    private final ChangeCalendarQueries queries;
    private final FreeSlotQueries slots;

    ChangeCalendarGraphQl(ChangeCalendarQueries queries, FreeSlotQueries slots) {
        this.queries = queries;
        this.slots = slots;
    }

    record CalendarFilter(
            @Nullable List<ChangeCalendar.Kind> kinds,
            @Nullable List<String> ciIds,
            @Nullable List<String> serviceIds,
            @Nullable List<String> teamIds,
            @Nullable List<String> organisationIds,
            @Nullable List<ChangeType> types,
            @Nullable List<RiskLevel> riskLevels) {

        private static final CalendarFilter NONE = new CalendarFilter(null, null, null, null, null, null, null);
    }

    @QueryMapping
    ChangeCalendar changeCalendar(
            @Argument Instant from,
            @Argument Instant to,
            @Argument @Nullable CalendarFilter filter,
            @Argument @Nullable Integer first,
            Principal principal) {
        CalendarFilter given = filter == null ? CalendarFilter.NONE : filter;
        return queries.calendar(
                principal,
                new ChangeCalendarQuestion(
                        from,
                        to,
                        Set.copyOf(orNone(given.kinds())),
                        orNone(given.ciIds()),
                        orNone(given.serviceIds()),
                        orNone(given.teamIds()),
                        orNone(given.organisationIds()),
                        Set.copyOf(orNone(given.types())),
                        Set.copyOf(orNone(given.riskLevels())),
                        first == null ? ChangeCalendarQueries.DEFAULT_ENTRIES : first));
    }

    @QueryMapping
    FreeSlots freeSlots(
            @Argument @Nullable List<String> ciIds,
            @Argument @Nullable List<String> people,
            @Argument Duration duration,
            @Argument Instant from,
            @Argument Instant to,
            @Argument @Nullable Integer first,
            Principal principal) {
        return slots.find(
                principal,
                orNone(ciIds),
                orNone(people),
                duration,
                from,
                to,
                first == null ? FreeSlotQueries.DEFAULT_SLOTS : first);
    }

    private static <T> List<T> orNone(@Nullable List<T> values) {
        return Objects.requireNonNullElse(values, List.of());
    }
}
