// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.hostile.HiddenRecords.Caller;
import io.mainstay.hostile.HiddenRecords.Hidden;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.json.JsonMapper;

/** A trail is shown to those who see its record, without what names records that they do not see; so is a node. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenTrailIT {

    private static final String SIGHT =
            "query($id: ID!) { node(id: $id) { __typename id } auditTrail(recordId: $id) { nodes { fields { field after hidden } } } }";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private ApplicationContext application;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private CypherCatalogue catalogue;

    @Autowired
    private Driver driver;

    private HostileFixture fixture;
    private HiddenRecords records;

    @BeforeAll
    void prepare() {
        fixture = new HostileFixture(application);
        fixture.prepare();
        records = new HiddenRecords(fixture);
        records.prepare();
    }

    @Test
    void shouldShowTrailsOfWhatIsTopSecretToThoseWithClearanceOnly() {
        List<Hidden> secret = records.all.stream()
                .filter(hidden ->
                        hidden.kind().endsWith("top secret") || hidden.kind().endsWith("top secret item"))
                // An entry and a deployment are of their record's trail, and the request is made past its own.
                .filter(hidden -> !hidden.kind().contains("entry")
                        && !hidden.kind().startsWith("deployment")
                        && !hidden.kind().startsWith("request for approval"))
                .toList();
        assertThat(secret).hasSize(12);
        for (Hidden hidden : secret) {
            for (Caller caller : List.of(Caller.AUDITOR, Caller.ADMINISTRATOR)) {
                GraphQlAnswer answer = sight(records.token(caller), hidden.id());
                assertThat(answer.body().toString())
                        .as("%s as %s", hidden.kind(), caller)
                        .isEqualTo("{\"data\":{\"node\":null,\"auditTrail\":null}}");
            }
            assertThat(sight(records.cleared, hidden.id())
                            .at("auditTrail.nodes")
                            .isEmpty())
                    .as(hidden.kind())
                    .isFalse();
        }
    }

    @Test
    void shouldHideInEachTrailTheValuesThatNameWhatTheReaderDoesNotSee() {
        String secret = fixture.cmdb.ci(
                clearedWorker(),
                Map.of("classId", "server", "name", "Named in a trail", "confidentiality", "TOP_SECRET"));
        String incident = fixture.incident().id();
        fixture.execute(
                        clearedWorker(),
                        "mutation($id: ID!, $ci: ID!) { incidentLinkCis(id: $id, input: {ciIds: [$ci]}) { userErrors { code } } }",
                        Map.of("id", incident, "ci", secret))
                .accepted("incidentLinkCis");
        String document = "query($id: ID!) { incident(id: $id) { history { nodes { fields { field after hidden } } } }"
                + " auditTrail(recordId: $id) { nodes { fields { field after hidden } } } }";

        GraphQlAnswer asAuditor = fixture.execute(fixture.auditor, document, Map.of("id", incident))
                .withoutErrors();
        GraphQlAnswer asCleared = fixture.execute(records.cleared, document, Map.of("id", incident))
                .withoutErrors();

        assertThat(asAuditor.body().toString()).doesNotContain(secret).contains("\"hidden\":true");
        assertThat(asAuditor.at("incident.history")).isEqualTo(asAuditor.at("auditTrail"));
        assertThat(asCleared.at("auditTrail").toString()).contains(secret).doesNotContain("\"hidden\":true");
        assertThat(asAuditor.at("auditTrail").toString())
                .as("people are no secret where they are named")
                .contains(fixture.personId);
    }

    /** Else whoever writes an id into a text learns from the trail whether there is such a record. */
    @Test
    void shouldShowAnIdInATextWhetherOrNotThereIsSuchARecord() {
        for (Hidden hidden : secrets(Caller.AUDITOR)) {
            for (String id : List.of(hidden.id(), Ids.next())) {
                String incident = fixture.execute(
                                fixture.worker,
                                "mutation($title: String!) { incidentReport(input: {title: $title, description: $title})"
                                        + " { incident { id } userErrors { code } } }",
                                Map.of("title", "See " + id))
                        .accepted("incidentReport")
                        .text("incidentReport.incident.id");

                List<String> values = fixture.execute(
                                fixture.worker,
                                "query($id: ID!) { incident(id: $id) { history { nodes { fields { field after hidden } } } } }",
                                Map.of("id", incident))
                        .withoutErrors()
                        .at("incident.history.nodes.0.fields")
                        .valueStream()
                        .filter(value -> List.of("title", "description", "workLogDigests")
                                .contains(value.path("field").asString()))
                        .map(value -> value.path("after").asString() + " " + value.path("hidden"))
                        .toList();

                assertThat(values).as(hidden.kind()).hasSize(2).containsOnly("See " + id + " false");
            }
        }
    }

    @Test
    void shouldShowARefusalOfAHiddenRecordAsOfNone() {
        TestTokens auditor = TestTokens.as(Role.AUDITOR).in(fixture.organisation);
        String seen = fixture.incident().id();
        assertThat(refusal(auditor, seen))
                .containsExactly(
                        "{\"field\":\"permission\",\"after\":\"ci.write\",\"hidden\":false}",
                        "{\"field\":\"recordId\",\"after\":\"" + seen + "\",\"hidden\":false}");
        List<String> absent = refusal(auditor, Ids.next());
        assertThat(absent).contains("{\"field\":\"recordId\",\"after\":null,\"hidden\":true}");
        for (Hidden hidden : secrets(Caller.AUDITOR)) {
            assertThat(refusal(auditor, hidden.id())).as(hidden.kind()).isEqualTo(absent);
        }
    }

    @Test
    void shouldShowTheClearanceThatWasMissingOnlyToWhoSeesTheRecord() {
        TestTokens owner = TestTokens.as(Role.CONFIGURATION_MANAGER).in(fixture.organisation);
        fixture.execute(owner.token(), "{ viewer { id } }").withoutErrors();
        fixture.work.writeRepeatably(() -> fixture.person(owner.personId(), fixture.organisation));
        String item = fixture.cmdb.ci(
                clearedWorker(), Map.of("classId", "server", "name", "Opened by nobody", "ownerId", owner.personId()));
        fixture.run(
                "MATCH (ci:ConfigurationItem {id: $id}) SET ci.confidentiality = 'TOP_SECRET', ci.confidentialityLevel = 3",
                Map.of("id", item));
        fixture.execute(
                        owner.token(),
                        "mutation($id: ID!) { configurationItemUpdate(id: $id, expectedVersion: 1, input: {selfService: true})"
                                + " { userErrors { code } } }",
                        Map.of("id", item))
                .withoutErrors();

        assertThat(refusals(fixture.auditor, owner.personId()))
                .containsExactly(
                        "{\"field\":\"permission\",\"after\":null,\"hidden\":true}",
                        "{\"field\":\"recordId\",\"after\":null,\"hidden\":true}");
        assertThat(refusals(records.cleared, owner.personId()))
                .containsExactly(
                        "{\"field\":\"permission\",\"after\":\"clearance TOP_SECRET\",\"hidden\":false}",
                        "{\"field\":\"recordId\",\"after\":\"" + item + "\",\"hidden\":false}");
    }

    @Test
    void shouldTellOperatorsWithoutClearanceOfNoHiddenRecordThatSomethingFailedFor() {
        String administrator = records.token(Caller.ADMINISTRATOR);
        fixture.run("CREATE (:OutboxCursor {consumer: 'hidden-trail', seq: 0, seenAt: datetime()})", Map.of());
        for (Hidden hidden : secrets(Caller.ADMINISTRATOR)) {
            String letter = failed("DeadLetter", hidden.id(), "broken");
            String quoting = failed("DeadLetter", Ids.next(), "No index for " + hidden.id());
            String timer = failed("Timer", hidden.id(), "broken");

            String shown = operatorSees(administrator);
            assertThat(shown).as(hidden.kind()).doesNotContain(hidden.id()).contains(letter, quoting, timer);
            if (!hidden.kind().contains("entry")) {
                assertThat(operatorSees(records.cleared)).as(hidden.kind()).contains(hidden.id());
            }
            for (String mutation : List.of("deadLetterReplay", "deadLetterDiscard")) {
                assertThat(acted(administrator, mutation, "deadLetter", letter))
                        .as(hidden.kind())
                        .doesNotContain(hidden.id());
            }
            assertThat(acted(administrator, "deadTimerRetry", "deadTimer", timer))
                    .as(hidden.kind())
                    .doesNotContain(hidden.id());
            fixture.run(
                    "MATCH (n:Entity) WHERE n.id IN $ids DETACH DELETE n",
                    Map.of("ids", List.of(letter, quoting, timer)));
        }
        fixture.run("MATCH (c:OutboxCursor {consumer: 'hidden-trail'}) DELETE c", Map.of());
    }

    private String operatorSees(String token) {
        return fixture.execute(
                        token,
                        "{ deadLetters(consumer: \"hidden-trail\", first: 100) { nodes { id aggregateId error } }"
                                + " deadTimers(first: 100) { nodes { id aggregateId error } } }",
                        Map.of())
                .withoutErrors()
                .body()
                .toString();
    }

    private String acted(String token, String mutation, String field, String id) {
        return fixture.execute(
                        token,
                        "mutation($id: ID!) { %s(id: $id) { %s { aggregateId error } userErrors { code } } }"
                                .formatted(mutation, field),
                        Map.of("id", id))
                .accepted(mutation)
                .body()
                .toString();
    }

    private String failed(String label, String aggregateId, String error) {
        String id = Ids.next();
        fixture.run("""
                CREATE (n:Entity:$($label) {id: $id, key: 'hidden-trail:' + $id, consumer: 'hidden-trail', eventId: $id,
                  type: 'test.v1', seq: 1, aggregateType: 'Test', aggregateId: $aggregateId, parked: false,
                  error: $error, attempts: 5, replayRequested: false, kind: 'hidden-trail', name: $id,
                  dueAt: datetime('2190-01-01T00:00:00Z'), deadAt: datetime('2020-01-01T00:00:00Z')})""", Map.of("label", label, "id", id, "aggregateId", aggregateId, "error", error));
        return id;
    }

    /**
     * Only by its name is it known that a field refers to records, so that what is hidden is not named by it. Digests of what was
     * written name entries of the record itself, whose work log is seen with it; whom a policy of approval asks, all may know who read
     * policies.
     */
    @Test
    void shouldNameEachFieldThatRefersToRecordsSo() {
        List<String> others;
        try (Session session = driver.session()) {
            others = session.run("MATCH (e:AuditEntry) UNWIND e.values AS value RETURN DISTINCT value").stream()
                    .map(row -> JSON.readTree(row.get("value").asString()))
                    .filter(value -> !value.path("field").asString().matches("(?!attributes\\.).*Ids?"))
                    .filter(value -> !List.of("title", "description", "stages")
                            .contains(value.path("field").asString()))
                    .flatMap(value -> Ids.in(value.path("before").asString("") + " "
                                    + value.path("after").asString(""))
                            .map(id -> value.path("field").asString() + " " + id))
                    .filter(named -> isRecord(named.substring(named.indexOf(' ') + 1)))
                    .toList();
        }
        assertThat(others).isEmpty();
    }

    private boolean isRecord(String id) {
        return "true"
                .equals(fixture.text("RETURN toString(EXISTS { MATCH (e:Entity {id: '" + id
                        + "'}) WHERE NOT e:WorkLogEntry AND NOT e:Attachment })"));
    }

    private List<Hidden> secrets(Caller caller) {
        return records.all.stream()
                .filter(hidden -> hidden.from().contains(caller))
                .toList();
    }

    /** What the caller reads of having been refused. */
    private List<String> refusal(TestTokens caller, String id) {
        fixture.execute(
                caller.token(),
                "mutation($id: ID!) { configurationItemUpdate(id: $id, expectedVersion: 1, input: {selfService: true})"
                        + " { userErrors { code } } }",
                Map.of("id", id));
        return refusals(caller.token(), caller.personId());
    }

    private List<String> refusals(String token, String personId) {
        return fixture.execute(
                        token,
                        "query($id: ID!) { auditRefusals(personId: $id, first: 1) { nodes { fields { field after hidden } } } }",
                        Map.of("id", personId))
                .withoutErrors()
                .at("auditRefusals.nodes.0.fields")
                .valueStream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void shouldShowTheTrailOfARemovedRecordOnlyToWhoSeesEverything() {
        String removed = fixture.cmdb.ci(fixture.worker, "server", "Removed");
        fixture.run("MATCH (n:Entity {id: $id}) DETACH DELETE n", Map.of("id", removed));

        assertThat(sight(fixture.auditor, removed).at("auditTrail").isNull()).isTrue();
        assertThat(sight(records.cleared, removed).at("auditTrail.nodes").isEmpty())
                .isFalse();
    }

    @Test
    void shouldShowTheTrailOfAKindWithoutARuleToNobody() {
        String id = fixture.incident().id();
        fixture.run(
                "MATCH (n:Incident {id: $id}) REMOVE n:Incident SET n:Novelty, n.confidentialityLevel = null",
                Map.of("id", id));

        assertThat(sight(records.cleared, id).body().toString())
                .isEqualTo("{\"data\":{\"node\":null,\"auditTrail\":null}}");
    }

    /** A kind that is in the trail but that nobody is shown was forgotten. */
    @Test
    void shouldHaveARuleForEachKindThatTheTrailHas() {
        List<AcceptableCall> all = List.of(
                        IncidentCalls.of(fixture),
                        ProblemCalls.of(fixture),
                        ChangeCalls.of(fixture),
                        ReleaseCalls.of(fixture),
                        WindowCalls.of(fixture),
                        TemplateCalls.of(fixture),
                        ApprovalCalls.of(fixture),
                        CmdbCalls.of(fixture),
                        SlaCalls.of(fixture))
                .stream()
                .flatMap(List::stream)
                .toList();
        for (AcceptableCall call : all) {
            if (call.mutation().startsWith("ticketCh")
                    || call.mutation().startsWith("ticketCat")
                    || call.mutation().startsWith("priority")
                    || call.mutation().startsWith("approval")) {
                accept(call);
            }
        }
        Map<String, String> kinds;
        try (Session session = driver.session()) {
            kinds = session.run("""
                            MATCH (e:AuditEntry) WHERE NOT e.aggregateType IN ['Refusal', 'Operation']
                              AND EXISTS { MATCH (r:Entity {id: e.chainId}) WHERE NOT r:Novelty }
                            RETURN e.aggregateType AS kind, head(collect(e.chainId)) AS id""").list().stream()
                    .collect(Collectors.toMap(
                            row -> row.get("kind").asString(),
                            row -> row.get("id").asString()));
        }
        assertThat(kinds)
                .containsKeys(
                        "Incident",
                        "Problem",
                        "Change",
                        "ProblemTrendDismissal",
                        "ConfigurationItem",
                        "CiRelation",
                        "PlannedOutage",
                        "ChangeTemplate",
                        "ChangeWindow",
                        "ApprovalPolicy",
                        "ApprovalRequest",
                        "Delegation",
                        "Person",
                        "BusinessCalendar",
                        "SlaDefinition",
                        "TicketCategory",
                        "TicketChoice",
                        "PriorityMatrix");
        kinds.forEach((kind, id) -> assertThat(
                        sight(records.cleared, id).at("auditTrail.nodes").isEmpty())
                .as("whether the trail of a %s is hidden from everybody", kind)
                .isFalse());
    }

    @Test
    void shouldHaveARuleForEachTypeOfNode() {
        String rule = catalogue.text("platform/visibility-of-entity");
        assertThat(application.getBeansOfType(NodeResolver.class).values())
                .extracting(NodeResolver::label)
                .filteredOn(label -> !List.of("Incident", "Problem", "Change", "Release", "ConfigurationItem")
                        .contains(label))
                .allSatisfy(label -> assertThat(rule).containsPattern(":" + label + "\\b|'" + label + "'"));
    }

    @Test
    void shouldRunTheSameStatementsForWhatIsHiddenAsForWhatDoesNotExist() {
        for (Caller caller : Caller.values()) {
            List<String> absent = statements(caller, Ids.next());
            assertThat(absent).containsExactly("platform/visibility-of-entity");
            for (Hidden hidden : records.all) {
                if (hidden.from().contains(caller)) {
                    assertThat(statements(caller, hidden.id()))
                            .as("%s as %s", hidden.kind(), caller)
                            .isEqualTo(absent);
                }
            }
        }
    }

    private List<String> statements(Caller caller, String id) {
        calls.reset();
        fixture.execute(records.token(caller), "query($id: ID!) { node(id: $id) { id } }", Map.of("id", id))
                .withoutErrors();
        return calls
                .since(
                        "platform/visibility",
                        "cmdb/",
                        "incident/",
                        "problem/",
                        "change/",
                        "calendar/",
                        "sla/",
                        "platform/jobs/find")
                .stream()
                .filter(statement -> !statement.equals("cmdb/classes"))
                .toList();
    }

    private void accept(AcceptableCall call) {
        fixture.execute(
                        call.token(),
                        new MutationDocument(Objects.requireNonNull(application
                                        .getBean(GraphQlSource.class)
                                        .schema()
                                        .getMutationType()
                                        .getField(call.mutation())))
                                .text(),
                        call.arguments())
                .accepted(call.mutation());
    }

    private String clearedWorker() {
        String token = TestTokens.as(
                        Role.INTEGRATION, Role.CONFIGURATION_MANAGER, Role.PROBLEM_MANAGER, Role.CHANGE_MANAGER)
                .in(fixture.organisation)
                .cleared(Confidentiality.TOP_SECRET)
                .token();
        fixture.execute(token, "{ viewer { id } }").withoutErrors();
        return token;
    }

    private GraphQlAnswer sight(String token, String id) {
        return fixture.execute(token, SIGHT, Map.of("id", id)).withoutErrors();
    }
}
