// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.shutdown;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a replica leaves.
 *
 * @param drain how long it serves on after it has said that it takes no more traffic; longer than those who send it traffic
 *     need to notice, and 0 where nobody does
 */
@ConfigurationProperties("mainstay.shutdown")
record ShutdownProperties(@DefaultValue("0s") Duration drain) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    ShutdownProperties {
        if (drain.isNegative() || drain.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("mainstay.shutdown.drain must be between 0 s and 5 min, not " + drain);
        }
    }
}
