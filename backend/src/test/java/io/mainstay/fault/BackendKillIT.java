package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.support.TestStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Backends killed with signal 9 while clients work and timers fire. {@code mainstay.fault.rounds} says how often one is
 * killed; {@link LoadCheck} says what must hold afterwards.
 */
@Order(FaultStack.LAST)
class BackendKillIT {

    private static final int ROUNDS = Integer.getInteger("mainstay.fault.rounds", 1);
    private static final int CLIENTS = 4;
    private static final int RESOLVED_BETWEEN_KILLS = 15;
    private static final int LATE = 5;
    private static final Duration BEFORE_BREACH = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static FaultStack stack;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String word = "kill" + Ids.next().replace("-", "");

    @BeforeAll
    static void prepare() {
        stack = FaultStack.prepare();
    }

    @Test
    void shouldLoseNothingAndDoNothingTwiceWhenTheBackendIsKilled() throws Exception {
        try (EventRecorder recorder = new EventRecorder();
                BackendProcess backend = BackendProcess.start("single", environment(recorder))) {
            backend.awaitReady();
            loadAndKill(List.of(backend), recorder, _ -> {
                backend.kill();
                backend.restart();
            });
        }
    }

    @Test
    void shouldLoseNothingAndDoNothingTwiceWhenOneOfTwoBackendsIsKilled() throws Exception {
        try (EventRecorder recorder = new EventRecorder();
                BackendProcess first = BackendProcess.start("first", environment(recorder));
                BackendProcess second = BackendProcess.start("second", environment(recorder))) {
            first.awaitReady();
            second.awaitReady();
            List<BackendProcess> backends = List.of(first, second);
            loadAndKill(backends, recorder, round -> {
                BackendProcess victim = backends.get(round % backends.size());
                victim.kill();
                if (round + 1 < ROUNDS) {
                    victim.restart();
                    victim.awaitReady();
                }
            });
        }
    }

    private void loadAndKill(List<BackendProcess> backends, EventRecorder recorder, IntConsumer killing)
            throws InterruptedException {
        List<URI> addresses = backends.stream().map(BackendProcess::graphql).toList();
        FaultFixture fixture = new FaultFixture(http, addresses.getFirst());
        String offeringId = fixture.offering(word);
        PersistentClient agent =
                new PersistentClient(http, addresses, new KeycloakTokens(http, TestStack.addresses()).ofUser("agent"));
        IncidentLoad load = new IncidentLoad(agent, word, offeringId, CLIENTS);
        Set<String> late = load.reportBackdated(
                fixture.asIntegration(),
                fixture.personId(agent),
                Instant.now().minus(FaultFixture.TARGET).plus(BEFORE_BREACH),
                LATE);
        try (IncidentLoad running = load.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                running.awaitResolved(RESOLVED_BETWEEN_KILLS, PATIENCE);
                killing.accept(round);
            }
            running.awaitResolved(RESOLVED_BETWEEN_KILLS, PATIENCE);
        }
        assertThat(load.failures()).isEmpty();
        assertThat(agent.repetitions()).as("requests that met a dead backend").isPositive();
        new LoadCheck(agent, word, load, late, recorder).run();
    }

    private static Map<String, String> environment(EventRecorder recorder) {
        return stack.environmentWith(
                Map.of("MAINSTAY_WEBHOOK_URL", recorder.url(), "MAINSTAY_INCIDENT_AUTOCLOSEAFTER", "3s"));
    }
}
