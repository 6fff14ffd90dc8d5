// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.Lease;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class OutboxPurgeIT {

    @Autowired
    private OutboxDelivery application;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private OutboxFixture fixture;

    @Autowired
    private SystemClock clock;

    @BeforeEach
    void quietApplication() {
        application.stop();
        fixture.empty();
        for (int change = 0; change < 5; change++) {
            fixture.change("purged", 1);
        }
        Lease lease = Awaitility.await()
                .until(() -> fixture.leases.acquire(Sequencer.LEASE, Duration.ofMinutes(1)), Optional::isPresent)
                .orElseThrow();
        sequencer.sequence(lease, 100);
    }

    @AfterEach
    void restartApplication() {
        application.start();
    }

    @Test
    void shouldDeleteOldEventsThatEveryConsumerHasPassed() {
        age();
        cursor("quick", 5);
        cursor("slow", 3);

        purge();

        assertThat(remaining()).isEqualTo(2);
        assertThat(fixture.count("MATCH (s:OutboxSequence) RETURN s.purgedThrough", Map.of()))
                .isEqualTo(3);
    }

    @Test
    void shouldKeepRecentEvents() {
        cursor("quick", 5);

        purge();

        assertThat(remaining()).isEqualTo(5);
    }

    @Test
    void shouldKeepAnEventThatIsPutAside() {
        age();
        cursor("quick", 5);
        fixture.run("MATCH (e:OutboxEvent {seq: 2}) CREATE (:DeadLetter {key: 'kept'})-[:FOR_EVENT]->(e)", Map.of());

        purge();

        assertThat(remaining()).isEqualTo(1);
    }

    @Test
    void shouldNotWaitForAConsumerThatHasLongBeenGone() {
        age();
        cursor("quick", 5);
        cursor("gone", 1);
        fixture.run("MATCH (c:OutboxCursor {consumer: 'gone'}) SET c.seenAt = datetime() - duration('P31D')", Map.of());

        purge();

        assertThat(remaining()).isZero();
    }

    private void age() {
        fixture.run("MATCH (e:OutboxEvent) SET e.recordedAt = datetime() - duration('P8D')", Map.of());
    }

    private void cursor(String consumer, long seq) {
        fixture.run(
                "CREATE (:OutboxCursor {consumer: $consumer, seq: $seq, seenAt: datetime()})",
                Map.of("consumer", consumer, "seq", seq));
    }

    private void purge() {
        new OutboxPurge(
                        fixture.work,
                        fixture.cypher,
                        new ConsumerCursors(fixture.cypher, clock),
                        clock,
                        OutboxFixture.SETTINGS)
                .run();
    }

    private long remaining() {
        return fixture.count("MATCH (e:OutboxEvent) RETURN count(e)", Map.of());
    }
}
