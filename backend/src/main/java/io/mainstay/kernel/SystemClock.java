// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.time.Instant;

/** The machine's time, never set: for tokens, leases, retries and limits. */
public interface SystemClock {

    Instant now();

    /** A reading that only makes sense as a difference, in nanoseconds. */
    long nanoTime();
}
