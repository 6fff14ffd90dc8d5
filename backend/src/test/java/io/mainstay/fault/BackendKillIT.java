// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.lease.LeasedWorker;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Backends killed with signal 9 while clients work and timers fire: the only one, or one of two. {@code
 * mainstay.fault.rounds} says how often each; {@link LoadCheck} says what must hold afterwards.
 */
@Order(FaultStack.LAST)
class BackendKillIT {

    private static final int ROUNDS = Integer.getInteger("mainstay.fault.rounds", 1);
    private static final int CLIENTS = 4;
    private static final int BETWEEN_KILLS = 15;
    private static final int LATE = 5;
    private static final Duration BEFORE_BREACH = Duration.ofSeconds(15);
    private static final Duration FROZEN = LeasedWorker.LEASE.plusSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private FaultStack stack;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String word = "kill" + Ids.next().replace("-", "");

    @BeforeEach
    void prepare() {
        stack = FaultStack.prepare();
    }

    @Test
    void shouldLoseNothingAndDoNothingTwiceWhenTheOnlyBackendIsKilled() throws Exception {
        try (EventRecorder recorder = new EventRecorder();
                BackendProcess backend = BackendProcess.start("only", environment(recorder))) {
            backend.awaitReady();
            PersistentClient agent = agent(backend);
            IncidentLoad load = load(agent, backend);
            Set<String> late = reportLate(load, agent, backend);
            try (IncidentLoad running = load.start()) {
                for (int round = 0; round < ROUNDS; round++) {
                    running.awaitResolved(BETWEEN_KILLS, PATIENCE);
                    backend.kill();
                    backend.restart();
                }
                running.awaitResolved(BETWEEN_KILLS, PATIENCE);
            }
            assertThat(load.failures()).isEmpty();
            assertThat(agent.failures()).as("requests that met a dead backend").isNotEmpty();
            new LoadCheck(agent, word, load, late, recorder).run();
        }
    }

    /** The build kills one of two behind a balancer instead, in {@code RollingRestartIT}. */
    @Test
    @Tag("full")
    void shouldLoseNothingAndDoNothingTwiceWhenOneOfTwoBackendsIsKilled() throws Exception {
        try (EventRecorder recorder = new EventRecorder();
                BackendProcess first = BackendProcess.start("first", environment(recorder));
                BackendProcess second = BackendProcess.start("second", environment(recorder))) {
            first.awaitReady();
            second.awaitReady();
            PersistentClient agent = agent(first);
            agent.alsoAsk(second.graphql());
            IncidentLoad load = load(agent, first);
            Set<String> late = reportLate(load, agent, first);
            try (IncidentLoad running = load.start()) {
                killOneOfTwo(List.of(first, second), running);
            }
            assertThat(load.failures()).isEmpty();
            assertThat(agent.failures()).as("requests that met a dead backend").isNotEmpty();
            new LoadCheck(agent, word, load, late, recorder).run();
        }
    }

    private static void killOneOfTwo(List<BackendProcess> backends, IncidentLoad load) {
        for (int round = 0; round < ROUNDS; round++) {
            load.awaitResolved(BETWEEN_KILLS, PATIENCE);
            BackendProcess victim = backends.get(round % backends.size());
            victim.kill();
            load.awaitResolved(BETWEEN_KILLS, PATIENCE);
            if (round + 1 < ROUNDS) {
                victim.restart();
                victim.awaitReady();
            }
        }
    }

    /** A frozen backend holds its connections, and what its transactions have locked; thawed, it believes in its leases. */
    @Test
    @Tag("full")
    void shouldLoseNothingAndDoNothingTwiceWhenOneOfTwoBackendsFreezes() throws Exception {
        try (EventRecorder recorder = new EventRecorder();
                BackendProcess freezing = BackendProcess.start("freezing", environment(recorder));
                BackendProcess working = BackendProcess.start("working", environment(recorder))) {
            freezing.awaitReady();
            working.awaitReady();
            // The clients ask the other one alone: requests to a frozen one wait for their time-out.
            PersistentClient agent = agent(working);
            IncidentLoad load = load(agent, working);
            Set<String> late = reportLate(load, agent, working);
            try (IncidentLoad running = load.start()) {
                for (int round = 0; round < ROUNDS; round++) {
                    running.awaitResolved(BETWEEN_KILLS, PATIENCE);
                    freezing.freeze();
                    Awaitility.await().pollDelay(FROZEN).atMost(PATIENCE).until(() -> true);
                    freezing.thaw();
                }
                running.awaitResolved(BETWEEN_KILLS, PATIENCE);
            }
            assertThat(load.failures()).isEmpty();
            new LoadCheck(agent, word, load, late, recorder).run();
        }
    }

    private PersistentClient agent(BackendProcess backend) {
        return fixture(backend).as("agent");
    }

    private IncidentLoad load(PersistentClient agent, BackendProcess backend) {
        return new IncidentLoad(agent, word, fixture(backend).offering(word), CLIENTS);
    }

    /** Incidents whose targets will be missed while backends are killed. */
    private Set<String> reportLate(IncidentLoad load, PersistentClient agent, BackendProcess backend) {
        FaultFixture fixture = fixture(backend);
        return load.reportBackdated(
                fixture.asIntegration(),
                fixture.personId(agent),
                Instant.now().minus(FaultFixture.TARGET).plus(BEFORE_BREACH),
                LATE);
    }

    private FaultFixture fixture(BackendProcess backend) {
        return new FaultFixture(http, backend.graphql());
    }

    private Map<String, String> environment(EventRecorder recorder) {
        return stack.environmentWith(
                Map.of("MAINSTAY_WEBHOOK_URL", recorder.url(), "MAINSTAY_INCIDENT_AUTOCLOSEAFTER", "3s"));
    }
}
