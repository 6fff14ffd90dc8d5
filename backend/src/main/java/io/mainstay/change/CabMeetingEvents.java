// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;

/** The payloads of the events of meetings of the change advisory board. */
public final class CabMeetingEvents {

    private CabMeetingEvents() {}

    /** A meeting is to be. */
    @EventType("cab-meeting.scheduled.v1")
    public record Scheduled(String id, String title, Instant startsAt, Instant endsAt, int version) {}

    /** Its time, place, people or changes are others. */
    @EventType("cab-meeting.updated.v1")
    public record Updated(String id, String title, Instant startsAt, Instant endsAt, int version) {}

    /** It is or was held, about what waited for the board then. */
    @EventType("cab-meeting.held.v1")
    public record Held(String id, String title, int changeCount, int version) {}

    /** It has its minutes. */
    @EventType("cab-meeting.closed.v1")
    public record Closed(String id, String title, int version) {}

    /** It does not take place. */
    @EventType("cab-meeting.cancelled.v1")
    public record Cancelled(String id, String title, Instant startsAt, String reason, int version) {}
}
