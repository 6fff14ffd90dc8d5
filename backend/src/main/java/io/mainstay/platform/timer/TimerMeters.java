// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Counts firings and failures, and measures how late timers fire. */
@Component
final class TimerMeters {

    private static final String KIND = "kind";

    private final MeterRegistry meters;

    TimerMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param firedAt when the firing was committed */
    void fired(TimerFiring firing, Instant firedAt) {
        meters.counter("mainstay.timer.fired", KIND, firing.kind()).increment();
        if (!firing.armedLate()) {
            meters.timer("mainstay.timer.lateness", KIND, firing.kind())
                    .record(Duration.between(firing.dueAt(), firedAt));
        }
    }

    void failed(String kind, boolean dead) {
        meters.counter("mainstay.timer.failures", KIND, kind, "dead", String.valueOf(dead))
                .increment();
    }
}
