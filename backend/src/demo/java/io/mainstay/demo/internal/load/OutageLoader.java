// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.cmdb.CreatePlannedOutage;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.PlannedOutageService;
import io.mainstay.kernel.Principal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Plans the work of the coming weekend, with one mistake in it: for an hour a rack is to lose both of its feeds. */
@Component
final class OutageLoader {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    private final PlannedOutageService outages;

    OutageLoader(PlannedOutageService outages) {
        this.outages = outages;
    }

    /**
     * @param ciIds ids of items by name; an outage of an item that is not among them is left out
     * @param now the end of the company's history
     */
    void load(Map<String, String> ciIds, Instant now) {
        ZonedDateTime saturday = now.atZone(ZONE)
                .toLocalDate()
                .with(TemporalAdjusters.next(DayOfWeek.SATURDAY))
                .atTime(LocalTime.of(20, 0))
                .atZone(ZONE);
        plan(ciIds, "dcn-rack-03-feed-a", FailureEffect.STOPS, "Replace the breaker of feed A", saturday, 4);
        plan(
                ciIds,
                "dcn-rack-03-feed-b",
                FailureEffect.STOPS,
                "Replace the breaker of feed B",
                saturday.plusHours(3),
                4);
        plan(ciIds, "db-prod-01", FailureEffect.STOPS, "Patch the database", saturday.plusHours(6), 2);
        String title = "The provider works on the line; half of its bandwidth is left";
        plan(ciIds, "store-001-wan-a", FailureEffect.DEGRADES, title, saturday.plusDays(3), 2);
    }

    /** The key makes a repeated load find what is there. */
    private void plan(
            Map<String, String> ciIds,
            String ciName,
            FailureEffect effect,
            String title,
            ZonedDateTime from,
            int hours) {
        String ciId = ciIds.get(ciName);
        if (ciId != null) {
            outages.create(
                    Principal.SYSTEM,
                    new CreatePlannedOutage(
                            ciId,
                            effect,
                            from.toInstant(),
                            from.plusHours(hours).toInstant(),
                            title,
                            null),
                    "demo " + ciName);
        }
    }
}
