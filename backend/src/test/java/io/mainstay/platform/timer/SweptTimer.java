// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.platform.cypher.Cypher;
import org.springframework.stereotype.Component;

/** Counts in the graph what the application's own sweep, woken by Quartz, has fired. */
@Component
class SweptTimer implements TimerHandler {

    private final Cypher cypher;

    SweptTimer(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public String kind() {
        return TimersIT.SWEPT;
    }

    @Override
    public void fire(TimerFiring firing) {
        TimersIT.effect(cypher, firing);
    }
}
