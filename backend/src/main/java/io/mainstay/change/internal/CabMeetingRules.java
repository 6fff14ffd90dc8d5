// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.PlanCabMeeting;
import io.mainstay.kernel.Validation;
import io.mainstay.ticket.TicketRules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates what somebody wants a meeting of the change advisory board to be, each field by itself. The bounds are ours. */
public final class CabMeetingRules {

    /** How many changes are on an agenda. */
    public static final int MAX_CHANGES = 100;

    /** How many requests of one change are taken onto an agenda at once. */
    public static final int MAX_REQUESTS = 50;

    /** How long a meeting may last. */
    public static final Duration MAX_LENGTH = Duration.ofDays(1);

    static final int TITLE = 200;
    static final int PLACE = 1_000;
    static final int MINUTES = 20_000;
    static final int MAX_PEOPLE = 50;
    static final Duration MAX_RANGE = Duration.ofDays(92);
    private static final int MAX_ZONE = 60;
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private static final String INPUT = "input";

    private CabMeetingRules() {}

    public static void check(PlanCabMeeting command, Instant now) {
        Validation validation = new Validation()
                .requireText(command.title(), TITLE, INPUT, "title")
                .limitText(command.place(), PLACE, INPUT, "place")
                .limitText(command.teamId(), ChangeRules.ID, INPUT, "teamId");
        people(command.memberIds(), validation, "memberIds");
        zone(command.zone(), validation);
        time(command.startsAt(), command.duration(), now, validation);
        range(command.changesFrom(), command.changesTo(), validation);
        validation.refuseIfFailed();
    }

    public static void checkAttendance(List<String> attendeeIds) {
        Validation validation =
                new Validation().check(!attendeeIds.isEmpty(), "of at least one person", INPUT, "attendeeIds");
        people(attendeeIds, validation, "attendeeIds");
        validation.refuseIfFailed();
    }

    /** @param attendeeIds null if the attendance stays */
    public static void checkMinutes(String minutes, @Nullable List<String> attendeeIds) {
        new Validation().requireText(minutes, MINUTES, INPUT, "minutes").refuseIfFailed();
        if (attendeeIds != null) {
            checkAttendance(attendeeIds);
        }
    }

    public static void checkReason(String reason) {
        new Validation()
                .requireText(reason, TicketRules.REASON, INPUT, "reason")
                .refuseIfFailed();
    }

    private static void people(@Nullable List<String> ids, Validation validation, String field) {
        validation.check(ids == null || ids.size() <= MAX_PEOPLE, "a list of at most " + MAX_PEOPLE, INPUT, field);
    }

    private static void zone(@Nullable String zone, Validation validation) {
        Validation own = new Validation().requireText(zone, MAX_ZONE, INPUT, "zone");
        own.errors().forEach(validation::add);
        validation.check(
                own.failed() || ZoneId.getAvailableZoneIds().contains(zone),
                "the name of a region of the IANA database, such as Europe/Berlin",
                INPUT,
                "zone");
    }

    private static void time(
            @Nullable Instant startsAt, @Nullable Duration duration, Instant now, Validation validation) {
        validation.require(startsAt, INPUT, "startsAt").require(duration, INPUT, "duration");
        if (startsAt == null || duration == null) {
            return;
        }
        boolean possible = duration.compareTo(Duration.ofMinutes(1)) >= 0 && duration.compareTo(MAX_LENGTH) <= 0;
        validation.check(possible, "from PT1M to P1D", INPUT, "duration");
        validation.check(startsAt.isBefore(LAST), "before the year 2200", INPUT, "startsAt");
        if (possible && startsAt.isBefore(LAST)) {
            validation.check(
                    startsAt.plus(duration).isAfter(now), "such that the meeting is not over yet", INPUT, "startsAt");
        }
    }

    private static void range(@Nullable Instant from, @Nullable Instant to, Validation validation) {
        validation.require(from, INPUT, "changesFrom").require(to, INPUT, "changesTo");
        if (from != null && to != null) {
            validation.check(
                    from.isBefore(to) && Duration.between(from, to).compareTo(MAX_RANGE) <= 0,
                    "later than changesFrom, by at most " + MAX_RANGE.toDays() + " days",
                    INPUT,
                    "changesTo");
        }
    }
}
