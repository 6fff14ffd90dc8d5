// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How conflicts of changes are looked for.
 *
 * @param distance how many relations apart two CIs may be to be in each other's way
 * @param atStart what conflicts do to a change whose implementation is to begin
 */
@ConfigurationProperties("mainstay.change.conflicts")
public record ConflictProperties(
        @DefaultValue("2") int distance,
        @DefaultValue("WARN") AtStart atStart) {

    /** How many relations apart two CIs may be at most to be in each other's way. */
    public static final int MAX_DISTANCE = 5;

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
    }
}
