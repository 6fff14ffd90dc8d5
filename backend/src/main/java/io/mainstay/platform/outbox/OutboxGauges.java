// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.schedule.Ticking;
import io.mainstay.platform.work.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the outbox and its exclusive consumers lag and what is put aside for them, read from the graph, so every replica shows the same. */
@Component
final class OutboxGauges implements Ticking {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final UnitOfWork work;
    private final Cypher cypher;
    private final ConsumerCursors cursors;
    private final SystemClock clock;
    private final MultiGauge lag;
    private final MultiGauge age;
    private final MultiGauge deadLetters;
    private final MultiGauge parked;
    private final MultiGauge paused;
    private volatile double unnumberedAge;

    OutboxGauges(UnitOfWork work, Cypher cypher, ConsumerCursors cursors, SystemClock clock, MeterRegistry meters) {
        this.work = work;
        this.cypher = cypher;
        this.cursors = cursors;
        this.clock = clock;
        this.lag = gauge(meters, "mainstay.outbox.lag", "events", "Events that a consumer has still to get");
        this.age =
                gauge(meters, "mainstay.outbox.age", "seconds", "Age of the oldest event that a consumer has to get");
        this.deadLetters = gauge(meters, "mainstay.outbox.dead.letters", "events", "Events that a consumer failed at");
        this.parked = gauge(meters, "mainstay.outbox.parked", "events", "Events that wait behind a dead letter");
        this.paused = gauge(meters, "mainstay.outbox.paused", "seconds", "How long a consumer has been paused");
        Gauge.builder("mainstay.outbox.unnumbered.age", () -> unnumberedAge)
                .description("Age of the oldest event that has no number yet, so that no consumer knows of it")
                .baseUnit("seconds")
                .register(meters);
    }

    @Override
    public String name() {
        return "outbox.gauges";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void tick() {
        List<ConsumerState> consumers = work.read(cursors::all);
        Optional<Instant> unnumbered = work.read(
                () -> cypher.statement("platform/outbox/oldest-pending").one(row -> row.instant("recordedAt")));
        Instant now = clock.now();
        unnumberedAge = secondsSince(unnumbered.orElse(null), now);
        show(lag, consumers, ConsumerState::lag);
        show(age, consumers, consumer -> secondsSince(consumer.oldestWaiting(), now));
        show(paused, consumers, consumer -> secondsSince(consumer.pausedAt(), now));
        show(deadLetters, consumers, ConsumerState::deadLetters);
        show(parked, consumers, ConsumerState::parked);
    }

    private static double secondsSince(@Nullable Instant instant, Instant now) {
        return instant == null ? 0 : Duration.between(instant, now).toMillis() / 1000.0;
    }

    private static void show(MultiGauge gauge, List<ConsumerState> consumers, ToDoubleFunction<ConsumerState> value) {
        gauge.register(
                consumers.stream()
                        .map(consumer -> MultiGauge.Row.of(
                                Tags.of("consumer", consumer.consumer()), value.applyAsDouble(consumer)))
                        .toList(),
                true);
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String unit, String description) {
        return MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
    }
}
