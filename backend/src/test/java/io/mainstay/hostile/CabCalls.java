// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import java.util.List;
import java.util.Map;

/** One acceptable call of each mutation of meetings of the change advisory board, and of feeds of the calendar that shows them. */
final class CabCalls {

    private CabCalls() {}

    static Named scheduled(HostileFixture fixture, String title) {
        return fixture.made(
                "cabMeetingSchedule", "CabMeetingInput", "cabMeeting", fixture.worker, meeting(fixture, title));
    }

    /** The id of a feed of the worker. */
    static String feed(HostileFixture fixture, String name) {
        return fixture.execute(
                        fixture.worker,
                        "mutation($input: CalendarFeedCreateInput!) { calendarFeedCreate(input: $input) { calendarFeed { id }"
                                + " userErrors { code message field } } }",
                        Map.of("input", input("name", name)))
                .accepted("calendarFeedCreate")
                .text("calendarFeedCreate.calendarFeed.id");
    }

    static Named held(HostileFixture fixture, String title) {
        return after(fixture, scheduled(fixture, title), "Hold", input("attendeeIds", List.of(fixture.personId)));
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        Named updated = scheduled(fixture, "Hostile meeting to edit");
        Named toHold = scheduled(fixture, "Hostile meeting to hold");
        Named toClose = held(fixture, "Hostile meeting to close");
        Named toCancel = scheduled(fixture, "Hostile meeting to cancel");
        Named over = after(
                fixture,
                scheduled(fixture, "Hostile meeting that was cancelled"),
                "Cancel",
                input("reason", "Nobody comes"));
        Map<String, Object> cancelledAlready = Map.of("id", over.id(), "expectedVersion", over.version());
        List<String> worker = List.of(fixture.personId);
        String revoked = feed(fixture, "Hostile feed that was revoked");
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!) { calendarFeedRevoke(id: $id) { userErrors { code message } } }",
                        Map.of("id", revoked))
                .accepted("calendarFeedRevoke");
        return List.of(
                AcceptableCall.of("calendarFeedCreate", fixture.worker)
                        .with("input", input("name", "Hostile new feed"))
                        .allowedInEveryState()
                        .seenByEverybody(),
                AcceptableCall.of("calendarFeedRevoke", fixture.worker)
                        .with("id", feed(fixture, "Hostile feed to revoke"))
                        .forbiddenWith("id", revoked)
                        .ownersAlone()
                        .hiddenFrom(fixture.outsider),
                timed(AcceptableCall.of("cabMeetingSchedule", fixture.worker)
                        .with("input", meeting(fixture, "Hostile new meeting"))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)),
                timed(AcceptableCall.of("cabMeetingUpdate", fixture.worker)
                        .with("id", updated.id())
                        .with("expectedVersion", updated.version())
                        .with("input", meeting(fixture, "Hostile meeting edited"))
                        .forbiddenWith(cancelledAlready)
                        .seenByEverybody()),
                AcceptableCall.of("cabMeetingHold", fixture.worker)
                        .with("id", toHold.id())
                        .with("expectedVersion", toHold.version())
                        .with("input", input("attendeeIds", worker))
                        .forbiddenWith(cancelledAlready)
                        .seenByEverybody()
                        .alsoRefuses("nobody there", List.of(), List.of("input", "attendeeIds"), "INVALID"),
                AcceptableCall.of("cabMeetingClose", fixture.worker)
                        .with("id", toClose.id())
                        .with("expectedVersion", toClose.version())
                        .with("input", input("minutes", "Hostile minutes", "attendeeIds", worker))
                        .forbiddenWith(cancelledAlready)
                        .seenByEverybody()
                        .alsoRefuses("nobody there", List.of(), List.of("input", "attendeeIds"), "INVALID"),
                AcceptableCall.of("cabMeetingCancel", fixture.worker)
                        .with("id", toCancel.id())
                        .with("expectedVersion", toCancel.version())
                        .with("input", input("reason", "Hostile"))
                        .forbiddenWith(cancelledAlready)
                        .seenByEverybody());
    }

    private static AcceptableCall timed(AcceptableCall call) {
        return call.alsoRefuses("over", "2000-01-01T00:00:00Z", List.of("input", "startsAt"), "INVALID")
                .alsoRefuses("too late", "2900-01-01T00:00:00Z", List.of("input", "startsAt"), "INVALID")
                .alsoRefuses("for no time", "PT0S", List.of("input", "duration"), "INVALID")
                .alsoRefuses("for ever", "P2D", List.of("input", "duration"), "INVALID")
                .alsoRefuses("no region", "Europe/Atlantis", List.of("input", "zone"), "INVALID")
                .alsoRefuses("backwards", "2190-02-01T00:00:00Z", List.of("input", "changesTo"), "INVALID")
                .alsoRefuses("all changes", "2190-09-01T00:00:00Z", List.of("input", "changesTo"), "INVALID");
    }

    private static Map<String, Object> meeting(HostileFixture fixture, String title) {
        return input(
                "title",
                title,
                "startsAt",
                "2190-02-25T14:00:00Z",
                "duration",
                "PT1H",
                "zone",
                "Europe/Berlin",
                "place",
                "The hall",
                "teamId",
                fixture.team,
                "memberIds",
                List.of(fixture.personId),
                "changesFrom",
                "2190-03-01T00:00:00Z",
                "changesTo",
                "2190-03-08T00:00:00Z");
    }

    private static Named after(HostileFixture fixture, Named meeting, String action, Map<String, Object> input) {
        return fixture.after(fixture.worker, "cabMeeting", meeting, action, input);
    }
}
