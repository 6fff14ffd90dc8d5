// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.platform.schedule.Ticking;
import io.mainstay.platform.work.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many records the last comparison of clocks with the terms in force found to differ. Every replica shows the same. */
@Component
final class TermsGauge implements Ticking {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final SlaStore store;
    private final UnitOfWork work;
    private volatile int missed;

    TermsGauge(SlaStore store, UnitOfWork work, MeterRegistry meters) {
        this.store = store;
        this.work = work;
        Gauge.builder("mainstay.sla.terms.missed", () -> missed)
                .description(
                        "Records whose clocks had missed a change of their terms at the last comparison, which mended them")
                .baseUnit("records")
                .register(meters);
    }

    @Override
    public String name() {
        return "sla.terms-gauge";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void tick() {
        missed = work.read(store::missedTerms);
    }
}
