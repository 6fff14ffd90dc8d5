// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.support.TestApplications;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;
import tools.jackson.databind.JsonNode;

/**
 * The drill of docs/operations/backup.md: a stack with demo data is backed up while it runs, destroyed and restored. Every
 * record and every hash of the audit trail is there again, people log in as before, and search answers from a new index.
 */
@Tag("full")
@Order(FaultStack.LAST)
class BackupDrillIT {

    private static final Path FOLDER = Path.of("target/backup-drill").toAbsolutePath();
    private static final OwnStack STACK = new OwnStack(FOLDER.resolve("stack"));
    private static final Path FILE = FOLDER.resolve("drill.backup");
    private static final int ROUNDS = 5;

    /** What ticks all the time, says nothing about records, and goes on from where the backup has it. */
    private static final String AT_WORK =
            "n:Lease OR n:Schedule OR n:OutboxCursor OR n:OutboxSequence OR n:AuditSeal OR n:IdentitySynchronisation"
                    + " OR n:SearchRebuild OR n:SearchDrift OR n:Job OR n:NumberSequence OR n:IdempotencyKey";

    @AfterEach
    void destroy() throws Exception {
        STACK.destroy();
    }

    @Test
    void shouldBringBackEveryRecordAndEveryHash() throws Exception {
        TestApplications.close();
        STACK.destroy();
        assertThat(STACK.run("up", "-d", "--wait", "--free-ports")).contains("demo data", "are loaded");

        Map<String, String> before = backedUp();
        assertThat(before).hasSizeGreaterThan(5_000);
        assertThat(before.keySet()).anyMatch(key -> key.startsWith("AuditEntry"));
        STACK.destroy();
        assertThat(STACK.data()).doesNotExist();

        // The graph alone first: a backend goes on with its work as soon as it is there.
        String restored = STACK.run("restore", FILE.toString(), "--yes", "-d", "--free-ports", "--servers", "neo4j");
        assertThat(restored).contains("(RPO)", "(RTO)");
        assertThat(differences(before, graph())).isEmpty();
        STACK.run("down");
        STACK.run("up", "-d", "--free-ports");

        try (HttpClient http = HttpClient.newHttpClient()) {
            PersistentClient administrator = client(http);
            JsonNode audit = administrator
                    .execute("{ auditVerify { intact complete entries findings { kind recordId } } }", Map.of())
                    .get("auditVerify");
            assertThat(audit.get("intact").asBoolean()).as(audit.toString()).isTrue();
            assertThat(audit.get("entries").asLong()).isPositive();
            String number = administrator
                    .execute("{ incidents(first: 1) { nodes { number } } }", Map.of())
                    .at("/incidents/nodes/0/number")
                    .asString();
            await("an answer of the new index")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> administrator
                            .execute(
                                    "query($q: String!) { search(query: $q, first: 1) { source nodes { number } } }",
                                    Map.of("q", number))
                            .get("search")
                            .toString()
                            .equals("{\"source\":\"INDEX\",\"nodes\":[{\"number\":\"" + number + "\"}]}"));
        }
    }

    /** The graph that is in the backup: that of before and after it, once nothing has changed meanwhile. */
    private static Map<String, String> backedUp() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> before = graph();
            assertThat(STACK.run("backup", FILE.toString())).contains("The servers paused for", "(RPO)");
            if (graph().equals(before)) {
                return before;
            }
        }
        throw new AssertionError("Records changed during each of " + ROUNDS + " backups");
    }

    /** Every node and relation by what identifies it, with all its properties. */
    private static Map<String, String> graph() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Driver driver = STACK.graph();
                Session session = driver.session()) {
            session.run("MATCH (n) WHERE NOT (" + AT_WORK
                            + ") RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties")
                    .forEachRemaining(row -> put(all, row, row.get("labels").asList(Value::asString)));
            session.run("MATCH (a)-[r]->(b) WHERE NOT any(n IN [a, b] WHERE " + AT_WORK
                            + ") RETURN elementId(a) + ' ' + elementId(r) + ' ' + elementId(b) AS id,"
                            + " [type(r)] AS labels, properties(r) AS properties")
                    .forEachRemaining(row -> put(all, row, row.get("labels").asList(Value::asString)));
        }
        return all;
    }

    /** What only one of the two has, or has otherwise. */
    private static List<String> differences(Map<String, String> before, Map<String, String> after) {
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .map(key -> key + ": " + before.get(key) + " became " + after.get(key))
                .toList();
    }

    private static void put(Map<String, String> all, Record row, List<String> labels) {
        Map<String, Object> properties = new TreeMap<>(row.get("properties").asMap());
        List<String> sorted = new ArrayList<>(labels);
        sorted.sort(null);
        all.put(String.join(" ", sorted) + " " + row.get("id").asString(), properties.toString());
    }

    private static PersistentClient client(HttpClient http) throws IOException {
        Map<String, String> stack = STACK.addresses();
        return new PersistentClient(
                http,
                List.of(URI.create(stack.get("MAINSTAY_BACKEND_URL") + "/graphql")),
                () -> new KeycloakTokens(http, stack).ofUser("administrator"));
    }
}
