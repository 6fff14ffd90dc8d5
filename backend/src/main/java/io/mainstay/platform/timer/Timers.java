// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import java.util.Collection;
import java.util.List;

/**
 * Arms and disarms timers, inside the unit of work that changes the record. The unit of work must hold the record's lock,
 * which a firing takes as well.
 */
public interface Timers {

    /** Arms a timer, or moves it if it is armed. */
    default void arm(TimerSpec timer) {
        armAll(List.of(timer));
    }

    /**
     * Arms timers.
     *
     * @throws IllegalStateException if no unit of work is open
     */
    void armAll(Collection<TimerSpec> timers);

    /** Disarms a timer without a name; one that is not armed is no error. */
    default void disarm(String kind, String aggregateId) {
        disarm(kind, aggregateId, "");
    }

    /** Disarms a timer; one that is not armed is no error. */
    void disarm(String kind, String aggregateId, String name);

    /** Arms these timers of one kind of a record and disarms all others of that kind. */
    void replaceKind(String kind, String aggregateId, Collection<TimerSpec> timers);

    /** Disarms all timers of a record. */
    void disarmAll(String aggregateId);
}
