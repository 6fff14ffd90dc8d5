// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.platform.schedule.Ticking;
import io.mainstay.search.SearchDrift;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** What the last comparison of index and records found, before it mended it. Every replica shows the same. */
@Component
final class DriftGauges implements Ticking {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final RebuildStore store;
    private volatile SearchDrift last = SearchDrift.NONE;

    DriftGauges(RebuildStore store, MeterRegistry meters) {
        this.store = store;
        gauge(meters, "missing", SearchDrift::missing);
        gauge(meters, "stale", SearchDrift::stale);
        gauge(meters, "orphaned", SearchDrift::orphaned);
    }

    @Override
    public String name() {
        return "search.drift-gauges";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void tick() {
        last = store.drift().orElse(SearchDrift.NONE);
    }

    private void gauge(MeterRegistry meters, String difference, ToLongFunction<SearchDrift> value) {
        Gauge.builder("mainstay.search.drift", () -> value.applyAsLong(last))
                .tag("difference", difference)
                .description("Documents that the last comparison of index and records found to differ")
                .baseUnit("documents")
                .register(meters);
    }
}
