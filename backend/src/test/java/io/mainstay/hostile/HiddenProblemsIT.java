// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.hostile.HostileFixture.Named;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A problem, an incident and an item that are top secret, each linked in every way with visible ones: of these, whoever has no
 * clearance is shown the rest, in answers, counts, lists and trails.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenProblemsIT {

    private static final Map<String, Object> SECRET = Map.of("confidentiality", "TOP_SECRET");

    @Autowired
    private ApplicationContext application;

    private HostileFixture fixture;
    private String keeper = "";
    private String item = "";
    private String incident = "";
    private String problem = "";
    private String duplicate = "";
    private String secretItem = "";
    private String secretIncident = "";
    private String secretProblem = "";

    @BeforeAll
    void prepare() {
        fixture = new HostileFixture(application);
        fixture.prepare();
        keeper = TestTokens.as(Role.ADMINISTRATOR)
                .in(fixture.organisation)
                .cleared(Confidentiality.TOP_SECRET)
                .token();
        fixture.execute(keeper, "{ viewer { id } }").withoutErrors();
        item = fixture.server;
        secretItem = fixture.cmdb.ci(
                keeper, Map.of("classId", "server", "name", "Secret server", "confidentiality", "TOP_SECRET"));
        fixture.cmdb.relate(keeper, secretItem, "DEPENDS_ON", item);
        incident = fixture.reported(
                        fixture.worker, "incident", Map.of("title", "Printer on fire", "ciIds", List.of(item)))
                .id();
        secretIncident = reported("incident", Map.of("title", "Secret printer on fire"), SECRET)
                .id();
        problem = known(
                        fixture.problem(Map.of("title", "Printers catch fire", "ciIds", List.of(item))),
                        "SOFTWARE",
                        secretIncident)
                .id();
        secretProblem = known(
                        reported("problem", Map.of("title", "Secret fires", "ciIds", List.of(item)), SECRET),
                        "ENVIRONMENT",
                        incident)
                .id();
        duplicate = fixture.after(
                        keeper, "problem", fixture.problem(), "MarkDuplicate", Map.of("duplicateOfId", secretProblem))
                .id();
    }

    private Named reported(String noun, Map<String, Object> input, Map<String, Object> more) {
        Map<String, Object> all = HostileFixture.input();
        all.putAll(input);
        all.putAll(more);
        return fixture.reported(keeper, noun, all);
    }

    /** A known error with the incident, whose workaround has helped there, and whose caller is told. */
    private Named known(Named reported, String category, String incidentId) {
        Map<String, Object> incidents = Map.of("incidentIds", List.of(incidentId));
        Named now = act(reported, "LinkIncidents", incidents);
        now = act(now, "Assess", Map.of("impact", "HIGH", "urgency", "HIGH"));
        now = act(now, "Investigate", Map.of());
        now = act(
                now,
                "SetRootCause",
                Map.of("category", category, "text", "It overheats", "contributingCiIds", List.of(secretItem)));
        now = act(now, "MarkKnownError", Map.of());
        now = act(now, "SetWorkaround", Map.of("text", "Let it cool down"));
        now = act(now, "PublishWorkaround", incidents);
        now = act(now, "TellCallers", Map.of("incidentIds", List.of(incidentId), "text", "It is known"));
        GraphQlAnswer rated = fixture.execute(
                        keeper,
                        "mutation($id: ID!, $input: IncidentRateWorkaroundInput!) { incidentRateWorkaround(id: $id, input: $input)"
                                + " { incident { id } userErrors { code message } } }",
                        Map.of("id", incidentId, "input", Map.of("problemId", now.id(), "helped", true)))
                .accepted("incidentRateWorkaround");
        assertThat(rated.text("incidentRateWorkaround.incident.id")).isEqualTo(incidentId);
        return now;
    }

    private Named act(Named before, String action, Map<String, ?> input) {
        return fixture.after(keeper, "problem", before, action, input);
    }

    @Test
    void shouldShowOfAProblemOnlyTheIncidentsAndItemsThatTheReaderSees() {
        String document = """
                query($id: ID!) { problem(id: $id) {
                  incidentCount incidents { nodes { id } totalCount }
                  rootCause { contributingCis { id } }
                  workaround { helped didNotHelp }
                  workaroundFits { incident { id } }
                } }""";

        JsonNode asReader = problem(fixture.auditor, document, problem);
        JsonNode asKeeper = problem(keeper, document, problem);

        assertThat(asReader.path("incidentCount").asInt()).isZero();
        assertThat(ids(asReader.at("/incidents/nodes"))).isEmpty();
        assertThat(ids(asReader.at("/rootCause/contributingCis"))).isEmpty();
        assertThat(asReader.at("/workaround/helped").asInt()).isZero();
        assertThat(asReader.toString()).doesNotContain(secretIncident, secretItem);
        assertThat(asKeeper.path("incidentCount").asInt()).isOne();
        assertThat(ids(asKeeper.at("/incidents/nodes"))).containsExactly(secretIncident);
        assertThat(ids(asKeeper.at("/rootCause/contributingCis"))).containsExactly(secretItem);
        assertThat(asKeeper.at("/workaround/helped").asInt()).isOne();
        assertThat(asKeeper.path("workaroundFits").toString()).contains(secretIncident);
    }

    @Test
    void shouldShowOfAnIncidentOnlyTheProblemsThatTheReaderSees() {
        String document = """
                query($id: ID!) { incident(id: $id) {
                  problems { id } knownErrors { id } workarounds { problem { id } helped }
                } }""";

        JsonNode asReader = incident(fixture.auditor, document);
        JsonNode asKeeper = incident(keeper, document);

        assertThat(ids(asReader.path("problems"))).isEmpty();
        assertThat(ids(asReader.path("knownErrors"))).containsExactly(problem);
        assertThat(asReader.path("workarounds").isEmpty()).isTrue();
        assertThat(ids(asKeeper.path("problems"))).containsExactly(secretProblem);
        assertThat(ids(asKeeper.path("knownErrors"))).containsExactly(secretProblem, problem);
        assertThat(asKeeper.at("/workarounds/0/problem/id").asString()).isEqualTo(secretProblem);
        assertThat(asKeeper.at("/workarounds/0/helped").asBoolean()).isTrue();
    }

    @Test
    void shouldNotSayOfWhatAProblemIsTheDuplicateToWhoDoesNotSeeIt() {
        String document = "query($id: ID!) { problem(id: $id) { state duplicateOf { id } } }";

        JsonNode asReader = problem(fixture.auditor, document, duplicate);

        assertThat(asReader.path("state").asString()).isEqualTo("DUPLICATE");
        assertThat(asReader.path("duplicateOf").isNull()).isTrue();
        assertThat(problem(keeper, document, duplicate).at("/duplicateOf/id").asString())
                .isEqualTo(secretProblem);
    }

    /** The visible known error is on an item on which the hidden one depends, and so would tell that there is such an item. */
    @Test
    void shouldFindNoKnownErrorsByAnItemThatTheReaderDoesNotSee() {
        for (String argument : List.of("ciId", "serviceOfferingId")) {
            String document =
                    "query($id: ID!) { knownErrors(%s: $id) { nodes { id } totalCount } }".formatted(argument);

            GraphQlAnswer asReader = fixture.execute(fixture.auditor, document, Map.of("id", secretItem))
                    .withoutErrors();
            GraphQlAnswer asKeeper =
                    fixture.execute(keeper, document, Map.of("id", secretItem)).withoutErrors();

            assertThat(ids(asReader.at("knownErrors.nodes"))).as(argument).isEmpty();
            assertThat(asReader.at("knownErrors.totalCount").asInt())
                    .as(argument)
                    .isZero();
            assertThat(ids(asKeeper.at("knownErrors.nodes"))).as(argument).containsExactly(problem, secretProblem);
        }
    }

    @Test
    void shouldCountOnlyTheProblemsThatTheReaderSees() {
        assertThat(withCause(keeper, "ENVIRONMENT") - withCause(fixture.auditor, "ENVIRONMENT"))
                .isPositive();
        assertThat(withCause(fixture.auditor, "SOFTWARE")).isPositive();
    }

    private int withCause(String token, String category) {
        return fixture.execute(token, "{ problemsByCause { category problems } }")
                .withoutErrors()
                .at("problemsByCause")
                .valueStream()
                .filter(count -> count.path("category").asString().equals(category))
                .mapToInt(count -> count.path("problems").asInt())
                .sum();
    }

    @Test
    void shouldCountTheEffectOfAFixOnlyOnItemsThatTheReaderSees() {
        Instant now = fixture.clock.now();
        Named fixed = reported(
                "problem", Map.of("title", "Was fixed"), Map.of("occurredAt", before(now, Duration.ofMinutes(120))));
        fixed = act(
                fixed,
                "Assess",
                Map.of("impact", "LOW", "urgency", "LOW", "occurredAt", before(now, Duration.ofMinutes(110))));
        fixed = act(fixed, "Investigate", Map.of("occurredAt", before(now, Duration.ofMinutes(105))));
        fixed = act(
                fixed,
                "SetRootCause",
                Map.of(
                        "category",
                        "HARDWARE",
                        "text",
                        "It broke",
                        "contributingCiIds",
                        List.of(secretItem),
                        "occurredAt",
                        before(now, Duration.ofMinutes(100))));
        fixed = act(
                fixed,
                "Resolve",
                Map.of(
                        "code",
                        "FIXED_WITHOUT_CHANGE",
                        "resolution",
                        "New one",
                        "occurredAt",
                        before(now, Duration.ofMinutes(60))));
        reported(
                "incident",
                Map.of("title", "It broke", "ciIds", List.of(secretItem)),
                Map.of("occurredAt", before(now, Duration.ofMinutes(90))));
        String document = "query($id: ID!) { problem(id: $id) { effect { before after } } }";

        assertThat(problem(fixture.auditor, document, fixed.id())
                        .at("/effect/before")
                        .asInt())
                .isZero();
        assertThat(problem(keeper, document, fixed.id()).at("/effect/before").asInt())
                .isOne();
    }

    private static String before(Instant now, Duration time) {
        return now.minus(time).toString();
    }

    @Test
    void shouldHideInTrailsTheValuesThatNameWhatTheReaderDoesNotSee() {
        Map<String, List<String>> named = Map.of(
                problem,
                List.of("incidentIds", "contributingCiIds", "workaroundIncidentIds", "toldIncidentIds"),
                incident,
                List.of("problemIds", "workaroundOfIds"),
                duplicate,
                List.of("duplicateOfId"));
        named.forEach((record, fields) -> {
            String document =
                    "query($id: ID!) { auditTrail(recordId: $id) { nodes { fields { field after hidden } } } }";
            JsonNode asReader = fixture.execute(fixture.auditor, document, Map.of("id", record))
                    .withoutErrors()
                    .at("auditTrail.nodes");
            JsonNode asKeeper = fixture.execute(keeper, document, Map.of("id", record))
                    .withoutErrors()
                    .at("auditTrail.nodes");

            assertThat(asReader.toString()).doesNotContain(secretIncident, secretItem, secretProblem);
            assertThat(hidden(asReader)).containsExactlyInAnyOrderElementsOf(fields);
            assertThat(hidden(asKeeper)).isEmpty();
            assertThat(asKeeper.toString()).containsAnyOf(secretIncident, secretItem, secretProblem);
        });
    }

    private static List<String> hidden(JsonNode entries) {
        return entries.valueStream()
                .flatMap(entry -> entry.path("fields").valueStream())
                .filter(field -> field.path("hidden").asBoolean())
                .map(field -> field.path("field").asString())
                .toList();
    }

    private JsonNode problem(String token, String document, String id) {
        return fixture.execute(token, document, Map.of("id", id))
                .withoutErrors()
                .at("problem");
    }

    private JsonNode incident(String token, String document) {
        return fixture.execute(token, document, Map.of("id", incident))
                .withoutErrors()
                .at("incident");
    }

    private static List<String> ids(JsonNode nodes) {
        return nodes.valueStream().map(node -> node.path("id").asString()).toList();
    }
}
