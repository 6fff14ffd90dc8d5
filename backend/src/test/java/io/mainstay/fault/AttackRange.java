// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.fault.InnocentClient.Experience;
import io.mainstay.support.TestStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import tools.jackson.databind.JsonNode;

/** A backend process with many incidents that is attacked while an innocent client works. */
final class AttackRange implements AutoCloseable {

    private static final int INCIDENTS = 20_000;
    private static final int CHUNK = 2_000;
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final KeycloakTokens tokens = new KeycloakTokens(http, TestStack.addresses());
    private final BackendProcess backend;
    private @Nullable Experience quiet;

    /**
     * What the innocent client met.
     *
     * @param quiet before the first attack on this backend
     * @param attacked during the attack
     * @param report what the attacker met
     */
    record Outcome(Experience quiet, Experience attacked, String report, boolean alive) {

        double ratio() {
            return (double) attacked.p95().toNanos() / quiet.p95().toNanos();
        }
    }

    AttackRange(String name, FaultStack stack, Map<String, String> settings) {
        backend = BackendProcess.start(name, stack.environmentWith(settings)).awaitReady();
    }

    /** Fills the graph, once for all backends on it. */
    void fill() {
        FaultFixture fixture = new FaultFixture(http, backend.graphql(), tokens);
        JsonNode reported = fixture.as("agent")
                .execute(
                        "mutation { incidentReport(input: {title: \"The first of many\", impact: LOW, urgency: LOW}) "
                                + "{ incident { id } userErrors { code message field } } }",
                        Map.of())
                .get("incidentReport");
        assertThat(reported.get("userErrors")).isEmpty();
        String id = reported.at("/incident/id").stringValue();
        try (Driver driver = FaultStack.graph();
                Session session = driver.session()) {
            session.run(
                            "MATCH (first:Incident {id: $id}) UNWIND range(1, $number) AS n "
                                    + "CALL (first, n) { WITH properties(first) AS all CREATE (copy:Incident:Entity) "
                                    + "SET copy = all {.*, id: randomUUID(), title: 'Copy ' + n, "
                                    + "number: 'INC9' + right('00000000' + n, 8)} } IN TRANSACTIONS OF $chunk ROWS",
                            Map.of("id", id, "number", INCIDENTS, "chunk", CHUNK))
                    .consume();
        }
    }

    Outcome stand(Attack attack) throws Exception {
        InnocentClient innocent = new InnocentClient(backend.graphql(), tokens.ofUser("agent"));
        Experience before = quiet;
        if (before == null) {
            innocent.work(until(QUIET));
            before = innocent.work(until(QUIET));
            quiet = before;
        }
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<String> assault = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return attack.assault().run(new AttackTarget(URI.create(backend.address()), tokens));
                        } catch (Exception failure) {
                            return failure.toString();
                        } finally {
                            over.set(true);
                        }
                    },
                    threads);
            Experience attacked = innocent.work(() -> !over.get());
            return new Outcome(before, attacked, assault.join(), backend.isAlive());
        }
    }

    private static BooleanSupplier until(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        return () -> System.nanoTime() < end;
    }

    /** The lines of the backend's log so far that hold a text. */
    long logged(String text) {
        return backend.logged(text);
    }

    BackendProcess awaitReady() {
        return backend.awaitReady();
    }

    @Override
    public void close() {
        backend.close();
        http.close();
    }
}
