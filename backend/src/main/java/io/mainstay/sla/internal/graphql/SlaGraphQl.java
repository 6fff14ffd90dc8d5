// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal.graphql;

import io.mainstay.calendar.CalendarService;
import io.mainstay.calendar.CalendarView;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.security.RecordVisibility;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaDefinitions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

@Controller
class SlaGraphQl {

    private final SlaDefinitions definitions;
    private final CalendarService calendars;
    private final RecordVisibility visibility;

    SlaGraphQl(SlaDefinitions definitions, CalendarService calendars, RecordVisibility visibility) {
        this.definitions = definitions;
        this.visibility = visibility;
        this.calendars = calendars;
    }

    @QueryMapping
    @Nullable
    SlaDefinitionView slaDefinition(@Argument String id, Principal principal) {
        return definitions.find(principal, id).orElse(null);
    }

    @QueryMapping
    Connection<SlaDefinitionView> slaDefinitions(
            @Argument @Nullable TicketKind kind,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        PageRequest request = PageRequest.of(first, after, SlaDefinitions.scope(kind));
        return Connection.of(definitions.list(principal, kind, request), () -> definitions.count(principal, kind));
    }

    /** Null if it is hidden from the reader, who must not learn of it. */
    @BatchMapping(typeName = "SlaDefinition")
    Map<SlaDefinitionView, String> serviceOfferingId(List<SlaDefinitionView> of, @ContextValue Principal principal) {
        Map<SlaDefinitionView, String> named = new HashMap<>();
        of.forEach(definition -> {
            if (definition.serviceOfferingId() != null) {
                named.put(definition, definition.serviceOfferingId());
            }
        });
        Set<String> seen = named.isEmpty() ? Set.of() : visibility.seenAmong(principal, Set.copyOf(named.values()));
        named.values().removeIf(id -> !seen.contains(id));
        return named;
    }

    @BatchMapping(typeName = "SlaDefinition", field = "calendar")
    Map<SlaDefinitionView, CalendarView> calendar(List<SlaDefinitionView> of, @ContextValue Principal principal) {
        Map<String, CalendarView> byId = calendars.byIds(
                principal, of.stream().map(SlaDefinitionView::calendarId).collect(Collectors.toSet()));
        Map<SlaDefinitionView, CalendarView> found = new HashMap<>();
        for (SlaDefinitionView definition : of) {
            CalendarView calendar = byId.get(definition.calendarId());
            if (calendar != null) {
                found.put(definition, calendar);
            }
        }
        return found;
    }

    @MutationMapping
    CreatePayload slaDefinitionCreate(
            @Argument DefinitionInput input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> definitions.create(principal, input.command(), idempotencyKey), CreatePayload::new);
    }

    @MutationMapping
    RevisePayload slaDefinitionRevise(
            @Argument String id, @Argument DefinitionInput input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> definitions.revise(principal, id, input.command(), expectedVersion), RevisePayload::new);
    }

    @MutationMapping
    RetirePayload slaDefinitionRetire(@Argument String id, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> definitions.retire(principal, id, expectedVersion), RetirePayload::new);
    }

    record CreatePayload(@Nullable SlaDefinitionView slaDefinition, List<UserError> userErrors) implements Payload {}

    record RevisePayload(@Nullable SlaDefinitionView slaDefinition, List<UserError> userErrors) implements Payload {}

    record RetirePayload(@Nullable SlaDefinitionView slaDefinition, List<UserError> userErrors) implements Payload {}
}
