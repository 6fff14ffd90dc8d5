// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.stereotype.Component;

/** Stands up parts of the outbox as a second replica would have them, and writes and counts test records. */
@Component
final class OutboxFixture {

    static final OutboxSettings SETTINGS = new OutboxSettings(
            3, Duration.ofMillis(1), Duration.ofDays(7), Duration.ofDays(30), 4, Duration.ofMillis(500), Duration.ZERO);

    final UnitOfWork work;
    final Cypher cypher;
    final Leases leases;
    private final SystemClock clock;
    private final Outbox outbox;
    private final Driver driver;
    private final MeterRegistry meters;

    OutboxFixture(
            UnitOfWork work,
            Cypher cypher,
            Leases leases,
            SystemClock clock,
            Outbox outbox,
            Driver driver,
            MeterRegistry meters) {
        this.work = work;
        this.cypher = cypher;
        this.leases = leases;
        this.clock = clock;
        this.outbox = outbox;
        this.driver = driver;
        this.meters = meters;
    }

    /** A replica's delivery with signals of its own, so that it hears of another's events by looking only. */
    OutboxDelivery replica(EventConsumer... consumers) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        for (EventConsumer consumer : consumers) {
            beans.addBean(consumer.name(), consumer);
        }
        OutboxSignal signal = new OutboxSignal();
        return new OutboxDelivery(
                beans.getBeanProvider(EventConsumer.class),
                sequencer(signal, SETTINGS),
                signal,
                clock,
                work,
                leases,
                new EventLog(work, cypher),
                new ConsumerCursors(cypher, clock),
                letters(),
                meters(),
                SETTINGS);
    }

    Sequencer sequencer(OutboxSignal signal, OutboxSettings settings) {
        return new Sequencer(work, cypher, leases, signal, clock, settings);
    }

    ExclusiveDelivery delivery(ExclusiveEventConsumer consumer) {
        return new ExclusiveDelivery(
                consumer,
                new ExclusiveDelivery.DeliveryTools(
                        work,
                        clock,
                        leases,
                        new EventLog(work, cypher),
                        new ConsumerCursors(cypher, clock),
                        letters(),
                        meters(),
                        SETTINGS));
    }

    ConsumerCursors cursors() {
        return new ConsumerCursors(cypher, clock);
    }

    OutboxGauges gauges(MeterRegistry into) {
        return new OutboxGauges(work, cypher, cursors(), clock, into);
    }

    DeadLetterStore letters() {
        return new DeadLetterStore(cypher, clock);
    }

    DeliveryMeters meters() {
        return new DeliveryMeters(new SimpleMeterRegistry());
    }

    /** Changes a record once and appends so many events of that revision. */
    void change(String aggregateId, int events) {
        String auditId = Ids.next();
        work.write(auditId, () -> {
            long revision = cypher.statement("test/bump-revision")
                    .with("id", aggregateId)
                    .one(row -> row.longValue("revision"))
                    .orElseThrow();
            cypher.statement("test/create-counter").with("id", auditId).run();
            for (int i = 0; i < events; i++) {
                outbox.append(new NewEvent(
                        "OutboxTestRecord", aggregateId, revision, clock.now(), new OutboxTestEvent("event " + i)));
            }
            return revision;
        });
    }

    void recordEffect(String source, OutboxEvent event) {
        cypher.statement("test/record-effect")
                .with("source", source)
                .with("aggregateId", event.aggregateId())
                .with("revision", event.revision())
                .run();
    }

    void run(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(statement, parameters).consume();
        }
    }

    List<Map<String, Object>> rows(String query, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.run(query, parameters).list(row -> row.asMap());
        }
    }

    /** How often a statement has run so far, by whomever. */
    long ran(String statement) {
        return meters.find("mainstay.cypher").tag("statement", statement).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    long count(String query, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.run(query, parameters).single().get(0).asLong();
        }
    }

    void empty() {
        run(
                "MATCH (n) WHERE n:OutboxEvent OR n:OutboxSequence OR n:OutboxCursor OR n:DeadLetter OR n:TestEffect "
                        + "OR n:OutboxTestRecord OR n:Lease DETACH DELETE n",
                Map.of());
    }
}
