// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import java.util.List;

/** What happens when timers of one kind are due. A bean of this type is all that it takes. */
public interface TimerHandler {

    /** Which timers; see {@link TimerSpec#kind()}. */
    String kind();

    /**
     * Runs in the transaction that removes the timer, so its effect in the graph happens exactly once. The locks of the
     * record and of the timer are held. It may run again if the transaction is rolled back: effects outside the graph go
     * through the outbox. It may arm the same timer anew.
     *
     * <p>A firing that fails is retried with growing pauses; after the last attempt the timer is dead and shown to
     * operators.
     */
    void fire(TimerFiring firing);

    /**
     * Fires timers of different records in one transaction. If one fails all are rolled back and fire one by one, so that
     * each happens exactly once. A handler that writes for many records with as many statements as for one overrides this.
     *
     * @param firings at most {@link #atOnce}, in the order of the records' ids, which is that of their locks
     */
    default void fireAll(List<TimerFiring> firings) {
        firings.forEach(this::fire);
    }

    /** How many timers may share a transaction: one if a firing takes the locks of many other records. */
    default int atOnce() {
        return 50;
    }
}
