// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A business clock that follows the machine until a test sets it. */
public final class SettableClock implements BusinessClock {

    private final SystemClock machine;
    private volatile @Nullable Instant fixed;

    SettableClock(SystemClock machine) {
        this.machine = machine;
    }

    @Override
    public Instant now() {
        Instant instant = fixed;
        return instant == null ? machine.now() : instant;
    }

    public void set(Instant instant) {
        fixed = instant;
    }

    public void advance(Duration duration) {
        fixed = now().plus(duration);
    }

    /** Follows the machine again. Tests that set the clock call this when they end. */
    public void follow() {
        fixed = null;
    }
}
