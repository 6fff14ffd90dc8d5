// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

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
}
