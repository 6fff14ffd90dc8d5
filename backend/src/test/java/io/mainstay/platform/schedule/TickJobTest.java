// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TickJobTest {

    @Test
    void shouldTickAgainAfterAnError() {
        Ticking broken = new Ticking() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Duration every() {
                return Duration.ofSeconds(1);
            }

            @Override
            public void tick() {
                throw new NoClassDefFoundError("io/mainstay/Missing");
            }
        };

        assertThatCode(() -> TickJob.tick(broken)).doesNotThrowAnyException();
    }
}
