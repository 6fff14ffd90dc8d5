// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.time;

import io.mainstay.kernel.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The machine's clock in UTC, in microseconds: so a value read is the value written, and none that a client names is beyond it. */
public final class MachineClock implements SystemClock {

    private final Clock clock = Clock.systemUTC();

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
