// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestWorkTest {

    private static final Duration NEXT = Duration.ofSeconds(2);

    private long nanos;
    private final SystemClock clock = new SystemClock() {
        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }
    };

    @Test
    void shouldSayWhetherThereIsTimeForMore() {
        RequestWork work = RequestWork.begin("person", Duration.ofSeconds(10), clock);
        assertThat(hasTime(work)).isTrue();
        nanos = Duration.ofSeconds(8).toNanos();
        assertThat(hasTime(work)).as("just as much").isTrue();
        nanos++;
        assertThat(hasTime(work)).isFalse();
        assertThat(RequestWork.hasTimeFor(NEXT)).as("of no request").isTrue();

        work.last();
        assertThat(hasTime(work)).as("each call has its own").isTrue();
        work.cut();
        assertThat(hasTime(work)).isFalse();
    }

    private static boolean hasTime(RequestWork work) {
        return work.run(() -> RequestWork.hasTimeFor(NEXT));
    }
}
