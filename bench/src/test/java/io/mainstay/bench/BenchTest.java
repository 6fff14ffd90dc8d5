// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.bench.Meter.Outcome;
import io.mainstay.bench.Scenario.Result;
import io.mainstay.bench.Template.Node;
import io.mainstay.bench.Template.Relationship;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class BenchTest {

    private static final ZonedDateTime NOON = ZonedDateTime.of(2026, 11, 30, 12, 0, 0, 0, ZoneOffset.UTC);

    @Test
    void shouldCountWhatSucceededAndWhatFailed() {
        AtomicInteger turn = new AtomicInteger();
        Outcome outcome = Meter.run(2, Duration.ZERO, Duration.ofSeconds(2), () -> ProcessorTime.NONE, _ -> {
            Thread.sleep(1);
            if (turn.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("refused");
            }
        });

        assertThat(outcome.count()).isPositive().isEqualTo(outcome.nanos().length);
        assertThat(outcome.count() + outcome.failed()).isEqualTo(turn.get());
        assertThat(outcome.failure()).isEqualTo("refused");
        assertThat(outcome.nanos()).isSorted();
    }

    @Test
    void shouldPrintPercentilesAndTheRatio() {
        Outcome ours = new Outcome(
                Duration.ofSeconds(2),
                4,
                new long[] {1_000_000, 2_000_000, 3_000_000, 9_000_000},
                0,
                null,
                new ProcessorTime(Duration.ofMillis(12), Duration.ofMillis(6)));
        Outcome bare = new Outcome(
                Duration.ofSeconds(1), 4, new long[] {500_000, 500_000, 500_000, 500_000}, 0, null, ProcessorTime.NONE);

        assertThat(Bench.line(new Result("report", "200/s", ours, bare)))
                .isEqualTo("| report | 2 | 2.0 | 9.0 | 9.0 | 3.0 + 1.5 | 4 | 0.5 | 0.50 | 200/s | 0 |");
    }

    @Test
    void shouldCopyARecordWithAllThatBelongsToIt() {
        Template original = new Template(
                "record-1",
                "INC1",
                "No light",
                List.of(
                        new Node(
                                List.of("Entity", "Incident"),
                                Map.of("id", "record-1", "number", "INC1", "title", "No light", "reportedAt", NOON)),
                        new Node(
                                List.of("Entity", "SlaClock"),
                                Map.of("id", "clock-1", "key", "record-1|RESOLUTION", "recordId", "record-1"))),
                List.of(new Relationship("record-1", "item-1", "AFFECTS", Map.of("key", "record-1/item-1"))));

        Template copy = original.copy("INC2", "No water", Map.of("item-1", "other"), Duration.ofDays(1));

        assertThat(copy.nodes().getFirst().properties())
                .containsEntry("id", copy.id())
                .containsEntry("number", "INC2")
                .containsEntry("title", "No water")
                .containsEntry("reportedAt", NOON.minusDays(1));
        assertThat(copy.nodes().getLast().properties())
                .containsEntry("key", copy.id() + "|RESOLUTION")
                .doesNotContainEntry("id", "clock-1");
        assertThat(copy.relationships())
                .containsExactly(new Relationship(copy.id(), "other", "AFFECTS", Map.of("key", copy.id() + "/other")));
        assertThat(copy.shape()).isEqualTo(original.shape());
    }

    @Test
    void shouldHaveANameForEachScenario() {
        assertThat(Bench.scenarios()).hasSizeGreaterThanOrEqualTo(20);
    }
}
