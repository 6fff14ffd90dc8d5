// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The class of customer that an organisation is decides which service levels its incidents have. */
@IntegrationTest
class IncidentCustomerClassIT {

    private static final String AROUND_THE_CLOCK = "00000000-0000-7000-8051-000000000051";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    private IncidentFixture fixture;

    private final String groupId = Ids.next();

    @BeforeEach
    void createOrganisations() {
        fixture = new IncidentFixture(client, work, cypher);
        work.writeRepeatably(() -> {
            fixture.organisation(groupId, null);
            fixture.organisation(fixture.organisationId, groupId);
        });
    }

    @Test
    void shouldGiveIncidentsOfAClassItsTargetsAndLetOpenClocksFollowAChange() {
        agree("CLASS_BEFORE", "PT2H");
        agree("CLASS_AFTER", "PT1H");
        setCustomerClass(groupId, "CLASS_BEFORE", 1).accepted("organisationSetCustomerClass");
        // More than one chunk of 50.
        List<String> open = new ArrayList<>(reported(26));
        open.addAll(reported(26));
        String closed = fixture.inState(IncidentState.CLOSED);
        assertThat(read(open.getFirst()).text("incident.customerClass")).isEqualTo("CLASS_BEFORE");
        assertThat(resolutionTarget(open.getFirst())).isEqualTo("PT2H");

        setCustomerClass(fixture.organisationId, "CLASS_AFTER", 1).accepted("organisationSetCustomerClass");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ofClass("CLASS_AFTER")).isEqualTo(open.size()));
        assertThat(List.of(open.getFirst(), open.getLast()))
                .allSatisfy(id -> assertThat(resolutionTarget(id)).isEqualTo("PT1H"));
        GraphQlAnswer followed = read(open.getFirst());
        assertThat(followed.at("incident.version").asInt()).isEqualTo(2);
        assertThat(followed.text("incident.history.nodes.0.action")).isEqualTo("incident.set-customer-class");
        assertThat(read(closed).text("incident.customerClass")).isEqualTo("CLASS_BEFORE");
        assertThat(resolutionTarget(closed)).isEqualTo("PT2H");

        setCustomerClass(fixture.organisationId, null, 2).accepted("organisationSetCustomerClass");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(read(open.getFirst()).text("incident.customerClass"))
                        .isEqualTo("CLASS_BEFORE"));
    }

    @Test
    void shouldRefuseABadClass() {
        assertThat(setCustomerClass(groupId, "not a code", 1).userErrorCodes("organisationSetCustomerClass"))
                .containsExactly("INVALID");
        assertThat(setCustomerClass(groupId, "", 1).userErrorCodes("organisationSetCustomerClass"))
                .containsExactly("INVALID");
        assertThat(setCustomerClass(Ids.next(), "KEY", 1).userErrorCodes("organisationSetCustomerClass"))
                .containsExactly("NOT_FOUND");
    }

    @Test
    void shouldRefuseADefinitionForWhatIsNoServiceOffering() {
        for (String id : List.of(Ids.next(), fixture.serverId)) {
            GraphQlAnswer answer = define("Unknown offering", null, id, "PT2H");
            assertThat(answer.userErrorCodes("slaDefinitionCreate")).containsExactly("NOT_FOUND");
            assertThat(answer.at("slaDefinitionCreate.userErrors.0.field").toString())
                    .isEqualTo("[\"input\",\"serviceOfferingId\"]");
        }
        define("Known offering", null, fixture.offeringId, "PT2H").accepted("slaDefinitionCreate");
    }

    private List<String> reported(int count) {
        String mutations = IntStream.range(0, count)
                .mapToObj(number -> "i" + number
                        + ": incidentReport(input: {title: \"One of many\"}) { incident { id } userErrors { code } }")
                .collect(Collectors.joining(" "));
        GraphQlAnswer answer =
                fixture.query(fixture.caller, "mutation { " + mutations + " }").withoutErrors();
        return IntStream.range(0, count)
                .mapToObj(number -> answer.text("i" + number + ".incident.id"))
                .toList();
    }

    private void agree(String customerClass, String target) {
        define(customerClass, customerClass, null, target).accepted("slaDefinitionCreate");
    }

    private GraphQlAnswer define(
            String name, @Nullable String customerClass, @Nullable String offeringId, String target) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "name",
                name,
                "kind",
                "INCIDENT",
                "metric",
                "RESOLUTION",
                "target",
                target,
                "calendarId",
                AROUND_THE_CLOCK));
        input.put("customerClass", customerClass);
        input.put("serviceOfferingId", offeringId);
        return client.execute(
                fixture.managerToken,
                "mutation($input: SlaDefinitionInput!) { slaDefinitionCreate(input: $input) { slaDefinition { id }"
                        + " userErrors { code message field } } }",
                Map.of("input", input));
    }

    private GraphQlAnswer setCustomerClass(String organisationId, @Nullable String code, int expectedVersion) {
        Map<String, Object> variables = new HashMap<>(Map.of("id", organisationId, "version", expectedVersion));
        variables.put("code", code);
        return client.execute(
                fixture.managerToken,
                "mutation($id: ID!, $code: String, $version: Int!) { organisationSetCustomerClass(id: $id,"
                        + " customerClass: $code, expectedVersion: $version) { organisation { version }"
                        + " userErrors { code message field } } }",
                variables);
    }

    private GraphQlAnswer read(String id) {
        return fixture.query(
                        fixture.agent,
                        "query($id: ID!) { incident(id: $id) { version customerClass"
                                + " slaClocks { metric target } history(first: 1) { nodes { action } } } }",
                        Map.of("id", id))
                .withoutErrors();
    }

    private String resolutionTarget(String id) {
        return StreamSupport.stream(read(id).at("incident.slaClocks").spliterator(), false)
                .filter(clock -> clock.at("/metric").asString().equals("RESOLUTION"))
                .map(clock -> clock.at("/target").asString())
                .findFirst()
                .orElseThrow();
    }

    private int ofClass(String code) {
        return fixture.query(
                        fixture.agent,
                        "query($org: ID!, $code: String!) { incidents(filter: {and: [{organisationId: {eq: $org}},"
                                + " {customerClass: {eq: $code}}]}) { totalCount } }",
                        Map.of("org", fixture.organisationId, "code", code))
                .withoutErrors()
                .at("incidents.totalCount")
                .asInt();
    }
}
