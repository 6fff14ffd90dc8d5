// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import java.util.function.Consumer;

/**
 * What happens when one kind of timer of tickets is due.
 *
 * @param kind of the timer
 * @param action runs in the transaction that removes the timer, see {@link TimerHandler#fire}
 */
public record TicketTimer(String kind, Consumer<TimerFiring> action) implements TimerHandler {

    @Override
    public void fire(TimerFiring firing) {
        action.accept(firing);
    }
}
