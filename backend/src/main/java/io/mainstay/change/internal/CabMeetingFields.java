// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.CabMeeting;
import io.mainstay.change.CabMeeting.Seat;
import io.mainstay.change.CabMeetingState;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.workflow.ApprovalRequestState;
import java.util.List;
import java.util.Objects;

/** The fields of a meeting of the change advisory board. */
public final class CabMeetingFields {

    public static final String STATE = "state";

    public static final FieldCatalogue<CabMeeting> ALL = FieldCatalogue.<CabMeeting>of("cabMeetings")
            .id("id", CabMeeting::id)
            .required()
            .notInHistory()
            .text("title", meeting -> meeting.plan().title())
            .required()
            .instant("startsAt", meeting -> meeting.plan().startsAt())
            .required()
            .sortable()
            .instant("endsAt", meeting -> meeting.plan().endsAt())
            .required()
            .text("zone", meeting -> meeting.plan().zone())
            .required()
            .text("place", meeting -> meeting.plan().place())
            .id("teamId", meeting -> meeting.plan().teamId())
            .ids("memberIds", meeting -> meeting.plan().memberIds())
            .instant("changesFrom", meeting -> meeting.plan().changesFrom())
            .required()
            .instant("changesTo", meeting -> meeting.plan().changesTo())
            .required()
            .id("organiserId", CabMeeting::organiserId)
            .required()
            .choice(STATE, CabMeetingState.class, meeting -> meeting.course().state())
            .required()
            .ids("attendeeIds", meeting -> meeting.course().attendeeIds())
            .ids(
                    "agendaChangeIds",
                    meeting -> meeting.course().agenda().stream()
                            .map(Seat::changeId)
                            .toList())
            .ids(
                    "agendaRequestIds",
                    meeting -> meeting.course().agenda().stream()
                            .map(Seat::requestId)
                            .toList())
            // Of all requests or of none. A trail, which cannot hide single ones, would tell what was decided of hidden
            // changes.
            .texts("agendaOutcomes", CabMeetingFields::outcomes)
            .notInHistory()
            .text("minutes", meeting -> meeting.course().minutes())
            .text("cancelReason", meeting -> meeting.course().cancelReason())
            .number("version", CabMeeting::version)
            .required()
            .notInHistory()
            .number("revision", CabMeeting::revision)
            .required()
            .notInHistory()
            .instant("createdAt", CabMeeting::createdAt)
            .required()
            .sortable()
            .notInHistory()
            .instant("updatedAt", CabMeeting::updatedAt)
            .required()
            .notInHistory()
            .index("id")
            .index("startsAt", "id")
            .index("createdAt", "id")
            .sortedBy("startsAt", true);

    private CabMeetingFields() {}

    private static List<String> outcomes(CabMeeting meeting) {
        return meeting.course().agenda().stream()
                .map(Seat::outcome)
                .filter(Objects::nonNull)
                .map(ApprovalRequestState::name)
                .toList();
    }
}
