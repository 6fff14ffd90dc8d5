// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeaseLostException;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class SequencerIT {

    private static final long SEED = 20261121;
    private static final int WRITERS = 8;
    private static final int CHANGES = 40;
    private static final int AGGREGATES = 5;

    @Autowired
    private OutboxDelivery application;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private OutboxFixture fixture;

    @Autowired
    private Writes writes;

    @Autowired
    private Driver driver;

    @BeforeEach
    void quietApplication() {
        application.stop();
        fixture.empty();
    }

    @AfterEach
    void restartApplication() {
        application.start();
    }

    @Test
    void shouldNumberTheEventsOfConcurrentWritersWithoutGapsAndInTheOrderOfRevisions() throws Exception {
        System.out.println("seed " + SEED);
        OutboxDelivery one = fixture.replica();
        OutboxDelivery other = fixture.replica();
        one.start();
        other.start();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(SEED + writer);
            writers.add(() -> {
                int appended = 0;
                for (int change = 0; change < CHANGES; change++) {
                    int events = random.nextInt(3);
                    fixture.change("aggregate-" + random.nextInt(AGGREGATES), events);
                    appended += events;
                }
                return appended;
            });
        }
        int appended = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                appended += writer.get();
            }
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        fixture.count("MATCH (e:OutboxEvent) WHERE e.pendingId IS NOT NULL RETURN count(e)", Map.of())
                                == 0);
        one.stop();
        other.stop();

        assertNumbersAreGaplessAndInOrder(appended);
    }

    @Test
    void shouldNotOvertakeARevisionWhoseEventHasAGreaterId() {
        // As when the replica that wrote revision 1 has a clock that is ahead.
        append("ffffffff-0000-7000-8000-000000000001", "skewed", 1);
        append("00000000-0000-7000-8000-000000000002", "skewed", 2);

        Lease lease = lease();
        int first = sequencer.sequence(lease, 1);

        assertThat(first).isEqualTo(2);
        assertNumbersAreGaplessAndInOrder(2);
    }

    @Test
    void shouldWaitForTheTransactionThatWroteAnEventToEnd() throws Exception {
        String id = Ids.next();
        try (Session session = driver.session();
                Transaction writing = session.beginTransaction()) {
            writing.run(
                            "CREATE (:Entity:OutboxEvent {id: $id, pendingId: $id, pendingAggregateId: 'a', revision:"
                                    + " 1})",
                            Map.of("id", id))
                    .consume();

            CompletableFuture<List<Long>> settled = CompletableFuture.supplyAsync(
                    () -> fixture.work.writeRepeatably(() -> fixture.cypher
                            .statement("platform/outbox/settle-pending")
                            .with("ids", List.of(id))
                            .list(row -> row.longValue("revision"))),
                    Executors.newVirtualThreadPerTaskExecutor());

            await().during(Duration.ofMillis(400))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !settled.isDone());
            writing.commit();
            assertThat(settled.get()).containsExactly(1L);
        }
        assertThat(fixture.count("MATCH (e:Entity {id: $id}) RETURN count(e)", Map.of("id", id)))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseToNumberWithALeaseThatSomebodyElseHasTakenOver() {
        append(Ids.next(), "fenced", 1);
        Lease stale =
                fixture.leases.acquire(Sequencer.LEASE, Duration.ofMillis(1)).orElseThrow();
        Lease present = lease();

        assertThatThrownBy(() -> sequencer.sequence(stale, 10)).isInstanceOf(LeaseLostException.class);
        assertThat(fixture.count("MATCH (e:OutboxEvent) WHERE e.seq IS NOT NULL RETURN count(e)", Map.of()))
                .isZero();
        assertThat(sequencer.sequence(present, 10)).isEqualTo(1);
    }

    @Test
    void shouldNumberTogetherWhatIsWrittenSoonAfterEachOther() {
        Duration spacing = Duration.ofMillis(150);
        Sequencer spaced = fixture.sequencer(
                new OutboxSignal(),
                new OutboxSettings(
                        3,
                        Duration.ofMillis(1),
                        Duration.ofDays(7),
                        Duration.ofDays(30),
                        4,
                        Duration.ofMillis(500),
                        spacing));
        Lease lease = lease();
        long start = System.nanoTime();

        for (int round = 0; round < 4; round++) {
            append(Ids.next(), "spaced", round + 1);
            spaced.round(lease);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(spacing.multipliedBy(3));
        assertNumbersAreGaplessAndInOrder(4);
    }

    @Test
    void shouldForgetEventsOfAUnitOfWorkThatFailed() {
        assertThatThrownBy(() -> fixture.work.writeRepeatably(() -> {
                    fixture.change("rolled-back", 2);
                    throw new IllegalStateException("the change fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(sequencer.sequence(lease(), 10)).isZero();
    }

    @Test
    void shouldSayWhoKnowsAllThatIsOfInterest() {
        Set<String> own = Set.of("outbox-test.");
        Set<String> others = Set.of("something-else.", "something-more.");
        OutboxProgress progress = new OutboxProgress(fixture.cypher);
        append(Ids.next(), "known", 1);
        append(Ids.next(), "known", 2);
        assertThat(sequencer.sequence(lease(), 10)).isEqualTo(2);
        String epoch = fixture.rows("MATCH (s:OutboxSequence) RETURN s.epoch AS epoch", Map.of())
                .getFirst()
                .get("epoch")
                .toString();

        assertThat(knowsAll(progress, own, epoch, 2)).isTrue();
        assertThat(knowsAll(progress, own, epoch, 1)).isFalse();
        assertThat(knowsAll(progress, own, "another epoch", 2)).isFalse();
        assertThat(knowsAll(progress, others, epoch, 0)).as("of no interest").isTrue();

        append(Ids.next(), "known", 3);
        assertThat(knowsAll(progress, own, epoch, 2)).as("awaits its number").isFalse();
        assertThat(knowsAll(progress, others, epoch, 0)).isTrue();

        fixture.run("MATCH (e:OutboxEvent {seq: 1}) DELETE e", Map.of());
        assertThat(knowsAll(progress, others, epoch, 0))
                .as("whether an event that is not visible is of interest cannot be told")
                .isFalse();
        assertThat(knowsAll(progress, others, epoch, 1)).isTrue();
    }

    private boolean knowsAll(OutboxProgress progress, Set<String> interests, String epoch, long seq) {
        return fixture.work.read(() -> progress.knowsAll(interests, new OutboxProgress.Place(epoch, seq)));
    }

    private Lease lease() {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> fixture.leases.acquire(Sequencer.LEASE, Duration.ofMinutes(1)), Optional::isPresent)
                .orElseThrow();
    }

    private void append(String id, String aggregateId, long revision) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("pendingId", id);
        row.put("pendingAggregateId", aggregateId);
        row.put("type", "outbox-test.happened.v1");
        row.put("aggregateType", "OutboxTestRecord");
        row.put("aggregateId", aggregateId);
        row.put("revision", revision);
        row.put("occurredAt", Instant.EPOCH);
        row.put("recordedAt", Instant.EPOCH);
        row.put("payload", "{}");
        row.put("traceparent", null);
        fixture.work.writeRepeatably(() -> writes.create(List.of("OutboxEvent"), List.of(row)));
    }

    private void assertNumbersAreGaplessAndInOrder(int expected) {
        List<Map<String, Object>> events = fixture.rows(
                "MATCH (e:OutboxEvent) RETURN e.seq AS seq, e.aggregateId AS aggregate, e.revision AS revision, "
                        + "e.id AS id ORDER BY e.seq",
                Map.of());
        assertThat(events)
                .extracting(event -> event.get("seq"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, expected).boxed().toList());
        Map<Object, Long> revisions = new HashMap<>();
        Map<Object, String> idsOfRevision = new HashMap<>();
        for (Map<String, Object> event : events) {
            long revision = (long) event.get("revision");
            Long previous = revisions.put(event.get("aggregate"), revision);
            String id = (String) event.get("id");
            String previousId = idsOfRevision.put(event.get("aggregate") + "/" + revision, id);
            assertThat(revision).as("%s", event).isGreaterThanOrEqualTo(previous == null ? 0 : previous);
            assertThat(id).as("%s", event).isGreaterThan(previousId == null ? "" : previousId);
        }
    }
}
