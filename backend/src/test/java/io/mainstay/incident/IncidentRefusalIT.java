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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What each mutation must refuse for reasons that the schema cannot tell; {@code HostileInputIT} tries the others. The graph
 * is the same before and after.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncidentRefusalIT {

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Driver driver;

    private IncidentFixture fixture;
    private String newId;

    @BeforeAll
    void createFixture() {
        fixture = new IncidentFixture(client, work, cypher);
        newId = fixture.inState(IncidentState.NEW);
    }

    /**
     * A mutation with an input that would be accepted.
     *
     * @param callerMay whether the person affected may do it
     */
    private record Case(String action, Map<String, Object> input, boolean callerMay) {}

    private List<Case> cases() {
        return List.of(
                new Case("Start", Map.of(), false),
                new Case("Resolve", Map.of("code", "SOLVED", "resolution", "Done"), false),
                new Case("Confirm", Map.of(), true),
                new Case("Close", Map.of(), false),
                new Case("Reopen", Map.of("reason", "Again"), true),
                new Case("Cancel", Map.of("reason", "Twice"), true),
                new Case("Update", Map.of("title", "Better"), false));
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerNotFoundToACallerWhoTakesNoPart() {
        return each(mutation -> refused(
                mutation,
                "NOT_FOUND",
                () -> fixture.act(fixture.strangerCaller, mutation.action(), newId, 1, mutation.input())));
    }

    @TestFactory
    Stream<DynamicTest> shouldForbidCallersWhatOnlyWorkersMayDo() {
        return each(mutation -> {
            if (!mutation.callerMay()) {
                refused(
                        mutation,
                        "FORBIDDEN",
                        () -> fixture.act(fixture.caller, mutation.action(), newId, 1, mutation.input()));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseReferencesThatDoNotFit() {
        String unknown = Ids.next();
        return Stream.of(
                reference("Assign", Map.of("teamId", fixture.teamId), "REQUIRED"),
                reference("Resolve", Map.of("code", "NO_SUCH_CODE", "resolution", "Done"), "INVALID"),
                reference(
                        "Resolve",
                        Map.of("code", "SOLVED", "resolution", "Done", "restoredAt", "2199-01-01T00:00:00Z"),
                        "INVALID"),
                reference("Update", Map.of("categoryId", unknown), "NOT_FOUND"),
                reference("Update", Map.of("serviceOfferingId", unknown), "NOT_FOUND"));
    }

    private DynamicTest reference(String action, Map<String, Object> input, String code) {
        return DynamicTest.dynamicTest(
                action + " " + input.keySet() + " " + code,
                () -> refused(
                        new Case(action, input, true), code, () -> fixture.act(fixture.agent, action, newId, input)));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseAReport() {
        String other = fixture.agentPerson.personId();
        return Stream.of(
                report(Map.of("title", "A", "affectedPersonId", other), "FORBIDDEN"),
                report(
                        fixture.agent,
                        Map.of("title", "A", "affectedPersonId", fixture.otherAgentPerson.personId()),
                        "NOT_FOUND"),
                report(Map.of("title", "A", "confidentiality", "CONFIDENTIAL"), "FORBIDDEN"),
                report(Map.of("title", "A", "occurredAt", "2020-01-01T00:00:00Z"), "FORBIDDEN"));
    }

    private DynamicTest report(Map<String, Object> input, String code) {
        return report(fixture.caller, input, code);
    }

    private DynamicTest report(String token, Map<String, Object> input, String code) {
        return DynamicTest.dynamicTest(
                "report " + input.keySet() + " " + code,
                () -> refused(new Case("Report", input, true), code, () -> fixture.report(token, input)));
    }

    @Test
    void shouldTellTheCurrentVersionToWhoNamesAStaleOne() {
        GraphQlAnswer answer = fixture.act(fixture.agent, "Start", newId, 99, Map.of());

        assertThat(answer.at("incidentStart.userErrors.0.parameters.currentVersion")
                        .asInt())
                .isEqualTo(1);
    }

    private Stream<DynamicTest> each(Consumer<Case> check) {
        return cases().stream()
                .map(mutation -> DynamicTest.dynamicTest(mutation.action(), () -> check.accept(mutation)));
    }

    private GraphQlAnswer refused(Case mutation, String code, Supplier<GraphQlAnswer> call) {
        return unchanged(() -> {
            GraphQlAnswer answer = call.get();
            answer.withoutErrors();
            String name = "incident" + mutation.action();
            assertThat(answer.userErrorCodes(name)).as(answer.body().toString()).containsExactly(code);
            assertThat(answer.at(name + ".incident").isNull()).isTrue();
            return answer;
        });
    }

    private GraphQlAnswer unchanged(Supplier<GraphQlAnswer> call) {
        GraphSnapshot before = GraphSnapshot.of(driver);
        GraphQlAnswer answer = call.get();
        assertThat(before.differencesTo(GraphSnapshot.of(driver)))
                .allMatch(difference -> difference.contains("Refusal"));
        return answer;
    }
}
