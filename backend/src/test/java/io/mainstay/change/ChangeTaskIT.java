// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The tasks of changes, over HTTP. */
@IntegrationTest
class ChangeTaskIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TASKS =
            "state version tasks { id position title state dueAt overdue result owner { id } team { id } completedBy { id } completedAt }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCalls calls;

    private ChangeFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldCompleteTasksInTheirOrder() {
        String id = fixture.requested(Map.of());
        String last = added(id, 3, "Put it back");
        String left = added(id, 2, "Drain the left node");
        String right = added(id, 2, "Drain the right node");
        String first = added(id, 1, "Tell the desk");
        assertThat(titles(id))
                .containsExactly("Tell the desk", "Drain the left node", "Drain the right node", "Put it back");
        assertThat(fixture.refused(fixture.implementer, "CompleteTask", id, Map.of("taskId", first)))
                .as("before it is implemented")
                .containsExactly("INVALID_TRANSITION");
        fixture.move(id, ChangeState.IMPLEMENTING);

        GraphQlAnswer early = fixture.act(fixture.implementer, "CompleteTask", id, Map.of("taskId", right));
        assertThat(early.userErrorCodes("changeCompleteTask")).containsExactly("CONFLICT");
        assertThat(early.at("changeCompleteTask.userErrors.0").toString()).contains("Tell the desk", first);
        completed(id, first);
        assertThat(fixture.refused(fixture.implementer, "CompleteTask", id, Map.of("taskId", first)))
                .as("twice")
                .containsExactly("CONFLICT");
        completed(id, right);
        assertThat(fixture.refused(fixture.implementer, "CompleteTask", id, Map.of("taskId", last)))
                .as("the other of the same position is open")
                .containsExactly("CONFLICT");
        assertThat(fixture.refused(fixture.implementer, "CompleteTask", id, Map.of("taskId", left, "done", false)))
                .as("nobody says why")
                .containsExactly("REQUIRED");
        fixture.done(
                fixture.implementer,
                "CompleteTask",
                id,
                Map.of("taskId", left, "done", false, "result", "It was down already"));
        GraphQlAnswer open = fixture.act(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));
        assertThat(open.userErrorCodes("changeComplete")).containsExactly("CONFLICT");
        assertThat(open.at("changeComplete.userErrors.0").toString())
                .contains("Put it back", last)
                .doesNotContain("Tell the desk");
        completed(id, last);
        fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));

        JsonNode tasks = fixture.read(fixture.manager, id, TASKS).at("/tasks");
        assertThat(texts(tasks, "/state")).containsExactly("DONE", "NOT_DONE", "DONE", "DONE");
        assertThat(texts(tasks, "/completedBy/id")).containsOnly(fixture.implementerPerson.personId());
        assertThat(tasks.at("/1/result").asString()).isEqualTo("It was down already");
        assertThat(events(id)).filteredOn("change.task-completed.v1"::equals).hasSize(4);
    }

    @Test
    void shouldWithdrawTheAuthorisationByAnotherPlanAlone() {
        String id = fixture.requested(Map.of());
        String task = added(id, 1, "Drain it");
        fixture.move(id, ChangeState.SCHEDULED);

        fixture.done(
                fixture.requester,
                "UpdateTask",
                id,
                Map.of("taskId", task, "ownerId", fixture.implementerPerson.personId(), "teamId", fixture.teamId));
        assertThat(fixture.state(id)).as("who does it is no plan").isEqualTo("SCHEDULED");
        List<String> actions = List.of("AddTask", "UpdateTask", "RemoveTask");
        for (String action : actions) {
            Map<String, Object> input = new HashMap<>();
            switch (action) {
                case "AddTask" -> input.put("title", "Restart it");
                case "UpdateTask" -> input.putAll(Map.of("taskId", task, "title", "Pull the plug"));
                default -> input.put("taskId", task);
            }
            fixture.done(fixture.requester, action, id, input);
            assertThat(fixture.state(id)).as(action).isEqualTo("AUTHORISATION");
            fixture.done(fixture.manager, "Authorise", id, Map.of());
        }
        assertThat(events(id))
                .filteredOn("change.authorisation-withdrawn.v1"::equals)
                .hasSize(3);
        assertThat(titles(id)).containsExactly("Restart it");
        assertThat(fixture.read(fixture.manager, id, "history { nodes { fields { field before after } } }")
                        .toString())
                .contains("1 Drain it", "1 Pull the plug", fixture.implementerPerson.personId());
    }

    @Test
    void shouldEditWhoDoesItWhileItIsImplementedAndNotWhatItIs() {
        String id = fixture.requested(Map.of());
        String task = added(id, 1, "Drain it");
        fixture.move(id, ChangeState.IMPLEMENTING);

        fixture.done(
                fixture.implementer,
                "UpdateTask",
                id,
                Map.of("taskId", task, "ownerId", fixture.implementerPerson.personId()));
        assertThat(fixture.refused(
                        fixture.implementer, "UpdateTask", id, Map.of("taskId", task, "title", "Something else")))
                .containsExactly("CONFLICT");
        assertThat(fixture.refused(fixture.implementer, "AddTask", id, Map.of("title", "Something else")))
                .containsExactly("INVALID_TRANSITION");
        assertThat(fixture.refused(fixture.implementer, "RemoveTask", id, Map.of("taskId", task)))
                .containsExactly("INVALID_TRANSITION");
        completed(id, task);
        assertThat(fixture.refused(fixture.implementer, "UpdateTask", id, Map.of("taskId", task, "position", 2)))
                .as("it is done")
                .containsExactly("CONFLICT");
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        String id = fixture.requested(Map.of());
        String other = added(fixture.requested(Map.of()), 1, "Of another change");
        assertThat(fixture.refused(fixture.requester, "AddTask", id, Map.of("title", "X", "ownerId", Ids.next())))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.refused(fixture.requester, "AddTask", id, Map.of("title", "X", "teamId", Ids.next())))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.refused(fixture.requester, "AddTask", id, Map.of("title", " ", "position", 0)))
                .containsExactly("REQUIRED", "INVALID");
        assertThat(fixture.refused(fixture.requester, "RemoveTask", id, Map.of("taskId", other)))
                .containsExactly("NOT_FOUND");
        for (int count = 0; count < 50; count++) {
            added(id, 1, "Task " + count);
        }
        assertThat(fixture.refused(fixture.requester, "AddTask", id, Map.of("title", "One too many")))
                .containsExactly("CONFLICT");
    }

    @Test
    void shouldBeHiddenWithTheChange() {
        String id = fixture.requested(Map.of());
        String task = added(id, 1, "Drain it");
        fixture.done(fixture.leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"));
        for (String token : List.of(fixture.stranger, fixture.otherAgent)) {
            assertThat(fixture.query(token, "query($id: ID!) { change(id: $id) { tasks { id } } }", Map.of("id", id))
                            .at("change")
                            .isNull())
                    .isTrue();
            assertThat(fixture.query(token, "query($id: ID!) { node(id: $id) { id } }", Map.of("id", task))
                            .at("node")
                            .isNull())
                    .isTrue();
            for (String action : List.of("UpdateTask", "RemoveTask", "CompleteTask")) {
                assertThat(fixture.act(token, action, id, 1, Map.of("taskId", task))
                                .userErrorCodes("change" + action))
                        .containsExactly("NOT_FOUND");
            }
        }
    }

    @Test
    void shouldReadTasksOfManyChangesByOneCall() {
        String team = Ids.next();
        work.writeRepeatably(() -> fixture.team(team));
        for (int count = 0; count < 3; count++) {
            String id = fixture.requested(Map.of("teamId", team));
            added(id, 1, "One");
            added(id, 2, "Two");
        }
        String document = "query($team: ID!, $first: Int!) { changes(first: $first, filter: {teamId: {eq: $team}}) {"
                + " nodes { " + TASKS + " } } }";
        for (int first : List.of(1, 3)) {
            calls.reset();
            fixture.query(fixture.manager, document, Map.of("team", team, "first", first))
                    .withoutErrors();
            assertThat(calls.since("change/tasks-of")).hasSize(1);
        }
    }

    @Test
    void shouldTellOnceThatATaskIsOverdue() {
        clock.set(clock.now());
        String id = fixture.requested(Map.of());
        String due = clock.now().plus(Duration.ofMinutes(30)).toString();
        String late = added(id, Map.of("title", "Late", "dueAt", due));
        String completed = added(id, Map.of("title", "Completed", "dueAt", due));
        String moved = added(id, Map.of("title", "Moved", "dueAt", due));
        added(id, Map.of("title", "Without a date"));
        fixture.move(id, ChangeState.IMPLEMENTING);
        completed(id, completed);
        fixture.done(
                fixture.implementer,
                "UpdateTask",
                id,
                Map.of(
                        "taskId",
                        moved,
                        "dueAt",
                        clock.now().plus(Duration.ofMinutes(90)).toString()));
        String cancelled = fixture.requested(Map.of());
        added(cancelled, Map.of("title", "Of what is cancelled", "dueAt", due));
        fixture.done(fixture.requester, "Cancel", cancelled, Map.of("reason", "Not needed"));

        clock.advance(Duration.ofMinutes(31));

        await().atMost(PATIENCE).until(() -> overdue(id).equals(List.of(late)));
        assertThat(texts(fixture.read(fixture.manager, id, TASKS).at("/tasks"), "/overdue"))
                .containsExactly("true", "false", "false", "false");
        clock.advance(Duration.ofMinutes(60));
        await().atMost(PATIENCE).until(() -> overdue(id).size() == 2);
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> overdue(id).equals(List.of(late, moved)));
        assertThat(overdue(cancelled)).isEmpty();
    }

    /** Fails when tasks are completed without the lock of the change: then two of one position get in each other's way. */
    @RepeatedTest(3)
    void shouldCompleteParallelTasksAtOnceAndEachOnce() throws Exception {
        String id = fixture.requested(Map.of());
        String left = added(id, 1, "Left");
        String right = added(id, 1, "Right");
        fixture.move(id, ChangeState.IMPLEMENTING);
        List<Callable<List<String>>> callers = new ArrayList<>();
        for (String task : List.of(left, right, left, right)) {
            callers.add(() -> fixture.act(fixture.implementer, "CompleteTask", id, Map.of("taskId", task))
                    .withoutErrors()
                    .userErrorCodes("changeCompleteTask"));
        }
        List<List<String>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<String>> done : threads.invokeAll(callers)) {
                outcomes.add(done.get());
            }
        }

        assertThat(outcomes).containsExactlyInAnyOrder(List.of(), List.of(), List.of("CONFLICT"), List.of("CONFLICT"));
        assertThat(texts(fixture.read(fixture.manager, id, TASKS).at("/tasks"), "/state"))
                .containsOnly("DONE");
    }

    private String added(String id, int position, String title) {
        return added(id, Map.of("position", position, "title", title));
    }

    private String added(String id, Map<String, ?> input) {
        List<String> before = texts(fixture.read(fixture.leader, id, TASKS).at("/tasks"), "/id");
        fixture.done(fixture.requester, "AddTask", id, input);
        List<String> after =
                new ArrayList<>(texts(fixture.read(fixture.leader, id, TASKS).at("/tasks"), "/id"));
        after.removeAll(before);
        assertThat(after).hasSize(1);
        return after.getFirst();
    }

    private void completed(String id, String task) {
        fixture.done(fixture.implementer, "CompleteTask", id, Map.of("taskId", task, "result", "Done"));
    }

    private List<String> titles(String id) {
        return texts(fixture.read(fixture.manager, id, TASKS).at("/tasks"), "/title");
    }

    private List<String> events(String id) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id}) RETURN e.type AS type ORDER BY e.revision, e.id",
                            Map.of("id", id))
                    .list(row -> row.get("type").asString());
        }
    }

    /** The tasks that were told to be overdue, in the order in which they were. */
    private List<String> overdue(String id) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: 'change.task-overdue.v1'}) RETURN e.payload AS payload ORDER BY e.id",
                            Map.of("id", id))
                    .list(row -> row.get("payload").asString().replaceAll(".*\"taskId\":\"([^\"]+)\".*", "$1"));
        }
    }
}
