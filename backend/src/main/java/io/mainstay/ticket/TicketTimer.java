// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happens when timers of one kind of tickets are due.
 *
 * @param kind of the timers
 * @param action runs in the transaction that removes the timers, see {@link TimerHandler#fireAll}
 */
public record TicketTimer(String kind, Consumer<List<TimerFiring>> action) implements TimerHandler {

    /** @param action for one ticket after the other */
    public static TicketTimer each(String kind, Consumer<TimerFiring> action) {
        return new TicketTimer(kind, firings -> firings.forEach(action));
    }

    @Override
    public void fire(TimerFiring firing) {
        fireAll(List.of(firing));
    }

    @Override
    public void fireAll(List<TimerFiring> firings) {
        action.accept(firings);
    }
}
