// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the change capability.
 *
 * @param paperwork when that of an emergency change is due
 */
@ConfigurationProperties("mainstay.change")
public record ChangeProperties(@DefaultValue Paperwork paperwork) {

    /**
     * When the paperwork of an emergency change is due: at the end of business time on a day after that of its authorisation.
     *
     * @param businessDays how many days with business time after that day
     * @param calendarId the business calendar by which days count
     */
    public record Paperwork(
            @DefaultValue("2") int businessDays,

            @DefaultValue("00000000-0000-7000-8051-000000000052")
            String calendarId) {

        public Paperwork {
            if (businessDays < 0) {
                throw new IllegalArgumentException(
                        "mainstay.change.paperwork.business-days must not be negative: " + businessDays);
            }
        }
    }
}
