// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CadenceTest {

    @Test
    void shouldCountAnIntervalFromTheLastRun() {
        assertThat(new Cadence.Every(Duration.ofMinutes(10)).next(Instant.parse("2026-11-21T10:03:00Z")))
                .isEqualTo("2026-11-21T10:13:00Z");
    }

    @Test
    void shouldFollowTheCalendarOfItsZoneAcrossTheEndOfSummerTime() {
        Cadence nightly = new Cadence.Cron("0 30 6 * * ?", ZoneId.of("Europe/Berlin"));

        assertThat(nightly.next(Instant.parse("2026-10-24T05:00:00Z"))).isEqualTo("2026-10-25T05:30:00Z");
        assertThat(nightly.next(Instant.parse("2026-10-23T05:00:00Z"))).isEqualTo("2026-10-24T04:30:00Z");
    }

    @Test
    void shouldSayToPeopleHowOftenItIs() {
        assertThat(new Cadence.Every(Duration.ofMinutes(10))).hasToString("every 10 min");
        assertThat(new Cadence.Every(Duration.ofSeconds(5_430))).hasToString("every 1 h 30 min 30 s");
        assertThat(new Cadence.Cron("0 30 2 * * ?", ZoneOffset.UTC))
                .hasToString("at 0 30 2 * * ? (seconds first), UTC");
    }

    @Test
    void shouldRefuseWhatIsNoCadence() {
        assertThatThrownBy(() -> new Cadence.Every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cadence.Cron("often", ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
