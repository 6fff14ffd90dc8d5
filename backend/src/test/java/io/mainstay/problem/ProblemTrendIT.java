// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.problem.internal.TrendModel;
import io.mainstay.problem.internal.TrendModel.Fate;
import io.mainstay.problem.internal.TrendModel.Happening;
import io.mainstay.problem.internal.TrendModel.Item;
import io.mainstay.problem.internal.TrendModel.Link;
import io.mainstay.problem.internal.TrendOracle;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphSnapshot;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemTrendIT {

    private static final int HISTORIES = Integer.getInteger("mainstay.trends.stored", 40);
    private static final long SEED = Long.getLong("mainstay.trends.seed", 20_261_130L);
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

    private static final String TRENDS = """
            query ($input: ProblemTrendsInput, $first: Int, $after: String) {
              problemTrends(input: $input, first: $first, after: $after) {
                totalCount complete incompleteReason pageInfo { hasNextPage endCursor }
                nodes {
                  key scope ci { id name } class { key } count expected score firstReportedAt lastReportedAt
                  incidents(first: 50) { totalCount nodes { id } }
                  dismissal {
                    id scope subjectId reason until dismissedAt dismissedBy { displayName } restoredAt
                    history { nodes { action } }
                  }
                }
              }
            }""";
    private static final String DISMISS = """
            mutation ($input: ProblemTrendDismissInput!, $key: String) {
              problemTrendDismiss(input: $input, idempotencyKey: $key) {
                dismissal { id scope subjectId reason until restoredAt } userErrors { code field message }
              }
            }""";
    private static final String RESTORE = """
            mutation ($input: ProblemTrendRestoreInput!, $key: String) {
              problemTrendRestore(input: $input, idempotencyKey: $key) {
                dismissal { id restoredAt } userErrors { code field message }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private TrendFixture fixture;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCalls calls;

    private String organisation = "";
    private String agent = "";
    private String manager = "";

    @BeforeEach
    void newOrganisation() {
        clock.set(NOW);
        organisation = Ids.next();
        agent = TestTokens.as(Role.AGENT).in(organisation).token();
        manager = TestTokens.as(Role.PROBLEM_MANAGER).in(organisation).token();
    }

    @AfterEach
    void followTheMachineAgain() {
        clock.follow();
    }

    @Test
    void shouldFindInTheGraphWhatCountingByHandFinds() {
        int found = 0;
        for (int i = 0; i < HISTORIES; i++) {
            long seed = SEED + i;
            newOrganisation();
            Random random = new Random(seed);
            Duration window = Duration.ofDays(random.nextInt(5) == 0 ? 90 : 1 + random.nextInt(40));
            Instant until = NOW.minus(Duration.ofDays(random.nextInt(3)));
            TrendModel model =
                    TrendModel.random(random, organisation + "-", until, window, TrendFixture.CLASSES.size());
            fixture.enter(model, organisation);
            Set<ProblemTrendScope> scopes = random.nextInt(3) == 0
                    ? EnumSet.of(ProblemTrendScope.NEIGHBOURHOOD, ProblemTrendScope.CLASS)
                    : EnumSet.allOf(ProblemTrendScope.class);
            int minimum = 2 + random.nextInt(3);
            Map<String, TrendOracle.Trend> expected = new TrendOracle(model, until, window, minimum)
                    .trends(scopes).stream().collect(Collectors.toMap(ProblemTrendIT::subject, Function.identity()));

            JsonNode answer = trends(
                    agent,
                    Map.of(
                            "window",
                            window.toString(),
                            "until",
                            until.toString(),
                            "scopes",
                            scopes,
                            "minimumIncidents",
                            minimum));

            String said = "-Dmainstay.trends.seed=%d: %s".formatted(seed, model);
            assertThat(answer.at("/complete").asBoolean()).as(said).isTrue();
            assertThat(answer.at("/totalCount").asInt()).as(said).isEqualTo(expected.size());
            List<JsonNode> nodes = answer.at("/nodes").valueStream().toList();
            assertThat(nodes.stream().map(ProblemTrendIT::subject))
                    .as(said)
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
            for (JsonNode node : nodes) {
                TrendOracle.Trend wanted = expected.get(subject(node));
                assertThat(node.at("/incidents/nodes").findValuesAsString("id"))
                        .as(said)
                        .isEqualTo(wanted.incidentIds());
                assertThat(node.at("/count").asInt())
                        .as(said)
                        .isEqualTo(wanted.incidentIds().size());
                assertThat(node.at("/expected").asDouble()).as(said).isCloseTo(wanted.expected(), within(1e-9));
                assertThat(node.at("/score").asDouble()).as(said).isCloseTo(wanted.score(), within(1e-6));
            }
            assertThat(nodes)
                    .as(said)
                    .isSortedAccordingTo(Comparator.comparingDouble(
                                    (JsonNode node) -> -node.at("/score").asDouble())
                            .thenComparing(node -> -node.at("/count").asInt()));
            found += nodes.size();
        }
        assertThat(found).as("trends in all").isGreaterThan(HISTORIES);
    }

    @Test
    void shouldShowNothingOfWhatTheReaderDoesNotSee() {
        String shown = organisation + "-shown";
        String hidden = organisation + "-hidden";
        fixture.enter(
                new TrendModel(
                        List.of(new Item(shown, 0, false), new Item(hidden, 1, true)),
                        Set.of(new Link(shown, hidden)),
                        List.of(
                                happening(1, Set.of(hidden), Fate.PLAIN),
                                happening(2, Set.of(hidden), Fate.PLAIN),
                                happening(3, Set.of(hidden, shown), Fate.PLAIN),
                                happening(4, Set.of(shown), Fate.HIDDEN),
                                happening(5, Set.of(shown), Fate.PLAIN))),
                organisation);

        assertThat(trends(agent, Map.of()).toString()).doesNotContain(hidden);
        assertThat(keys(agent, Map.of())).isEmpty();
        assertThat(keys(agent, Map.of("minimumIncidents", 2))).containsExactly("CONFIGURATION_ITEM:" + shown);
        String cleared = TestTokens.as(Role.PROBLEM_MANAGER)
                .in(organisation)
                .cleared(Confidentiality.TOP_SECRET)
                .token();
        assertThat(keys(cleared, Map.of()))
                .containsExactlyInAnyOrder(
                        "CONFIGURATION_ITEM:" + hidden, "CONFIGURATION_ITEM:" + shown, "NEIGHBOURHOOD:" + hidden);
        String stranger = TestTokens.as(Role.PROBLEM_MANAGER).in(Ids.next()).token();
        assertThat(keys(stranger, Map.of("minimumIncidents", 2))).isEmpty();

        for (String scope : List.of("CONFIGURATION_ITEM", "NEIGHBOURHOOD")) {
            assertThat(dismiss(manager, scope, hidden, Map.of()).userErrorCodes("problemTrendDismiss"))
                    .containsExactly("NOT_FOUND");
            assertThat(dismiss(stranger, scope, shown, Map.of()).userErrorCodes("problemTrendDismiss"))
                    .containsExactly("NOT_FOUND");
        }
        dismiss(cleared, "CONFIGURATION_ITEM", hidden, Map.of()).accepted("problemTrendDismiss");
        assertThat(restore(manager, "CONFIGURATION_ITEM", hidden, null).userErrorCodes("problemTrendRestore"))
                .containsExactly("NOT_FOUND");
        TestTokens auditor = TestTokens.as(Role.AUDITOR).in(organisation);
        assertThat(trail(auditor.token(), dismissalOf(hidden))
                        .withoutErrors()
                        .at("auditTrail")
                        .isNull())
                .isTrue();
        assertThat(trail(auditor.cleared(Confidentiality.TOP_SECRET).token(), dismissalOf(hidden))
                        .withoutErrors()
                        .at("auditTrail.nodes")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void shouldSetATrendAsideUntilItsDateOrUntilItIsRestored() {
        String ci = troubled();
        String until = NOW.plus(Duration.ofDays(10)).toString();
        JsonNode dismissal = dismiss(
                        manager, "CONFIGURATION_ITEM", ci, Map.of("reason", " Known, moves in May ", "until", until))
                .accepted("problemTrendDismiss")
                .at("problemTrendDismiss.dismissal");
        assertThat(dismissal.at("/reason").asString()).isEqualTo("Known, moves in May");
        assertThat(keys(agent, Map.of())).isEmpty();

        JsonNode shown = trends(agent, Map.of("includeDismissed", true)).at("/nodes/0");
        assertThat(shown.at("/dismissal/id").asString())
                .isEqualTo(dismissal.at("/id").asString());
        assertThat(Instant.parse(shown.at("/dismissal/until").asString())).isEqualTo(Instant.parse(until));
        assertThat(shown.at("/dismissal/dismissedBy/displayName").asString()).isEqualTo("The problem-manager");

        String later = NOW.plus(Duration.ofDays(20)).toString();
        dismiss(manager, "CONFIGURATION_ITEM", ci, Map.of("reason", "Takes longer", "until", later))
                .accepted("problemTrendDismiss");
        clock.advance(Duration.ofDays(10));
        assertThat(keys(agent, Map.of())).as("the later date counts").isEmpty();
        clock.advance(Duration.ofDays(10));
        assertThat(keys(agent, Map.of())).containsExactly("CONFIGURATION_ITEM:" + ci);
        assertThat(restore(manager, "CONFIGURATION_ITEM", ci, null).userErrorCodes("problemTrendRestore"))
                .as("it ended by itself")
                .containsExactly("CONFLICT");

        dismiss(manager, "CONFIGURATION_ITEM", ci, Map.of()).accepted("problemTrendDismiss");
        assertThat(keys(agent, Map.of())).isEmpty();
        GraphQlAnswer restored =
                restore(manager, "CONFIGURATION_ITEM", ci, "again").accepted("problemTrendRestore");
        assertThat(restored.at("problemTrendRestore.dismissal.restoredAt").isNull())
                .isFalse();
        assertThat(keys(agent, Map.of())).containsExactly("CONFIGURATION_ITEM:" + ci);
        restore(manager, "CONFIGURATION_ITEM", ci, "again").accepted("problemTrendRestore");
        assertThat(restore(manager, "CONFIGURATION_ITEM", ci, null).userErrorCodes("problemTrendRestore"))
                .containsExactly("CONFLICT");

        String id = dismissal.at("/id").asString();
        assertThat(values("MATCH (e:OutboxEvent {aggregateId: $id}) RETURN e.type AS value ORDER BY e.revision", id))
                .containsExactly(
                        "problem.trend-dismissed.v1",
                        "problem.trend-dismissed.v1",
                        "problem.trend-dismissed.v1",
                        "problem.trend-restored.v1");
        dismiss(manager, "CONFIGURATION_ITEM", ci, Map.of()).accepted("problemTrendDismiss");
        assertThat(trends(agent, Map.of("includeDismissed", true))
                        .at("/nodes/0/dismissal/history/nodes")
                        .findValuesAsString("action"))
                .containsExactly(
                        "problem.dismiss-trend",
                        "problem.restore-trend",
                        "problem.dismiss-trend",
                        "problem.dismiss-trend",
                        "problem.dismiss-trend");
        String auditor = TestTokens.as(Role.AUDITOR).in(organisation).token();
        assertThat(trail(auditor, id).withoutErrors().at("auditTrail.nodes").size())
                .isEqualTo(5);
    }

    @Test
    void shouldDismissAClassByItsKeyAndShowWhatIsBehindItOnly() {
        String one = troubled();
        String other = troubled();
        assertThat(trends(agent, Map.of()).at("/nodes/0/class/key").asString()).isEqualTo("server");

        dismiss(manager, "CLASS", "server", Map.of()).accepted("problemTrendDismiss");

        assertThat(keys(agent, Map.of()))
                .containsExactlyInAnyOrder("CONFIGURATION_ITEM:" + one, "CONFIGURATION_ITEM:" + other);
        assertThat(trends(agent, Map.of("includeDismissed", true))
                        .at("/nodes/0/dismissal/reason")
                        .asString())
                .isEqualTo("Is being replaced");
        restore(manager, "CLASS", "server", null).accepted("problemTrendRestore");
        assertThat(dismiss(manager, "CLASS", "no-such-class", Map.of()).userErrorCodes("problemTrendDismiss"))
                .containsExactly("NOT_FOUND");
    }

    @Test
    void shouldDismissOnceWhateverTheClientRepeats() throws Exception {
        String ci = troubled();
        Map<String, Object> request = Map.of("reason", "Once", "key", "one");
        dismiss(manager, "CONFIGURATION_ITEM", ci, request).accepted("problemTrendDismiss");
        dismiss(manager, "CONFIGURATION_ITEM", ci, request).accepted("problemTrendDismiss");
        assertThat(revision(ci)).isEqualTo("1");
        assertThat(dismiss(manager, "CONFIGURATION_ITEM", ci, Map.of("reason", "Twice", "key", "one"))
                        .userErrorCodes("problemTrendDismiss"))
                .containsExactly("IDEMPOTENCY_KEY_REUSED");

        String crowded = troubled();
        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            List<Callable<GraphQlAnswer>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String reason = "By client " + i;
                tasks.add(() -> dismiss(manager, "CONFIGURATION_ITEM", crowded, Map.of("reason", reason)));
            }
            for (Future<GraphQlAnswer> answer : clients.invokeAll(tasks)) {
                answer.get().accepted("problemTrendDismiss");
            }
        }
        assertThat(revision(crowded)).isEqualTo("8");
        assertThat(values(
                        "MATCH (a:AuditEntry {chainId: $id}) RETURN toString(a.sequence) AS value ORDER BY a.sequence",
                        dismissalOf(crowded)))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void shouldNameFieldAndRuleOfWhatItRefusesAndChangeNothing() {
        String ci = troubled();
        for (String token : List.of(agent, manager)) {
            keys(token, Map.of());
        }
        GraphSnapshot before = GraphSnapshot.of(driver);
        refusesQuestion(Map.of("window", "PT23H"), "input.window", "between P1D and P366D");
        refusesQuestion(Map.of("window", "P366DT1S"), "input.window", "between P1D and P366D");
        refusesQuestion(Map.of("window", "-P30D"), "input.window", "between P1D and P366D");
        refusesQuestion(Map.of("until", NOW.plusSeconds(1).toString()), "input.until", "not in the future");
        refusesQuestion(Map.of("minimumIncidents", 1), "input.minimumIncidents", "between 2 and 1000");
        refusesQuestion(Map.of("minimumIncidents", 1_001), "input.minimumIncidents", "between 2 and 1000");

        refusesDismissal(ci, Map.of("reason", "  "), "REQUIRED reason");
        refusesDismissal(ci, Map.of("reason", "x".repeat(2_001)), "TOO_LONG reason");
        refusesDismissal(ci, Map.of("until", NOW.toString()), "INVALID until");
        refusesDismissal(ci, Map.of("until", NOW.plus(Duration.ofDays(732)).toString()), "INVALID until");
        refusesDismissal(Ids.next(), Map.of(), "NOT_FOUND subjectId");
        assertThat(restore(manager, "CONFIGURATION_ITEM", ci, null).userErrorCodes("problemTrendRestore"))
                .containsExactly("CONFLICT");
        assertThat(before.differencesTo(GraphSnapshot.of(driver))).isEmpty();

        assertThat(dismiss(agent, "CONFIGURATION_ITEM", ci, Map.of()).userErrorCodes("problemTrendDismiss"))
                .containsExactly("FORBIDDEN");
        String requester = TestTokens.as(Role.REQUESTER).in(organisation).token();
        assertThat(ask(requester, Map.of(), 25, null).errorCodes()).containsExactly("FORBIDDEN");
    }

    @Test
    void shouldReadInPartsAndCallTheDatabaseNoMoreForMoreTrends() {
        List<String> first = List.of(troubled(), troubled());
        for (String ci : first) {
            dismiss(manager, "CONFIGURATION_ITEM", ci, Map.of()).accepted("problemTrendDismiss");
        }
        keys(agent, Map.of());
        int few = callsFor(first.size() + 1);
        List<String> more = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            more.add(troubled());
            dismiss(manager, "CONFIGURATION_ITEM", more.getLast(), Map.of()).accepted("problemTrendDismiss");
        }
        assertThat(callsFor(first.size() + more.size() + 1)).isEqualTo(few);

        List<String> inParts = new ArrayList<>();
        String after = null;
        do {
            GraphQlAnswer part =
                    ask(agent, Map.of("includeDismissed", true), 4, after).withoutErrors();
            inParts.addAll(keys(part.at("problemTrends")));
            after = part.at("problemTrends.pageInfo.hasNextPage").asBoolean()
                    ? part.text("problemTrends.pageInfo.endCursor")
                    : null;
        } while (after != null);
        assertThat(inParts)
                .isEqualTo(keys(agent, Map.of("includeDismissed", true)))
                .hasSize(15);
        String cursor = ask(agent, Map.of("includeDismissed", true), 4, null).text("problemTrends.pageInfo.endCursor");
        assertThat(ask(agent, Map.of("window", "P31D"), 4, cursor).errorCodes()).containsExactly("BAD_USER_INPUT");
    }

    private int callsFor(int trends) {
        calls.reset();
        assertThat(keys(agent, Map.of("includeDismissed", true))).hasSize(trends);
        assertThat(calls.since("problem/")).hasSizeLessThanOrEqualTo(6).doesNotHaveDuplicates();
        return calls.since("problem/", "incident/", "cmdb/", "audit/", "identity/")
                .size();
    }

    private void refusesQuestion(Map<String, Object> input, String field, String rule) {
        GraphQlAnswer answer = ask(agent, input, 25, null);
        assertThat(answer.errorCodes()).containsExactly("BAD_USER_INPUT");
        assertThat(answer.body().at("/errors/0/extensions/field").asString()).isEqualTo(field);
        assertThat(answer.body().at("/errors/0/extensions/rule").asString()).contains(rule);
    }

    private void refusesDismissal(String ci, Map<String, Object> differences, String expected) {
        JsonNode errors =
                dismiss(manager, "CONFIGURATION_ITEM", ci, differences).at("problemTrendDismiss.userErrors");
        assertThat(errors.valueStream()
                        .map(error -> error.at("/code").asString() + " "
                                + error.at("/field/1").asString()))
                .containsExactly(expected);
    }

    /** A server with three incidents in the window. */
    private String troubled() {
        String ci = Ids.next();
        fixture.enter(
                new TrendModel(
                        List.of(new Item(ci, 0, false)),
                        Set.of(),
                        List.of(
                                happening(1, Set.of(ci), Fate.PLAIN),
                                happening(2, Set.of(ci), Fate.PLAIN),
                                happening(3, Set.of(ci), Fate.PLAIN))),
                organisation);
        return ci;
    }

    private static Happening happening(int daysAgo, Set<String> ciIds, Fate fate) {
        return new Happening(Ids.next(), NOW.minus(Duration.ofDays(daysAgo)), ciIds, fate);
    }

    private GraphQlAnswer dismiss(String token, String scope, String subject, Map<String, ?> differences) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "scope",
                scope,
                "subjectId",
                subject,
                "reason",
                "Is being replaced",
                "until",
                clock.now().plus(Duration.ofDays(30)).toString()));
        input.putAll(differences);
        Map<String, Object> variables = new HashMap<>();
        variables.put("key", input.remove("key"));
        variables.put("input", input);
        return client.execute(token, DISMISS, variables);
    }

    private GraphQlAnswer restore(String token, String scope, String subject, String key) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("input", Map.of("scope", scope, "subjectId", subject));
        variables.put("key", key);
        return client.execute(token, RESTORE, variables);
    }

    private GraphQlAnswer trail(String token, String id) {
        return client.execute(
                token, "query($id: ID!) { auditTrail(recordId: $id) { nodes { action } } }", Map.of("id", id));
    }

    private GraphQlAnswer ask(String token, Map<String, ?> input, int first, String after) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("input", input);
        variables.put("first", first);
        variables.put("after", after);
        return client.execute(token, TRENDS, variables);
    }

    private JsonNode trends(String token, Map<String, ?> input) {
        return ask(token, input, 30, null).withoutErrors().at("problemTrends");
    }

    private List<String> keys(String token, Map<String, ?> input) {
        return keys(trends(token, input));
    }

    private static List<String> keys(JsonNode trends) {
        return trends.at("/nodes")
                .valueStream()
                .map(trend -> trend.at("/key").asString())
                .toList();
    }

    private static String subject(JsonNode trend) {
        String scope = trend.at("/scope").asString();
        return scope + " "
                + (scope.equals("CLASS")
                        ? trend.at("/class/key").asString()
                        : trend.at("/ci/id").asString());
    }

    private static String subject(TrendOracle.Trend trend) {
        String subject = trend.subject();
        return trend.scope() + " "
                + (trend.scope() == ProblemTrendScope.CLASS
                        ? TrendFixture.CLASSES.get(Integer.parseInt(subject.substring("class".length())))
                        : subject);
    }

    private String dismissalOf(String ci) {
        return values("MATCH (d:ProblemTrendDismissal {subjectId: $id}) RETURN d.id AS value", ci)
                .getFirst();
    }

    private String revision(String ci) {
        return values("MATCH (d:ProblemTrendDismissal {subjectId: $id}) RETURN toString(d.revision) AS value", ci)
                .getFirst();
    }

    private List<String> values(String query, String id) {
        try (Session session = driver.session()) {
            return session.run(query, Map.of("id", id))
                    .list(row -> row.get("value").asString());
        }
    }
}
