// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

@IntegrationTest
class PeriodicJobsIT {

    private static final int REPLICAS = 6;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Leases leases;

    @Autowired
    private SystemClock clock;

    @Autowired
    private Driver driver;

    private final String name = "test." + Ids.next();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void shouldRunOnceAmongReplicasThatAllFindItDue() throws Exception {
        PeriodicJob job = job(PeriodicJob.Missed.RUN_ONCE, runs::incrementAndGet);
        replica(job).due();
        makeDue("PT1S");

        List<Callable<Boolean>> replicas = new ArrayList<>();
        for (int replica = 0; replica < REPLICAS; replica++) {
            PeriodicJobs jobs = replica(job);
            replicas.add(() -> {
                boolean ran = false;
                for (int attempt = 0; attempt < 5; attempt++) {
                    ran |= jobs.runIfDue(job);
                }
                return ran;
            });
        }
        int ran = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> result : threads.invokeAll(replicas)) {
                ran += result.get() ? 1 : 0;
            }
        }

        assertThat(runs).hasValue(1);
        assertThat(ran).isEqualTo(1);
    }

    @Test
    void shouldRunByItselfWhenItsTimeHasCome() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> value("MATCH (s:Schedule {name: 'outbox.purge'}) RETURN s.nextDue IS NOT NULL") != null);
        run("MATCH (s:Schedule {name: 'outbox.purge'}) SET s.nextDue = datetime.realtime()");

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        "SUCCEEDED".equals(value("MATCH (s:Schedule {name: 'outbox.purge'}) RETURN s.lastOutcome")));
        assertThat(value("MATCH (s:Schedule {name: 'outbox.purge'}) RETURN s.nextDue > datetime.realtime()"))
                .isEqualTo(true);
    }

    @Test
    void shouldMakeUpOnceForRunsThatWereMissed() {
        PeriodicJob job = job(PeriodicJob.Missed.RUN_ONCE, runs::incrementAndGet);
        PeriodicJobs jobs = replica(job);
        jobs.due();
        makeDue("P3D");

        assertThat(jobs.due()).contains(job);
        assertThat(jobs.runIfDue(job)).isTrue();
        assertThat(jobs.due()).doesNotContain(job);
        assertThat(runs).hasValue(1);
    }

    @Test
    void shouldSkipRunsThatWereMissedWhenTheJobSaysSo() {
        PeriodicJob job = job(PeriodicJob.Missed.SKIP, runs::incrementAndGet);
        PeriodicJobs jobs = replica(job);
        jobs.due();
        makeDue("P3D");

        assertThat(jobs.runIfDue(job)).isFalse();
        assertThat(runs).hasValue(0);
        assertThat(jobs.due()).doesNotContain(job);
        assertThat(outcome()).isEqualTo("SKIPPED");
    }

    @Test
    void shouldNoteAFailureAndGoOnByTheCadence() {
        PeriodicJob job = job(PeriodicJob.Missed.RUN_ONCE, () -> {
            throw new IllegalStateException("cannot run");
        });
        PeriodicJobs jobs = replica(job);
        jobs.due();
        makeDue("PT1S");

        jobs.runIfDue(job);

        assertThat(outcome()).isEqualTo("FAILED");
        assertThat(jobs.due()).doesNotContain(job);
    }

    @Test
    void shouldNoteAnErrorAndGoOnByTheCadence() {
        PeriodicJob job = job(PeriodicJob.Missed.RUN_ONCE, () -> {
            throw new StackOverflowError("too deep");
        });
        PeriodicJobs jobs = replica(job);
        jobs.due();
        makeDue("PT1S");

        jobs.runIfDue(job);

        assertThat(outcome()).isEqualTo("FAILED");
        assertThat(jobs.due()).doesNotContain(job);
    }

    private PeriodicJobs replica(PeriodicJob job) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("job", job);
        return new PeriodicJobs(work, cypher, leases, clock, beans.getBeanProvider(PeriodicJob.class));
    }

    private PeriodicJob job(PeriodicJob.Missed missed, Runnable action) {
        return new PeriodicJob() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Cadence cadence() {
                return new Cadence.Every(Duration.ofHours(1));
            }

            @Override
            public Missed missed() {
                return missed;
            }

            @Override
            public void run() {
                action.run();
            }
        };
    }

    private void makeDue(String ago) {
        run("MATCH (s:Schedule {name: $name}) SET s.nextDue = datetime.realtime() - duration('" + ago + "')");
    }

    private Object outcome() {
        return value("MATCH (s:Schedule {name: $name}) RETURN s.lastOutcome");
    }

    private void run(String statement) {
        try (Session session = driver.session()) {
            session.run(statement, Map.of("name", name)).consume();
        }
    }

    private Object value(String query) {
        try (Session session = driver.session()) {
            return session.run(query, Map.of("name", name)).stream()
                    .findFirst()
                    .map(row -> row.get(0).asObject())
                    .orElse(null);
        }
    }
}
