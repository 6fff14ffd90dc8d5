// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import static io.mainstay.problem.ProblemFixture.HARDWARE_INCIDENT;
import static io.mainstay.problem.ProblemFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Problems from the report to the end, over HTTP. */
@IntegrationTest
class ProblemLifecycleIT {

    private static final String AROUND_THE_CLOCK = "00000000-0000-7000-8051-000000000051";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    private ProblemFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ProblemFixture(client, work, cypher);
    }

    @Test
    void shouldGoFromReportToClosure() {
        String incidentId = fixture.incidentOn(fixture.applicationId);
        GraphQlAnswer reported = fixture.report(
                        fixture.agent,
                        Map.of(
                                "title", "Memory of the shop runs full",
                                "description", "Every week",
                                "impact", "HIGH",
                                "urgency", "MEDIUM",
                                "ciIds", List.of(fixture.serverId),
                                "incidentIds", List.of(incidentId)))
                .accepted("problemReport");
        String id = reported.text("problemReport.problem.id");
        assertThat(reported.text("problemReport.problem.number")).matches("PRB\\d{7}");
        assertThat(reported.text("problemReport.problem.state")).isEqualTo("NEW");
        assertThat(reported.text("problemReport.problem.priority")).isEqualTo("P2");

        assertThat(fixture.done("Assess", id, Map.of("impact", "HIGH", "urgency", "HIGH"))
                        .at("/priority")
                        .asString())
                .isEqualTo("P1");
        fixture.done("Assign", id, Map.of("teamId", fixture.teamId, "assigneeId", fixture.managerPerson.personId()));
        fixture.done("Investigate", id, Map.of());
        assertThat(fixture.act(fixture.manager, "MarkKnownError", id, Map.of()).userErrorCodes("problemMarkKnownError"))
                .as("without a cause")
                .containsExactly("REQUIRED");
        assertThat(fixture.act(fixture.manager, "Fix", id, Map.of()).userErrorCodes("problemFix"))
                .as("without a cause")
                .containsExactly("REQUIRED");
        fixture.done(
                "SetRootCause",
                id,
                Map.of(
                        "category",
                        "SOFTWARE",
                        "text",
                        "The cache is never emptied",
                        "whys",
                        List.of("The memory is full", "The cache grows", "Nobody empties it"),
                        "contributingCiIds",
                        List.of(fixture.applicationId)));
        JsonNode known = fixture.done("MarkKnownError", id, Map.of());
        String since = known.at("/knownErrorSince").asString();
        assertThat(known.at("/state").asString()).isEqualTo("INVESTIGATING");
        assertThat(fixture.done("MarkKnownError", id, Map.of()).at("/revision").asInt())
                .as("once is enough")
                .isEqualTo(known.at("/revision").asInt());
        assertThat(fixture.done("Fix", id, Map.of()).at("/knownErrorSince").asString())
                .isEqualTo(since);
        JsonNode resolved =
                fixture.done("Resolve", id, Map.of("code", "FIXED_BY_CHANGE", "resolution", "The cache is bounded"));
        assertThat(resolved.at("/state").asString()).isEqualTo("RESOLVED");
        assertThat(resolved.at("/knownErrorSince").isNull()).isTrue();
        JsonNode closed = fixture.done("Close", id, Map.of());
        assertThat(closed.at("/state").asString()).isEqualTo("CLOSED");
        assertThat(closed.at("/resolutionCode").asString()).isEqualTo("FIXED_BY_CHANGE");
        assertThat(closed.at("/closedAt").isNull()).isFalse();

        JsonNode read = fixture.read(
                fixture.manager,
                id,
                "rootCause { category text whys contributingCis { id } } affectedCis { id } reporter { id }"
                        + " history { nodes { action revision principalId fields { field before after } } }");
        assertThat(read.at("/rootCause").toString())
                .isEqualTo("{\"category\":\"SOFTWARE\",\"text\":\"The cache is never emptied\","
                        + "\"whys\":[\"The memory is full\",\"The cache grows\",\"Nobody empties it\"],"
                        + "\"contributingCis\":[{\"id\":\"" + fixture.applicationId + "\"}]}");
        assertThat(read.at("/affectedCis/0/id").asString()).isEqualTo(fixture.serverId);
        assertThat(read.at("/reporter/id").asString()).isEqualTo(fixture.agentPerson.personId());
        assertThat(texts(read.at("/history/nodes"), "/action"))
                .containsExactly(
                        "problem.close",
                        "problem.resolve",
                        "problem.fix",
                        "problem.mark-known-error",
                        "problem.set-root-cause",
                        "problem.investigate",
                        "problem.assign",
                        "problem.assess",
                        "problem.report");
        assertThat(read.at("/history/nodes/8/fields").toString()).contains("incidentIds", incidentId);
    }

    @Test
    void shouldLetAgentsReadAndReportButNotWork() {
        String id = fixture.report(fixture.agent, Map.of("title", "Disks fail often"))
                .accepted("problemReport")
                .text("problemReport.problem.id");

        assertThat(fixture.read(fixture.agent, id, "state viewerCan").toString())
                .isEqualTo("{\"state\":\"NEW\",\"viewerCan\":[]}");
        for (String action : List.of("Investigate", "Cancel", "Comment", "LinkIncidents")) {
            GraphQlAnswer answer = fixture.act(
                    fixture.agent,
                    action,
                    id,
                    switch (action) {
                        case "Investigate" -> Map.of();
                        case "Cancel" -> Map.of("reason", "No");
                        case "Comment" -> Map.of("text", "Hello");
                        default -> Map.of("incidentIds", List.of(Ids.next()));
                    });
            assertThat(answer.userErrorCodes("problem" + action)).as(action).containsExactly("FORBIDDEN");
        }
        assertThat(fixture.report(fixture.agent, Map.of("title", "For them", "teamId", fixture.teamId))
                        .userErrorCodes("problemReport"))
                .containsExactly("FORBIDDEN");
        assertThat(fixture.report(fixture.caller, Map.of("title", "Mine")).userErrorCodes("problemReport"))
                .containsExactly("FORBIDDEN");
        assertThat(fixture.state(id)).isEqualTo("NEW");
    }

    @Test
    void shouldShowLinksOnBothSidesAndInBothHistories() {
        String first = fixture.incidentOn(fixture.applicationId);
        String second = fixture.incidentOn(fixture.applicationId);
        String third = fixture.incidentOn(fixture.offeringId);
        String id = fixture.reported(Map.of("incidentIds", List.of(first, first)));

        fixture.done("LinkIncidents", id, Map.of("incidentIds", List.of(second, third)));
        JsonNode again = fixture.done("LinkIncidents", id, Map.of("incidentIds", List.of(third, first)));
        assertThat(again.at("/revision").asInt()).as("nothing new").isEqualTo(2);
        assertThat(again.at("/version").asInt())
                .as("a link outdates nobody's view")
                .isEqualTo(1);

        JsonNode problem = fixture.read(
                fixture.manager,
                id,
                "incidentCount incidents(first: 2) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }"
                        + " history { nodes { action fields { field before after } } }");
        assertThat(problem.at("/incidentCount").asInt()).isEqualTo(3);
        assertThat(texts(problem.at("/incidents/nodes"), "/id")).containsExactly(third, second);
        assertThat(problem.at("/incidents/pageInfo/hasNextPage").asBoolean()).isTrue();
        JsonNode rest = fixture.query(
                        fixture.manager,
                        "query($id: ID!, $after: String) { problem(id: $id) { incidents(after: $after) { nodes { id } } } }",
                        Map.of(
                                "id",
                                id,
                                "after",
                                problem.at("/incidents/pageInfo/endCursor").asString()))
                .withoutErrors()
                .at("problem.incidents.nodes");
        assertThat(texts(rest, "/id")).containsExactly(first);
        assertThat(texts(problem.at("/history/nodes"), "/action"))
                .containsExactly("problem.link-incidents", "problem.report");
        assertThat(problem.at("/history/nodes/0/fields").toString())
                .contains("incidentIds", second, third)
                .doesNotContain(first);
        assertThat(problem.at("/history/nodes/1/fields").toString()).contains("incidentIds", first);
        for (String incidentId : List.of(first, second, third)) {
            JsonNode incident = fixture.incident(
                    fixture.agent,
                    incidentId,
                    "version revision problems { id } history { nodes { action fields { field after } } }");
            assertThat(texts(incident.at("/problems"), "/id")).containsExactly(id);
            assertThat(incident.at("/version").asInt()).isEqualTo(1);
            assertThat(incident.at("/revision").asInt()).isEqualTo(2);
            assertThat(incident.at("/history/nodes/0/action").asString()).isEqualTo("incident.link-problem");
            assertThat(incident.at("/history/nodes/0/fields").toString()).contains("problemIds", id);
        }

        fixture.done("UnlinkIncidents", id, Map.of("incidentIds", List.of(second)));
        JsonNode unlinked = fixture.incident(
                fixture.agent, second, "problems { id } history { nodes { action fields { field before } } }");
        assertThat(unlinked.at("/problems").size()).isZero();
        assertThat(unlinked.at("/history/nodes/0/action").asString()).isEqualTo("incident.unlink-problem");
        assertThat(unlinked.at("/history/nodes/0/fields").toString()).contains("problemIds", id);
        assertThat(fixture.read(fixture.manager, id, "incidentCount version").toString())
                .isEqualTo("{\"incidentCount\":2,\"version\":2}");
    }

    @Test
    void shouldReportNothingIfAnIncidentCannotBeLinked() {
        String seen = fixture.incidentOn(fixture.applicationId);

        GraphQlAnswer refused =
                fixture.report(fixture.manager, Map.of("title", "T", "incidentIds", List.of(seen, Ids.next())));

        assertThat(refused.userErrorCodes("problemReport")).containsExactly("NOT_FOUND");
        assertThat(refused.at("problemReport.userErrors.0.field").toString()).isEqualTo("[\"input\",\"incidentIds\"]");
        assertThat(fixture.query(fixture.manager, "{ problems { totalCount } }")
                        .at("problems.totalCount")
                        .asInt())
                .isZero();
        assertThat(fixture.incident(fixture.agent, seen, "revision")
                        .at("/revision")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldReportAndLinkOnlyOnce() {
        String incidentId = fixture.incidentOn(fixture.applicationId);
        String other = fixture.incidentOn(fixture.applicationId);
        String key = Ids.next();
        Map<String, Object> input = Map.of("title", "Once", "incidentIds", List.of(incidentId));

        String first = fixture.report(fixture.agent, input, key)
                .accepted("problemReport")
                .text("problemReport.problem.id");
        String second = fixture.report(fixture.agent, input, key)
                .accepted("problemReport")
                .text("problemReport.problem.id");
        assertThat(second).isEqualTo(first);
        assertThat(fixture.report(fixture.agent, Map.of("title", "Twice"), key).userErrorCodes("problemReport"))
                .containsExactly("IDEMPOTENCY_KEY_REUSED");

        fixture.done("UnlinkIncidents", first, Map.of("incidentIds", List.of(incidentId)));
        fixture.report(fixture.agent, input, key).accepted("problemReport");
        assertThat(fixture.read(fixture.agent, first, "incidentCount")
                        .at("/incidentCount")
                        .asInt())
                .as("the answer of before, and not a link anew")
                .isZero();

        String linkKey = Ids.next();
        String link = "mutation($id: ID!, $incident: ID!, $key: String) { problemLinkIncidents(id: $id,"
                + " input: {incidentIds: [$incident]}, idempotencyKey: $key) { problem { revision } userErrors { code } } }";
        for (int time = 0; time < 2; time++) {
            assertThat(fixture.query(fixture.manager, link, Map.of("id", first, "incident", other, "key", linkKey))
                            .accepted("problemLinkIncidents")
                            .at("problemLinkIncidents.problem.revision")
                            .asInt())
                    .isEqualTo(3);
        }
        assertThat(fixture.incident(fixture.agent, other, "revision")
                        .at("/revision")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void shouldPauseItsClocksOnHoldWithoutAChangeOfState() {
        for (String metric : List.of("RESPONSE", "RESOLUTION")) {
            fixture.query(
                            fixture.serviceManager,
                            "mutation($input: SlaDefinitionInput!) { slaDefinitionCreate(input: $input)"
                                    + " { slaDefinition { id } userErrors { code message field } } }",
                            Map.of(
                                    "input",
                                    Map.of(
                                            "name",
                                            "Problems " + metric,
                                            "kind",
                                            "PROBLEM",
                                            "metric",
                                            metric,
                                            "target",
                                            "P10D",
                                            "calendarId",
                                            AROUND_THE_CLOCK,
                                            "serviceOfferingId",
                                            fixture.offeringId,
                                            "pausingHoldReasons",
                                            metric.equals("RESPONSE") ? List.of() : List.of("AWAITING_SUPPLIER"))))
                    .accepted("slaDefinitionCreate");
        }
        String id = fixture.reported(Map.of("serviceOfferingId", fixture.offeringId));
        assertThat(clocks(id)).containsExactlyInAnyOrder("RESPONSE RUNNING", "RESOLUTION RUNNING");
        fixture.move(id, ProblemState.FIXING);
        assertThat(clocks(id)).containsExactlyInAnyOrder("RESPONSE STOPPED", "RESOLUTION RUNNING");

        assertThat(fixture.act(fixture.manager, "Resume", id, Map.of()).userErrorCodes("problemResume"))
                .containsExactly("INVALID_TRANSITION");
        JsonNode held = fixture.done("Hold", id, Map.of("reason", "AWAITING_SUPPLIER"));
        assertThat(held.at("/state").asString()).isEqualTo("FIXING");
        assertThat(held.at("/holdReason").asString()).isEqualTo("AWAITING_SUPPLIER");
        assertThat(clocks(id)).containsExactlyInAnyOrder("RESPONSE STOPPED", "RESOLUTION PAUSED");
        fixture.done("Hold", id, Map.of("reason", "AWAITING_CHANGE"));
        assertThat(clocks(id)).as("this reason pauses nothing").contains("RESOLUTION RUNNING");
        fixture.done("Hold", id, Map.of("reason", "AWAITING_SUPPLIER"));
        JsonNode resumed = fixture.done("Resume", id, Map.of());
        assertThat(resumed.at("/state").asString()).isEqualTo("FIXING");
        assertThat(resumed.at("/holdReason").isNull()).isTrue();
        assertThat(clocks(id)).containsExactlyInAnyOrder("RESPONSE STOPPED", "RESOLUTION RUNNING");

        fixture.done("Hold", id, Map.of("reason", "AWAITING_SUPPLIER"));
        JsonNode resolved = fixture.done("Resolve", id, Map.of("code", "FIXED_BY_SUPPLIER", "resolution", "Patched"));
        assertThat(resolved.at("/holdReason").isNull()).isTrue();
        assertThat(clocks(id)).allMatch(clock -> clock.endsWith("STOPPED"));
        assertThat(fixture.act(fixture.manager, "Hold", id, Map.of("reason", "AWAITING_DINNER"))
                        .userErrorCodes("problemHold"))
                .containsExactly("INVALID_TRANSITION");
    }

    private List<String> clocks(String id) {
        JsonNode clocks = fixture.read(fixture.manager, id, "slaClocks { metric state }");
        return StreamSupport.stream(clocks.at("/slaClocks").spliterator(), false)
                .map(clock -> clock.at("/metric").asString() + " "
                        + clock.at("/state").asString())
                .toList();
    }

    @Test
    void shouldStayAKnownErrorUntilItIsResolved() {
        String id = fixture.reported(Map.of("ciIds", List.of(fixture.serverId)));
        fixture.markKnownError(id);
        String since = fixture.read(fixture.manager, id, "knownErrorSince")
                .at("/knownErrorSince")
                .asString();

        List<JsonNode> through = List.of(
                fixture.done("Fix", id, Map.of()),
                fixture.done("Investigate", id, Map.of()),
                fixture.done("AcceptRisk", id, Map.of("reason", "Rare", "reviewAt", "2099-01-01T00:00:00Z")),
                fixture.done("Reopen", id, Map.of("reason", "Not so rare")),
                fixture.done("Hold", id, Map.of("reason", "AWAITING_RECURRENCE")),
                fixture.done("Resume", id, Map.of()));

        assertThat(through)
                .extracting(problem -> problem.at("/knownErrorSince").asString())
                .containsOnly(since);
        assertThat(through)
                .extracting(problem -> problem.at("/state").asString())
                .containsExactly(
                        "FIXING", "INVESTIGATING", "RISK_ACCEPTED", "INVESTIGATING", "INVESTIGATING", "INVESTIGATING");
        assertThat(through.get(3).at("/reviewAt").isNull()).isTrue();
        assertThat(fixture.done("Resolve", id, Map.of("code", "NO_FAULT", "resolution", "As intended"))
                        .at("/knownErrorSince")
                        .isNull())
                .isTrue();
        JsonNode reopened = fixture.done("Reopen", id, Map.of("reason", "It is back"));
        assertThat(reopened.at("/reopenCount").asInt()).isEqualTo(2);
        assertThat(reopened.at("/knownErrorSince").isNull()).isTrue();
        assertThat(reopened.at("/resolution").isNull()).isTrue();
        assertThat(texts(
                        fixture.read(fixture.manager, id, "workLog { nodes { kind text } }")
                                .at("/workLog/nodes"),
                        "/text"))
                .containsExactly("It is back", "Not so rare");
    }

    @Test
    void shouldFindKnownErrorsByItemServiceAndText() {
        String far = fixture.newCi("database");
        fixture.depends(fixture.serverId, far);
        String onServer = known(Map.of("title", "Cache grows", "ciIds", List.of(fixture.serverId)));
        String onApplication = known(Map.of("title", "Slow start", "ciIds", List.of(fixture.applicationId)));
        String onFar = known(Map.of("title", "Locks", "ciIds", List.of(far)));
        String ofService = known(Map.of("title", "Prices are old", "serviceOfferingId", fixture.offeringId));
        fixture.done("SetWorkaround", ofService, Map.of("text", "Load the LIST anew"));
        fixture.reported(Map.of("title", "Cache, but not known", "ciIds", List.of(fixture.serverId)));
        String resolved = known(Map.of("title", "Cache was", "ciIds", List.of(fixture.serverId)));
        fixture.done("Resolve", resolved, Map.of("code", "NO_FAULT", "resolution", "None"));

        assertThat(knownErrors("")).containsExactly(onServer, onApplication, onFar, ofService);
        assertThat(knownErrors("(ciId: \"" + fixture.serverId + "\")")).containsExactly(onServer, onFar);
        assertThat(knownErrors("(ciId: \"" + fixture.applicationId + "\")"))
                .as("and on what it depends on over two relations")
                .containsExactly(onServer, onApplication, onFar);
        assertThat(knownErrors("(serviceOfferingId: \"" + fixture.offeringId + "\")"))
                .as("two relations away, and not three")
                .containsExactly(onServer, onApplication, ofService);
        assertThat(knownErrors("(ciId: \"" + Ids.next() + "\")")).isEmpty();
        assertThat(knownErrors("(text: \"cAcHe gr\")")).containsExactly(onServer);
        assertThat(knownErrors("(text: \"never emptied\")")).hasSize(4);
        assertThat(knownErrors("(text: \"list\")")).containsExactly(ofService);
        assertThat(knownErrors("(text: \"slow\", ciId: \"" + fixture.applicationId + "\")"))
                .containsExactly(onApplication);
        for (String text : List.of("", "x".repeat(201))) {
            assertThat(fixture.query(
                                    fixture.agent,
                                    "query($text: String) { knownErrors(text: $text) { totalCount } }",
                                    Map.of("text", text))
                            .errorCodes())
                    .containsExactly("BAD_USER_INPUT");
        }
        GraphQlAnswer page = fixture.query(
                        fixture.agent,
                        "{ knownErrors(first: 3) { totalCount nodes { knownErrorAge } pageInfo { endCursor } } }")
                .withoutErrors();
        assertThat(page.at("knownErrors.totalCount").asInt()).isEqualTo(4);
        assertThat(page.text("knownErrors.nodes.0.knownErrorAge")).startsWith("PT");
        assertThat(knownErrors("(first: 3, after: \"" + page.text("knownErrors.pageInfo.endCursor") + "\")"))
                .containsExactly(ofService);
        assertThat(fixture.query(
                                fixture.agent,
                                "query($after: String) { knownErrors(text: \"a\", after: $after) { nodes { id } } }",
                                Map.of("after", page.text("knownErrors.pageInfo.endCursor")))
                        .errorCodes())
                .as("the cursor of another question")
                .containsExactly("BAD_USER_INPUT");
        String incidentId = fixture.incidentOn(fixture.applicationId);
        fixture.done("LinkIncidents", ofService, Map.of("incidentIds", List.of(incidentId)));
        assertThat(texts(
                        fixture.incident(fixture.agent, incidentId, "knownErrors { id }")
                                .at("/knownErrors"),
                        "/id"))
                .as("the linked and nearest first")
                .containsExactly(ofService, onApplication, onServer, onFar);
    }

    private String known(Map<String, ?> details) {
        String id = fixture.reported(details);
        fixture.markKnownError(id);
        return id;
    }

    private List<String> knownErrors(String arguments) {
        return texts(
                fixture.query(fixture.agent, "{ knownErrors" + arguments + " { nodes { id } } }")
                        .withoutErrors()
                        .at("knownErrors.nodes"),
                "/id");
    }

    @Test
    void shouldNameTheProblemOfWhichItIsADuplicate() {
        String incidentId = fixture.incidentOn(fixture.applicationId);
        String original = fixture.reported(Map.of());
        String id = fixture.reported(Map.of("incidentIds", List.of(incidentId)));
        fixture.markKnownError(id);
        String hidden = fixture.report(fixture.leader, Map.of("title", "Seen by few"))
                .accepted("problemReport")
                .text("problemReport.problem.id");
        fixture.act(fixture.leader, "Classify", hidden, Map.of("confidentiality", "CONFIDENTIAL"))
                .accepted("problemClassify");
        String cancelled = fixture.reported(Map.of());
        fixture.move(cancelled, ProblemState.CANCELLED);

        assertThat(duplicate(id, id)).containsExactly("INVALID");
        assertThat(duplicate(id, cancelled)).containsExactly("INVALID");
        assertThat(duplicate(id, Ids.next())).containsExactly("NOT_FOUND");
        GraphQlAnswer notSeen = fixture.act(fixture.manager, "MarkDuplicate", id, Map.of("duplicateOfId", hidden));
        assertThat(notSeen.userErrorCodes("problemMarkDuplicate")).containsExactly("NOT_FOUND");
        assertThat(notSeen.at("problemMarkDuplicate.userErrors.0.field").toString())
                .isEqualTo("[\"input\",\"duplicateOfId\"]");
        JsonNode marked = fixture.done("MarkDuplicate", id, Map.of("duplicateOfId", original));
        assertThat(marked.at("/state").asString()).isEqualTo("DUPLICATE");
        assertThat(marked.at("/duplicateOf/id").asString()).isEqualTo(original);
        assertThat(marked.at("/knownErrorSince").isNull()).isTrue();
        assertThat(duplicate(fixture.reported(Map.of()), id))
                .as("of a duplicate")
                .containsExactly("INVALID");
        assertThat(texts(
                        fixture.incident(fixture.agent, incidentId, "problems { id }")
                                .at("/problems"),
                        "/id"))
                .as("the other goes on in its place")
                .contains(original);
    }

    private List<String> duplicate(String id, String ofId) {
        return fixture.act(fixture.manager, "MarkDuplicate", id, Map.of("duplicateOfId", ofId))
                .userErrorCodes("problemMarkDuplicate");
    }

    @Test
    void shouldRefuseWhatTheStateDoesNotAllow() {
        String id = fixture.reported(Map.of());
        Map<String, Map<String, ?>> impossible = Map.of(
                "Investigate", Map.of(),
                "Fix", Map.of(),
                "Resolve", Map.of("code", "NO_FAULT", "resolution", "None"),
                "Close", Map.of(),
                "Reopen", Map.of("reason", "Why not"),
                "MarkKnownError", Map.of(),
                "AcceptRisk", Map.of("reason", "Rare", "reviewAt", "2099-01-01T00:00:00Z"),
                "SetRootCause", Map.of("category", "HUMAN", "text", "Typed wrongly"));
        impossible.forEach((action, input) -> {
            GraphQlAnswer answer = fixture.act(fixture.manager, action, id, input);
            assertThat(answer.userErrorCodes("problem" + action)).as(action).containsExactly("INVALID_TRANSITION");
        });
        GraphQlAnswer stale = fixture.act(fixture.manager, "Cancel", id, 7, Map.of("reason", "No"));
        assertThat(stale.userErrorCodes("problemCancel")).containsExactly("STALE_VERSION");
        assertThat(fixture.read(fixture.manager, id, "state revision").toString())
                .isEqualTo("{\"state\":\"NEW\",\"revision\":1}");
        assertThat(fixture.act(fixture.manager, "Assess", Ids.next(), 1, Map.of("impact", "LOW", "urgency", "LOW"))
                        .userErrorCodes("problemAssess"))
                .containsExactly("NOT_FOUND");
    }

    @ParameterizedTest
    @EnumSource(
            value = ProblemState.class,
            names = {"CANCELLED", "DUPLICATE"})
    void shouldLeaveNoWayOutOfAnEnd(ProblemState state) {
        String id = fixture.reported(Map.of());
        fixture.move(id, state);

        assertThat(fixture.state(id)).isEqualTo(state.name());
        assertThat(fixture.act(fixture.manager, "Reopen", id, Map.of("reason", "Back"))
                        .userErrorCodes("problemReopen"))
                .containsExactly("INVALID_TRANSITION");
        assertThat(texts(
                        fixture.read(fixture.manager, id, "availableTransitions { action }")
                                .at("/availableTransitions"),
                        "/action"))
                .containsOnly("ADD_WORK_NOTE", "CLASSIFY");
    }

    @Test
    void shouldRefuseInputThatCannotBe() {
        String id = fixture.reported(Map.of());
        fixture.move(id, ProblemState.INVESTIGATING);
        assertThat(fixture.act(
                                fixture.manager,
                                "AcceptRisk",
                                id,
                                Map.of("reason", "Rare", "reviewAt", "2020-01-01T00:00:00Z"))
                        .userErrorCodes("problemAcceptRisk"))
                .containsExactly("INVALID");
        assertThat(fixture.act(
                                fixture.manager,
                                "Resolve",
                                id,
                                Map.of("code", "SOLVED", "resolution", "That is a code of incidents"))
                        .userErrorCodes("problemResolve"))
                .containsExactly("INVALID");
        assertThat(fixture.act(
                                fixture.manager,
                                "SetRootCause",
                                id,
                                Map.of(
                                        "category",
                                        "HUMAN",
                                        "text",
                                        "Typed wrongly",
                                        "whys",
                                        List.of("1", "2", "3", "4", "5", "6")))
                        .userErrorCodes("problemSetRootCause"))
                .containsExactly("INVALID");
        assertThat(fixture.act(
                                fixture.manager,
                                "SetRootCause",
                                id,
                                Map.of(
                                        "category",
                                        "HUMAN",
                                        "text",
                                        "Typed wrongly",
                                        "contributingCiIds",
                                        List.of(Ids.next())))
                        .userErrorCodes("problemSetRootCause"))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.act(fixture.manager, "PublishWorkaround", id, Map.of("incidentIds", List.of(Ids.next())))
                        .userErrorCodes("problemPublishWorkaround"))
                .as("there is none")
                .containsExactly("REQUIRED");
    }

    @Test
    void shouldShowWhatItsIncidentsHaveInCommonWithThePaths() {
        String onApplication = fixture.incidentOn(fixture.applicationId);
        String onOffering = fixture.incidentOn(fixture.offeringId);
        String id = fixture.reported(Map.of("incidentIds", List.of(onApplication, onOffering)));

        JsonNode common = fixture.read(
                        fixture.agent,
                        id,
                        "commonCauses { complete causes { ci { id } explainedCount explained { incident { id } ci { id }"
                                + " state distance path { from { id } to { id } } } } }")
                .at("/commonCauses");

        assertThat(common.at("/complete").asBoolean()).isTrue();
        assertThat(texts(common.at("/causes"), "/ci/id"))
                .containsExactly(fixture.applicationId, fixture.serverId, fixture.offeringId);
        JsonNode server = common.at("/causes/1");
        assertThat(server.at("/explainedCount").asInt()).isEqualTo(2);
        assertThat(texts(server.at("/explained"), "/incident/id")).containsExactlyInAnyOrder(onApplication, onOffering);
        server.at("/explained").forEach(explained -> {
            boolean near = explained.at("/incident/id").asString().equals(onApplication);
            assertThat(explained.at("/distance").asInt()).isEqualTo(near ? 1 : 2);
            assertThat(explained.at("/state").asString()).isEqualTo("DOWN");
            assertThat(texts(explained.at("/path"), "/to/id"))
                    .isEqualTo(
                            near ? List.of(fixture.applicationId) : List.of(fixture.applicationId, fixture.offeringId));
        });
    }

    @Test
    void shouldPublishAWorkaroundToWhatItFitsAndCountWhereItHelped() {
        String linked = fixture.incidentOn();
        String sameItem = fixture.incidentOn(fixture.serverId);
        String near = fixture.incidentOn(fixture.offeringId);
        String otherCategory = fixture.incidentOf(HARDWARE_INCIDENT, fixture.serverId);
        String elsewhere = fixture.incidentOn(fixture.newCi("server"));
        String over = fixture.incidentOn(fixture.serverId);
        fixture.resolveIncident(over);
        String id = fixture.reported(Map.of("ciIds", List.of(fixture.serverId), "incidentIds", List.of(linked)));
        JsonNode set =
                fixture.done("SetWorkaround", id, Map.of("text", "Restart it", "steps", List.of("Log on", "Restart")));
        assertThat(set.at("/state").asString()).isEqualTo("NEW");

        assertThat(fits(id)).containsExactly(linked + " LINKED", sameItem + " SAME_ITEM", near + " NEIGHBOURHOOD");
        for (String wrong : List.of(otherCategory, elsewhere, over)) {
            GraphQlAnswer refused = fixture.act(
                    fixture.manager, "PublishWorkaround", id, Map.of("incidentIds", List.of(linked, wrong)));
            assertThat(refused.userErrorCodes("problemPublishWorkaround")).containsExactly("INVALID");
        }
        assertThat(workarounds(linked).size()).isZero();
        fixture.done("PublishWorkaround", id, Map.of("incidentIds", List.of(linked, sameItem)));

        JsonNode shown = workarounds(sameItem).get(0);
        assertThat(shown.at("/problem/id").asString()).isEqualTo(id);
        assertThat(shown.at("/text").asString()).isEqualTo("Restart it");
        assertThat(shown.at("/steps").toString()).isEqualTo("[\"Log on\",\"Restart\"]");
        assertThat(shown.at("/helped").isNull()).isTrue();
        assertThat(workarounds(near).size()).isZero();
        assertThat(fixture.read(fixture.agent, id, "workaroundFits { published }")
                        .toString())
                .isEqualTo("{\"workaroundFits\":[{\"published\":true},{\"published\":true},{\"published\":false}]}");

        fixture.rate(fixture.agent, linked, id, true).accepted("incidentRateWorkaround");
        int revision = fixture.rate(fixture.agent, sameItem, id, true)
                .accepted("incidentRateWorkaround")
                .at("incidentRateWorkaround.incident.revision")
                .asInt();
        assertThat(fixture.rate(fixture.agent, sameItem, id, true)
                        .accepted("incidentRateWorkaround")
                        .at("incidentRateWorkaround.incident.revision")
                        .asInt())
                .as("said before")
                .isEqualTo(revision);
        assertThat(fixture.rate(fixture.agent, sameItem, id, false)
                        .accepted("incidentRateWorkaround")
                        .at("incidentRateWorkaround.incident.workarounds.0.helped")
                        .asBoolean())
                .isFalse();
        assertThat(fixture.rate(fixture.agent, near, id, true).userErrorCodes("incidentRateWorkaround"))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.rate(fixture.caller, linked, id, true).userErrorCodes("incidentRateWorkaround"))
                .containsExactly("FORBIDDEN");
        assertThat(fixture.read(fixture.agent, id, "workaround { helped didNotHelp }")
                        .at("/workaround")
                        .toString())
                .isEqualTo("{\"helped\":1,\"didNotHelp\":1}");
        JsonNode history =
                fixture.incident(fixture.agent, sameItem, "history { nodes { action fields { field before after } } }");
        assertThat(texts(history.at("/history/nodes"), "/action"))
                .containsExactly(
                        "incident.rate-workaround",
                        "incident.rate-workaround",
                        "incident.receive-workaround",
                        "incident.report");
        assertThat(history.at("/history/nodes/0/fields/0").toString())
                .isEqualTo("{\"field\":\"workaroundHelped\",\"before\":\"true\",\"after\":\"false\"}");

        fixture.done("SetWorkaround", id, Map.of("text", "Restart it twice"));
        assertThat(workarounds(sameItem).get(0).at("/text").asString())
                .as("as it is now")
                .isEqualTo("Restart it twice");
    }

    @Test
    void shouldJudgeWhatAWorkaroundFitsByWhatTheReaderSees() {
        String linked = fixture.incidentOn();
        String hidden = fixture.incidentOf(HARDWARE_INCIDENT);
        String software = fixture.incidentOn(fixture.serverId);
        String hardware = fixture.incidentOf(HARDWARE_INCIDENT, fixture.serverId);
        fixture.actOnIncident(fixture.leader, "Classify", hidden, Map.of("confidentiality", "CONFIDENTIAL"))
                .accepted("incidentClassify");
        String id = fixture.reported(Map.of("ciIds", List.of(fixture.serverId), "incidentIds", List.of(linked)));
        fixture.act(fixture.leader, "LinkIncidents", id, Map.of("incidentIds", List.of(hidden)))
                .accepted("problemLinkIncidents");
        fixture.done("SetWorkaround", id, Map.of("text", "Restart it"));

        assertThat(fits(fixture.leader, id))
                .containsExactlyInAnyOrder(
                        linked + " LINKED", hidden + " LINKED", software + " SAME_ITEM", hardware + " SAME_ITEM");
        assertThat(fits(id))
                .as("the category of a linked incident that the reader does not see fits nothing")
                .containsExactly(linked + " LINKED", software + " SAME_ITEM");
        assertThat(fixture.act(fixture.manager, "PublishWorkaround", id, Map.of("incidentIds", List.of(hardware)))
                        .userErrorCodes("problemPublishWorkaround"))
                .containsExactly("INVALID");
        fixture.act(fixture.leader, "PublishWorkaround", id, Map.of("incidentIds", List.of(hardware)))
                .accepted("problemPublishWorkaround");
    }

    private List<String> fits(String id) {
        return fits(fixture.agent, id);
    }

    private List<String> fits(String token, String id) {
        JsonNode fits = fixture.read(token, id, "workaroundFits { incident { id } reason }")
                .at("/workaroundFits");
        List<String> ids = texts(fits, "/incident/id");
        List<String> reasons = texts(fits, "/reason");
        return IntStream.range(0, ids.size())
                .mapToObj(index -> ids.get(index) + " " + reasons.get(index))
                .toList();
    }

    private JsonNode workarounds(String incidentId) {
        return fixture.incident(
                        fixture.agent, incidentId, "workarounds { problem { id } text steps publishedAt helped }")
                .at("/workarounds");
    }

    @Test
    void shouldTellTheCallersOfLinkedIncidentsThatAreNotOver() {
        String open = fixture.incidentOn(fixture.serverId);
        String resolved = fixture.incidentOn(fixture.serverId);
        String over = fixture.incidentOn(fixture.serverId);
        String notLinked = fixture.incidentOn(fixture.serverId);
        String id = fixture.reported(Map.of("incidentIds", List.of(open, resolved, over)));
        fixture.resolveIncident(resolved);
        fixture.actOnIncident(fixture.agent, "Cancel", over, Map.of("reason", "Twice"))
                .accepted("incidentCancel");
        fixture.move(id, ProblemState.RESOLVED);

        assertThat(fixture.incident(fixture.agent, open, "state").at("/state").asString())
                .as("goes its own way")
                .isEqualTo("NEW");
        Map<String, Object> foreign = Map.of("incidentIds", List.of(open, notLinked), "text", "It is mended");
        assertThat(fixture.act(fixture.manager, "TellCallers", id, foreign).userErrorCodes("problemTellCallers"))
                .containsExactly("NOT_FOUND");
        assertThat(comments(open)).isEmpty();
        assertThat(fixture.act(
                                fixture.manager,
                                "TellCallers",
                                id,
                                Map.of("incidentIds", List.of(over), "text", "It is mended"))
                        .userErrorCodes("problemTellCallers"))
                .containsExactly("CONFLICT");
        String tell = "mutation($id: ID!, $input: ProblemTellCallersInput!, $key: String) { problemTellCallers(id: $id,"
                + " input: $input, idempotencyKey: $key) { problem { revision } userErrors { code } } }";
        Map<String, Object> variables = Map.of(
                "id",
                id,
                "key",
                Ids.next(),
                "input",
                Map.of("incidentIds", List.of(open, resolved, over), "text", "It is mended"));
        for (int time = 0; time < 2; time++) {
            fixture.query(fixture.manager, tell, variables).accepted("problemTellCallers");
        }
        assertThat(comments(open)).containsExactly("It is mended");
        assertThat(comments(resolved)).containsExactly("It is mended");
        assertThat(comments(over)).isEmpty();
    }

    private List<String> comments(String incidentId) {
        return texts(
                fixture.incident(fixture.caller, incidentId, "workLog { nodes { text } }")
                        .at("/workLog/nodes"),
                "/text");
    }

    @Test
    void shouldResolveIncidentsWithoutWaitingForTheirProblem() {
        String incidentId = fixture.incidentOn(fixture.serverId);
        String id = fixture.reported(Map.of("incidentIds", List.of(incidentId)));

        fixture.resolveIncident(incidentId);

        assertThat(fixture.state(id)).isEqualTo("NEW");
        assertThat(fixture.incident(fixture.agent, incidentId, "state")
                        .at("/state")
                        .asString())
                .isEqualTo("RESOLVED");
    }

    @Test
    void shouldCountProblemsByCause() {
        fixture.markKnownError(fixture.reported(Map.of()));
        String resolved = fixture.reported(Map.of());
        fixture.markKnownError(resolved);
        fixture.done("Resolve", resolved, Map.of("code", "NO_FAULT", "resolution", "None"));
        String human = fixture.reported(Map.of());
        fixture.move(human, ProblemState.INVESTIGATING);
        fixture.done("SetRootCause", human, Map.of("category", "HUMAN", "text", "Typed wrongly"));
        fixture.move(fixture.reported(Map.of()), ProblemState.ASSESSED);

        assertThat(fixture.query(fixture.agent, "{ problemsByCause { category problems open } }")
                        .withoutErrors()
                        .at("problemsByCause")
                        .toString())
                .isEqualTo("[{\"category\":\"SOFTWARE\",\"problems\":2,\"open\":1},"
                        + "{\"category\":\"HUMAN\",\"problems\":1,\"open\":1}]");
        assertThat(fixture.query(fixture.stranger, "{ problemsByCause { category } }")
                        .withoutErrors()
                        .at("problemsByCause")
                        .size())
                .isZero();
    }
}
