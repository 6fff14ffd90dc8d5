// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Propagates a change of something else, such as a definition, to many records: one firing takes a chunk of those that are
 * behind, in one transaction, and arms the timer anew for the next. A second round a minute after the first meets records
 * that were being written during the first by somebody who had read the old state.
 */
public final class ChunkedPropagation {

    private static final String AFTER = "after";
    private static final String ROUND = "round";
    private static final int PAGE = 500;
    private static final int CHUNK = 50;
    private static final int ROUNDS = 2;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);

    private final Timers timers;

    public ChunkedPropagation(Timers timers) {
        this.timers = timers;
    }

    /** The records that may have to follow. */
    public interface Records<T> {

        /**
         * A part of them in the order of their keys.
         *
         * @param key after which the part begins; empty for the first
         */
        List<T> after(String key, int limit);

        String key(T row);

        /** Those of a part that do not follow yet, in its order; read without locks, so a guess. */
        List<T> behind(List<T> part);

        /** Lets a chunk follow; takes each record's lock before it looks again. */
        void follow(List<T> chunk);
    }

    /** Does the chunk of one firing. */
    public <T> void fire(TimerFiring firing, Records<T> records) {
        List<T> part = records.after(firing.payload().getOrDefault(AFTER, ""), PAGE);
        List<T> chunk = records.behind(part).stream().limit(CHUNK).toList();
        records.follow(chunk);
        int round = Integer.parseInt(firing.payload().getOrDefault(ROUND, "1"));
        if (chunk.size() == CHUNK) {
            arm(firing, records.key(chunk.getLast()), round, firing.firedAt());
        } else if (part.size() == PAGE) {
            arm(firing, records.key(part.getLast()), round, firing.firedAt());
        } else if (round < ROUNDS) {
            arm(firing, "", round + 1, firing.firedAt().plus(BETWEEN_ROUNDS));
        }
    }

    private void arm(TimerFiring firing, String after, int round, Instant at) {
        timers.arm(TimerSpec.of(firing.kind(), firing.aggregateId(), at)
                .with(AFTER, after)
                .with(ROUND, String.valueOf(round)));
    }
}
