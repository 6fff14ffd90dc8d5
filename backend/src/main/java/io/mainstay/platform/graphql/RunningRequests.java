// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.platform.database.FairSemaphore;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets only so many requests run at once, of one person and of all; the others wait, person by person. */
@Component
final class RunningRequests {

    private final FairSemaphore turns;
    private final Duration patience;

    RunningRequests(GraphQlLimits limits) {
        this.turns = new FairSemaphore(limits.running(), limits.runningOfPerson());
        this.patience = limits.timeout();
    }

    /**
     * Waits on this thread, which is the request's own, until few enough requests run.
     *
     * @return whether the request may run; it then must {@link #leave}
     */
    boolean takeTurn(String person) {
        try {
            return turns.enter(person, patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave(String person) {
        turns.leave(person);
    }
}
