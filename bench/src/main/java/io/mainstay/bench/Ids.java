// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids as the product draws them: UUIDs of version 7, ordered by their time. */
final class Ids {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int VERSION_BITS = 12;
    private static final int TIME_SHIFT = 16;

    private Ids() {}

    static String at(Instant time) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (time.toEpochMilli() << TIME_SHIFT) | VERSION | random.nextLong(1L << VERSION_BITS);
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low).toString();
    }
}
