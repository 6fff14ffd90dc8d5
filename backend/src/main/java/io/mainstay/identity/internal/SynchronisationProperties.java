// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When to synchronise.
 *
 * @param period how long after a run the next begins
 * @param retryAfter how long after a run that failed the next begins
 * @param mostDeactivated the share of the active people, teams or organisations above which a run that would make them inactive is
 *     stopped until somebody confirms it
 * @param fewDeactivated fewer than this are never too many
 */
@ConfigurationProperties("mainstay.identity.synchronisation")
record SynchronisationProperties(
        @DefaultValue("60s") Duration period,
        @DefaultValue("10s") Duration retryAfter,
        @DefaultValue("0.33") double mostDeactivated,
        @DefaultValue("10") int fewDeactivated) {

    boolean isTooMany(int deactivated, int active) {
        return deactivated >= fewDeactivated && deactivated > active * mostDeactivated;
    }
}
