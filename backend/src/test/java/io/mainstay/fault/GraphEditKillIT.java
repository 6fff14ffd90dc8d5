// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import tools.jackson.databind.JsonNode;

/**
 * The backend killed with signal 9 while it applies the graph edit of a change that succeeds, and just after: the graph has all of the edit or nothing, and the
 * change and its history say which. With more than one of {@code mainstay.fault.rounds} it is killed at any moment besides.
 */
@Order(FaultStack.LAST)
class GraphEditKillIT {

    private static final int ROUNDS = Integer.getInteger("mainstay.fault.rounds", 1);

    private static final int ADDED = 48;
    private static final int MOST_DELAY_MS = 800;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String USER_ERRORS = "userErrors { code message field }";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random();
    private FaultStack stack;

    @BeforeEach
    void prepare() {
        stack = FaultStack.prepare();
    }

    /** When the backend is killed. */
    private interface Moment {

        /** Begins the completion, and returns when the backend is dead. */
        void kill(BackendProcess backend, Runnable completion, Driver graph, Edit edit);
    }

    /**
     * A change that is being made, with what its edit does: it adds {@value #ADDED} items and relations between them, alters one and retires one.
     *
     * @param word in the names of what it adds
     */
    private record Edit(String changeId, String word, String alteredId, String retiredId, int relations) {}

    /** How much of an edit is there. */
    private record Done(long items, long relations, boolean altered, boolean retired, String state, long completions) {

        static Done nothing() {
            return new Done(0, 0, false, false, "IMPLEMENTING", 0);
        }

        static Done all(Edit edit) {
            return new Done(ADDED, edit.relations(), true, true, "REVIEW", 1);
        }
    }

    @Test
    void shouldApplyAllOfAGraphEditOrNothingWhenTheBackendIsKilled() {
        try (BackendProcess backend = BackendProcess.start("graph-edit", stack.environment());
                Driver graph = FaultStack.graph()) {
            backend.awaitReady();
            assertThat(isNothingLeft(backend, graph, GraphEditKillIT::beforeTheCommit))
                    .as("nothing is left by a kill inside of the transaction")
                    .isTrue();
            assertThat(isNothingLeft(backend, graph, GraphEditKillIT::afterTheCommit))
                    .as("nothing is left by a kill after the commit")
                    .isFalse();
            for (int i = 1; i < ROUNDS; i++) {
                isNothingLeft(backend, graph, this::atAnyMoment);
            }
        }
    }

    /** Kills the backend while it completes a change, and checks what is there; whether that is nothing. */
    private boolean isNothingLeft(BackendProcess backend, Driver graph, Moment moment) {
        Team team = new Team(new FaultFixture(http, backend.graphql()));
        Edit edit = team.begin();
        assertThat(done(graph, edit)).isEqualTo(Done.nothing());
        // It repeats what was not answered, by the version that it read.
        CompletableFuture<JsonNode> completion = new CompletableFuture<>();
        moment.kill(backend, () -> completion.completeAsync(() -> team.complete(edit)), graph, edit);
        awaitRolledBack(graph);
        Done left = done(graph, edit);
        assertThat(left).as("what a killed backend leaves").isIn(Done.nothing(), Done.all(edit));
        backend.restart();
        backend.awaitReady();

        List<String> refused = StreamSupport.stream(
                        completion.orTimeout(3, TimeUnit.MINUTES).join().spliterator(), false)
                .map(error -> error.get("code").stringValue())
                .toList();

        boolean nothing = left.equals(Done.nothing());
        // After the commit the answer may have been under way when the backend died.
        assertThat(refused)
                .as("the completion")
                .isIn(nothing ? Set.of(List.of()) : Set.of(List.of(), List.of("STALE_VERSION")));
        assertThat(done(graph, edit)).isEqualTo(Done.all(edit));
        return nothing;
    }

    /**
     * The last that a transaction writes is its audit entries. Whoever has written the next one of the change, and does not commit, lets it wait there for as
     * long as it takes to kill the backend.
     */
    private static void beforeTheCommit(BackendProcess backend, Runnable completion, Driver graph, Edit edit) {
        try (Session session = graph.session();
                Transaction obstacle = session.beginTransaction()) {
            obstacle.run(
                            "MATCH (c:Change {id: $id}) CREATE (:AuditEntry {chainId: c.id, sequence: c.revision + 1})",
                            Map.of("id", edit.changeId()))
                    .consume();
            completion.run();
            await("the edit is written and waits").until(() -> waiting(graph) > 0);
            backend.kill();
            obstacle.rollback();
        }
    }

    private static void afterTheCommit(BackendProcess backend, Runnable completion, Driver graph, Edit edit) {
        completion.run();
        // The state alone: one statement that reads much may see half of a commit.
        await("the completion is committed").until(() -> hasState(graph, edit, "REVIEW"));
        backend.kill();
    }

    private void atAnyMoment(BackendProcess backend, Runnable completion, Driver graph, Edit edit) {
        completion.run();
        Awaitility.await()
                .pollDelay(Duration.ofMillis(random.nextInt(MOST_DELAY_MS)))
                .atMost(PATIENCE)
                .until(() -> true);
        backend.kill();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    /** Nobody else works on the graph: what is running is of the backend that is dead. */
    private static void awaitRolledBack(Driver graph) {
        await("nothing of the dead backend goes on").until(() -> running(graph, "true") == 0);
    }

    /** How many transactions wait that have written as much as the edit; those of the consumers of events write little. */
    private static long waiting(Driver graph) {
        return running(graph, "status STARTS WITH 'Blocked' AND activeLockCount > " + 2 * ADDED);
    }

    private static long running(Driver graph, String condition) {
        return graph.executableQuery("SHOW TRANSACTIONS YIELD currentQuery, database, status, activeLockCount"
                        + " WHERE database <> 'system' AND NOT currentQuery STARTS WITH 'SHOW TRANSACTIONS' AND "
                        + condition + " RETURN count(*) AS count")
                .execute()
                .records()
                .getFirst()
                .get("count")
                .asLong();
    }

    private static boolean hasState(Driver graph, Edit edit, String state) {
        return graph.executableQuery("MATCH (c:Change {id: $id}) RETURN c.state AS state")
                .withParameters(Map.of("id", edit.changeId()))
                .execute()
                .records()
                .getFirst()
                .get("state")
                .asString()
                .equals(state);
    }

    /**
     * Reads with the write lock of the change, which a completion holds until all that it has committed can be read: a commit that is being applied is no
     * running transaction any more, and a statement that reads much may see half of it.
     */
    private static Done done(Driver graph, Edit edit) {
        try (Session session = graph.session();
                Transaction reading = session.beginTransaction()) {
            reading.run("MATCH (c:Change {id: $id}) SET c.version = c.version", Map.of("id", edit.changeId()))
                    .consume();
            Done done = read(reading, edit);
            reading.rollback();
            return done;
        }
    }

    private static Done read(Transaction reading, Edit edit) {
        Record row = reading.run(
                        """
                        MATCH (c:Change {id: $changeId})
                        MATCH (altered:ConfigurationItem {id: $alteredId})
                        MATCH (retired:ConfigurationItem {id: $retiredId})
                        RETURN c.state AS state, altered.description IS NOT NULL AS altered, retired.lifecycle = 'RETIRED' AS retired,
                          COUNT { MATCH (i:ConfigurationItem) WHERE i.name STARTS WITH $word AND NOT i.id IN [$alteredId, $retiredId] } AS items,
                          COUNT { MATCH (i:ConfigurationItem)-[r:DEPENDS_ON|LOCATED_IN]->() WHERE i.name STARTS WITH $word } AS typed,
                          COUNT { MATCH (r:CiRelation) MATCH (i:ConfigurationItem {id: r.sourceId}) WHERE i.name STARTS WITH $word } AS relations,
                          COUNT { MATCH (e:AuditEntry {chainId: $changeId}) WHERE e.action ENDS WITH 'complete' } AS completions
                        """,
                        Map.of(
                                "changeId", edit.changeId(),
                                "alteredId", edit.alteredId(),
                                "retiredId", edit.retiredId(),
                                "word", edit.word()))
                .single();
        assertThat(row.get("typed").asLong())
                .as("relations and their records")
                .isEqualTo(row.get("relations").asLong());
        return new Done(
                row.get("items").asLong(),
                row.get("relations").asLong(),
                row.get("altered").asBoolean(),
                row.get("retired").asBoolean(),
                row.get("state").asString(),
                row.get("completions").asLong());
    }

    /** Those who plan, authorise and make a change. */
    private final class Team {

        private final PersistentClient requester;
        private final PersistentClient planner;
        private final PersistentClient manager;
        private final PersistentClient implementer;
        private final String implementerId;

        Team(FaultFixture fixture) {
            requester = fixture.as("agent");
            planner = fixture.as("configuration-manager");
            manager = fixture.as("change-manager");
            implementer = fixture.as("agent-network");
            // A graph that was just emptied knows nobody's organisation before the first synchronisation.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !planner.execute("{ viewer { organisation { id } } }", Map.of())
                            .at("/viewer/organisation/id")
                            .isMissingNode());
            implementerId = fixture.personId(implementer);
        }

        /** Brings a change to where it is being made. */
        Edit begin() {
            String word = "kill" + Ids.next().replace("-", "");
            String altered = item(word, "rack");
            String retired = item(word, "server");
            Instant now = Instant.now();
            JsonNode requested = requester
                    .execute(
                            "mutation($input: ChangeRequestInput!) { result: changeRequest(input: $input) { change { id } "
                                    + USER_ERRORS + " } }",
                            Map.of(
                                    "input",
                                    Map.of(
                                            "title", "Build a row",
                                            "reason", "It is needed",
                                            "plan", "Build it",
                                            "testPlan", "Tried elsewhere",
                                            "backOutPlan", "Take it out",
                                            "window",
                                                    Map.of(
                                                            "from",
                                                                    now.minusSeconds(60)
                                                                            .toString(),
                                                            "to",
                                                                    now.plusSeconds(7_200)
                                                                            .toString(),
                                                            "zone", "Europe/Berlin"),
                                            "implementerIds", List.of(implementerId),
                                            "ciIds", List.of(altered, retired))))
                    .get("result");
            assertThat(requested.get("userErrors")).isEmpty();
            String id = requested.at("/change/id").stringValue();
            Map<String, Object> input = new HashMap<>(edit(word, altered, retired));
            act(planner, "SetGraphEdit", id, input);
            act(requester, "Submit", id, null);
            act(manager, "Assess", id, Map.of("riskLevel", "LOW", "reason", "Done often"));
            act(manager, "Authorise", id, null);
            act(implementer, "Start", id, null);
            return new Edit(id, word, altered, retired, ((List<?>) input.get("addRelations")).size());
        }

        /** What is wrong with it. */
        JsonNode complete(Edit edit) {
            return sent(implementer, "Complete", edit.changeId(), Map.of("outcome", "SUCCESSFUL"));
        }

        private void act(PersistentClient who, String action, String id, @Nullable Map<String, ?> input) {
            assertThat(sent(who, action, id, input)).as(action).isEmpty();
        }

        private JsonNode sent(PersistentClient who, String action, String id, @Nullable Map<String, ?> input) {
            int version = who.execute("query($id: ID!) { change(id: $id) { version } }", Map.of("id", id))
                    .at("/change/version")
                    .intValue();
            Map<String, Object> variables = new HashMap<>(Map.of("id", id, "version", version));
            if (input != null) {
                variables.put("input", input);
            }
            return who.execute(
                            "mutation($id: ID!, $version: Int!"
                                    + (input == null ? "" : ", $input: Change" + action + "Input!")
                                    + ") { result: change"
                                    + action + "(id: $id, expectedVersion: $version"
                                    + (input == null ? "" : ", input: $input")
                                    + ") { " + USER_ERRORS + " } }",
                            variables)
                    .at("/result/userErrors");
        }

        private String item(String word, String classKey) {
            JsonNode result = planner.execute(
                            "mutation($input: ConfigurationItemCreateInput!) { result: configurationItemCreate(input: $input) "
                                    + "{ configurationItem { id } userErrors { code message } } }",
                            Map.of(
                                    "input",
                                    Map.of(
                                            "name",
                                            word + " " + classKey,
                                            "classId",
                                            classId(classKey),
                                            "lifecycle",
                                            "LIVE")))
                    .get("result");
            assertThat(result.get("userErrors")).isEmpty();
            return result.at("/configurationItem/id").stringValue();
        }

        private String classId(String key) {
            return StreamSupport.stream(
                            planner.execute("{ ciClasses { id key } }", Map.of())
                                    .get("ciClasses")
                                    .spliterator(),
                            false)
                    .filter(ciClass -> ciClass.get("key").stringValue().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .get("id")
                    .stringValue();
        }

        private Map<String, Object> edit(String word, String altered, String retired) {
            String server = classId("server");
            List<Map<String, Object>> items = new ArrayList<>();
            List<Map<String, Object>> relations = new ArrayList<>();
            for (int i = 0; i < ADDED; i++) {
                items.add(Map.of("key", "s" + i, "classId", server, "name", word + " server " + i));
                relations.add(Map.of("sourceKey", "s" + i, "targetId", altered, "type", "LOCATED_IN"));
                for (int far = 1; far <= 3 && i + far < ADDED; far++) {
                    relations.add(Map.of("sourceKey", "s" + i, "targetKey", "s" + (i + far), "type", "DEPENDS_ON"));
                }
            }
            return Map.of(
                    "addItems",
                    items,
                    "alterItems",
                    List.of(Map.of("ciId", altered, "description", "A row")),
                    "retireItemIds",
                    List.of(retired),
                    "addRelations",
                    relations);
        }
    }
}
