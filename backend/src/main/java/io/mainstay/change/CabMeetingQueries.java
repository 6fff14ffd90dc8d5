// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.audit.AuditTrail;
import io.mainstay.change.CabAgenda.Decision;
import io.mainstay.change.CabAgenda.Item;
import io.mainstay.change.CabMeeting.Seat;
import io.mainstay.change.internal.CabInvitation;
import io.mainstay.change.internal.CabMeetingRules;
import io.mainstay.change.internal.store.CabMeetingStore;
import io.mainstay.change.internal.store.CabMeetingStore.Asked;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.CatalogueQueries;
import io.mainstay.ticket.Tickets;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Reads meetings of the change advisory board. Who may read changes sees all of them; of what one is about, what one sees elsewhere. */
@Service
public final class CabMeetingQueries extends CatalogueQueries<CabMeeting> {

    private final CabMeetingStore store;
    private final Tickets<Change, ChangeState> changes;
    private final ApprovalQueries approvals;
    private final IdentityViews identity;
    private final UnitOfWork work;

    CabMeetingQueries(
            CabMeetingStore store,
            Tickets<Change, ChangeState> changes,
            ApprovalQueries approvals,
            IdentityViews identity,
            AuditTrail trail,
            UnitOfWork work) {
        super(Permission.CHANGE_READ, store::byIds, store.lists(), trail);
        this.store = store;
        this.changes = changes;
        this.approvals = approvals;
        this.identity = identity;
        this.work = work;
    }

    /** What each of the meetings is about, by the meeting's id. The number of database calls does not depend on how many there are. */
    public Map<String, CabAgenda> agendas(Principal principal, Collection<CabMeeting> meetings) {
        principal.require(Permission.CHANGE_READ);
        return work.read(() -> read(principal, meetings));
    }

    private Map<String, CabAgenda> read(Principal principal, Collection<CabMeeting> meetings) {
        Map<String, List<Asked>> waiting = store.waiting(
                meetings.stream()
                        .filter(meeting -> meeting.course().state() == CabMeetingState.SCHEDULED)
                        .toList(),
                CabMeetingRules.MAX_CHANGES + 1);
        Map<String, List<Seat>> seats = new HashMap<>();
        for (CabMeeting meeting : meetings) {
            List<Asked> now = waiting.getOrDefault(meeting.id(), List.of());
            seats.put(
                    meeting.id(),
                    Stream.concat(
                                    meeting.course().agenda().stream(),
                                    now.stream()
                                            .limit(CabMeetingRules.MAX_CHANGES)
                                            .flatMap(change -> change.requestIds().stream()
                                                    .map(id -> new Seat(change.changeId(), id, null))))
                            .toList());
        }
        Map<String, Change> seen = changes.byIds(principal, named(seats, Seat::changeId));
        Map<String, ApprovalRequest> requests = approvals.requests(principal, named(seats, Seat::requestId));
        Map<String, CabAgenda> agendas = new HashMap<>();
        seats.forEach((id, ofMeeting) -> agendas.put(
                id,
                agenda(
                        ofMeeting,
                        seen,
                        requests,
                        waiting.getOrDefault(id, List.of()).size() <= CabMeetingRules.MAX_CHANGES)));
        return agendas;
    }

    private static Set<String> named(Map<String, List<Seat>> seats, Function<Seat, String> id) {
        return seats.values().stream().flatMap(List::stream).map(id).collect(Collectors.toSet());
    }

    private static CabAgenda agenda(
            List<Seat> seats, Map<String, Change> seen, Map<String, ApprovalRequest> requests, boolean complete) {
        Map<String, List<Decision>> decisions = new LinkedHashMap<>();
        for (Seat seat : seats) {
            List<Decision> ofChange = decisions.computeIfAbsent(seat.changeId(), _ -> new ArrayList<>());
            ApprovalRequest request = requests.get(seat.requestId());
            if (request != null) {
                ofChange.add(new Decision(request, Objects.requireNonNullElse(seat.outcome(), request.state())));
            }
        }
        List<Item> items = new ArrayList<>();
        decisions.forEach((changeId, ofChange) -> {
            Change change = seen.get(changeId);
            if (change != null) {
                items.add(new Item(change, ofChange));
            }
        });
        return new CabAgenda(items, decisions.size() - items.size(), complete);
    }

    /**
     * Meetings as iCalendar objects (RFC 5546) to be sent to whom they invite, by the meeting's id: an invitation, or that it does not
     * take place.
     *
     * @return none for who does not manage meetings: it names addresses
     */
    public Map<String, String> invitations(Principal principal, Collection<CabMeeting> meetings) {
        if (!principal.may(Permission.CAB_MEETING_MANAGE)) {
            return Map.of();
        }
        Map<String, PersonView> people = identity.people(meetings.stream()
                .flatMap(
                        meeting -> Stream.concat(Stream.of(meeting.organiserId()), meeting.plan().memberIds().stream()))
                .collect(Collectors.toSet()));
        Set<String> teamIds = meetings.stream()
                .map(meeting -> meeting.plan().teamId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, TeamView> teams = teamIds.isEmpty() ? Map.of() : identity.teams(teamIds);
        return meetings.stream()
                .collect(Collectors.toMap(CabMeeting::id, meeting -> CabInvitation.of(meeting, people, teams)));
    }
}
