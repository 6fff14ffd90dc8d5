// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the release capability.
 *
 * @param earlyLife how long a release is watched once its users have it
 * @param coversChanges whether the approval of a release covers the changes that it contains, so that none needs an authorisation of its own
 * @param reviewDays for how many days after a deployment incidents count that the release may have caused, unless the caller says another number
 */
@ConfigurationProperties("mainstay.release")
public record ReleaseProperties(
        @DefaultValue("7d") Duration earlyLife,
        @DefaultValue("false") boolean coversChanges,
        @DefaultValue("3") int reviewDays) {

    /** For how many days after a deployment may be asked. */
    public static final int MAX_REVIEW_DAYS = 30;

    public ReleaseProperties {
        if (reviewDays < 1 || reviewDays > MAX_REVIEW_DAYS) {
            throw new IllegalArgumentException(
                    "mainstay.release.review-days must be between 1 and " + MAX_REVIEW_DAYS + ": " + reviewDays);
        }
    }
}
