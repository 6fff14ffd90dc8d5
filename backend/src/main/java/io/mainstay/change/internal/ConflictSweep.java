// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Occurrence;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at the changes that something touches which has moved. One firing looks at a part of them, in one transaction, and arms a timer for
 * the next. Of a storm that moves many records at once one firing looks at what many of them touch together. What moves again before the first part is looked at once more; what moves later is looked at anew and lets those that go on go on.
 */
abstract class ConflictSweep implements TimerHandler {

    private static final String AFTER = "after";

    /** Of how many changes the locks are taken at once. */
    private static final int CHUNK = 50;

    /** Of how many records that have moved one look is made. */
    static final int STORM = 250;

    private final Timers timers;

    ConflictSweep(Timers timers) {
        this.timers = timers;
    }

    /**
     * A part of the changes that are touched.
     *
     * @param ids those that are looked at
     * @param next the id after which the next part begins; null if this is the last
     */
    record Part(List<String> ids, @Nullable String next) {

        Part {
            ids = List.copyOf(ids);
        }

        static final Part NONE = new Part(List.of(), null);
    }

    /** What is done about records that have moved. */
    interface Round {

        /** A part of the changes that they touch, in the order of their ids. */
        Part after(String key);

        /** Those of a part of which something seems to be new, in its order; read without locks, so a guess. */
        List<String> moved(List<String> part);

        /**
         * Takes the locks of some and tells their owners.
         *
         * @param after the id after which they begin
         * @return the id after which there is more to be told than is told at once; null if all is told
         */
        @Nullable
        String tell(List<String> some, String after, Occurrence at);
    }

    /** What is done about records that have moved together; null if there are none. */
    abstract @Nullable Round round(Set<String> movedIds, Instant now);

    /** The timer that begins with what has moved. The lock of the record is held. */
    TimerSpec first(String movedId, Instant now) {
        return TimerSpec.of(kind(), movedId, now);
    }

    @Override
    public final void fire(TimerFiring firing) {
        fireAll(List.of(firing));
    }

    /** Those that go on do so from the same change together. */
    @Override
    public final void fireAll(List<TimerFiring> firings) {
        firings.stream()
                .collect(Collectors.groupingBy(
                        firing -> firing.payload().getOrDefault(AFTER, ""), TreeMap::new, Collectors.toList()))
                .forEach(this::fireTogether);
    }

    private void fireTogether(String after, List<TimerFiring> firings) {
        Instant now = firings.getFirst().firedAt();
        Round round = round(firings.stream().map(TimerFiring::aggregateId).collect(Collectors.toSet()), now);
        if (round == null) {
            return;
        }
        Part part = round.after(after);
        String next = part.next();
        List<String> moved = part.ids().isEmpty() ? List.of() : round.moved(part.ids());
        if (moved.size() > CHUNK) {
            moved = moved.subList(0, CHUNK);
            next = moved.getLast();
        }
        if (!moved.isEmpty()) {
            String more = round.tell(moved, after, Occurrence.at(now));
            next = more == null ? next : more;
        }
        if (next != null) {
            String from = next;
            timers.armAll(
                    firings.stream().map(firing -> following(firing, from)).toList());
        }
    }

    private TimerSpec following(TimerFiring firing, String from) {
        return TimerSpec.of(kind(), firing.aggregateId(), firing.firedAt())
                .named(firing.name().isEmpty() ? firing.id() : firing.name())
                .with(AFTER, from);
    }
}
