// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How conflicts of changes are looked for.
 *
 * @param distance how many relations apart two CIs may be to be in each other's way
 * @param atStart what conflicts do to a change whose implementation is to begin
 * @param realityWithin how long before a change begins its owner is told of what fails or recovers that it counts on
 */
@ConfigurationProperties("mainstay.change.conflicts")
public record ConflictProperties(
        @DefaultValue("2") int distance,
        @DefaultValue("WARN") AtStart atStart,
        @DefaultValue("7d") Duration realityWithin) {

    /** How many relations apart two CIs may be at most to be in each other's way. */
    public static final int MAX_DISTANCE = 5;

    /** How long before a change begins its owner may be told of what it counts on. */
    public static final Duration MAX_REALITY_WITHIN = Duration.ofDays(366);

    /** What conflicts do to a change whose implementation is to begin. */
    public enum AtStart {
        /** It begins, and what conflicts it has is written down. */
        WARN,
        /** It begins only if somebody says why it may. */
        REFUSE
    }

    public ConflictProperties {
        if (distance < 1 || distance > MAX_DISTANCE) {
            throw new IllegalArgumentException(
                    "mainstay.change.conflicts.distance must be between 1 and " + MAX_DISTANCE + ": " + distance);
        }
        if (realityWithin.isNegative() || realityWithin.compareTo(MAX_REALITY_WITHIN) > 0) {
            throw new IllegalArgumentException("mainstay.change.conflicts.reality-within must be between 0 and "
                    + MAX_REALITY_WITHIN.toDays() + " days: " + realityWithin);
        }
    }
}
