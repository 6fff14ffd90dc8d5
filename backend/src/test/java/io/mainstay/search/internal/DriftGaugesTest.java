// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.search.RebuildState;
import io.mainstay.search.SearchDrift;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriftGaugesTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RememberedDrift store = new RememberedDrift();
    private final DriftGauges gauges = new DriftGauges(store, meters);

    @Test
    void shouldShowNothingBeforeTheFirstComparison() {
        gauges.tick();

        assertThat(shown("missing")).isZero();
        assertThat(shown("stale")).isZero();
        assertThat(shown("orphaned")).isZero();
    }

    @Test
    void shouldShowWhatTheLastComparisonFound() {
        store.saveDrift(new SearchDrift(100, 3, 2, 1, 6, Instant.parse("2026-11-22T02:30:00Z")));
        gauges.tick();

        assertThat(shown("missing")).isEqualTo(3);
        assertThat(shown("stale")).isEqualTo(2);
        assertThat(shown("orphaned")).isEqualTo(1);

        store.saveDrift(new SearchDrift(100, 0, 0, 0, 0, Instant.parse("2026-11-23T02:30:00Z")));
        gauges.tick();

        assertThat(shown("missing")).isZero();
    }

    private double shown(String difference) {
        return meters.get("mainstay.search.drift")
                .tag("difference", difference)
                .gauge()
                .value();
    }

    private static final class RememberedDrift implements RebuildStore {

        private @Nullable SearchDrift drift;

        @Override
        public RebuildState state() {
            throw new UnsupportedOperationException();
        }

        @Override
        public RebuildState request(Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void save(RebuildState state) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SearchDrift> drift() {
            return Optional.ofNullable(drift);
        }

        @Override
        public void saveDrift(SearchDrift found) {
            drift = found;
        }
    }
}
