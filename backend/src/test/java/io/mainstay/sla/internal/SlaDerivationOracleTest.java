// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaOutcome;
import io.mainstay.sla.internal.RandomTimelines.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Holds {@link SlaDerivation} against {@link SlaOracle} on random timelines. {@code -Dmainstay.sla.timelines=n} asks for more,
 * {@code -Dmainstay.sla.seed=n} begins elsewhere; a failure names its seed.
 */
class SlaDerivationOracleTest {

    @Test
    void shouldAgreeWithTheTickByTickOracle() {
        int timelines = Integer.getInteger("mainstay.sla.timelines", 520);
        long base = Long.getLong("mainstay.sla.seed", 20_261_121L);

        List<SlaClock> clocks = LongStream.range(base, base + timelines)
                .parallel()
                .boxed()
                .flatMap(seed -> Arrays.stream(SlaMetric.values()).flatMap(metric -> agree(seed, metric).stream()))
                .toList();

        assertThat(clocks)
                .extracting(SlaClock::state)
                .as("states that the sample reached")
                .contains(SlaClockState.values());
        assertThat(clocks)
                .extracting(SlaClock::outcome)
                .as("outcomes that the sample reached")
                .contains(SlaOutcome.values());
        assertThat(clocks).as("clocks begun by a reopening").anyMatch(clock -> clock.ordinal() > 1);
    }

    private static List<SlaClock> agree(long seed, SlaMetric metric) {
        Timeline timeline = new RandomTimelines(new Random(seed)).timeline();

        List<SlaClock> clocks = SlaDerivation.derive(metric, timeline.events(), timeline.now());

        assertThat(clocks)
                .as("seed %d, %s, %s at %s", seed, metric, timeline.events(), timeline.now())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("terms")
                .isEqualTo(SlaOracle.clocks(metric, timeline.events(), timeline.now(), timeline.step()));
        return clocks;
    }
}
