// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.CalendarFeed;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import io.mainstay.record.FieldCatalogue;

/** The fields of a feed of the calendar. Its history has no word of its secret. */
public final class CalendarFeedFields {

    public static final FieldCatalogue<CalendarFeed> ALL = FieldCatalogue.<CalendarFeed>of("calendarFeeds")
            .id("id", CalendarFeed::id)
            .required()
            .notInHistory()
            .id("personId", CalendarFeed::personId)
            .required()
            .text("name", CalendarFeed::name)
            .required()
            .texts("roles", feed -> feed.roles().stream().map(Role::name).toList())
            .choice("clearance", Confidentiality.class, CalendarFeed::clearance)
            .required()
            .text("tokenHash", CalendarFeed::tokenHash)
            .required()
            .notInHistory()
            .instant("expiresAt", CalendarFeed::expiresAt)
            .required()
            .instant("revokedAt", CalendarFeed::revokedAt)
            .number("version", CalendarFeed::version)
            .required()
            .notInHistory()
            .number("revision", CalendarFeed::revision)
            .required()
            .notInHistory()
            .instant("createdAt", CalendarFeed::createdAt)
            .required()
            .notInHistory()
            .instant("updatedAt", CalendarFeed::updatedAt)
            .required()
            .notInHistory()
            .sortedBy("createdAt", true);

    private CalendarFeedFields() {}
}
