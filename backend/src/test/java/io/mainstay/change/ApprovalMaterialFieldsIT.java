// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.TicketKind;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.workflow.ApprovalMaterialFields;
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
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Which fields of a change its approval is for, over HTTP. What is set holds for the installation, so each test leaves it as it is shipped. */
@IntegrationTest
class ApprovalMaterialFieldsIT {

    private static final List<String> BY_DEFAULT = List.of("plan", "plannedOutages", "tasks");
    private static final String STATEMENT = "workflow/material-fields";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private Driver driver;

    private ChangeFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
    }

    @AfterEach
    void setWhatIsShipped() {
        set(BY_DEFAULT);
    }

    @Test
    void shouldSayWhatIsMaterialByDefault() {
        Map<String, JsonNode> fields = fields(fixture.requester);

        assertThat(fields)
                .containsOnlyKeys(
                        "ciIds",
                        "excludedCiIds",
                        "noCisReason",
                        "serviceOfferingId",
                        "plannedFrom",
                        "plannedTo",
                        "implementerIds",
                        "riskAnswers",
                        "estimatedCost",
                        "graphEdit",
                        "conflictExemptionReason",
                        "freezeWindowIds",
                        "plan",
                        "testPlan",
                        "backOutPlan",
                        "plannedOutages",
                        "tasks",
                        "title",
                        "description",
                        "reason",
                        "imminentRisk",
                        "communicationPlan");
        fields.forEach((name, field) -> {
            assertThat(field.at("/material").asBoolean())
                    .as(name)
                    .isEqualTo(field.at("/byDefault").asBoolean());
            assertThat(field.at("/material").asBoolean() && !field.at("/always").asBoolean())
                    .as(name)
                    .isEqualTo(BY_DEFAULT.contains(name));
        });
        String incidents = "{ approvalMaterialFields(kind: INCIDENT) { version } }";
        assertThat(client.execute(fixture.manager, incidents)
                        .withoutErrors()
                        .at("approvalMaterialFields")
                        .isNull())
                .as("nobody approves an incident")
                .isTrue();
    }

    @Test
    void shouldNotWithdrawByWhatIsTakenOut() {
        set(List.of("plannedOutages"));
        String scheduled = in(ChangeState.SCHEDULED);
        String waiting = in(ChangeState.AUTHORISATION);
        List<String> asked = requestIds(waiting);

        for (String id : List.of(scheduled, waiting)) {
            assertThat(materialFields(fixture.requester, id))
                    .contains("testPlan", "ciIds")
                    .doesNotContain("plan", "tasks");
            fixture.done(fixture.requester, "Update", id, Map.of("plan", "Otherwise"));
            fixture.done(fixture.requester, "AddTask", id, Map.of("title", "Unplug it", "position", 1));
        }
        assertThat(fixture.state(scheduled)).isEqualTo("SCHEDULED");
        assertThat(requestIds(waiting)).as("nobody is asked anew").isEqualTo(asked);

        fixture.done(fixture.requester, "Update", scheduled, Map.of("testPlan", "Not at all"));
        assertThat(fixture.state(scheduled)).isEqualTo("AUTHORISATION");
        fixture.done(fixture.requester, "Update", waiting, Map.of("testPlan", "Not at all"));
        assertThat(requestIds(waiting)).as("they are asked anew").hasSize(2 * asked.size());
    }

    /** What was approved before is for what it was for, until an edit comes under the new setting. */
    @Test
    void shouldWithdrawByWhatIsPutIn() {
        String scheduled = in(ChangeState.SCHEDULED);
        fixture.done(fixture.requester, "Update", scheduled, Map.of("title", "Another title"));
        assertThat(fixture.state(scheduled)).isEqualTo("SCHEDULED");
        List<String> wanted = new ArrayList<>(BY_DEFAULT);
        wanted.addAll(List.of("title", "communicationPlan"));

        set(wanted);

        assertThat(fixture.state(scheduled))
                .as("what was edited before withdraws nothing afterwards")
                .isEqualTo("SCHEDULED");
        assertThat(materialFields(fixture.requester, scheduled)).contains("title", "communicationPlan", "plan");
        fixture.done(fixture.requester, "Update", scheduled, Map.of("reason", "It is very old"));
        assertThat(fixture.state(scheduled)).isEqualTo("SCHEDULED");
        fixture.done(fixture.requester, "Update", scheduled, Map.of("title", "A third title"));
        assertThat(fixture.state(scheduled)).isEqualTo("AUTHORISATION");
        assertThat(withdrawnBy(scheduled)).isEqualTo("title");
    }

    @Test
    void shouldShowWhatWouldWithdrawSomethingNow() {
        for (ChangeState state : List.of(ChangeState.DRAFT, ChangeState.ASSESSMENT, ChangeState.IMPLEMENTING)) {
            assertThat(materialFields(fixture.requester, in(state)))
                    .as("%s", state)
                    .isEmpty();
        }
        for (ChangeState state : List.of(ChangeState.AUTHORISATION, ChangeState.SCHEDULED)) {
            assertThat(materialFields(fixture.requester, in(state)))
                    .as("%s", state)
                    .containsAll(BY_DEFAULT)
                    .contains("ciIds", "plannedFrom")
                    .doesNotContain("title", "description", "priority");
        }
        assertThat(client.execute(
                                fixture.stranger,
                                "query($id: ID!) { change(id: $id) { materialFields } }",
                                Map.of("id", in(ChangeState.SCHEDULED)))
                        .withoutErrors()
                        .at("change")
                        .isNull())
                .as("who does not see the change")
                .isTrue();
    }

    @Test
    void shouldReadTheSettingOnceForAllAndOnlyWhereItDecides() {
        String draft = in(ChangeState.DRAFT);
        assertThat(statements(1)).doesNotContain(STATEMENT);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(in(ChangeState.SCHEDULED));
        }
        assertThat(CypherCalls.growing(statements(1), statements(4), 3)).isEmpty();
        assertThat(statements(4)).containsOnlyOnce(STATEMENT);

        assertThat(edited(draft, Map.of("plan", "Otherwise"))).doesNotContain(STATEMENT);
        assertThat(edited(ids.getFirst(), Map.of("implementerIds", List.of(fixture.deputyPerson.personId()))))
                .as("material always")
                .doesNotContain(STATEMENT);
        assertThat(edited(ids.getLast(), Map.of("plan", "Otherwise"))).containsOnlyOnce(STATEMENT);
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        for (String field :
                List.of("ciIds", "plannedFrom", "testPlan", "implementerIds", "graphEdit", "freezeWindowIds")) {
            GraphQlAnswer refused = set(fixture.manager, "CHANGE", List.of("plan", field), version());
            assertThat(refused.userErrorCodes("approvalMaterialFieldsSet")).containsExactly("INVALID");
            assertThat(refused.text("approvalMaterialFieldsSet.userErrors.0.message"))
                    .contains(field + " is material always");
            assertThat(texts(refused.at("approvalMaterialFieldsSet.userErrors.0.field"), ""))
                    .containsExactly("input", "fields", "1");
        }
        for (String field : List.of("priority", "assigneeId", "criteria", "", "PLAN")) {
            assertThat(set(fixture.manager, "CHANGE", List.of(field), version())
                            .userErrorCodes("approvalMaterialFieldsSet"))
                    .as(field)
                    .containsExactly("INVALID");
        }
        assertThat(set(fixture.manager, "CHANGE", List.of("plan", "plan"), version())
                        .userErrorCodes("approvalMaterialFieldsSet"))
                .containsExactly("INVALID");
        assertThat(set(fixture.manager, "INCIDENT", List.of("title"), 1).userErrorCodes("approvalMaterialFieldsSet"))
                .containsExactly("INVALID");
        assertThat(set(fixture.manager, "CHANGE", List.of("plan"), version() - 1)
                        .userErrorCodes("approvalMaterialFieldsSet"))
                .containsExactly("STALE_VERSION");
        assertThat(fields(fixture.manager).get("tasks").at("/material").asBoolean())
                .isTrue();
    }

    @Test
    void shouldBeSetByWhoSetsPoliciesAndReadByWhoReadsTheKind() {
        for (Role role : List.of(Role.AGENT, Role.RELEASE_MANAGER, Role.CAB_MEMBER, Role.AUDITOR, Role.REQUESTER)) {
            assertThat(set(entered(role), "CHANGE", List.of("plan"), version())
                            .userErrorCodes("approvalMaterialFieldsSet"))
                    .as("%s", role)
                    .containsExactly("FORBIDDEN");
        }
        String all = "{ approvalMaterialFields(kind: CHANGE) { id viewerCanSet } }";
        assertThat(client.execute(entered(Role.REQUESTER), all).errorCodes()).containsExactly("FORBIDDEN");
        assertThat(client.execute(entered(Role.AUDITOR), all)
                        .withoutErrors()
                        .at("approvalMaterialFields.viewerCanSet")
                        .asBoolean())
                .isFalse();
        assertThat(client.execute(fixture.manager, all)
                        .withoutErrors()
                        .at("approvalMaterialFields.viewerCanSet")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shouldLetOneOfTwoSetIt() throws Exception {
        int version = version();
        List<String> codes = new ArrayList<>();
        for (GraphQlAnswer answer : atOnce(
                () -> set(fixture.manager, "CHANGE", List.of("plan"), version),
                () -> set(fixture.deputy, "CHANGE", List.of("tasks"), version))) {
            codes.addAll(answer.userErrorCodes("approvalMaterialFieldsSet"));
        }
        assertThat(codes).containsExactly("STALE_VERSION");
        assertThat(version()).isEqualTo(version + 1);
    }

    @Test
    void shouldWriteDownWhoHasSetWhat() {
        int events = events();
        set(List.of("plan", "title"));

        JsonNode entry = client.execute(
                        entered(Role.AUDITOR),
                        "query($id: ID!) { auditTrail(recordId: $id, first: 1) { nodes { action principalId"
                                + " fields { field before after } } } }",
                        Map.of("id", ApprovalMaterialFields.id(TicketKind.CHANGE)))
                .withoutErrors()
                .at("auditTrail.nodes.0");
        assertThat(entry.at("/action").asString()).isEqualTo("approval.set-material-fields");
        assertThat(entry.at("/principalId").asString()).isEqualTo(fixture.managerPerson.personId());
        assertThat(entry.at("/fields").toString()).contains("putIn", "title", "takenOut", "plannedOutages");
        assertThat(events()).isEqualTo(events + 1);
    }

    private String entered(Role role) {
        String token = TestTokens.as(role).in(fixture.organisationId).token();
        fixture.enter(token);
        return token;
    }

    private String in(ChangeState state) {
        String id = fixture.requested(Map.of("serviceOfferingId", fixture.offeringId));
        fixture.move(id, state);
        return id;
    }

    private List<String> requestIds(String changeId) {
        return texts(
                fixture.read(fixture.manager, changeId, "approvals { id current }")
                        .at("/approvals"),
                "/id");
    }

    private String withdrawnBy(String changeId) {
        try (Session session = driver.session()) {
            String payload = session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: 'change.authorisation-withdrawn.v1'})"
                                    + " RETURN e.payload AS payload",
                            Map.of("id", changeId))
                    .single()
                    .get("payload")
                    .asString();
            return payload.contains("[\"title\"]") ? "title" : payload;
        }
    }

    private int events() {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: 'approval-material-fields.set.v1'})"
                                    + " RETURN count(e) AS count",
                            Map.of("id", ApprovalMaterialFields.id(TicketKind.CHANGE)))
                    .single()
                    .get("count")
                    .asInt();
        }
    }

    private List<String> materialFields(String token, String id) {
        return texts(fixture.read(token, id, "materialFields").at("/materialFields"), "");
    }

    /** Of a list of so many of the fixture's changes, the newest first. */
    private List<String> statements(int first) {
        calls.reset();
        client.execute(
                        fixture.manager,
                        "query($offering: ID!, $first: Int!) { changes(filter: {serviceOfferingId: {eq: $offering}}, first: $first)"
                                + " { nodes { materialFields } } }",
                        Map.of("offering", fixture.offeringId, "first", first))
                .withoutErrors();
        return calls.since("");
    }

    private List<String> edited(String id, Map<String, ?> input) {
        int version = fixture.version(id);
        calls.reset();
        fixture.act(fixture.requester, "Update", id, version, input).accepted("changeUpdate");
        return calls.since("");
    }

    private Map<String, JsonNode> fields(String token) {
        Map<String, JsonNode> fields = new HashMap<>();
        client.execute(
                        token,
                        "{ approvalMaterialFields(kind: CHANGE) { kind fields { name material always byDefault } } }")
                .withoutErrors()
                .at("approvalMaterialFields.fields")
                .forEach(field -> fields.put(field.at("/name").asString(), field));
        return fields;
    }

    private int version() {
        return client.execute(fixture.manager, "{ approvalMaterialFields(kind: CHANGE) { version } }")
                .withoutErrors()
                .at("approvalMaterialFields.version")
                .asInt();
    }

    private void set(List<String> names) {
        set(fixture.manager, "CHANGE", names, version()).accepted("approvalMaterialFieldsSet");
    }

    private GraphQlAnswer set(String token, String kind, List<String> names, int version) {
        return client.execute(
                        token,
                        "mutation($input: ApprovalMaterialFieldsInput!, $version: Int!) {"
                                + " approvalMaterialFieldsSet(input: $input, expectedVersion: $version)"
                                + " { materialFields { version } userErrors { code message field } } }",
                        Map.of("input", Map.of("kind", kind, "fields", names), "version", version))
                .withoutErrors();
    }

    private static <T> List<T> atOnce(Callable<T> one, Callable<T> other) throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : both.invokeAll(List.of(one, other))) {
                results.add(result.get());
            }
            return results;
        }
    }
}
