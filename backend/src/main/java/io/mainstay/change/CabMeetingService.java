// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.CabMeeting.Course;
import io.mainstay.change.CabMeeting.Plan;
import io.mainstay.change.CabMeeting.Seat;
import io.mainstay.change.internal.CabMeetingRules;
import io.mainstay.change.internal.store.CabMeetingStore;
import io.mainstay.change.internal.store.CabMeetingStore.Asked;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Step;
import io.mainstay.record.Subject.Edited;
import io.mainstay.ticket.TicketReferences;
import io.mainstay.workflow.ApprovalRequestState;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Schedules meetings of the change advisory board, says that they are held, closes and cancels them. */
@Service
public final class CabMeetingService {

    private static final String MEMBERS = "memberIds";
    private static final String ATTENDEES = "attendeeIds";

    private final Edits edits;
    private final CabMeetingStore store;
    private final TicketReferences references;
    private final BusinessClock clock;

    CabMeetingService(Edits edits, CabMeetingStore store, TicketReferences references, BusinessClock clock) {
        this.edits = edits;
        this.store = store;
        this.references = references;
        this.clock = clock;
    }

    /**
     * Schedules a meeting.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException if the command breaks a rule; NOT_FOUND for people out of reach, or no such team
     */
    public CabMeeting schedule(Principal principal, PlanCabMeeting command, @Nullable String idempotencyKey) {
        principal.require(Permission.CAB_MEETING_MANAGE);
        Instant now = clock.now();
        CabMeetingRules.check(command, now);
        EditRequest request = new EditRequest(
                principal, Ids.next(), "cab-meeting.schedule", null, idempotencyKey, command, Occurrence.at(now));
        return edits.create(
                store.subject(),
                request,
                _ -> Outcome.of(
                        new CabMeeting(
                                request.recordId(),
                                plan(principal, command, List.of()),
                                principal.personId(),
                                Course.SCHEDULED,
                                1,
                                1,
                                now,
                                now),
                        CabMeetingService::events));
    }

    /**
     * Makes a meeting what the command says.
     *
     * @return the meeting afterwards; as it was if the command changes nothing
     * @throws RefusedException as {@link #schedule}; INVALID_TRANSITION if it was held or cancelled
     */
    public CabMeeting update(Principal principal, String id, PlanCabMeeting command, int expectedVersion) {
        principal.require(Permission.CAB_MEETING_MANAGE);
        Instant now = clock.now();
        CabMeetingRules.check(command, now);
        return change(
                principal,
                id,
                "update",
                expectedVersion,
                now,
                EnumSet.of(CabMeetingState.SCHEDULED),
                before -> before.with(plan(principal, command, before.plan().memberIds())));
    }

    /**
     * Says that a meeting is or was held, and by whom: what waits for the board now, and what it has decided since the meeting began, is its
     * agenda.
     *
     * @throws RefusedException NOT_FOUND for people out of reach; CONFLICT if these are more changes than an agenda has; INVALID_TRANSITION if
     *     it is not scheduled
     */
    public CabMeeting hold(Principal principal, String id, List<String> attendeeIds, int expectedVersion) {
        principal.require(Permission.CAB_MEETING_MANAGE);
        CabMeetingRules.checkAttendance(attendeeIds);
        return change(
                principal,
                id,
                "hold",
                expectedVersion,
                clock.now(),
                EnumSet.of(CabMeetingState.SCHEDULED),
                before -> before.with(Course.held(
                        people(principal, attendeeIds, before.plan().memberIds(), ATTENDEES), agenda(before))));
    }

    /**
     * Closes a meeting with its minutes: its agenda keeps what was decided until now, also of what the board was asked anew.
     *
     * @param attendeeIds null if the attendance stays as it was said to be
     * @throws RefusedException NOT_FOUND for people out of reach; INVALID_TRANSITION if it is not held
     */
    public CabMeeting close(
            Principal principal, String id, String minutes, @Nullable List<String> attendeeIds, int expectedVersion) {
        principal.require(Permission.CAB_MEETING_MANAGE);
        CabMeetingRules.checkMinutes(minutes, attendeeIds);
        return change(
                principal, id, "close", expectedVersion, clock.now(), EnumSet.of(CabMeetingState.HELD), before -> {
                    Course held = before.course();
                    List<String> known = Stream.concat(before.plan().memberIds().stream(), held.attendeeIds().stream())
                            .toList();
                    return before.with(held.closed(
                            attendeeIds == null ? held.attendeeIds() : people(principal, attendeeIds, known, ATTENDEES),
                            decided(held.agenda(), before.plan().startsAt()),
                            minutes.strip()));
                });
    }

    /** @throws RefusedException INVALID_TRANSITION if it is not scheduled */
    public CabMeeting cancel(Principal principal, String id, String reason, int expectedVersion) {
        principal.require(Permission.CAB_MEETING_MANAGE);
        CabMeetingRules.checkReason(reason);
        return change(
                principal,
                id,
                "cancel",
                expectedVersion,
                clock.now(),
                EnumSet.of(CabMeetingState.SCHEDULED),
                before -> before.with(Course.cancelled(reason.strip())));
    }

    private CabMeeting change(
            Principal principal,
            String id,
            String action,
            int expectedVersion,
            Instant now,
            Set<CabMeetingState> from,
            UnaryOperator<CabMeeting> change) {
        return edits.edit(
                store.subject(),
                EditRequest.of(principal, id, "cab-meeting." + action, expectedVersion, Occurrence.at(now)),
                new Step<>() {
                    @Override
                    public void allow(CabMeeting before) {
                        requireState(before, action, from);
                    }

                    @Override
                    public Outcome<CabMeeting> take(CabMeeting before, Occurrence at) {
                        return Outcome.ifChanged(change.apply(before), CabMeetingService::events);
                    }
                });
    }

    private static void requireState(CabMeeting meeting, String action, Set<CabMeetingState> wanted) {
        CabMeetingState state = meeting.course().state();
        if (!wanted.contains(state)) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID_TRANSITION,
                            "A meeting in state " + state + " cannot " + action + ".",
                            "id")
                    .with("state", state.name()));
        }
    }

    /** @param known who is invited already: who schedules a meeting anew need not see them to leave them there */
    private Plan plan(Principal principal, PlanCabMeeting command, List<String> known) {
        references.team(command.teamId());
        Instant startsAt = Objects.requireNonNull(command.startsAt());
        String place = command.place();
        return new Plan(
                Objects.requireNonNull(command.title()).strip(),
                startsAt,
                startsAt.plus(Objects.requireNonNull(command.duration())),
                Objects.requireNonNull(command.zone()),
                place == null || place.isBlank() ? null : place.strip(),
                command.teamId(),
                people(principal, Objects.requireNonNullElse(command.memberIds(), List.of()), known, MEMBERS),
                Objects.requireNonNull(command.changesFrom()),
                Objects.requireNonNull(command.changesTo()));
    }

    private List<String> people(Principal principal, List<String> ids, Collection<String> known, String field) {
        List<String> distinct = ids.stream().distinct().toList();
        references.people(
                principal, distinct.stream().filter(id -> !known.contains(id)).toList(), field);
        return distinct;
    }

    private List<Seat> agenda(CabMeeting meeting) {
        List<Asked> asked = store.asked(meeting, CabMeetingRules.MAX_CHANGES + 1);
        if (asked.size() > CabMeetingRules.MAX_CHANGES) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT,
                    "More than " + CabMeetingRules.MAX_CHANGES
                            + " changes wait for the board or were decided; let the meeting be about fewer of them.",
                    "id"));
        }
        return seats(asked).toList();
    }

    private static Stream<Seat> seats(List<Asked> asked) {
        return asked.stream()
                .flatMap(change ->
                        change.requestIds().stream().map(requestId -> new Seat(change.changeId(), requestId, null)));
    }

    /** A change that was edited is asked about anew: by other requests than those that waited when the meeting was held. */
    private List<Seat> decided(List<Seat> agenda, Instant since) {
        List<String> changeIds = agenda.stream().map(Seat::changeId).distinct().toList();
        List<Seat> all = Stream.concat(agenda.stream(), seats(store.asked(changeIds, since)))
                .distinct()
                .toList();
        Map<String, ApprovalRequestState> outcomes =
                store.outcomes(all.stream().map(Seat::requestId).toList());
        return all.stream()
                .map(seat -> new Seat(
                        seat.changeId(), seat.requestId(), Objects.requireNonNull(outcomes.get(seat.requestId()))))
                .toList();
    }

    private static List<Record> events(Edited<CabMeeting> edit) {
        CabMeeting after = edit.after();
        Plan plan = after.plan();
        Record event = switch (after.course().state()) {
            case SCHEDULED ->
                edit.before() == null
                        ? new CabMeetingEvents.Scheduled(
                                after.id(), plan.title(), plan.startsAt(), plan.endsAt(), after.version())
                        : new CabMeetingEvents.Updated(
                                after.id(), plan.title(), plan.startsAt(), plan.endsAt(), after.version());
            case HELD ->
                new CabMeetingEvents.Held(
                        after.id(),
                        plan.title(),
                        (int) after.course().agenda().stream()
                                .map(Seat::changeId)
                                .distinct()
                                .count(),
                        after.version());
            case CLOSED -> new CabMeetingEvents.Closed(after.id(), plan.title(), after.version());
            case CANCELLED ->
                new CabMeetingEvents.Cancelled(
                        after.id(),
                        plan.title(),
                        plan.startsAt(),
                        Objects.requireNonNull(after.course().cancelReason()),
                        after.version());
        };
        return List.of(event);
    }
}
