// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void shouldStartAServerAgainAFewTimes() {
        Restarts restarts = new Restarts();
        for (int i = 0; i < Restarts.MOST; i++) {
            assertThat(restarts.allows(ServerName.NEO4J, NOW.plusSeconds(i))).isTrue();
        }

        assertThat(restarts.allows(ServerName.NEO4J, NOW.plusSeconds(10))).isFalse();
        assertThat(restarts.allows(ServerName.KEYCLOAK, NOW.plusSeconds(10))).isTrue();
    }

    @Test
    void shouldForgetDeathsOfLongAgo() {
        Restarts restarts = new Restarts();
        for (int i = 0; i < Restarts.MOST; i++) {
            restarts.allows(ServerName.NEO4J, NOW);
        }

        Instant later = NOW.plus(Restarts.WITHIN).plus(Duration.ofSeconds(1));

        assertThat(restarts.allows(ServerName.NEO4J, later)).isTrue();
    }
}
