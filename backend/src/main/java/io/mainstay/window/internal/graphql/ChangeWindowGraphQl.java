// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.record.Filter;
import io.mainstay.record.FilterReader;
import io.mainstay.record.ListQuery;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowCalendar;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.ChangeWindowOccurrenceQuestion;
import io.mainstay.window.ChangeWindowQueries;
import io.mainstay.window.ChangeWindowSchedule;
import io.mainstay.window.ChangeWindowService;
import io.mainstay.window.ChangeWindowState;
import io.mainstay.window.SetChangeWindow;
import io.mainstay.window.internal.ChangeWindowFields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Change windows, their lists and their mutations. */
@Controller
class ChangeWindowGraphQl {

    private static final String HISTORY = "ChangeWindow.history";

    private final ChangeWindowService windows;
    private final ChangeWindowQueries queries;

    ChangeWindowGraphQl(ChangeWindowService windows, ChangeWindowQueries queries, Loaders loaders) {
        this.windows = windows;
        this.queries = queries;
        loaders.<PageRequest, HistoryEntry>registerParts(HISTORY, queries::history);
    }

    record ChangeWindowPayload(@Nullable ChangeWindow changeWindow, List<UserError> userErrors) implements Payload {}

    record ChangeWindowFilter(
            @Nullable List<ChangeWindowKind> kinds,
            @Nullable List<ChangeWindowState> states) {

        /** In which an absent or an empty list is no condition. */
        Filter conditions() {
            return new Filter.And(List.of(
                    Filter.in(ChangeWindowFields.ALL.required(ChangeWindowFields.KIND), kinds),
                    Filter.in(ChangeWindowFields.ALL.required(ChangeWindowFields.STATE), states)));
        }
    }

    record OccurrenceFilter(
            @Nullable List<ChangeWindowKind> kinds,
            @Nullable List<String> ciIds,
            @Nullable List<String> serviceIds) {

        private static final OccurrenceFilter NONE = new OccurrenceFilter(null, null, null);
    }

    record Recurrence(@Nullable String rule, List<String> additionalStarts, List<LocalDate> exceptDates) {}

    record Suspension(Instant since, Instant until, String reason) {}

    record SuspendInput(Instant until, String reason) {}

    record ViewerCan(boolean set, boolean suspend, boolean resume, boolean end) {}

    @QueryMapping
    @Nullable
    ChangeWindow changeWindow(@Argument String id, Principal principal) {
        return queries.byIds(principal, List.of(id)).get(id);
    }

    @QueryMapping
    Connection<ChangeWindow> changeWindows(
            @Argument @Nullable ChangeWindowFilter filter,
            @Argument @Nullable Map<String, Object> sort,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        ListQuery query = new FilterReader(ChangeWindowFields.ALL)
                .query(filter == null ? null : filter.conditions(), sort == null ? List.of() : List.of(sort));
        PageRequest request = PageRequest.of(first, after, query.scope());
        Page<ChangeWindow> page = queries.list(principal, query, request);
        return Connection.of(page, () -> queries.count(principal, query));
    }

    @QueryMapping
    ChangeWindowCalendar changeWindowOccurrences(
            @Argument Instant from,
            @Argument Instant to,
            @Argument @Nullable OccurrenceFilter filter,
            @Argument @Nullable Integer first,
            Principal principal) {
        int wanted = first == null ? ChangeWindowQueries.DEFAULT_OCCURRENCES : first;
        if (wanted < 1 || wanted > ChangeWindowQueries.MAX_OCCURRENCES) {
            throw new BadArgumentException("first", "between 1 and " + ChangeWindowQueries.MAX_OCCURRENCES);
        }
        OccurrenceFilter given = filter == null ? OccurrenceFilter.NONE : filter;
        return queries.occurrences(
                principal,
                new ChangeWindowOccurrenceQuestion(
                        from,
                        to,
                        Set.copyOf(Objects.requireNonNullElse(given.kinds(), List.of())),
                        Objects.requireNonNullElse(given.ciIds(), List.of()),
                        Objects.requireNonNullElse(given.serviceIds(), List.of()),
                        wanted));
    }

    @MutationMapping
    ChangeWindowPayload freezeWindowSet(
            @Argument @Nullable String id,
            @Argument SetChangeWindow input,
            @Argument @Nullable Integer expectedVersion,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(
                () -> windows.set(principal, ChangeWindowKind.FREEZE, id, input, expectedVersion, idempotencyKey),
                ChangeWindowPayload::new);
    }

    @MutationMapping
    ChangeWindowPayload maintenanceWindowSet(
            @Argument @Nullable String id,
            @Argument SetChangeWindow input,
            @Argument @Nullable Integer expectedVersion,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(
                () -> windows.set(principal, ChangeWindowKind.MAINTENANCE, id, input, expectedVersion, idempotencyKey),
                ChangeWindowPayload::new);
    }

    @MutationMapping
    ChangeWindowPayload changeWindowSuspend(
            @Argument String id, @Argument SuspendInput input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> windows.suspend(principal, id, input.until(), input.reason(), expectedVersion),
                ChangeWindowPayload::new);
    }

    @MutationMapping
    ChangeWindowPayload changeWindowResume(@Argument String id, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> windows.resume(principal, id, expectedVersion), ChangeWindowPayload::new);
    }

    @MutationMapping
    ChangeWindowPayload changeWindowEnd(@Argument String id, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> windows.end(principal, id, expectedVersion), ChangeWindowPayload::new);
    }

    @SchemaMapping(typeName = "ChangeWindow")
    String zone(ChangeWindow window) {
        return window.schedule().zone().getId();
    }

    @SchemaMapping(typeName = "ChangeWindow")
    String startsAt(ChangeWindow window) {
        return window.schedule().startsAt().toString();
    }

    @SchemaMapping(typeName = "ChangeWindow")
    String endsAt(ChangeWindow window) {
        return window.schedule().endsAt().toString();
    }

    @SchemaMapping(typeName = "ChangeWindow")
    @Nullable
    Recurrence recurrence(ChangeWindow window) {
        ChangeWindowSchedule schedule = window.schedule();
        if (schedule.rule() == null && schedule.additionalStarts().isEmpty()) {
            return null;
        }
        return new Recurrence(
                schedule.rule(),
                schedule.additionalStarts().stream()
                        .map(LocalDateTime::toString)
                        .toList(),
                schedule.exceptDates());
    }

    @SchemaMapping(typeName = "ChangeWindow")
    @Nullable
    Suspension suspension(ChangeWindow window) {
        Instant since = window.suspendedAt();
        Instant until = window.suspendedUntil();
        String reason = window.suspensionReason();
        return since == null || until == null || reason == null ? null : new Suspension(since, until, reason);
    }

    @SchemaMapping(typeName = "ChangeWindow")
    @Nullable
    ChangeWindowOccurrence nextOccurrence(ChangeWindow window, Principal principal) {
        return queries.next(principal, window).orElse(null);
    }

    @SchemaMapping(typeName = "ChangeWindow")
    CompletableFuture<?> history(ChangeWindow window, DataFetchingEnvironment environment) {
        return Loaders.part(environment, HISTORY, window.id(), Loaders.request(environment, AuditTrail.HISTORY_SCOPE));
    }

    @SchemaMapping(typeName = "ChangeWindow")
    ViewerCan viewerCan(ChangeWindow window, Principal principal) {
        boolean change = principal.may(Permission.WINDOW_MANAGE) && window.state() != ChangeWindowState.ENDED;
        return new ViewerCan(change, change, change && window.state() == ChangeWindowState.SUSPENDED, change);
    }
}
