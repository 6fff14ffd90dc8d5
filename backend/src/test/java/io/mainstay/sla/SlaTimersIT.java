// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.TicketKind;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Clocks of many records that pass a threshold at one instant, fired by the application's own sweep. */
@IntegrationTest
class SlaTimersIT {

    private static final Logger LOG = LoggerFactory.getLogger(SlaTimersIT.class);
    private static final int RECORDS = Integer.getInteger("mainstay.sla.timers", 200);
    private static final int OPENED_AT_ONCE = 50;
    private static final int A_SECOND = Integer.getInteger("mainstay.sla.timers-a-second", 100);

    /** How long opening a record may take beside the others. */
    private static final Duration TO_OPEN = Duration.ofMillis(Integer.getInteger("mainstay.sla.millis-to-open", 20));

    /** A machine that is busy with something else is late too; the goal of two seconds is measured on one that is not. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Half of the time to respond. */
    private static final Duration UNTIL_WARNING = Duration.ofSeconds(450);

    /** Response in 15 minutes, resolution in 4 hours, around the clock. */
    private static final SlaFacts P1 = SlaFacts.ofPriority(TicketKind.INCIDENT, "P1");

    @Autowired
    private SlaRecords records;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Driver driver;

    @BeforeEach
    void empty() {
        try (Session session = driver.session()) {
            session.run("MATCH (n) WHERE n:Timer OR n:OutboxEvent OR n:SlaTimeline OR n:AuditEntry OR"
                            + " n:SlaTestRecord DETACH DELETE n")
                    .consume();
        }
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldWarnOnceForEachOfManyRecordsThatAreDueAtOneInstant() throws Exception {
        Instant start = Instant.parse("2026-05-04T08:00:00Z");
        clock.set(start);
        open(RECORDS);
        Instant half = start.plus(Duration.ofMinutes(7)).plusSeconds(31);
        assertThat(count("MATCH (t:Timer) WHERE t.sweepAt <= $now RETURN count(t)", half))
                .isEqualTo(RECORDS);

        long began = System.nanoTime();
        clock.set(half);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> count("MATCH (t:Timer) WHERE t.sweepAt <= $now RETURN count(t)", half) == 0);
        double seconds = (System.nanoTime() - began) / 1e9;
        LOG.info(
                "{} timers that were due at one instant fired in {} s, {} a second",
                RECORDS,
                seconds,
                RECORDS / seconds);

        assertThat(count(
                        "MATCH (e:OutboxEvent {type: 'sla.warning.v1'}) WHERE e.payload CONTAINS '\"percent\":50'"
                                + " AND e.occurredAt <= $now RETURN count(DISTINCT e.aggregateId)",
                        half))
                .isEqualTo(RECORDS);
        assertThat(count(
                        "MATCH (e:OutboxEvent {type: 'sla.warning.v1'}) WHERE e.occurredAt <= $now RETURN count(e)",
                        half))
                .isEqualTo(RECORDS);
        assertThat(count("MATCH (a:AuditEntry {action: 'sla.warn'}) WHERE a.occurredAt <= $now RETURN count(a)", half))
                .isEqualTo(RECORDS);
        assertThat(count(
                        "MATCH (t:Timer {kind: 'sla.threshold'}) WHERE t.sweepAt > $now RETURN count(DISTINCT"
                                + " t.aggregateId)",
                        half))
                .as("each waits for its next threshold")
                .isEqualTo(RECORDS);
    }

    @Test
    void shouldFireInTimeWhenManyRecordsAreDueOneAfterTheOther() throws Exception {
        Duration lead = Duration.ofSeconds(10).plus(TO_OPEN.multipliedBy(RECORDS));
        Instant first = Instant.now().plus(lead);
        Duration apart = Duration.ofSeconds(1).dividedBy(A_SECOND);
        openEach(RECORDS, record -> first.plus(apart.multipliedBy(record)).minus(UNTIL_WARNING));

        List<Duration> late = await().atMost(
                        lead.plus(apart.multipliedBy(RECORDS)).plusMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(this::lateness, warnings -> warnings.size() == RECORDS);

        Duration worst = late.get((int) (RECORDS * 0.99));
        LOG.info(
                "{} timers, {} a second: half of them {}, 99 % {} after they were due",
                RECORDS, A_SECOND, late.get(RECORDS / 2), worst);
        assertThat(worst).isLessThan(PATIENCE);
    }

    /** How long after it was due each warning was committed at the earliest, shortest first. */
    private List<Duration> lateness() {
        try (Session session = driver.session()) {
            return session
                    .run("MATCH (e:OutboxEvent {type: 'sla.warning.v1'}) RETURN e.payload AS payload, e.recordedAt"
                            + " AS at")
                    .list(row -> Duration.between(
                            Instant.parse(JsonMapper.shared()
                                    .readTree(row.get("payload").asString())
                                    .get("reachedAt")
                                    .asString()),
                            row.get("at").asZonedDateTime().toInstant()))
                    .stream()
                    .sorted()
                    .toList();
        }
    }

    private void open(int count) throws Exception {
        Instant now = clock.now();
        openEach(count, _ -> now);
    }

    private void openEach(int count, IntFunction<Instant> at) throws Exception {
        List<Callable<Boolean>> chunks = new ArrayList<>();
        for (int done = 0; done < count; done += OPENED_AT_ONCE) {
            int from = done;
            int to = Math.min(count, from + OPENED_AT_ONCE);
            chunks.add(() -> {
                work.writeRepeatably(
                        () -> IntStream.range(from, to).forEach(record -> records.openAt(P1, at.apply(record))));
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> chunk : threads.invokeAll(chunks)) {
                chunk.get();
            }
        }
    }

    private long count(String query, Instant now) {
        try (Session session = driver.session()) {
            return session.run(query, Map.of("now", now.atZone(ZoneOffset.UTC)))
                    .single()
                    .get(0)
                    .asLong();
        }
    }
}
