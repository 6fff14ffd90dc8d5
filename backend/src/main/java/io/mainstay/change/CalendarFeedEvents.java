// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;

/** The payloads of the events of feeds of the calendar. */
public final class CalendarFeedEvents {

    private CalendarFeedEvents() {}

    /** Somebody has made one. */
    @EventType("calendar-feed.created.v1")
    public record Created(String id, String personId, Instant expiresAt, int version) {}

    /** Nobody reads it any more. */
    @EventType("calendar-feed.revoked.v1")
    public record Revoked(String id, String personId, int version) {}
}
