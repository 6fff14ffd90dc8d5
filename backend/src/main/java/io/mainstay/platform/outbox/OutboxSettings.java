// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the outbox delivers.
 *
 * @param attempts how often an event is tried before it becomes a dead letter
 * @param firstPause before the second attempt; each further pause is four times as long
 * @param retention how long events are kept after they were written, once every consumer has passed them
 * @param abandonedAfter after how long without a sign of life a cursor no longer keeps events from being purged
 * @param pauseAfter after how many events in a row that failed a consumer is paused, because not they are at fault
 * @param probe how often a paused consumer tries the next event
 * @param spacing the shortest time from one numbering of what was written to the next
 */
@ConfigurationProperties("mainstay.outbox")
record OutboxSettings(
        @DefaultValue("5") int attempts,
        @DefaultValue("100ms") Duration firstPause,
        @DefaultValue("7d") Duration retention,
        @DefaultValue("30d") Duration abandonedAfter,
        @DefaultValue("10") int pauseAfter,
        @DefaultValue("1m") Duration probe,
        @DefaultValue("20ms") Duration spacing) {

    private static final int FACTOR = 4;

    Duration pauseAfter(int attempt) {
        Duration pause = firstPause;
        for (int i = 1; i < attempt; i++) {
            pause = pause.multipliedBy(FACTOR);
        }
        return pause;
    }
}
