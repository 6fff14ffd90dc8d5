// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Feeds of the calendar. The numbers are ours; no source fixes them.
 *
 * @param validFor how long a feed is read; a role that its owner has lost meanwhile is lost with its end
 */
@ConfigurationProperties("mainstay.change.feed")
public record CalendarFeedProperties(@DefaultValue("365d") Duration validFor) {

    public CalendarFeedProperties {
        if (validFor.compareTo(Duration.ofHours(1)) < 0 || validFor.compareTo(Duration.ofDays(3_660)) > 0) {
            throw new IllegalArgumentException(
                    "mainstay.change.feed.valid-for must be between an hour and ten years: " + validFor);
        }
    }
}
