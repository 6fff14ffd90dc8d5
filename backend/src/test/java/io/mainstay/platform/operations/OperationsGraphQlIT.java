// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.JobState;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.jobs.NewJob;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class OperationsGraphQlIT {

    private static final String CONSUMER = "operations-test";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private Driver driver;

    @Autowired
    private Jobs jobs;

    @Autowired
    private Timers timers;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private SystemClock systemClock;

    private final TestTokens operator = TestTokens.as(Role.ADMINISTRATOR);
    private final String administrator = operator.token();

    @BeforeEach
    void empty() {
        run("MATCH (n) WHERE n:DeadLetter OR n:Timer OR n:Job DETACH DELETE n", Map.of());
        run("MATCH (c:OutboxCursor {consumer: $consumer}) DELETE c", Map.of("consumer", CONSUMER));
        run("CREATE (:OutboxCursor {consumer: $consumer, seq: 0, seenAt: datetime()})", Map.of("consumer", CONSUMER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ outboxConsumers { name } }",
                "{ deadLetters { nodes { id } } }",
                "{ timerOverview { dead } }",
                "{ deadTimers { nodes { id } } }",
                "{ schedules { name } }",
                "{ jobs { nodes { id } } }",
                "{ job(id: \"01990000-0000-7000-8000-000000000001\") { id } }"
            })
    void shouldRefuseWhoMayNotOperate(String query) {
        String agent = TestTokens.as(Role.AGENT).token();

        assertThat(client.execute(agent, query).errorCodes()).containsExactly("FORBIDDEN");
        client.execute(administrator, query).withoutErrors();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadLetterReplay", "deadLetterDiscard", "deadTimerRetry", "jobCancel"})
    void shouldRefuseMutationsOfWhoMayNotOperateAndOfWhatDoesNotExist(String mutation) {
        String document = "mutation($id: ID!) { %s(id: $id) { userErrors { code } } }".formatted(mutation);
        Map<String, String> unknown = Map.of("id", Ids.next());

        assertThat(client.execute(TestTokens.as(Role.AGENT).token(), document, unknown)
                        .userErrorCodes(mutation))
                .containsExactly("FORBIDDEN");
        assertThat(client.execute(administrator, document, unknown).userErrorCodes(mutation))
                .containsExactly("NOT_FOUND");
    }

    @Test
    void shouldShowReplayAndDiscardDeadLetters() {
        String first = deadLetter(7, "record", false);
        String second = deadLetter(8, "record", true);

        GraphQlAnswer list = client.execute(
                        administrator,
                        "{ deadLetters(consumer: \"operations-test\", first: 1) { nodes { id parked error seq attempts"
                                + " } pageInfo { hasNextPage endCursor } } }")
                .withoutErrors();
        assertThat(list.text("deadLetters.nodes.0.id")).isEqualTo(first);
        assertThat(list.at("deadLetters.pageInfo.hasNextPage").asBoolean()).isTrue();
        GraphQlAnswer next = client.execute(
                administrator,
                "query($after: String) { deadLetters(consumer: \"operations-test\", after: $after) { nodes { id } } }",
                Map.of("after", list.text("deadLetters.pageInfo.endCursor")));
        assertThat(next.text("deadLetters.nodes.0.id")).isEqualTo(second);

        GraphQlAnswer replay = client.execute(
                        administrator,
                        "mutation($id: ID!) { deadLetterReplay(id: $id) { deadLetter { replayRequested }"
                                + " userErrors { code } } }",
                        Map.of("id", first))
                .accepted("deadLetterReplay");
        assertThat(replay.at("deadLetterReplay.deadLetter.replayRequested").asBoolean())
                .isTrue();

        client.execute(
                        administrator,
                        "mutation($id: ID!) { deadLetterDiscard(id: $id) { deadLetter { eventId } userErrors { code }"
                                + " } }",
                        Map.of("id", first))
                .accepted("deadLetterDiscard");
        assertThat(count("MATCH (d:DeadLetter {consumer: $consumer}) WHERE d.replayRequested RETURN count(d)"))
                .as("what waited behind it is delivered")
                .isEqualTo(1);

        GraphQlAnswer consumers = client.execute(administrator, "{ outboxConsumers { name parked deadLetters } }");
        assertThat(consumers.body().toString()).contains("\"name\":\"operations-test\",\"parked\":1,\"deadLetters\":0");
    }

    @Test
    void shouldReplayManyDeadLettersByConsumerTypeAndTime() {
        String first = deadLetter(7, "record-1", false);
        String parked = deadLetter(8, "record-1", true);
        String second = deadLetter(9, "record-2", false);
        String otherType = deadLetter(10, "record-3", false);
        String earlier = deadLetter(11, "record-4", false);
        run("MATCH (d:DeadLetter {id: $id}) SET d.type = 'other.v1'", Map.of("id", otherType));
        run("MATCH (d:DeadLetter {id: $id}) SET d.failedAt = datetime() - duration('P2D')", Map.of("id", earlier));
        Instant from = systemClock.now().minus(Duration.ofHours(1));

        String job = submitted(
                "deadLetterReplayAll",
                "DeadLetterReplayAllInput",
                Map.of("consumer", CONSUMER, "eventType", "test.", "from", from.toString()));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> jobs.find(job).orElseThrow().done() == 2);
        assertThat(ids("MATCH (d:DeadLetter {consumer: $consumer}) WHERE d.replayRequested RETURN d.id AS id"))
                .containsExactlyInAnyOrder(first, parked, second);
        assertThat(jobs.find(job).orElseThrow())
                .as("waits for the consumer")
                .returns(JobState.RUNNING, Job::state)
                .returns(2L, Job::total);
        run("MATCH (d:DeadLetter {consumer: $consumer}) SET d.replayRequested = false", Map.of("consumer", CONSUMER));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jobs.find(job).orElseThrow().state() == JobState.SUCCEEDED);
    }

    @Test
    void shouldLetManyDeadTimersOfAKindBeTriedAgain() {
        for (int record = 0; record < 3; record++) {
            TimerSpec spec = TimerSpec.of(
                    "operations-test.timer", "record-" + record, clock.now().minusSeconds(120));
            work.writeRepeatably(() -> timers.arm(spec));
        }
        work.writeRepeatably(() -> timers.arm(TimerSpec.of("operations-test.other", "record", clock.now())));
        run(
                "MATCH (t:Timer) SET t.deadAt = datetime(), t.sweepAt = null, t.error = 'broken', t.attempts = 8",
                Map.of());

        String job = submitted("deadTimerRetryAll", "DeadTimerRetryAllInput", Map.of("kind", "operations-test.timer"));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> jobs.find(job).orElseThrow().state() == JobState.SUCCEEDED);
        assertThat(jobs.find(job).orElseThrow().done()).isEqualTo(3);
        assertThat(count(
                        "MATCH (t:Timer {kind: 'operations-test.timer'}) WHERE t.sweepAt = t.dueAt AND t.deadAt IS NULL"
                                + " RETURN count(t)"))
                .isEqualTo(3);
        assertThat(count("MATCH (t:Timer {kind: 'operations-test.other'}) WHERE t.deadAt IS NOT NULL RETURN count(t)"))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseToReplayForNobodyAndATimeThatEndsBeforeItBegins() {
        String replay =
                "mutation($input: DeadLetterReplayAllInput!) { deadLetterReplayAll(input: $input) { userErrors { code"
                        + " field } } }";

        assertThat(client.execute(administrator, replay, Map.of("input", Map.of("consumer", "nobody")))
                        .userErrorCodes("deadLetterReplayAll"))
                .containsExactly("NOT_FOUND");
        assertThat(client.execute(
                                administrator,
                                replay,
                                Map.of(
                                        "input",
                                        Map.of(
                                                "consumer", CONSUMER,
                                                "from", "2026-11-21T08:00:00Z",
                                                "before", "2026-11-21T08:00:00Z")))
                        .userErrorCodes("deadLetterReplayAll"))
                .containsExactly("INVALID");
        assertThat(client.execute(
                                TestTokens.as(Role.AGENT).token(),
                                replay,
                                Map.of("input", Map.of("consumer", CONSUMER)))
                        .userErrorCodes("deadLetterReplayAll"))
                .containsExactly("FORBIDDEN");
    }

    @Test
    void shouldShowWhyAConsumerIsPausedAndLetItGoOn() {
        run(
                "MATCH (c:OutboxCursor {consumer: $consumer}) SET c.pausedAt = datetime(), c.pauseReason = 'it answers"
                        + " 401'",
                Map.of("consumer", CONSUMER));
        assertThat(client.execute(administrator, "{ outboxConsumers { name pausedAt pauseReason } }")
                        .body()
                        .toString())
                .contains("\"pauseReason\":\"it answers 401\"");
        String resume =
                "mutation($name: String!) { outboxConsumerResume(name: $name) { consumer { name pausedAt } userErrors"
                        + " { code } } }";

        GraphQlAnswer resumed =
                client.execute(administrator, resume, Map.of("name", CONSUMER)).accepted("outboxConsumerResume");

        assertThat(resumed.at("outboxConsumerResume.consumer.pausedAt").isNull())
                .isTrue();
        assertThat(client.execute(administrator, resume, Map.of("name", CONSUMER))
                        .userErrorCodes("outboxConsumerResume"))
                .containsExactly("NOT_FOUND");
        assertThat(client.execute(TestTokens.as(Role.AGENT).token(), resume, Map.of("name", CONSUMER))
                        .userErrorCodes("outboxConsumerResume"))
                .containsExactly("FORBIDDEN");
    }

    private String submitted(String mutation, String inputType, Map<String, Object> input) {
        return client.execute(
                        administrator,
                        "mutation($input: %s!) { %s(input: $input) { job { id } userErrors { code } } }"
                                .formatted(inputType, mutation),
                        Map.of("input", input))
                .accepted(mutation)
                .text(mutation + ".job.id");
    }

    private List<String> ids(String query) {
        try (Session session = driver.session()) {
            return session.run(query, Map.of("consumer", CONSUMER))
                    .list(row -> row.get("id").asString());
        }
    }

    @Test
    void shouldShowTimersAndLetADeadOneBeTriedAgain() {
        work.writeRepeatably(() -> timers.arm(
                TimerSpec.of("operations-test.timer", "record", clock.now().minusSeconds(120))));
        run(
                "MATCH (t:Timer) SET t.deadAt = datetime(), t.sweepAt = null, t.error = 'broken', t.attempts = 8",
                Map.of());

        GraphQlAnswer before = client.execute(
                        administrator,
                        "{ timerOverview { armed overdue dead } deadTimers { nodes { id kind error attempts dueAt } }"
                                + " }")
                .withoutErrors();
        assertThat(before.at("timerOverview.dead").asInt()).isEqualTo(1);
        assertThat(before.text("deadTimers.nodes.0.error")).isEqualTo("broken");

        client.execute(
                        administrator,
                        "mutation($id: ID!) { deadTimerRetry(id: $id) { deadTimer { kind } userErrors { code } } }",
                        Map.of("id", before.text("deadTimers.nodes.0.id")))
                .accepted("deadTimerRetry");

        GraphQlAnswer after = client.execute(administrator, "{ timerOverview { armed overdue dead } }")
                .withoutErrors();
        assertThat(after.at("timerOverview.dead").asInt()).isZero();
        assertThat(after.at("timerOverview.overdue").asInt()).isEqualTo(1);
    }

    @Test
    void shouldShowSchedules() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.execute(administrator, "{ schedules { name cadence nextDueAt lastOutcome } }")
                        .withoutErrors()
                        .body()
                        .toString()
                        .contains("\"outbox.purge\""));
    }

    @Test
    void shouldShowAndCancelAJob() {
        String id = jobs.submit(new NewJob("operations-test.job", null, Map.of(), "somebody"));

        GraphQlAnswer cancel = client.execute(
                        administrator,
                        "mutation($id: ID!) { jobCancel(id: $id) { job { id state cancelRequested } userErrors { code"
                                + " } } }",
                        Map.of("id", id))
                .accepted("jobCancel");
        assertThat(cancel.at("jobCancel.job.cancelRequested").asBoolean()).isTrue();

        GraphQlAnswer shown = client.execute(
                        administrator,
                        "query($id: ID!) { job(id: $id) { kind done total } jobs(first: 5) { nodes { id } } }",
                        Map.of("id", id))
                .withoutErrors();
        assertThat(shown.text("job.kind")).isEqualTo("operations-test.job");
        assertThat(shown.text("jobs.nodes.0.id")).isEqualTo(id);
    }

    @Test
    void shouldReadAJobByItsId() {
        String id = jobs.submit(new NewJob("unknown.kind", null, Map.of(), "somebody"));
        String node = "query($id: ID!) { node(id: $id) { __typename ... on Job { kind state } } }";

        assertThat(client.execute(administrator, node, Map.of("id", id)).text("node.kind"))
                .isEqualTo("unknown.kind");
        assertThat(client.execute(TestTokens.as(Role.AGENT).token(), node, Map.of("id", id))
                        .withoutErrors()
                        .at("node")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldNotLetOthersFollowAJobNorAnybodyOneThatDoesNotExist() {
        String id = jobs.submit(new NewJob("unknown.kind", null, Map.of(), "somebody"));

        assertThat(refusal(TestTokens.as(Role.AGENT).token(), id)).contains("FORBIDDEN");
        assertThat(refusal(administrator, Ids.next())).contains("NOT_FOUND");
    }

    private String refusal(String token, String jobId) {
        try (GraphQlSocket socket =
                GraphQlSocket.open(client.uri("/graphql/ws")).init(token)) {
            socket.next();
            socket.subscribe("1", "subscription { jobProgress(id: \"" + jobId + "\") { id state } }");
            return socket.next().toString();
        }
    }

    @Test
    void shouldOfferTheMetersThatAlertsAndDashboardRead() throws IOException {
        List<String> wanted = Files.readAllLines(Path.of("src/test/resources/meters.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        client.execute(administrator, "{ search(query: \"anything\") { edges { cursor } } }")
                .withoutErrors();
        client.execute(
                        administrator,
                        "mutation { incidentReport(input: {title: \"Measured\"}) { userErrors { code } } }")
                .accepted("incidentReport");
        // Nothing to do for an organisation that nobody has incidents of, but it is fired.
        work.writeRepeatably(() -> timers.arm(
                TimerSpec.of("incident.customer-class", Ids.next(), clock.now().plusSeconds(1))));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            List<String> shown = client.exchange(client.request("/actuator/prometheus")
                            .header("Authorization", "Bearer " + administrator)
                            .GET()
                            .build())
                    .body()
                    .lines()
                    .toList();
            assertThat(wanted).isNotEmpty().allMatch(meter -> shows(shown, meter));
        });
    }

    /** Whether a line begins with the name and has the labels. */
    private static boolean shows(List<String> lines, String meter) {
        String[] parts = meter.split(" ");
        return lines.stream()
                .filter(line -> line.startsWith(parts[0] + "{") || line.startsWith(parts[0] + " "))
                .anyMatch(line -> Arrays.stream(parts).skip(1).allMatch(label -> line.contains(label + "=\"")));
    }

    @Test
    void shouldAuditWhatOperatorsDo() {
        String letter = deadLetter(9, "record", false);
        String job = jobs.submit(new NewJob("operations-test.job", null, Map.of(), "somebody"));
        act("deadLetterReplay", letter);
        act("deadLetterDiscard", letter);
        act("jobCancel", job);
        for (String mutation : List.of("searchRebuild", "identitySynchronise")) {
            client.execute(administrator, "mutation { %s { userErrors { code } } }".formatted(mutation))
                    .accepted(mutation);
        }

        GraphQlAnswer log = client.execute(
                        TestTokens.as(Role.AUDITOR).token(),
                        "{ auditOperations(first: 5) { nodes { action principalId revision fields { field after } } }"
                                + " auditVerify { findings { kind recordId } } }")
                .withoutErrors();

        assertThat(log.at("auditOperations.nodes").findValuesAsString("action"))
                .containsExactly(
                        "identity.synchronise",
                        "search.rebuild",
                        "job.cancel",
                        "dead-letter.discard",
                        "dead-letter.replay");
        assertThat(log.at("auditOperations.nodes").findValuesAsString("principalId"))
                .containsOnly(operator.personId());
        assertThat(log.at("auditOperations.nodes.4.fields").toString()).contains(letter, CONSUMER);
        assertThat(log.at("auditOperations.nodes.2.fields").toString()).contains(job);
        assertThat(log.at("auditVerify.findings").toString()).doesNotContain("operations");
        assertThat(client.execute(administrator, "{ auditTrail(recordId: \"operations\") { nodes { id } } }")
                        .errorCodes())
                .as("the trail of the installation is that of no record")
                .containsExactly("BAD_USER_INPUT");
    }

    private void act(String mutation, String id) {
        client.execute(
                        administrator,
                        "mutation($id: ID!) { %s(id: $id) { userErrors { code } } }".formatted(mutation),
                        Map.of("id", id))
                .accepted(mutation);
    }

    private String deadLetter(long seq, String aggregateId, boolean parked) {
        String id = Ids.next();
        run("""
                CREATE (:Entity:DeadLetter {id: $id, key: $consumer + ':' + $id, consumer: $consumer, eventId: $id,
                  type: 'test.v1', seq: $seq, aggregateType: 'Test', aggregateId: $aggregateId, parked: $parked,
                  error: 'broken', attempts: 5, failedAt: datetime(), replayRequested: false})""", Map.of("id", id, "consumer", CONSUMER, "seq", seq, "aggregateId", aggregateId, "parked", parked));
        return id;
    }

    private void run(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(statement, parameters).consume();
        }
    }

    private long count(String query) {
        try (Session session = driver.session()) {
            return session.run(query, Map.of("consumer", CONSUMER))
                    .single()
                    .get(0)
                    .asLong();
        }
    }
}
