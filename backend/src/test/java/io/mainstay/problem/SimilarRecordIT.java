// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.Visibility;
import io.mainstay.problem.internal.TrendModel;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What is similar to an incident, why, and who is told. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimilarRecordIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SIMILAR = """
            query ($id: ID!, $first: Int) {
              incident(id: $id) {
                similar(first: $first) {
                  complete incompleteReason
                  hits { score reasons record { __typename id ... on Incident { title } } }
                }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture cmdb;

    @Autowired
    private TrendFixture histories;

    @Autowired
    private SimilarRecordService similar;

    @Autowired
    private Tickets<Incident, IncidentState> incidents;

    @Autowired
    private CircuitBreaker breaker;

    @Autowired
    private CypherCalls calls;

    /** Words that no other test has: the worker sees all organisations. */
    private String word = "";

    private String trouble = "";

    private String organisation = "";
    private String worker = "";
    private String agent = "";

    @BeforeEach
    void newOrganisation() {
        organisation = cmdb.organisation("Similar " + Ids.next());
        word = "q" + Ids.next().substring(24);
        trouble = word + " " + word + "t " + word + "d";
        worker = TestTokens.as(Role.SERVICE_MANAGER, Role.CONFIGURATION_MANAGER, Role.PROBLEM_MANAGER)
                .cleared(Confidentiality.TOP_SECRET)
                .in(organisation)
                .token();
        agent = TestTokens.as(Role.AGENT).in(organisation).token();
    }

    @AfterEach
    void comeBack() {
        breaker.transitionToClosedState();
    }

    @Test
    void shouldSayWhichRecordsAreSimilarAndWhy() {
        String ci = cmdb.ci(worker, "server", word + " server");
        String category = category("INCIDENT", "Similar " + word);
        String own = reported(trouble, Map.of("ciIds", List.of(ci), "categoryId", category));
        String everything = reported(trouble, Map.of("ciIds", List.of(ci), "categoryId", category));
        String item = reported("Quite another matter", Map.of("ciIds", List.of(ci)));
        String words = reported("Home", Map.of("description", trouble + ", says the caller"));
        String wordsAndCategory = reported(trouble + " since Monday", Map.of("categoryId", category));
        reported("Nothing in common", Map.of("categoryId", category));
        String cancelled = reported(trouble, Map.of("ciIds", List.of(ci)));
        act("Cancel", cancelled, Map.of("reason", "Twice"));

        awaitHits(agent, own, everything, wordsAndCategory, item, words);

        JsonNode answer = answer(agent, own, 10);
        assertThat(answer.at("/complete").asBoolean()).isTrue();
        assertThat(answer.at("/incompleteReason").isNull()).isTrue();
        assertThat(reasons(answer))
                .isEqualTo(Map.of(
                        everything, List.of("SAME_ITEM", "SAME_CATEGORY", "LIKE_WORDS"),
                        wordsAndCategory, List.of("SAME_CATEGORY", "LIKE_WORDS"),
                        item, List.of("SAME_ITEM"),
                        words, List.of("LIKE_WORDS")));
        List<Double> scores = answer.at("/hits")
                .valueStream()
                .map(hit -> hit.at("/score").asDouble())
                .toList();
        assertThat(scores.getFirst()).isEqualTo(2.5);
        assertThat(scores.get(1)).isStrictlyBetween(1.0, 1.5);
        assertThat(scores.get(2)).isEqualTo(1);
        assertThat(scores.get(3)).isStrictlyBetween(0.0, 1.0);
        assertThat(ids(answer(agent, own, 2))).containsExactly(everything, wordsAndCategory);
    }

    @Test
    void shouldTellNobodyOfWhatTheyDoNotSee() {
        String ci = cmdb.ci(worker, "server", word + " shown");
        String secretCi =
                cmdb.ci(worker, Map.of("classId", "server", "name", word + " secret", "confidentiality", "SECRET"));
        TestTokens caller = TestTokens.as(Role.REQUESTER).in(organisation);
        String own = reportedBy(caller.token(), trouble, Map.of());
        act("LinkCis", own, Map.of("ciIds", List.of(ci, secretCi)));
        String open = reported(trouble, Map.of("ciIds", List.of(ci)));
        String secret = reported(trouble, Map.of("ciIds", List.of(ci), "confidentiality", "SECRET"));
        String bySecretItem = reported("Quite another matter", Map.of("ciIds", List.of(secretCi)));
        String noted = reported("Door", Map.of());
        act("AddWorkNote", noted, Map.of("text", trouble));
        String callersOther = reportedBy(caller.token(), trouble + " again", Map.of());

        awaitHits(worker, own, secret, open, bySecretItem, callersOther);

        assertThat(ids(answer(agent, own, 10))).containsExactly(open, callersOther);
        assertThat(reasons(answer(agent, own, 10)).get(open)).containsExactly("SAME_ITEM", "LIKE_WORDS");
        assertThat(ids(answer(caller.token(), own, 10)))
                .as("who uses services sees what is theirs")
                .containsExactly(callersOther);
        String stranger = TestTokens.as(Role.AGENT).in(Ids.next()).token();
        assertThat(ask(stranger, own, 10).withoutErrors().at("incident").isNull())
                .isTrue();
        breaker.transitionToForcedOpenState();
        assertThat(ids(answer(agent, own, 10))).containsExactly(open);
        assertThat(ids(answer(caller.token(), own, 10))).isEmpty();
    }

    @Test
    void shouldTellOfKnownErrorsThoseWhoReadProblems() {
        String ci = cmdb.ci(worker, "server", word + " server");
        String secretCi =
                cmdb.ci(worker, Map.of("classId", "server", "name", word + " secret", "confidentiality", "SECRET"));
        String name = "Similar " + word;
        String problemCategory = category("PROBLEM", name.toUpperCase(Locale.ROOT));
        TestTokens caller = TestTokens.as(Role.REQUESTER).in(organisation);
        String own = reportedBy(caller.token(), trouble, Map.of("categoryId", category("INCIDENT", name)));
        act("LinkCis", own, Map.of("ciIds", List.of(ci, secretCi)));
        String all = knownError(trouble, Map.of("ciIds", List.of(ci), "categoryId", problemCategory));
        String item = knownError("Quite another matter", Map.of("ciIds", List.of(ci)));
        String words = knownError("Memory leaks", Map.of("description", trouble));
        String secret = knownError(trouble, Map.of("ciIds", List.of(ci), "confidentiality", "SECRET"));
        String onSecretItem = knownError("Quite another matter", Map.of("ciIds", List.of(secretCi)));
        problem(trouble, Map.of("ciIds", List.of(ci)));

        awaitHits(worker, own, all, item, words, secret, onSecretItem);

        JsonNode answer = answer(agent, own, 10);
        assertThat(reasons(answer))
                .isEqualTo(Map.of(
                        all, List.of("SAME_ITEM", "SAME_CATEGORY", "LIKE_WORDS"),
                        item, List.of("SAME_ITEM"),
                        words, List.of("LIKE_WORDS")));
        assertThat(ids(answer)).startsWith(all, item);
        assertThat(answer.at("/hits/0/record/__typename").asString()).isEqualTo("Problem");
        assertThat(ids(answer(caller.token(), own, 10)))
                .as("who may not read problems")
                .isEmpty();
        breaker.transitionToForcedOpenState();
        assertThat(ids(answer(agent, own, 10))).containsExactly(all, item);
        assertThat(ids(answer(caller.token(), own, 10))).isEmpty();
    }

    @Test
    void shouldNotListAKnownErrorThatTheIncidentIsLinkedTo() {
        String ci = cmdb.ci(worker, "server", word + " server");
        String own = reported(trouble, Map.of("ciIds", List.of(ci)));
        String onItem = knownError("Quite another matter", Map.of("ciIds", List.of(ci)));
        String linked = knownError(trouble, Map.of("ciIds", List.of(ci)));
        String alike = knownError("Memory leaks", Map.of("description", trouble));
        awaitHits(agent, own, onItem, linked, alike);

        for (String known : List.of(linked, alike)) {
            client.execute(
                            worker,
                            "mutation ($id: ID!, $input: ProblemLinkIncidentsInput!) { problemLinkIncidents(id: $id, input: $input) { userErrors { code message } } }",
                            Map.of("id", known, "input", Map.of("incidentIds", List.of(own))))
                    .accepted("problemLinkIncidents");
        }

        assertThat(ids(answer(agent, own, 10))).containsExactly(onItem);
        breaker.transitionToForcedOpenState();
        assertThat(ids(answer(agent, own, 10))).containsExactly(onItem);
    }

    @Test
    void shouldKnowItemsAloneWhileTheSearchEngineIsAwayAndSaySo() {
        String ci = cmdb.ci(worker, "server", word + " server");
        String own = reported(trouble, Map.of("ciIds", List.of(ci)));
        String item = reported("Quite another matter", Map.of("ciIds", List.of(ci)));
        String words = reported(trouble, Map.of());
        awaitHits(agent, own, item, words);

        breaker.transitionToForcedOpenState();

        JsonNode answer = answer(agent, own, 10);
        assertThat(reasons(answer)).isEqualTo(Map.of(item, List.of("SAME_ITEM")));
        assertThat(answer.at("/complete").asBoolean()).isFalse();
        assertThat(answer.at("/incompleteReason").asString()).isEqualTo("SEARCH_UNAVAILABLE");
    }

    @Test
    void shouldSayWhenThereIsMoreOnTheItemsThanIsLookedAt() {
        String ci = Ids.next();
        Instant now = Instant.now();
        histories.enter(
                new TrendModel(
                        List.of(new TrendModel.Item(ci, 0, false)),
                        Set.of(),
                        IntStream.range(0, 201)
                                .mapToObj(i -> new TrendModel.Happening(
                                        Ids.next(),
                                        now.minusSeconds(60L * i),
                                        Set.of(ci),
                                        i == 200 ? TrendModel.Fate.CANCELLED : TrendModel.Fate.PLAIN))
                                .toList()),
                organisation);
        String own = reported(word, Map.of("ciIds", List.of(ci)));
        assertThat(answer(agent, own, 25).at("/incompleteReason").isNull()).isTrue();
        reported("One more", Map.of("ciIds", List.of(ci)));

        JsonNode answer = answer(agent, own, 25);

        assertThat(ids(answer)).hasSize(25);
        assertThat(answer.at("/complete").asBoolean()).isFalse();
        assertThat(answer.at("/incompleteReason").asString()).isEqualTo("RECORD_BUDGET");
    }

    @Test
    void shouldCallTheDatabaseNoMoreForMoreRecords() {
        String ci = cmdb.ci(worker, "server", word + " server");
        String own = reported(trouble, Map.of("ciIds", List.of(ci)));
        List<String> others = new ArrayList<>(List.of(reported(trouble, Map.of("ciIds", List.of(ci)))));
        others.add(reported(trouble, Map.of()));
        awaitHits(agent, own, others.toArray(String[]::new));
        List<String> few = callsOf(own);
        for (int i = 0; i < 6; i++) {
            others.add(reported(trouble, Map.of("ciIds", List.of(ci))));
            others.add(reported(trouble, Map.of()));
        }
        awaitHits(agent, own, others.toArray(String[]::new));

        assertThat(callsOf(own)).isEqualTo(few);
        assertThat(few.stream().filter(name -> name.startsWith("problem/")))
                .containsExactly("problem/similar-on-items", "problem/similar-facts");
    }

    @Test
    void shouldRefuseBadArgumentsAndManyAtOnce() {
        String own = reported(word, Map.of());
        for (int first : List.of(0, -1, 26)) {
            GraphQlAnswer refused = ask(agent, own, first);
            assertThat(refused.errorCodes()).containsExactly("BAD_USER_INPUT");
            assertThat(refused.body().at("/errors/0/extensions/field").asString())
                    .isEqualTo("first");
        }
        for (Permission missing : List.of(Permission.SEARCH, Permission.INCIDENT_READ)) {
            Set<Permission> permissions = EnumSet.copyOf(RolePermissions.of(Role.AGENT));
            Principal whole = principal(permissions, Confidentiality.PUBLIC_INTERNAL);
            Incident incident = incidents.byIds(whole, List.of(own)).get(own);
            permissions.remove(missing);
            Principal lacking = principal(permissions, Confidentiality.PUBLIC_INTERNAL);
            assertThatThrownBy(() -> similar.similar(lacking, incident, null)).isInstanceOf(ForbiddenException.class);
        }
        assertThat(client.execute(agent, "{ incidents(first: 12) { nodes { similar { complete } } } }")
                        .errorCodes())
                .containsExactly("TOO_COMPLEX");
        client.execute(agent, "{ incidents(first: 3) { nodes { similar { complete } } } }")
                .withoutErrors();
    }

    private List<String> callsOf(String incident) {
        calls.reset();
        answer(agent, incident, 25);
        return calls.since("problem/", "incident/", "cmdb/", "ticket/", "identity/");
    }

    private Principal principal(Set<Permission> permissions, Confidentiality clearance) {
        String id = Ids.next();
        return new Principal(
                id,
                "Reader",
                organisation,
                Set.of(),
                Set.of(),
                permissions,
                new Visibility(false, Set.of(organisation), Set.of(), id, clearance, false));
    }

    private String knownError(String title, Map<String, ?> more) {
        String id = problem(title, more);
        advance("Assess", id, 1, Map.of("impact", "LOW", "urgency", "LOW"));
        advance("Investigate", id, 2, Map.of());
        advance("SetRootCause", id, 3, Map.of("category", "SOFTWARE", "text", "It is so"));
        advance("MarkKnownError", id, 4, Map.of());
        return id;
    }

    private String problem(String title, Map<String, ?> more) {
        Map<String, Object> input = new HashMap<>(more);
        input.put("title", title);
        return client.execute(
                        worker,
                        "mutation ($input: ProblemReportInput!) { problemReport(input: $input) { problem { id } userErrors { code message } } }",
                        Map.of("input", input))
                .accepted("problemReport")
                .text("problemReport.problem.id");
    }

    private void advance(String action, String id, int version, Map<String, ?> input) {
        client.execute(
                        worker,
                        "mutation ($id: ID!, $version: Int!, $input: Problem%1$sInput!) { problem%1$s(id: $id, expectedVersion: $version, input: $input) { userErrors { code message } } }"
                                .formatted(action),
                        Map.of("id", id, "version", version, "input", input))
                .accepted("problem" + action);
    }

    private String category(String kind, String name) {
        return client.execute(
                        worker,
                        "mutation ($kind: TicketKind!, $name: String!) { ticketCategoryCreate(input: {kind: $kind, name: $name}) { category { id } userErrors { code message } } }",
                        Map.of("kind", kind, "name", name))
                .accepted("ticketCategoryCreate")
                .text("ticketCategoryCreate.category.id");
    }

    private String reported(String title, Map<String, ?> more) {
        return reportedBy(worker, title, more);
    }

    private String reportedBy(String token, String title, Map<String, ?> more) {
        Map<String, Object> input = new HashMap<>(more);
        input.put("title", title);
        return client.execute(
                        token,
                        "mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } userErrors { code message } } }",
                        Map.of("input", input))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
    }

    private void act(String action, String id, Map<String, ?> input) {
        boolean versioned = action.equals("Cancel");
        client.execute(
                        worker,
                        "mutation ($id: ID!, $input: Incident%1$sInput!) { incident%1$s(id: $id%2$s, input: $input) { userErrors { code message } } }"
                                .formatted(action, versioned ? ", expectedVersion: 1" : ""),
                        Map.of("id", id, "input", input))
                .accepted("incident" + action);
    }

    /** Until the index knows them all. */
    private void awaitHits(String token, String incident, String... expected) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> assertThat(ids(answer(token, incident, 25))).containsExactlyInAnyOrder(expected));
    }

    private GraphQlAnswer ask(String token, String incident, int first) {
        return client.execute(token, SIMILAR, Map.of("id", incident, "first", first));
    }

    private JsonNode answer(String token, String incident, int first) {
        return ask(token, incident, first).withoutErrors().at("incident.similar");
    }

    private static List<String> ids(JsonNode answer) {
        return answer.at("/hits")
                .valueStream()
                .map(hit -> hit.at("/record/id").asString())
                .toList();
    }

    private static Map<String, List<String>> reasons(JsonNode answer) {
        Map<String, List<String>> reasons = new HashMap<>();
        answer.at("/hits")
                .valueStream()
                .forEach(hit -> reasons.put(
                        hit.at("/record/id").asString(),
                        hit.at("/reasons").valueStream().map(JsonNode::asString).toList()));
        return reasons;
    }
}
