// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeaseLostException;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class JobsIT {

    private static final String KIND = "jobs-test.count";
    static final String BY_ITSELF = "jobs-test.by-itself";
    private static final int CHUNKS = 40;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Leases leases;

    @Autowired
    private SystemClock clock;

    @Autowired
    private Jobs jobs;

    @Autowired
    private Driver driver;

    @Autowired
    private GraphQlClient client;

    @BeforeEach
    void empty() {
        run("MATCH (n) WHERE n:Job OR n:TestEffect DETACH DELETE n");
    }

    @Test
    void shouldShowTheProgressOfAJobUntilItsEnd() {
        String token = TestTokens.as(Role.ADMINISTRATOR).token();
        try (GraphQlSocket socket =
                GraphQlSocket.open(client.uri("/graphql/ws")).init(token)) {
            socket.next();
            String id = jobs.submit(new NewJob(BY_ITSELF, null, Map.of("size", "small"), "somebody"));
            socket.subscribe("1", "subscription { jobProgress(id: \"" + id + "\") { id state done } }");

            JsonNode message = socket.next();
            JsonNode last = message;
            long done = 0;
            while (message.path("type").asString().equals("next")) {
                assertThat(message.at("/payload/data/jobProgress/id").asString())
                        .isEqualTo(id);
                assertThat(message.at("/payload/data/jobProgress/done").asLong())
                        .isGreaterThanOrEqualTo(done);
                done = message.at("/payload/data/jobProgress/done").asLong();
                last = message;
                message = socket.next();
            }
            assertThat(message.path("type").asString()).as("%s", message).isEqualTo("complete");
            assertThat(last.at("/payload/data/jobProgress/state").asString()).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void shouldDoASubmittedJobToItsEnd() {
        String id = jobs.submit(new NewJob(BY_ITSELF, null, Map.of("size", "small"), "somebody"));

        Job job = await().atMost(Duration.ofSeconds(60))
                .until(() -> jobs.find(id), found -> found.orElseThrow().state() == JobState.SUCCEEDED)
                .orElseThrow();
        assertThat(job.done()).isEqualTo(CHUNKS);
        assertThat(job.total()).isEqualTo(CHUNKS);
        assertThat(job.finishedAt()).isNotNull();
        assertThat(job.parameters()).containsExactly(Map.entry("size", "small"));
        assertThat(effects()).isEqualTo(CHUNKS);
    }

    @Test
    void shouldDoEachChunkOnceWhenRunnersComeAndGo() throws Exception {
        String id = jobs.submit(new NewJob(KIND, null, Map.of(), "somebody"));
        AtomicInteger chunks = new AtomicInteger();
        List<Callable<Boolean>> replicas = new ArrayList<>();
        for (int replica = 0; replica < 4; replica++) {
            JobRunner[] holder = new JobRunner[1];
            holder[0] = runner(() -> {
                if (chunks.incrementAndGet() % 7 == 0) {
                    holder[0].stop();
                }
            });
            replicas.add(() -> {
                while (!jobs.find(id).orElseThrow().state().isFinal()) {
                    holder[0].allow();
                    holder[0].run(jobs.find(id).orElseThrow());
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> replica : threads.invokeAll(replicas)) {
                replica.get();
            }
        }

        assertThat(effects()).isEqualTo(CHUNKS);
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void shouldRefuseTheChunkOfARunnerThatWasPausedBeyondItsLease() {
        String id = jobs.submit(new NewJob(KIND, null, Map.of(), "somebody"));
        Lease stale = acquire(id, Duration.ofMillis(1));
        acquire(id, Duration.ofMinutes(1));

        assertThatThrownBy(() -> runner(() -> {}).chunk(stale, id)).isInstanceOf(LeaseLostException.class);
        assertThat(effects()).isZero();
    }

    @Test
    void shouldEndBetweenChunksWhenCancelled() {
        String id = jobs.submit(new NewJob(KIND, null, Map.of(), "somebody"));
        JobRunner[] first = new JobRunner[1];
        first[0] = runner(() -> first[0].stop());
        first[0].run(jobs.find(id).orElseThrow());

        assertThat(jobs.cancel(id)).get().extracting(Job::cancelRequested).isEqualTo(true);
        runner(() -> {}).run(jobs.find(id).orElseThrow());

        Job job = jobs.find(id).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.CANCELLED);
        assertThat(effects()).isEqualTo(job.done()).isEqualTo(1);
        assertThat(jobs.cancel(id)).as("it has ended").isEmpty();
    }

    @Test
    void shouldCountNoAttemptWhenAChunkIsCutShortByTheEndOfTheProcess() {
        String id = jobs.submit(new NewJob(KIND, null, Map.of(), "somebody"));
        JobRunner[] holder = new JobRunner[1];
        holder[0] = runner(() -> {
            holder[0].stop();
            throw new IllegalStateException("the driver is closed");
        });

        holder[0].run(jobs.find(id).orElseThrow());

        Job cut = jobs.find(id).orElseThrow();
        assertThat(cut.attempts()).isZero();
        assertThat(cut.state().isFinal()).isFalse();
        runner(() -> {}).run(cut);
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void shouldTryAFailedChunkAgainLaterAndFailAfterTheLastAttempt() {
        String id = jobs.submit(new NewJob(KIND, null, Map.of(), "somebody"));
        JobRunner runner = runner(() -> {
            throw new IllegalStateException("cannot do this");
        });

        runner.run(jobs.find(id).orElseThrow());
        run("MATCH (j:Job) SET j.retryAt = j.retryAt + duration('PT1H')");
        assertThat(runner.runnable(10)).as("it waits").isEmpty();
        assertThat(jobs.find(id).orElseThrow().error()).contains("cannot do this");
        for (int attempt = 2; attempt <= 5; attempt++) {
            run("MATCH (j:Job) SET j.retryAt = null");
            runner.run(jobs.find(id).orElseThrow());
        }

        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.FAILED);
        assertThat(effects()).isZero();
    }

    @Test
    void shouldTreatAnErrorAsAFailureOfItsChunkAndGiveTheLeaseBack() {
        String id = jobs.submit(new NewJob(KIND, null, Map.of(), "somebody"));

        runner(() -> {
                    throw new StackOverflowError("too deep");
                })
                .run(jobs.find(id).orElseThrow());

        assertThat(jobs.find(id).orElseThrow())
                .returns(1, Job::attempts)
                .satisfies(job -> assertThat(job.error()).contains("too deep"));
        assertThat(leases.acquire("job." + id, Duration.ofMinutes(1))).isPresent();
    }

    @Test
    void shouldFailAtOnceWhenTryingAgainWouldBeOfNoUse() {
        String id = jobs.submit(new NewJob(KIND, null, Map.of(), "somebody"));

        runner(() -> {
                    throw new JobFailedException(new IllegalStateException("somebody has to confirm it"));
                })
                .run(jobs.find(id).orElseThrow());

        assertThat(jobs.find(id).orElseThrow())
                .returns(JobState.FAILED, Job::state)
                .satisfies(job -> assertThat(job.error()).contains("confirm"));
    }

    @Test
    void shouldGiveTheActiveJobOfAKeyInsteadOfASecondOne() {
        NewJob job = new NewJob(KIND, "everything", Map.of(), "somebody");
        String first = jobs.submit(job);

        assertThat(jobs.submit(job)).isEqualTo(first);
        runner(() -> {}).run(jobs.find(first).orElseThrow());
        assertThat(jobs.submit(job)).isNotEqualTo(first);
    }

    @Test
    void shouldListTheNewestFirstPageByPage() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(jobs.submit(new NewJob(KIND, null, Map.of(), "somebody")));
        }

        var first = jobs.list(new PageRequest(3, null));
        var second = jobs.list(new PageRequest(3, first.items().getLast().cursor()));

        assertThat(first.nodes()).extracting(Job::id).containsExactly(ids.get(4), ids.get(3), ids.get(2));
        assertThat(first.hasNext()).isTrue();
        assertThat(second.nodes()).extracting(Job::id).containsExactly(ids.get(1), ids.get(0));
        assertThat(second.hasNext()).isFalse();
    }

    static JobHandler handler(String kind, Cypher cypher, Runnable fault) {
        return new JobHandler() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public JobStep step(Job job) {
                cypher.statement("test/record-effect")
                        .with("source", job.checkpoint())
                        .with("aggregateId", job.id())
                        .with("revision", job.done())
                        .run();
                fault.run();
                long done = job.done() + 1;
                return done == CHUNKS ? JobStep.last(done) : JobStep.next("after " + done, done, null);
            }
        };
    }

    private JobRunner runner(Runnable fault) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("handler", handler(KIND, cypher, fault));
        return new JobRunner(work, cypher, leases, clock, beans.getBeanProvider(JobHandler.class));
    }

    private Lease acquire(String id, Duration duration) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> leases.acquire("job." + id, duration), Optional::isPresent)
                .orElseThrow();
    }

    private long effects() {
        try (Session session = driver.session()) {
            return session.run("MATCH (e:TestEffect) RETURN count(e)")
                    .single()
                    .get(0)
                    .asLong();
        }
    }

    private void run(String statement) {
        try (Session session = driver.session()) {
            session.run(statement).consume();
        }
    }
}
