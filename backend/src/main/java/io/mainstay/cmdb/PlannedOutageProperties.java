// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of planned outages.
 *
 * @param notice how long before an outage the users of the services that it hits are told of it
 */
@ConfigurationProperties("mainstay.planned-outage")
public record PlannedOutageProperties(@DefaultValue("3d") Duration notice) {

    public PlannedOutageProperties {
        if (notice.isNegative()) {
            throw new IllegalArgumentException("mainstay.planned-outage.notice must not be negative: " + notice);
        }
    }
}
