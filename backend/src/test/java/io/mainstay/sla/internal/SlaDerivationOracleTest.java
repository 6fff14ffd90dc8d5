package io.mainstay.sla.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaOutcome;
import io.mainstay.sla.internal.RandomTimelines.Timeline;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Holds {@link SlaDerivation} against {@link SlaOracle} on random timelines. {@code -Dmainstay.sla.timelines=n} asks for more,
 * {@code -Dmainstay.sla.seed=n} begins elsewhere; a failure names its seed.
 */
class SlaDerivationOracleTest {

    @Test
    void shouldAgreeWithTheTickByTickOracle() {
        int timelines = Integer.getInteger("mainstay.sla.timelines", 600);
        long base = Long.getLong("mainstay.sla.seed", 20_261_121L);
        Set<SlaClockState> states = EnumSet.noneOf(SlaClockState.class);
        Set<SlaOutcome> outcomes = EnumSet.noneOf(SlaOutcome.class);
        int laterClocks = 0;
        for (long seed = base; seed < base + timelines; seed++) {
            for (SlaMetric metric : SlaMetric.values()) {
                for (SlaClock clock : agree(seed, metric)) {
                    states.add(clock.state());
                    outcomes.add(clock.outcome());
                    laterClocks += clock.ordinal() > 1 ? 1 : 0;
                }
            }
        }

        assertThat(states).as("states that the sample reached").containsExactlyInAnyOrder(SlaClockState.values());
        assertThat(outcomes).as("outcomes that the sample reached").containsExactlyInAnyOrder(SlaOutcome.values());
        assertThat(laterClocks).as("clocks begun by a reopening").isPositive();
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
