// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentUseTest {

    private static final long SECOND = 1_000_000_000L;

    private final RecentUse use = new RecentUse();

    @Test
    void shouldForgetWhatWasUsedLongAgo() {
        use.add("ada", Duration.ofSeconds(6), 0);

        assertThat(use.exceeds("ada", Duration.ofSeconds(5), SECOND)).isTrue();
        assertThat(use.exceeds("ada", Duration.ofSeconds(5), 3 * SECOND)).isFalse();
        assertThat(use.exceeds("bo", Duration.ofSeconds(5), SECOND)).isFalse();
    }

    @Test
    void shouldArriveAtTheFadingForAConnectionThatIsAlwaysUsed() {
        for (int second = 1; second <= 60; second++) {
            use.add("ada", Duration.ofSeconds(1), second * SECOND);
        }

        assertThat(use.exceeds("ada", Duration.ofSeconds(9), 60 * SECOND)).isTrue();
        assertThat(use.exceeds("ada", Duration.ofSeconds(11), 60 * SECOND)).isFalse();
    }
}
