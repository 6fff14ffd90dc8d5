// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Reports of changes that are kept per month. The values are ours; no source fixes them.
 *
 * @param zone by whose calendar months begin and end
 * @param delay how long after the end of a month its reports are made: incidents count that come up to 3 days after the work
 * @param monthsBack how many months that are over are made up for, if their reports are missing
 */
@ConfigurationProperties("mainstay.change.report")
public record ChangeReportProperties(
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue("4d") Duration delay,
        @DefaultValue("12") int monthsBack) {

    public ChangeReportProperties {
        if (delay.isNegative() || delay.compareTo(Duration.ofDays(28)) > 0) {
            throw new IllegalArgumentException("mainstay.change.report.delay must be between 0 and 28 days: " + delay);
        }
        if (monthsBack < 1 || monthsBack > 120) {
            throw new IllegalArgumentException(
                    "mainstay.change.report.months-back must be between 1 and 120: " + monthsBack);
        }
    }
}
