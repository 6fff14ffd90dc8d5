// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphSnapshot;
import io.mainstay.support.IntegrationTest;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;

/** Categories, hold reasons, resolution codes and the priority matrix, and what auditors see of them. */
@IntegrationTest
class IncidentSettingsIT {

    private static final String SET_MATRIX = "mutation($cells: [PriorityMatrixCellInput!]!, $version: Int!) {"
            + " priorityMatrixSet(input: {kind: INCIDENT, cells: $cells}, expectedVersion: $version) {"
            + " matrix { version cells { priority } } userErrors { code } } }";
    private static final String CREATE_CATEGORY = "mutation($name: String!, $parent: ID) {"
            + " ticketCategoryCreate(input: {kind: INCIDENT, name: $name, parentId: $parent}) {"
            + " category { id path depth } userErrors { code } } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Driver driver;

    private IncidentFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new IncidentFixture(client, work, cypher);
    }

    @Test
    void shouldRateByTheMatrixInForce() {
        int version = fixture.query(fixture.caller, "{ priorityMatrix(kind: INCIDENT) { version } }")
                .at("priorityMatrix.version")
                .asInt();
        String before = fixture.reported(fixture.caller);

        fixture.query(fixture.managerToken, SET_MATRIX, Map.of("cells", cells("P1"), "version", version))
                .accepted("priorityMatrixSet");

        String after = fixture.reported(fixture.caller);
        assertThat(priority(before)).isEqualTo("P3 " + version);
        assertThat(priority(after)).isEqualTo("P1 " + (version + 1));
        fixture.act(fixture.agent, "Prioritise", before, Map.of("impact", "LOW", "urgency", "LOW"))
                .accepted("incidentPrioritise");
        assertThat(priority(before)).isEqualTo("P1 " + (version + 1));
    }

    @Test
    void shouldRefuseMatricesThatAreStaleOrIncomplete() {
        int version = fixture.query(fixture.caller, "{ priorityMatrix(kind: INCIDENT) { version } }")
                .at("priorityMatrix.version")
                .asInt();
        unchanged(() -> {
            assertThat(fixture.query(
                                    fixture.managerToken,
                                    SET_MATRIX,
                                    Map.of("cells", cells("P2"), "version", version - 1))
                            .userErrorCodes("priorityMatrixSet"))
                    .containsExactly("STALE_VERSION");
            return fixture.query(
                    fixture.managerToken,
                    SET_MATRIX,
                    Map.of("cells", cells("P2").subList(0, 8), "version", version));
        });
        GraphQlAnswer forbidden =
                fixture.query(fixture.agent, SET_MATRIX, Map.of("cells", cells("P2"), "version", version));
        assertThat(forbidden.userErrorCodes("priorityMatrixSet")).containsExactly("FORBIDDEN");
    }

    @Test
    void shouldKeepATreeOfCategories() {
        String name = "Printing " + Ids.next();
        String top = fixture.query(fixture.managerToken, CREATE_CATEGORY, Map.of("name", name))
                .accepted("ticketCategoryCreate")
                .text("ticketCategoryCreate.category.id");
        GraphQlAnswer below = fixture.query(
                        fixture.managerToken, CREATE_CATEGORY, Map.of("name", "Paper", "parent", top))
                .accepted("ticketCategoryCreate");
        String belowId = below.text("ticketCategoryCreate.category.id");
        assertThat(below.text("ticketCategoryCreate.category.path")).isEqualTo(name + " / Paper");

        unchanged(() -> fixture.query(fixture.managerToken, CREATE_CATEGORY, Map.of("name", "PAPER", "parent", top)));
        assertThat(fixture.query(fixture.managerToken, CREATE_CATEGORY, Map.of("name", "PAPER", "parent", top))
                        .userErrorCodes("ticketCategoryCreate"))
                .containsExactly("ALREADY_EXISTS");
        assertThat(fixture.query(fixture.managerToken, CREATE_CATEGORY, Map.of("name", "A", "parent", Ids.next()))
                        .userErrorCodes("ticketCategoryCreate"))
                .containsExactly("NOT_FOUND");

        fixture.query(
                        fixture.managerToken,
                        "mutation($id: ID!) { ticketCategorySetActive(id: $id, active: false) { userErrors { code } } }",
                        Map.of("id", belowId))
                .accepted("ticketCategorySetActive");
        assertThat(fixture.report(fixture.caller, Map.of("title", "A", "categoryId", belowId))
                        .userErrorCodes("incidentReport"))
                .containsExactly("CONFLICT");
        assertThat(fixture.query(
                                fixture.caller,
                                "query($id: ID!) { ticketCategories(kind: INCIDENT, parentId: $id) { nodes { name active } } }",
                                Map.of("id", top))
                        .at("ticketCategories.nodes")
                        .toString())
                .isEqualTo("[{\"name\":\"Paper\",\"active\":false}]");
    }

    @Test
    void shouldOfferConfiguredReasonsUntilTheyAreRetired() {
        String choose =
                "mutation($active: Boolean!) { ticketChoiceSet(input: {kind: INCIDENT, purpose: HOLD_REASON, code: \"AWAITING_PARTS\","
                        + " name: \"Waiting for parts\", active: $active}) { userErrors { code } } }";
        fixture.query(fixture.managerToken, choose, Map.of("active", true)).accepted("ticketChoiceSet");
        String id = fixture.reported(fixture.caller);
        fixture.act(fixture.agent, "Hold", id, Map.of("reason", "AWAITING_PARTS"))
                .accepted("incidentHold");
        fixture.act(fixture.agent, "Resume", id, Map.of()).accepted("incidentResume");
        fixture.query(fixture.managerToken, choose, Map.of("active", false)).accepted("ticketChoiceSet");

        assertThat(fixture.act(fixture.agent, "Hold", id, Map.of("reason", "AWAITING_PARTS"))
                        .userErrorCodes("incidentHold"))
                .containsExactly("INVALID");
    }

    @Test
    void shouldShowTheTrailToAuditorsOnly() {
        String id = fixture.reported(fixture.caller);
        fixture.act(fixture.caller, "Start", id, 1, Map.of());
        String document =
                "query($id: ID!, $person: ID!) { auditTrail(recordId: $id) { nodes { action fields { field } } }"
                        + " auditRefusals(personId: $person) { nodes { action } } auditVerify { intact findings { kind } } }";
        Map<String, Object> variables = Map.of("id", id, "person", fixture.callerPerson.personId());

        GraphQlAnswer asAuditor =
                fixture.query(fixture.auditor, document, variables).withoutErrors();
        assertThat(asAuditor.text("auditTrail.nodes.0.action")).isEqualTo("incident.report");
        assertThat(asAuditor.text("auditRefusals.nodes.0.action")).isEqualTo("incidentStart");
        assertThat(asAuditor.at("auditVerify.findings"))
                .as("the fixture's configuration items were made past the trail, and nothing else is wrong")
                .allSatisfy(
                        finding -> assertThat(finding.path("kind").asString()).isEqualTo("RECORD_WITHOUT_TRAIL"));
        assertThat(fixture.query(fixture.agent, document, variables).errorCodes())
                .contains("FORBIDDEN");
        assertThat(fixture.query(
                                fixture.auditor,
                                "query($id: ID!) { auditTrail(recordId: $id) { nodes { id } } }",
                                Map.of("id", Ids.next()))
                        .withoutErrors()
                        .at("auditTrail")
                        .isNull())
                .isTrue();
    }

    private String priority(String id) {
        GraphQlAnswer answer = fixture.query(
                fixture.auditor,
                "query($id: ID!) { incident(id: $id) { priorityExplanation { priority matrixVersion } } }",
                Map.of("id", id));
        return answer.text("incident.priorityExplanation.priority") + " "
                + answer.at("incident.priorityExplanation.matrixVersion").asInt();
    }

    private void unchanged(Supplier<GraphQlAnswer> call) {
        GraphSnapshot before = GraphSnapshot.of(driver);
        assertThat(call.get().body().toString()).contains("\"userErrors\":[{");
        assertThat(before.differencesTo(GraphSnapshot.of(driver))).isEmpty();
    }

    private static List<Map<String, String>> cells(String priority) {
        List<Map<String, String>> cells = new ArrayList<>();
        for (TicketImpact impact : TicketImpact.values()) {
            for (TicketUrgency urgency : TicketUrgency.values()) {
                cells.add(Map.of("impact", impact.name(), "urgency", urgency.name(), "priority", priority));
            }
        }
        return cells;
    }
}
