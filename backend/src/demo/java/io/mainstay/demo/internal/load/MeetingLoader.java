// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.change.CabMeetingService;
import io.mainstay.change.PlanCabMeeting;
import io.mainstay.demo.internal.RealmPerson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Schedules the next meeting of the change advisory board, which is about the changes of the four weeks after it. */
@Component
final class MeetingLoader {

    private static final String ZONE = "Europe/London";
    private static final Duration RANGE = Duration.ofDays(28);

    private final CabMeetingService meetings;

    MeetingLoader(CabMeetingService meetings) {
        this.meetings = meetings;
    }

    /** The key makes a repeated load find what is there. */
    void load(Realm realm, Instant now) {
        Instant startsAt = now.atZone(ZoneId.of(ZONE))
                .toLocalDate()
                .plusDays(2)
                .atTime(LocalTime.of(14, 0))
                .atZone(ZoneId.of(ZONE))
                .toInstant();
        meetings.schedule(
                realm.as(RealmPerson.CHANGE_MANAGER),
                new PlanCabMeeting(
                        "Weekly meeting of the change advisory board",
                        startsAt,
                        Duration.ofHours(1),
                        ZONE,
                        "Room 4.12 of the head office",
                        null,
                        List.of(realm.id(RealmPerson.CHANGE_MANAGER), realm.id(RealmPerson.CAB_MEMBER)),
                        startsAt,
                        startsAt.plus(RANGE)),
                "demo meeting of the board");
    }
}
