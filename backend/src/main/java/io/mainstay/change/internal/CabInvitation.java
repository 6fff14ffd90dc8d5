// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.CabMeeting;
import io.mainstay.change.CabMeetingState;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.platform.ical.ICalendarWriter;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A meeting of the change advisory board as what is sent to whom it invites (iTIP, RFC 5546). Says what range of changes it is about and none
 * of them: whoever gets it may see others than whoever sends it.
 */
public final class CabInvitation {

    private static final String EVENT = "VEVENT";

    /** What can stand in a URI as it is. */
    private static final Pattern ADDRESS = Pattern.compile("[\\w.!$&'*+=~-]+@[\\w.-]+");

    private CabInvitation() {}

    /**
     * @param people by id, of those whom the meeting names
     * @param teams by id
     */
    public static String of(CabMeeting meeting, Map<String, PersonView> people, Map<String, TeamView> teams) {
        boolean cancelled = meeting.course().state() == CabMeetingState.CANCELLED;
        CabMeeting.Plan plan = meeting.plan();
        String teamId = plan.teamId();
        TeamView team = teamId == null ? null : teams.get(teamId);
        // A REQUEST is to somebody (RFC 5546, 3.2.2), what is published is to nobody by name.
        String invitation = plan.memberIds().isEmpty() && team == null ? "PUBLISH" : "REQUEST";
        ICalendarWriter writer = ICalendarWriter.begun(cancelled ? "CANCEL" : invitation)
                .begin(EVENT)
                .text("UID", meeting.id())
                // Each change of the meeting is a new version, so that a later text replaces an earlier one.
                .raw("SEQUENCE", String.valueOf(meeting.version() - 1))
                .time("DTSTAMP", meeting.updatedAt())
                .time("DTSTART", plan.startsAt())
                .time("DTEND", plan.endsAt())
                .text("SUMMARY", plan.title())
                .text("LOCATION", plan.place())
                .text(
                        "DESCRIPTION",
                        "Changes that are planned to begin from " + plan.changesFrom() + " to " + plan.changesTo())
                .raw("STATUS", cancelled ? "CANCELLED" : "CONFIRMED");
        PersonView organiser = people.get(meeting.organiserId());
        writer.address("ORGANIZER", "", name(organiser), address(meeting.organiserId(), organiser));
        for (String memberId : plan.memberIds()) {
            PersonView member = people.get(memberId);
            writer.address("ATTENDEE", ";ROLE=REQ-PARTICIPANT;RSVP=TRUE", name(member), address(memberId, member));
        }
        if (team != null) {
            writer.address("ATTENDEE", ";CUTYPE=GROUP", team.name(), urn(team.id()));
        }
        return writer.end(EVENT).end("VCALENDAR").toString();
    }

    private static String name(@Nullable PersonView person) {
        return person == null ? "" : person.displayName();
    }

    /** An address may be any URI (RFC 5545, 3.3.3): who has no e-mail address is named all the same. */
    private static String address(String id, @Nullable PersonView person) {
        String email = person == null ? null : person.email();
        return email != null && ADDRESS.matcher(email).matches() ? "mailto:" + email : urn(id);
    }

    private static String urn(String id) {
        return "urn:uuid:" + id;
    }
}
