// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes are looked for that may have caused an incident.
 *
 * @param days how many days before the report of the incident, unless the caller says another number
 */
@ConfigurationProperties("mainstay.change.related")
public record RelatedChangeProperties(@DefaultValue("3") int days) {

    /** How many days before the report of an incident may be asked about. */
    public static final int MAX_DAYS = 30;

    public RelatedChangeProperties {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException(
                    "mainstay.change.related.days must be between 1 and " + MAX_DAYS + ": " + days);
        }
    }
}
