// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.CabMeeting;
import io.mainstay.change.CabMeeting.Seat;
import io.mainstay.change.CabMeetingState;
import io.mainstay.change.ChangeState;
import io.mainstay.change.internal.CabMeetingFields;
import io.mainstay.change.internal.CabMeetingRules;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.CatalogueSubject;
import io.mainstay.record.Subject;
import io.mainstay.record.Subject.Revision;
import io.mainstay.record.store.ListCypher;
import io.mainstay.record.store.RecordList;
import io.mainstay.workflow.ApprovalRequestState;
import io.mainstay.workflow.Approver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The store of meetings of the change advisory board. */
@Component
public final class CabMeetingStore {

    private final Cypher cypher;
    private final Subject<CabMeeting> subject;
    private final RecordList<CabMeeting> lists;

    CabMeetingStore(Cypher cypher, Writes writes, Locks locks, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.subject = new CatalogueSubject<>(
                CabMeeting.TYPE,
                "Meeting",
                (principal, _) -> principal.may(Permission.CHANGE_READ),
                CabMeetingFields.ALL,
                meeting -> new Revision(meeting.id(), meeting.version(), meeting.revision(), meeting.updatedAt()),
                (meeting, next) -> meeting.moved(next.version(), next.revision(), next.lastEventAt()),
                CabMeetingStore::read,
                writes,
                locks);
        this.lists = new RecordList<>(
                cypher,
                catalogue.macro("visible-meeting", ListCypher.NODE),
                "change/cab-meetings",
                CabMeeting.TYPE,
                CabMeetingFields.ALL,
                CabMeetingStore::read,
                CabMeeting::id);
    }

    /** A change of which the board is asked, with the requests. */
    public record Asked(String changeId, List<String> requestIds) {}

    /** Meetings, as they are edited. */
    public Subject<CabMeeting> subject() {
        return subject;
    }

    public Map<String, CabMeeting> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cypher.statement("change/cab-meetings-by-ids")
                        .with("ids", Set.copyOf(ids))
                        .keyed(row -> read(row.row("node")), CabMeeting::id);
    }

    /** Meetings, as they are listed. */
    public RecordList<CabMeeting> lists() {
        return lists;
    }

    /** Those that were not cancelled, the earliest first. */
    public List<CabMeeting> during(Instant from, Instant to, int limit) {
        return cypher.statement("change/cab-meetings-during")
                .with("from", from)
                .with("to", to)
                .with("latestEnd", to.plus(CabMeetingRules.MAX_LENGTH))
                .with("limit", limit)
                .list(row -> read(row.row("node")));
    }

    /** What waits for the board in the range of each meeting, by the meeting's id; visible or not. */
    public Map<String, List<Asked>> waiting(Collection<CabMeeting> meetings, int limit) {
        return meetings.isEmpty()
                ? Map.of()
                : cypher.statement("change/cab-agendas")
                        .with(
                                "meetings",
                                meetings.stream()
                                        .map(meeting -> Map.of(
                                                "id",
                                                meeting.id(),
                                                "from",
                                                meeting.plan().changesFrom(),
                                                "to",
                                                meeting.plan().changesTo()))
                                        .toList())
                        .with("waitingKey", Approver.roleKey(Role.CAB_MEMBER))
                        .with("limit", limit)
                        .grouped(row -> row.string("id"), CabMeetingStore::asked);
    }

    /** What the board is asked of changes in the range of a meeting, or has decided since it began; visible or not. */
    public List<Asked> asked(CabMeeting meeting, int limit) {
        return cypher.statement("change/cab-asked-in-range")
                .with("states", Stream.of(ChangeState.values()).map(Enum::name).toList())
                .with("from", meeting.plan().changesFrom())
                .with("to", meeting.plan().changesTo())
                .with("since", meeting.plan().startsAt())
                .with("role", Role.CAB_MEMBER)
                .with("perChange", CabMeetingRules.MAX_REQUESTS)
                .with("limit", limit)
                .list(CabMeetingStore::asked);
    }

    /** The same of the changes with these ids, in the order of ids. */
    public List<Asked> asked(Collection<String> changeIds, Instant since) {
        return changeIds.isEmpty()
                ? List.of()
                : cypher.statement("change/cab-asked-of-changes")
                        .with("changeIds", changeIds)
                        .with("since", since)
                        .with("role", Role.CAB_MEMBER)
                        .with("perChange", CabMeetingRules.MAX_REQUESTS)
                        .list(CabMeetingStore::asked);
    }

    private static Asked asked(Row row) {
        return new Asked(row.string("changeId"), row.strings("requestIds"));
    }

    /** What has come of requests, by their ids; visible or not. */
    public Map<String, ApprovalRequestState> outcomes(Collection<String> requestIds) {
        return requestIds.isEmpty()
                ? Map.of()
                : cypher
                        .statement("change/cab-outcomes")
                        .with("ids", requestIds)
                        .list(row -> Map.entry(row.string("id"), row.enumValue("state", ApprovalRequestState.class)))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static CabMeeting read(Row node) {
        return new CabMeeting(
                node.string("id"),
                new CabMeeting.Plan(
                        node.string("title"),
                        node.instant("startsAt"),
                        node.instant("endsAt"),
                        node.string("zone"),
                        node.stringOrNull("place"),
                        node.stringOrNull("teamId"),
                        node.strings("memberIds"),
                        node.instant("changesFrom"),
                        node.instant("changesTo")),
                node.string("organiserId"),
                new CabMeeting.Course(
                        node.enumValue("state", CabMeetingState.class),
                        node.strings("attendeeIds"),
                        agenda(node),
                        node.stringOrNull("minutes"),
                        node.stringOrNull("cancelReason")),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }

    private static List<Seat> agenda(Row node) {
        List<String> changeIds = node.strings("agendaChangeIds");
        List<String> requestIds = node.strings("agendaRequestIds");
        List<String> outcomes = node.strings("agendaOutcomes");
        List<Seat> agenda = new ArrayList<>();
        for (int i = 0; i < requestIds.size(); i++) {
            agenda.add(new Seat(
                    changeIds.get(i),
                    requestIds.get(i),
                    outcomes.isEmpty() ? null : ApprovalRequestState.valueOf(outcomes.get(i))));
        }
        return agenda;
    }
}
