// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.fault.PersistentClient.Failure;
import io.mainstay.image.ImageProcess;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.lease.LeasedWorker;
import io.mainstay.support.TestStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two processes of the image behind a balancer that knows only who is ready, replaced one after the other while clients work, timers fire
 * and a subscriber follows: no request fails. Then one is killed with signal 9. {@code mainstay.fault.rounds} says how often
 * each, and if it is once, the second is spared if the subscriber was at the first; {@link LoadCheck} says what must hold afterwards.
 */
@Tag("full")
@Order(FaultStack.LAST)
class RollingRestartIT {

    private static final Logger LOG = LoggerFactory.getLogger(RollingRestartIT.class);

    private static final int ROUNDS = Integer.getInteger("mainstay.fault.rounds", 1);
    private static final int CLIENTS = 3;
    private static final int BETWEEN = 10;
    private static final int UNTIL_WARM = 40;
    private static final int LATE = 3;
    private static final Duration BEFORE_BREACH = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Long enough for the balancer to notice, which a slow machine delays. */
    private static final Duration DRAIN = TcpBalancer.PERIOD.multipliedBy(8);

    /** Timers and deliveries go on elsewhere within this time after the end, because the leases were given back before it. */
    private static final Duration HANDED_OVER = LeasedWorker.LEASE;

    /** Leases of the dead run out first; then one that tries every other second gets them. */
    private static final Duration TAKEN_OVER = LeasedWorker.LEASE.plusSeconds(10);

    /** How long clients may meet a backend that has died. */
    private static final Duration NOTICED = TcpBalancer.PERIOD.plusSeconds(3);

    private static final String BY_TIMER = "incident.closed.v1";
    private static final String BY_CLIENTS = "incident.reported.v1";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KeycloakTokens tokens = new KeycloakTokens(http, TestStack.addresses());
    private final String word = "roll" + Ids.next().replace("-", "");
    private FaultStack stack;

    @BeforeEach
    void prepare() {
        ImageProcess.assumePossible();
        stack = FaultStack.prepare();
    }

    @AfterEach
    void removeTheMigrationOfTheNextRelease() {
        run("MATCH (m:Migration {version: 9001}) DELETE m");
    }

    @Test
    void shouldFailNoRequestWhileBackendsAreReplacedAndLoseNothingWhenOneDies() throws Exception {
        try (EventRecorder recorder = new EventRecorder();
                ImageProcess first = ImageProcess.start("rolling-first", environment(recorder));
                ImageProcess second = ImageProcess.start("rolling-second", environment(recorder));
                TcpBalancer balancer =
                        new TcpBalancer(List.of(URI.create(first.address()), URI.create(second.address())))) {
            first.awaitReady();
            second.awaitReady();
            balancer.awaitAll();
            FaultFixture fixture = new FaultFixture(http, balancer.graphql(), tokens);
            PersistentClient agent = fixture.as("agent");
            // What is shown is that nothing fails, not how much goes through; other tests and each start want the
            // processor too.
            IncidentLoad load = new IncidentLoad(agent, word, fixture.offering(word), CLIENTS).atEase();
            Set<String> late = load.reportBackdated(
                    fixture.asIntegration(),
                    fixture.personId(agent),
                    Instant.now().minus(FaultFixture.TARGET).plus(BEFORE_BREACH),
                    LATE);
            try (IncidentFollower follower =
                    new IncidentFollower(balancer.webSocket(), agent, word, () -> tokens.ofUser("agent"))) {
                follower.awaitConnections(1);
                migrateToTheNextRelease();
                try (IncidentLoad running = load.start()) {
                    replaceAll(List.of(first, second), balancer, running, recorder, follower);
                    assertThat(agent.failures()).as("requests that failed").isEmpty();
                    assertThat(follower.closeCodes())
                            .as("how connections of the subscriber ended: going away")
                            .isNotEmpty()
                            .containsOnly(1001);
                    killOne(List.of(first, second), agent, balancer, running, recorder);
                }
                assertThat(load.failures()).isEmpty();
                new LoadCheck(agent, word, load, late, recorder).run();
                follower.check(recorder);
            }
        }
    }

    private static void replaceAll(
            List<ImageProcess> backends,
            TcpBalancer balancer,
            IncidentLoad load,
            EventRecorder recorder,
            IncidentFollower follower) {
        for (int round = 0; round < ROUNDS; round++) {
            for (ImageProcess backend : backends) {
                // Each start beside other tests takes more than a minute: once is enough if it was the follower's
                // backend.
                if (ROUNDS == 1 && !follower.closeCodes().isEmpty()) {
                    return;
                }
                load.awaitResolved(BETWEEN, PATIENCE);
                long start = System.nanoTime();
                backend.terminate();
                backend.awaitEnd(PATIENCE);
                long ended = System.nanoTime();
                awaitMore(recorder, BY_TIMER);
                LOG.info(
                        "Replaced after {}; longest pause of timers {}, of events {}",
                        Duration.ofNanos(ended - start),
                        recorder.longestPause(BY_TIMER, start),
                        recorder.longestPause(BY_CLIENTS, start));
                assertThat(recorder.longestPause(BY_TIMER, ended)).isLessThan(HANDED_OVER);
                assertThat(recorder.longestPause(BY_CLIENTS, ended)).isLessThan(HANDED_OVER);
                backend.restart();
                backend.awaitReady();
                balancer.awaitAll();
            }
        }
    }

    private static void killOne(
            List<ImageProcess> backends,
            PersistentClient agent,
            TcpBalancer balancer,
            IncidentLoad load,
            EventRecorder recorder) {
        for (int round = 0; round < ROUNDS; round++) {
            // Who takes over has just started: what is measured is the takeover, not how fast a cold backend is beside
            // busy clients.
            load.awaitResolved(UNTIL_WARM, PATIENCE);
            ImageProcess victim = backends.get(round % backends.size());
            long killed = System.nanoTime();
            victim.kill();
            awaitMore(recorder, BY_TIMER);
            LOG.info(
                    "Killed; longest pause of timers {}, of events {}; {} requests repeated",
                    recorder.longestPause(BY_TIMER, killed),
                    recorder.longestPause(BY_CLIENTS, killed),
                    agent.failures().size());
            assertThat(recorder.longestPause(BY_TIMER, killed)).isLessThan(TAKEN_OVER);
            assertThat(recorder.longestPause(BY_CLIENTS, killed)).isLessThan(TAKEN_OVER);
            assertThat(agent.failures().stream().filter(failure -> sentAfter(failure, killed)))
                    .as("requests that failed although the balancer knows who is dead")
                    .isEmpty();
            if (round + 1 < ROUNDS) {
                victim.restart();
                victim.awaitReady();
                balancer.awaitAll();
            }
        }
    }

    private static boolean sentAfter(Failure failure, long killed) {
        return failure.sentNanos() - killed > NOTICED.toNanos();
    }

    /** Waits for effects that cannot have been under way. */
    private static void awaitMore(EventRecorder recorder, String type) {
        int enough = recorder.timesOf(type).size() + BETWEEN;
        Awaitility.await(type)
                .atMost(PATIENCE)
                .until(() -> recorder.timesOf(type).size() >= enough);
    }

    /** As in an upgrade: what starts from now on finds a graph that a later release has expanded. */
    private static void migrateToTheNextRelease() {
        run("CREATE (:Migration {version: 9001, name: 'next_release', kind: 'SCHEMA', checksum: 'unknown', needs: 0})");
    }

    private static void run(String statement) {
        try (Driver driver = FaultStack.graph();
                Session session = driver.session()) {
            session.run(statement).consume();
        }
    }

    private Map<String, String> environment(EventRecorder recorder) {
        Map<String, String> all = stack.environmentWith(Map.of(
                "MAINSTAY_WEBHOOK_URL",
                recorder.url(),
                "MAINSTAY_INCIDENT_AUTOCLOSEAFTER",
                "3s",
                "MAINSTAY_SHUTDOWN_DRAIN",
                DRAIN.toMillis() + "ms"));
        // A container has nothing of the machine's environment.
        all.keySet().removeIf(name -> !name.startsWith("MAINSTAY_"));
        // Starts compete with the load for the processor: the second compiler would only make them longer.
        all.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        return all;
    }
}
