// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendScoreTest {

    @Test
    void shouldBeWhatTablesOfThePoissonDistributionSay() {
        assertThat(TrendScore.of(0, 2)).isZero();
        assertThat(TrendScore.of(1, 0.3)).isCloseTo(-Math.log10(0.2591818), within(1e-6));
        assertThat(TrendScore.of(3, 1)).isCloseTo(-Math.log10(0.0803014), within(1e-6));
        assertThat(TrendScore.of(10, 10)).isCloseTo(-Math.log10(0.5420703), within(1e-6));
        assertThat(TrendScore.of(5, 20)).isCloseTo(-Math.log10(0.9999831), within(1e-6));
    }

    @Test
    void shouldGrowWithTheCountAndFallWithWhatIsExpected() {
        double before = -1;
        for (int count = 0; count < 300; count++) {
            double score = TrendScore.of(count, 40);
            // far below what is expected it is certain, and the difference is lost in a double
            assertThat(score).isGreaterThanOrEqualTo(before);
            assertThat(score > before || count < 20).as("%d", count).isTrue();
            before = score;
        }
        assertThat(TrendScore.of(20, 3)).isGreaterThan(TrendScore.of(20, 4));
    }

    @Test
    void shouldStayFiniteHoweverUnlikelyItIs() {
        assertThat(TrendScore.of(100_000, 0.01)).isFinite().isGreaterThan(100_000);
        assertThat(TrendScore.of(100_000, 100_000)).isBetween(0.2, 0.4);
        assertThat(TrendScore.of(2, 1_000_000)).isZero();
    }
}
