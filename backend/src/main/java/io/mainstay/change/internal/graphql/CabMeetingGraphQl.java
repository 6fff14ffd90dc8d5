// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.change.CabAgenda;
import io.mainstay.change.CabMeeting;
import io.mainstay.change.CabMeetingQueries;
import io.mainstay.change.CabMeetingService;
import io.mainstay.change.CabMeetingState;
import io.mainstay.change.PlanCabMeeting;
import io.mainstay.change.internal.CabMeetingFields;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.graphql.References;
import io.mainstay.record.Filter;
import io.mainstay.record.FilterReader;
import io.mainstay.record.ListQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Meetings of the change advisory board, their list and their mutations. */
@Controller
class CabMeetingGraphQl {

    private static final String TYPE = CabMeeting.TYPE;
    private static final String HISTORY = "CabMeeting.history";

    private final CabMeetingService meetings;
    private final CabMeetingQueries queries;
    private final IdentityViews identity;

    CabMeetingGraphQl(CabMeetingService meetings, CabMeetingQueries queries, IdentityViews identity, Loaders loaders) {
        this.meetings = meetings;
        this.queries = queries;
        this.identity = identity;
        loaders.<PageRequest, HistoryEntry>registerParts(HISTORY, queries::history);
    }

    record CabMeetingPayload(@Nullable CabMeeting cabMeeting, List<UserError> userErrors) implements Payload {}

    record CabMeetingFilter(@Nullable List<CabMeetingState> states) {

        /** In which an absent or an empty list is no condition. */
        Filter conditions() {
            return Filter.in(CabMeetingFields.ALL.required(CabMeetingFields.STATE), states);
        }
    }

    record Hold(List<String> attendeeIds) {}

    record Close(String minutes, @Nullable List<String> attendeeIds) {}

    record Cancel(String reason) {}

    record ViewerCan(boolean update, boolean hold, boolean close, boolean cancel) {}

    @QueryMapping
    @Nullable
    CabMeeting cabMeeting(@Argument String id, Principal principal) {
        return queries.byIds(principal, List.of(id)).get(id);
    }

    @QueryMapping
    Connection<CabMeeting> cabMeetings(
            @Argument @Nullable CabMeetingFilter filter,
            @Argument @Nullable Map<String, Object> sort,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        ListQuery query = new FilterReader(CabMeetingFields.ALL)
                .query(filter == null ? null : filter.conditions(), sort == null ? List.of() : List.of(sort));
        PageRequest request = PageRequest.of(first, after, query.scope());
        Page<CabMeeting> page = queries.list(principal, query, request);
        return Connection.of(page, () -> queries.count(principal, query));
    }

    @MutationMapping
    CabMeetingPayload cabMeetingSchedule(
            @Argument PlanCabMeeting input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> meetings.schedule(principal, input, idempotencyKey), CabMeetingPayload::new);
    }

    @MutationMapping
    CabMeetingPayload cabMeetingUpdate(
            @Argument String id, @Argument PlanCabMeeting input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> meetings.update(principal, id, input, expectedVersion), CabMeetingPayload::new);
    }

    @MutationMapping
    CabMeetingPayload cabMeetingHold(
            @Argument String id, @Argument Hold input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> meetings.hold(principal, id, input.attendeeIds(), expectedVersion), CabMeetingPayload::new);
    }

    @MutationMapping
    CabMeetingPayload cabMeetingClose(
            @Argument String id, @Argument Close input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> meetings.close(principal, id, input.minutes(), input.attendeeIds(), expectedVersion),
                CabMeetingPayload::new);
    }

    @MutationMapping
    CabMeetingPayload cabMeetingCancel(
            @Argument String id, @Argument Cancel input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> meetings.cancel(principal, id, input.reason(), expectedVersion), CabMeetingPayload::new);
    }

    @SchemaMapping(typeName = TYPE)
    String title(CabMeeting meeting) {
        return meeting.plan().title();
    }

    @SchemaMapping(typeName = TYPE)
    Instant startsAt(CabMeeting meeting) {
        return meeting.plan().startsAt();
    }

    @SchemaMapping(typeName = TYPE)
    Instant endsAt(CabMeeting meeting) {
        return meeting.plan().endsAt();
    }

    @SchemaMapping(typeName = TYPE)
    String zone(CabMeeting meeting) {
        return meeting.plan().zone();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String place(CabMeeting meeting) {
        return meeting.plan().place();
    }

    @SchemaMapping(typeName = TYPE)
    Instant changesFrom(CabMeeting meeting) {
        return meeting.plan().changesFrom();
    }

    @SchemaMapping(typeName = TYPE)
    Instant changesTo(CabMeeting meeting) {
        return meeting.plan().changesTo();
    }

    @SchemaMapping(typeName = TYPE)
    CabMeetingState state(CabMeeting meeting) {
        return meeting.course().state();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String minutes(CabMeeting meeting) {
        return meeting.course().minutes();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String cancelReason(CabMeeting meeting) {
        return meeting.course().cancelReason();
    }

    @BatchMapping(typeName = TYPE)
    Map<CabMeeting, PersonView> organiser(List<CabMeeting> all) {
        return References.resolve(all, CabMeeting::organiserId, identity::people);
    }

    @BatchMapping(typeName = TYPE)
    Map<CabMeeting, TeamView> team(List<CabMeeting> all) {
        return References.resolve(all, meeting -> meeting.plan().teamId(), identity::teams);
    }

    @BatchMapping(typeName = TYPE)
    Map<CabMeeting, List<PersonView>> members(List<CabMeeting> all) {
        return people(all, meeting -> meeting.plan().memberIds());
    }

    @BatchMapping(typeName = TYPE)
    Map<CabMeeting, List<PersonView>> attendees(List<CabMeeting> all) {
        return people(all, meeting -> meeting.course().attendeeIds());
    }

    private Map<CabMeeting, List<PersonView>> people(List<CabMeeting> all, Function<CabMeeting, List<String>> ids) {
        Map<String, PersonView> found =
                identity.people(all.stream().map(ids).flatMap(List::stream).collect(Collectors.toSet()));
        Map<CabMeeting, List<PersonView>> people = new HashMap<>();
        for (CabMeeting meeting : all) {
            people.put(
                    meeting,
                    ids.apply(meeting).stream()
                            .map(found::get)
                            .filter(Objects::nonNull)
                            .toList());
        }
        return people;
    }

    @BatchMapping(typeName = TYPE)
    Map<CabMeeting, CabAgenda> agenda(List<CabMeeting> all, @ContextValue Principal principal) {
        return byMeeting(all, queries.agendas(principal, all));
    }

    @BatchMapping(typeName = TYPE)
    Map<CabMeeting, String> invitation(List<CabMeeting> all, @ContextValue Principal principal) {
        return byMeeting(all, queries.invitations(principal, all));
    }

    private static <T> Map<CabMeeting, T> byMeeting(List<CabMeeting> all, Map<String, T> byId) {
        Map<CabMeeting, T> found = new HashMap<>();
        for (CabMeeting meeting : all) {
            T value = byId.get(meeting.id());
            if (value != null) {
                found.put(meeting, value);
            }
        }
        return found;
    }

    @SchemaMapping(typeName = TYPE)
    CompletableFuture<?> history(CabMeeting meeting, DataFetchingEnvironment environment) {
        return Loaders.part(environment, HISTORY, meeting.id(), Loaders.request(environment, AuditTrail.HISTORY_SCOPE));
    }

    @SchemaMapping(typeName = TYPE)
    ViewerCan viewerCan(CabMeeting meeting, Principal principal) {
        boolean manages = principal.may(Permission.CAB_MEETING_MANAGE);
        boolean scheduled = manages && meeting.course().state() == CabMeetingState.SCHEDULED;
        return new ViewerCan(
                scheduled, scheduled, manages && meeting.course().state() == CabMeetingState.HELD, scheduled);
    }
}
