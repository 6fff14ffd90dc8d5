// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.platform.schedule.Ticking;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * How many timers should have fired long ago and how many are dead, read from the graph, so every replica shows the same. The
 * lateness of those that fire says nothing while none fires.
 */
@Component
final class TimerGauges implements Ticking {

    private static final Duration EVERY = Duration.ofSeconds(30);

    private final TimerOperations timers;
    private volatile TimerOverview last = new TimerOverview(0, 0, 0);

    TimerGauges(TimerOperations timers, MeterRegistry meters) {
        this.timers = timers;
        Gauge.builder("mainstay.timer.overdue", () -> last.overdue())
                .description("Timers that should have fired more than a minute ago")
                .baseUnit("timers")
                .register(meters);
        Gauge.builder("mainstay.timer.dead", () -> last.dead())
                .description("Timers that are tried no more")
                .baseUnit("timers")
                .register(meters);
    }

    @Override
    public String name() {
        return "timer.gauges";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void tick() {
        last = timers.overview();
    }
}
