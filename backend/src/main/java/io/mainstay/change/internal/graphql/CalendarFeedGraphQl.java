// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.CalendarFeed;
import io.mainstay.change.CalendarFeedService;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** The caller's feeds of the calendar. */
@Controller
class CalendarFeedGraphQl {

    private final CalendarFeedService feeds;

    CalendarFeedGraphQl(CalendarFeedService feeds) {
        this.feeds = feeds;
    }

    record CreateInput(String name) {}

    record CreatePayload(
            @Nullable CalendarFeed calendarFeed, @Nullable String url, List<UserError> userErrors) implements Payload {

        static CreatePayload of(CalendarFeedService.@Nullable Created created, List<UserError> userErrors) {
            return new CreatePayload(
                    created == null ? null : created.feed(), created == null ? null : created.url(), userErrors);
        }
    }

    record RevokePayload(@Nullable CalendarFeed calendarFeed, List<UserError> userErrors) implements Payload {}

    @QueryMapping
    List<CalendarFeed> calendarFeeds(Principal principal) {
        return feeds.own(principal);
    }

    @MutationMapping
    CreatePayload calendarFeedCreate(@Argument CreateInput input, Principal principal) {
        return Payload.of(() -> feeds.create(principal, input.name()), CreatePayload::of);
    }

    @MutationMapping
    RevokePayload calendarFeedRevoke(@Argument String id, Principal principal) {
        return Payload.of(() -> feeds.revoke(principal, id), RevokePayload::new);
    }
}
