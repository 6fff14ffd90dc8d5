// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** Each kind of ticket has settings of its own, for those who read tickets of the kind. */
@IntegrationTest
class TicketSettingsIT {

    private static final String CREATE_CATEGORY = "mutation($kind: TicketKind!, $name: String!, $parent: ID) {"
            + " ticketCategoryCreate(input: {kind: $kind, name: $name, parentId: $parent}) {"
            + " category { id kind } userErrors { code } } }";
    private static final String CATEGORIES = "query($kind: TicketKind!, $parent: ID) {"
            + " ticketCategories(kind: $kind, parentId: $parent, first: 100) { nodes { name kind } } }";
    private static final String CHOICES = "query($kind: TicketKind!, $purpose: TicketChoicePurpose) {"
            + " ticketChoices(kind: $kind, purpose: $purpose) { kind purpose code name } }";
    private static final String SET_CHOICE = "mutation($kind: TicketKind!, $code: String!, $name: String!) {"
            + " ticketChoiceSet(input: {kind: $kind, purpose: HOLD_REASON, code: $code, name: $name})"
            + " { choice { kind purpose } userErrors { code } } }";
    private static final String MATRIX =
            "query($kind: TicketKind!) { priorityMatrix(kind: $kind) { kind version cells { priority } } }";
    private static final String SET_MATRIX =
            "mutation($kind: TicketKind!, $cells: [PriorityMatrixCellInput!]!, $version: Int!) {"
                    + " priorityMatrixSet(input: {kind: $kind, cells: $cells}, expectedVersion: $version) {"
                    + " matrix { kind version } userErrors { code } } }";

    private final String organisation = Ids.next();
    private final String manager =
            TestTokens.as(Role.SERVICE_MANAGER).in(organisation).token();
    private final String agent = TestTokens.as(Role.AGENT).in(organisation).token();
    private final String requester =
            TestTokens.as(Role.REQUESTER).in(organisation).token();
    private final String auditor = TestTokens.as(Role.AUDITOR).in(organisation).token();

    @Autowired
    private GraphQlClient client;

    @Autowired
    private Driver driver;

    @BeforeEach
    void enter() {
        List.of(manager, agent, requester, auditor)
                .forEach(token -> client.execute(token, "{ viewer { id } }").withoutErrors());
    }

    @Test
    void shouldShipSettingsForEachKind() {
        for (TicketKind kind : TicketKind.values()) {
            Map<String, Object> variables = Map.of("kind", kind.name());

            assertThat(client.execute(agent, MATRIX, variables).withoutErrors().at("priorityMatrix.cells"))
                    .hasSize(9);
            assertThat(texts(client.execute(agent, CATEGORIES, variables), "ticketCategories.nodes", "kind"))
                    .isNotEmpty()
                    .containsOnly(kind.name());
            for (TicketChoice.Purpose purpose : TicketChoice.Purpose.values()) {
                GraphQlAnswer choices =
                        client.execute(agent, CHOICES, Map.of("kind", kind.name(), "purpose", purpose.name()));
                if (Set.of(TicketKind.CHANGE, TicketKind.RELEASE).contains(kind)
                        && purpose == TicketChoice.Purpose.RESOLUTION_CODE) {
                    assertThat(choices.at("ticketChoices").isEmpty())
                            .as("a change has an outcome instead, a release a review")
                            .isTrue();
                    continue;
                }
                assertThat(texts(choices, "ticketChoices", "kind"))
                        .hasSizeGreaterThan(3)
                        .containsOnly(kind.name());
                assertThat(texts(choices, "ticketChoices", "purpose")).containsOnly(purpose.name());
            }
        }
    }

    @Test
    void shouldKeepTheMatrixOfOneKindWhenThatOfAnotherIsReplaced() {
        GraphQlAnswer incidents = client.execute(agent, MATRIX, Map.of("kind", "INCIDENT"));
        int version = client.execute(agent, MATRIX, Map.of("kind", "PROBLEM"))
                .at("priorityMatrix.version")
                .asInt();
        List<Map<String, String>> cells = Stream.of(TicketImpact.values())
                .flatMap(impact -> Stream.of(TicketUrgency.values())
                        .map(urgency -> Map.of("impact", impact.name(), "urgency", urgency.name(), "priority", "P4")))
                .toList();

        GraphQlAnswer set = client.execute(
                        manager, SET_MATRIX, Map.of("kind", "PROBLEM", "cells", cells, "version", version))
                .accepted("priorityMatrixSet");

        assertThat(set.text("priorityMatrixSet.matrix.kind")).isEqualTo("PROBLEM");
        assertThat(texts(client.execute(agent, MATRIX, Map.of("kind", "PROBLEM")), "priorityMatrix.cells", "priority"))
                .containsOnly("P4");
        assertThat(client.execute(agent, MATRIX, Map.of("kind", "INCIDENT"))
                        .body()
                        .toString())
                .isEqualTo(incidents.body().toString());
    }

    @Test
    void shouldKeepChoicesWithTheSameCodePerKind() {
        String code = "AWAITING_PARTS_" + System.nanoTime();
        for (TicketKind kind : TicketKind.values()) {
            client.execute(manager, SET_CHOICE, Map.of("kind", kind.name(), "code", code, "name", "For a " + kind))
                    .accepted("ticketChoiceSet");
        }

        for (TicketKind kind : TicketKind.values()) {
            assertThat(texts(client.execute(agent, CHOICES, Map.of("kind", kind.name())), "ticketChoices", "name"))
                    .contains("For a " + kind)
                    .doesNotContain(
                            "For a " + (kind == TicketKind.INCIDENT ? TicketKind.PROBLEM : TicketKind.INCIDENT));
        }
        assertThat(trail("TicketChoice", "code", code))
                .containsExactlyInAnyOrder(
                        "incident.set-choice", "problem.set-choice", "change.set-choice", "release.set-choice");
    }

    @Test
    void shouldKeepATreeOfCategoriesPerKind() {
        String name = "Printing " + Ids.next();
        String ofIncidents = category("INCIDENT", name);
        String ofProblems = category("PROBLEM", name);

        assertThat(client.execute(
                                manager,
                                CREATE_CATEGORY,
                                Map.of("kind", "INCIDENT", "name", "Paper", "parent", ofProblems))
                        .userErrorCodes("ticketCategoryCreate"))
                .containsExactly("NOT_FOUND");
        client.execute(manager, CREATE_CATEGORY, Map.of("kind", "PROBLEM", "name", "Ink", "parent", ofProblems))
                .accepted("ticketCategoryCreate");

        assertThat(texts(
                        client.execute(agent, CATEGORIES, Map.of("kind", "PROBLEM", "parent", ofProblems)),
                        "ticketCategories.nodes",
                        "name"))
                .containsExactly("Ink");
        assertThat(texts(
                        client.execute(agent, CATEGORIES, Map.of("kind", "INCIDENT", "parent", ofProblems)),
                        "ticketCategories.nodes",
                        "name"))
                .isEmpty();
        assertThat(texts(
                        client.execute(agent, CATEGORIES, Map.of("kind", "INCIDENT", "parent", ofIncidents)),
                        "ticketCategories.nodes",
                        "name"))
                .isEmpty();
    }

    @Test
    void shouldRefuseWhatBelongsToAnotherKindAsUnknown() {
        String ofProblems = category("PROBLEM", "Recurring " + Ids.next());
        String report = "mutation($category: ID) { incidentReport(input: {title: \"Printer on fire\","
                + " categoryId: $category}) { incident { id version } userErrors { code } } }";

        assertThat(client.execute(requester, report, Map.of("category", ofProblems))
                        .userErrorCodes("incidentReport"))
                .containsExactly("NOT_FOUND");
        GraphQlAnswer reported = client.execute(agent, report).accepted("incidentReport");
        Map<String, Object> incident = Map.of(
                "id",
                reported.text("incidentReport.incident.id"),
                "version",
                reported.at("incidentReport.incident.version").asInt());
        assertThat(client.execute(
                                agent,
                                "mutation($id: ID!, $version: Int!) { incidentResolve(id: $id, expectedVersion: $version,"
                                        + " input: {code: \"FIXED_BY_CHANGE\", resolution: \"Replaced\"})"
                                        + " { userErrors { code } } }",
                                incident)
                        .userErrorCodes("incidentResolve"))
                .containsExactly("INVALID");
    }

    @Test
    void shouldHideSettingsFromThoseWhoReadNoTicketsOfTheKind() {
        String id = category("PROBLEM", "Capacity " + Ids.next());
        String node = "query($id: ID!) { node(id: $id) { id ... on TicketCategory { kind } } }";

        for (String query : List.of(MATRIX, CHOICES, CATEGORIES)) {
            assertThat(client.execute(requester, query, Map.of("kind", "PROBLEM"))
                            .errorCodes())
                    .containsExactly("FORBIDDEN");
            client.execute(requester, query, Map.of("kind", "INCIDENT")).withoutErrors();
        }
        assertThat(client.execute(requester, node, Map.of("id", id))
                        .withoutErrors()
                        .at("node")
                        .isNull())
                .isTrue();
        assertThat(client.execute(agent, node, Map.of("id", id)).text("node.kind"))
                .isEqualTo("PROBLEM");
    }

    @Test
    void shouldShowTheTrailsOfSettingsToAuditors() {
        String code = "AWAITING_AUDIT_" + System.nanoTime();
        client.execute(manager, SET_CHOICE, Map.of("kind", "PROBLEM", "code", code, "name", "Waiting"))
                .accepted("ticketChoiceSet");

        assertThat(client.execute(
                                auditor,
                                "query($id: ID!) { auditTrail(recordId: $id) { nodes { action } } }",
                                Map.of("id", idOf(code)))
                        .withoutErrors()
                        .text("auditTrail.nodes.0.action"))
                .isEqualTo("problem.set-choice");
    }

    private String category(String kind, String name) {
        return client.execute(manager, CREATE_CATEGORY, Map.of("kind", kind, "name", name))
                .accepted("ticketCategoryCreate")
                .text("ticketCategoryCreate.category.id");
    }

    private String idOf(String code) {
        try (Session session = driver.session()) {
            return session.run("MATCH (c:TicketChoice {code: $code}) RETURN c.id AS id", Map.of("code", code))
                    .single()
                    .get("id")
                    .asString();
        }
    }

    private List<String> trail(String type, String property, String value) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (c:Entity) WHERE c[$property] = $value"
                                    + " MATCH (e:AuditEntry {chainId: c.id, aggregateType: $type}) RETURN e.action AS action",
                            Map.of("type", type, "property", property, "value", value))
                    .list(row -> row.get("action").asString());
        }
    }

    private static List<String> texts(GraphQlAnswer answer, String path, String field) {
        return answer.withoutErrors()
                .at(path)
                .valueStream()
                .map(each -> each.get(field).asString())
                .toList();
    }
}
