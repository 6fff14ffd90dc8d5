// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the paperwork of an emergency change is due, and its review by the change advisory board: at the end of business time on a day after that of its authorisation.
 *
 * @param businessDays how many days with business time after that day
 * @param reviewBusinessDays the same for the review by the board
 * @param calendarId the business calendar by which days count
 */
@ConfigurationProperties("mainstay.change.paperwork")
public record PaperworkProperties(
        @DefaultValue("2") int businessDays,
        @DefaultValue("2") int reviewBusinessDays,

        @DefaultValue("00000000-0000-7000-8051-000000000052")
        String calendarId) {

    public PaperworkProperties {
        if (reviewBusinessDays < 0) {
            throw new IllegalArgumentException(
                    "mainstay.change.paperwork.review-business-days must not be negative: " + reviewBusinessDays);
        }
        if (businessDays < 0) {
            throw new IllegalArgumentException(
                    "mainstay.change.paperwork.business-days must not be negative: " + businessDays);
        }
    }
}
