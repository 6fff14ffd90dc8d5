// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import static io.mainstay.problem.ProblemFixture.HARDWARE_INCIDENT;
import static io.mainstay.problem.ProblemFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.HeldLocks;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Several at once on one problem, and what Mainstay does by itself. */
@IntegrationTest
class ProblemConcurrencyIT {

    private static final int CALLERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Driver driver;

    private ProblemFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ProblemFixture(client, work, cypher);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldLetOneOfSeveralTransitionsWin() throws Exception {
        String id = fixture.reported(Map.of());
        fixture.move(id, ProblemState.INVESTIGATING);
        int version = fixture.version(id);

        List<String> outcomes = atOnce(caller -> {
            String action = caller % 2 == 0 ? "Resolve" : "Cancel";
            GraphQlAnswer answer = fixture.act(
                    fixture.manager,
                    action,
                    id,
                    version,
                    caller % 2 == 0
                            ? Map.of("code", "NO_FAULT", "resolution", "None")
                            : Map.of("reason", "None after all"));
            List<String> codes = answer.withoutErrors().userErrorCodes("problem" + action);
            return codes.isEmpty() ? "done" : codes.getFirst();
        });

        assertThat(outcomes).containsOnlyOnce("done").containsOnly("done", "STALE_VERSION");
        assertThat(fixture.version(id)).isEqualTo(version + 1);
    }

    @Test
    void shouldLinkTheSameIncidentsOnceWhoeverLinksThem() throws Exception {
        List<String> incidents = fixture.incidents(5);
        String id = fixture.reported(Map.of());

        atOnce(caller -> {
            List<String> order = caller % 2 == 0 ? incidents : incidents.reversed();
            return fixture.act(fixture.manager, "LinkIncidents", id, Map.of("incidentIds", order))
                    .accepted("problemLinkIncidents")
                    .text("problemLinkIncidents.problem.id");
        });

        assertThat(fixture.read(fixture.manager, id, "incidentCount revision").toString())
                .isEqualTo("{\"incidentCount\":5,\"revision\":2}");
        for (String incidentId : incidents) {
            assertThat(history(incidentId))
                    .extracting(HistoryEntry::action)
                    .containsExactly("incident.link-problem", "incident.report");
        }
    }

    /** Two problems that name the same incidents lock them in the same order. */
    @Test
    void shouldLinkIncidentsToSeveralProblemsAtOnce() throws Exception {
        List<String> incidents = fixture.incidents(5);
        List<String> ids = IntStream.range(0, CALLERS)
                .mapToObj(_ -> fixture.reported(Map.of()))
                .toList();

        atOnce(caller -> fixture.act(
                        fixture.manager,
                        "LinkIncidents",
                        ids.get(caller),
                        Map.of("incidentIds", caller % 2 == 0 ? incidents : incidents.reversed()))
                .accepted("problemLinkIncidents")
                .text("problemLinkIncidents.problem.id"));

        for (String incidentId : incidents) {
            assertThat(texts(
                            fixture.incident(fixture.agent, incidentId, "problems { id }")
                                    .at("/problems"),
                            "/id"))
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(history(incidentId))
                    .extracting(HistoryEntry::revision)
                    .containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
        }
    }

    @Test
    void shouldLoseNothingWhenAnIncidentIsEditedWhileItIsLinked() throws Exception {
        String incidentId = fixture.incidents(1).getFirst();
        List<String> ids = IntStream.range(0, CALLERS)
                .mapToObj(_ -> fixture.reported(Map.of()))
                .toList();

        atOnce(caller -> switch (caller % 2) {
            case 0 ->
                fixture.act(
                                fixture.manager,
                                "LinkIncidents",
                                ids.get(caller),
                                Map.of("incidentIds", List.of(incidentId)))
                        .accepted("problemLinkIncidents")
                        .text("problemLinkIncidents.problem.id");
            default ->
                fixture.query(
                                fixture.agent,
                                "mutation($id: ID!, $text: String!) { incidentComment(id: $id, input: {text: $text})"
                                        + " { incident { id } userErrors { code } } }",
                                Map.of("id", incidentId, "text", "Comment " + caller))
                        .accepted("incidentComment")
                        .text("incidentComment.incident.id");
        });

        assertThat(history(incidentId)).extracting(HistoryEntry::revision).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
        JsonNode incident = fixture.incident(fixture.agent, incidentId, "problems { id } workLog { nodes { text } }");
        assertThat(incident.at("/problems").size()).isEqualTo(CALLERS / 2);
        assertThat(incident.at("/workLog/nodes").size()).isEqualTo(CALLERS / 2);
    }

    /** Fails when the other problem is read without its lock: then both become duplicates, and nothing goes on. */
    @Test
    void shouldNotMakeTwoProblemsDuplicatesOfEachOther() throws Exception {
        List<String> ids = IntStream.range(0, CALLERS)
                .mapToObj(_ -> fixture.reported(Map.of()))
                .toList();

        atOnce(caller -> fixture.act(
                        fixture.manager,
                        "MarkDuplicate",
                        ids.get(caller),
                        1,
                        Map.of("duplicateOfId", ids.get(caller ^ 1)))
                .withoutErrors()
                .userErrorCodes("problemMarkDuplicate")
                .toString());

        for (int pair = 0; pair < CALLERS; pair += 2) {
            assertThat(List.of(fixture.state(ids.get(pair)), fixture.state(ids.get(pair + 1))))
                    .containsExactlyInAnyOrder("NEW", "DUPLICATE");
        }
    }

    @Test
    void shouldLockTwoProblemsInTheirOrderWhicheverIsTheDuplicate() {
        List<String> ids = Stream.generate(() -> fixture.reported(Map.of()))
                .limit(2)
                .sorted()
                .toList();

        new HeldLocks(driver)
                .assertWaitsForTheFirst(
                        ids,
                        () -> fixture.act(
                                fixture.manager,
                                "MarkDuplicate",
                                ids.getLast(),
                                1,
                                Map.of("duplicateOfId", ids.getFirst())));
    }

    @Test
    void shouldTellOnceThatAnAcceptedRiskIsToBeLookedAtAgain() {
        Instant reviewAt = clock.now().plus(Duration.ofDays(20));
        String id = fixture.reported(Map.of());
        String taken = fixture.reported(Map.of());
        for (String each : List.of(id, taken)) {
            fixture.assess(each);
            fixture.done("AcceptRisk", each, Map.of("reason", "Rare", "reviewAt", reviewAt.toString()));
        }
        fixture.done("Investigate", taken, Map.of());
        clock.set(reviewAt.minusSeconds(1));
        assertThat(reviews(id)).isZero();

        clock.set(reviewAt.plusSeconds(1));

        await().atMost(PATIENCE).until(() -> reviews(id) == 1);
        assertThat(fixture.read(fixture.manager, id, "state revision").toString())
                .isEqualTo("{\"state\":\"RISK_ACCEPTED\",\"revision\":3}");
        clock.advance(Duration.ofDays(1));
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> reviews(id) == 1);
        assertThat(reviews(taken)).as("accepted no longer").isZero();
    }

    @Test
    void shouldConfirmAFixAfterWhichNothingCameBack() {
        String id = closedProblemOn(fixture.serverId);
        Instant closedAt = Instant.parse(
                fixture.read(fixture.manager, id, "closedAt").at("/closedAt").asString());
        fixture.incidentOf(HARDWARE_INCIDENT, fixture.serverId);
        fixture.incidentOn(fixture.newCi("server"));
        String cancelled = fixture.incidentOn(fixture.serverId);
        fixture.actOnIncident(fixture.agent, "Cancel", cancelled, Map.of("reason", "None"))
                .accepted("incidentCancel");
        clock.set(closedAt.plus(Duration.ofDays(30)).minusSeconds(1));
        assertThat(effectiveSince(id).isNull()).isTrue();

        clock.set(closedAt.plus(Duration.ofDays(30)).plusSeconds(1));

        await().atMost(PATIENCE).until(() -> !effectiveSince(id).isNull());
        assertThat(Instant.parse(effectiveSince(id).asString())).isEqualTo(closedAt.plus(Duration.ofDays(30)));
        assertThat(fixture.state(id)).isEqualTo("CLOSED");
        assertThat(history(id).getFirst().action()).isEqualTo("problem.confirm-effectiveness");
        assertThat(events(id, "problem.effectiveness-confirmed.v1")).isEqualTo(1);
    }

    @Test
    void shouldReopenWhatCameBack() {
        String id = closedProblemOn(fixture.serverId);
        String linked = closedProblemOn(fixture.newCi("server"));
        String back = fixture.incidentOn(fixture.serverId);
        String number =
                fixture.incident(fixture.agent, back, "number").at("/number").asString();
        fixture.done("LinkIncidents", linked, Map.of("incidentIds", List.of(back)));

        clock.advance(Duration.ofDays(31));

        for (String each : List.of(id, linked)) {
            await().atMost(PATIENCE).until(() -> fixture.state(each).equals("INVESTIGATING"));
            JsonNode problem = fixture.read(
                    fixture.manager,
                    each,
                    "reopenCount closedAt resolvedAt effectiveSince workLog { nodes { kind text } }"
                            + " history { nodes { action principalId } }");
            assertThat(problem.at("/reopenCount").asInt()).isEqualTo(1);
            assertThat(problem.at("/closedAt").isNull()).isTrue();
            assertThat(problem.at("/effectiveSince").isNull()).isTrue();
            assertThat(problem.at("/history/nodes/0").toString())
                    .isEqualTo("{\"action\":\"problem.reopen-ineffective\",\"principalId\":\"" + Principal.SYSTEM_ID
                            + "\"}");
            assertThat(problem.at("/workLog/nodes/0").toString())
                    .isEqualTo("{\"kind\":\"WORK_NOTE\",\"text\":\"It came back: 1 incident of its sort since it was"
                            + " closed, such as " + number + ".\"}");
            assertThat(events(each, "problem.reopened.v1")).isEqualTo(1);
        }
    }

    @Test
    void shouldNotNameHiddenIncidentsWhenItReopens() {
        String id = closedProblemOn(fixture.serverId);
        String back = fixture.incidentOn(fixture.serverId);
        fixture.actOnIncident(fixture.leader, "Classify", back, Map.of("confidentiality", "CONFIDENTIAL"))
                .accepted("incidentClassify");

        clock.advance(Duration.ofDays(31));

        await().atMost(PATIENCE).until(() -> fixture.state(id).equals("INVESTIGATING"));
        assertThat(fixture.read(fixture.manager, id, "workLog { nodes { text } }")
                        .at("/workLog/nodes/0/text")
                        .asString())
                .isEqualTo("It came back: 1 incident of its sort since it was closed.");
    }

    @Test
    void shouldNotCheckWhatWasReopenedBefore() {
        String id = closedProblemOn(fixture.serverId);
        String control = closedProblemOn(fixture.newCi("server"));
        fixture.done("Reopen", id, Map.of("reason", "Not yet"));

        clock.advance(Duration.ofDays(31));

        await().atMost(PATIENCE).until(() -> !effectiveSince(control).isNull());
        assertThat(effectiveSince(id).isNull()).isTrue();
        assertThat(fixture.state(id)).isEqualTo("INVESTIGATING");
    }

    @Test
    void shouldSayWhatAFixHasBrought() {
        fixture.incidentOn(fixture.serverId);
        fixture.incidentOn(fixture.serverId);
        String hidden = fixture.incidentOn(fixture.serverId);
        fixture.actOnIncident(fixture.leader, "Classify", hidden, Map.of("confidentiality", "CONFIDENTIAL"))
                .accepted("incidentClassify");
        String id = fixture.reported(Map.of("ciIds", List.of(fixture.serverId)));
        assertThat(fixture.read(fixture.manager, id, "effect { before }")
                        .at("/effect")
                        .isNull())
                .isTrue();
        fixture.move(id, ProblemState.RESOLVED);
        fixture.incidentOn(fixture.serverId);

        clock.advance(Duration.ofDays(10));
        JsonNode afterTen = effect(fixture.manager, id);
        assertThat(afterTen.at("/before").asInt()).isEqualTo(2);
        assertThat(afterTen.at("/after").asInt()).isEqualTo(1);
        assertThat(afterTen.at("/avoided").asInt()).isEqualTo(1);
        assertThat(effect(fixture.leader, id).at("/before").asInt()).isEqualTo(3);
        clock.advance(Duration.ofDays(200));
        assertThat(Duration.parse(effect(fixture.manager, id).at("/window").asString()))
                .isEqualTo(Duration.ofDays(90));
    }

    private JsonNode effect(String token, String id) {
        return fixture.read(token, id, "effect { window before after avoided }").at("/effect");
    }

    /** A problem on an item, of an incident of software there, resolved and closed. */
    private String closedProblemOn(String ciId) {
        String id = fixture.reported(Map.of("ciIds", List.of(ciId), "incidentIds", List.of(fixture.incidentOn(ciId))));
        fixture.move(id, ProblemState.CLOSED);
        return id;
    }

    private JsonNode effectiveSince(String id) {
        return fixture.read(fixture.manager, id, "effectiveSince").at("/effectiveSince");
    }

    private int reviews(String id) {
        return events(id, "problem.risk-review-due.v1");
    }

    private int events(String id, String type) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: $type}) RETURN count(e) AS count",
                            Map.of("id", id, "type", type))
                    .single()
                    .get("count")
                    .asInt();
        }
    }

    private List<HistoryEntry> history(String id) {
        return trail.history(Principal.SYSTEM, List.of(id), new PageRequest(100, null))
                .get(id)
                .nodes();
    }

    private static List<String> atOnce(Action action) throws Exception {
        List<Callable<String>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int number = caller;
            callers.add(() -> action.run(number));
        }
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> outcome : threads.invokeAll(callers)) {
                outcomes.add(outcome.get());
            }
        }
        return outcomes;
    }

    private interface Action {
        String run(int caller);
    }
}
