package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphSnapshot;
import io.mainstay.support.IntegrationTest;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Sends each mutation what it must refuse, and sees that the graph is the same before and after. */
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
    private String closedId;
    private String resolvedId;

    @BeforeAll
    void createFixture() {
        fixture = new IncidentFixture(client, work, cypher);
        newId = fixture.inState(IncidentState.NEW);
        closedId = fixture.inState(IncidentState.CLOSED);
        resolvedId = fixture.inState(IncidentState.RESOLVED);
    }

    /**
     * A mutation with an input that would be accepted.
     *
     * @param closedForbids whether a closed incident does not allow it
     * @param callerMay whether the person affected may do it
     */
    private record Case(
            String action, Map<String, Object> input, boolean versioned, boolean closedForbids, boolean callerMay) {}

    private List<Case> cases() {
        return List.of(
                new Case(
                        "Assign",
                        Map.of("teamId", fixture.teamId, "serviceOfferingId", fixture.offeringId),
                        true,
                        true,
                        false),
                new Case("Start", Map.of(), true, true, false),
                new Case("Hold", Map.of("reason", "AWAITING_VENDOR"), true, true, false),
                new Case("Resume", Map.of(), true, true, false),
                new Case("Resolve", Map.of("code", "SOLVED", "resolution", "Done"), true, true, false),
                new Case("Confirm", Map.of(), true, true, true),
                new Case("Close", Map.of(), true, true, false),
                new Case("Reopen", Map.of("reason", "Again"), true, true, true),
                new Case("Cancel", Map.of("reason", "Twice"), true, true, false),
                new Case("Update", Map.of("title", "Better"), true, true, false),
                new Case("Prioritise", Map.of("impact", "HIGH", "urgency", "HIGH"), true, true, false),
                new Case("Classify", Map.of("confidentiality", "SECRET"), true, false, false),
                new Case("LinkCis", Map.of("ciIds", List.of(fixture.serverId)), false, true, false),
                new Case("UnlinkCis", Map.of("ciIds", List.of(fixture.serverId)), true, true, false),
                new Case("Comment", Map.of("text", "Hello"), false, true, true),
                new Case("AddWorkNote", Map.of("text", "Hello"), false, false, false));
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerNotFoundForAnUnknownIncident() {
        return each(mutation -> refused(
                mutation,
                "NOT_FOUND",
                () -> fixture.act(fixture.integration, mutation.action(), Ids.next(), 1, mutation.input())));
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerNotFoundToSomebodyOfAnotherOrganisation() {
        return each(mutation -> refused(
                mutation,
                "NOT_FOUND",
                () -> fixture.act(fixture.otherAgent, mutation.action(), newId, 1, mutation.input())));
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
    Stream<DynamicTest> shouldRefuseAStaleVersion() {
        return each(mutation -> {
            if (mutation.versioned()) {
                String token = tokenFor(mutation);
                GraphQlAnswer answer = refused(
                        mutation,
                        "STALE_VERSION",
                        () -> fixture.act(token, mutation.action(), newId, 99, mutation.input()));
                assertThat(answer.at("incident" + mutation.action() + ".userErrors.0.parameters.currentVersion")
                                .asInt())
                        .isEqualTo(1);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseWhatTheStateDoesNotAllow() {
        return each(mutation -> {
            if (mutation.closedForbids()) {
                String token = tokenFor(mutation);
                refused(
                        mutation,
                        "INVALID_TRANSITION",
                        () -> fixture.act(token, mutation.action(), closedId, mutation.input()));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseATimeInTheFutureAndForbidBackdating() {
        return each(mutation -> {
            Map<String, Object> future = new HashMap<>(mutation.input());
            future.put("occurredAt", "2199-01-01T00:00:00Z");
            if (!List.of("Confirm", "Classify").contains(mutation.action())) {
                refused(
                        mutation,
                        "INVALID_TIME",
                        () -> fixture.act(fixture.integration, mutation.action(), newId, 1, future));
            }
            refused(mutation, "FORBIDDEN", () -> fixture.act(fixture.agent, mutation.action(), newId, 1, future));
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseTextsThatAreTooLongOrMissing() {
        return Stream.of(
                        texts("Resolve", Map.of("code", "SOLVED"), "resolution", 8_000),
                        texts("Reopen", Map.of(), "reason", 2_000),
                        texts("Cancel", Map.of(), "reason", 2_000),
                        texts("Comment", Map.of(), "text", 32_000),
                        texts("AddWorkNote", Map.of(), "text", 32_000),
                        texts("Update", Map.of(), "title", 200))
                .flatMap(List::stream);
    }

    private List<DynamicTest> texts(String action, Map<String, Object> rest, String field, int max) {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, Object> tooLong = new HashMap<>(rest);
        tooLong.put(field, "x".repeat(max + 1));
        Map<String, Object> blank = new HashMap<>(rest);
        blank.put(field, "  ");
        Map<String, Object> missing = new HashMap<>(rest);
        missing.put(field, null);
        Case mutation = new Case(action, rest, true, true, true);
        tests.add(DynamicTest.dynamicTest(
                action + " too long",
                () -> refused(mutation, "TOO_LONG", () -> fixture.act(fixture.agent, action, resolvedId, tooLong))));
        tests.add(DynamicTest.dynamicTest(
                action + " blank",
                () -> refused(mutation, "REQUIRED", () -> fixture.act(fixture.agent, action, resolvedId, blank))));
        tests.add(DynamicTest.dynamicTest(
                action + " null",
                () -> unchanged(() -> {
                    GraphQlAnswer answer = fixture.act(fixture.agent, action, resolvedId, missing);
                    if (action.equals("Update")) {
                        assertThat(answer.userErrorCodes("incidentUpdate")).containsExactly("REQUIRED");
                    } else {
                        assertThat(answer.errorCodes()).containsExactly("BAD_REQUEST");
                    }
                    return answer;
                })));
        return tests;
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseReferencesThatDoNotFit() {
        String unknown = Ids.next();
        return Stream.of(
                reference("Assign", Map.of("teamId", unknown, "serviceOfferingId", fixture.offeringId), "NOT_FOUND"),
                reference("Assign", Map.of("teamId", fixture.teamId), "REQUIRED"),
                reference("Assign", Map.of("teamId", fixture.teamId, "serviceOfferingId", unknown), "NOT_FOUND"),
                reference("Assign", Map.of("teamId", fixture.teamId, "serviceOfferingId", fixture.serverId), "INVALID"),
                reference(
                        "Assign",
                        Map.of(
                                "teamId", fixture.teamId,
                                "serviceOfferingId", fixture.offeringId,
                                "assigneeId", fixture.callerPerson.personId()),
                        "INVALID"),
                reference(
                        "Assign",
                        Map.of(
                                "teamId", fixture.teamId,
                                "serviceOfferingId", fixture.offeringId,
                                "assigneeId", unknown),
                        "NOT_FOUND"),
                reference("Hold", Map.of("reason", "NO_SUCH_REASON"), "INVALID"),
                reference("Hold", Map.of("reason", "AWAITING_VENDOR", "followUpAt", "2000-01-01T00:00:00Z"), "INVALID"),
                reference("Resolve", Map.of("code", "NO_SUCH_CODE", "resolution", "Done"), "INVALID"),
                reference(
                        "Resolve",
                        Map.of("code", "SOLVED", "resolution", "Done", "restoredAt", "2199-01-01T00:00:00Z"),
                        "INVALID"),
                reference("Update", Map.of("categoryId", unknown), "NOT_FOUND"),
                reference("Update", Map.of("serviceOfferingId", unknown), "NOT_FOUND"),
                reference("LinkCis", Map.of("ciIds", List.of(unknown)), "NOT_FOUND"),
                reference("LinkCis", Map.of("ciIds", List.of(fixture.retiredId)), "CONFLICT"),
                reference("LinkCis", Map.of("ciIds", List.of()), "INVALID"),
                reference("UnlinkCis", Map.of("ciIds", List.of(unknown)), "NOT_FOUND"));
    }

    private DynamicTest reference(String action, Map<String, Object> input, String code) {
        return DynamicTest.dynamicTest(
                action + " " + input.keySet() + " " + code,
                () -> refused(
                        new Case(action, input, true, true, true),
                        code,
                        () -> fixture.act(fixture.agent, action, newId, input)));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseAReport() {
        String other = fixture.agentPerson.personId();
        return Stream.of(
                report(Map.of("title", " "), "REQUIRED"),
                report(Map.of("title", "x".repeat(201)), "TOO_LONG"),
                report(Map.of("title", "A", "description", "x".repeat(32_001)), "TOO_LONG"),
                report(Map.of("title", "A", "location", "x".repeat(201)), "TOO_LONG"),
                report(Map.of("title", "A", "symptom", "x".repeat(201)), "TOO_LONG"),
                report(Map.of("title", "A", "categoryId", Ids.next()), "NOT_FOUND"),
                report(Map.of("title", "A", "ciIds", List.of(Ids.next())), "NOT_FOUND"),
                report(Map.of("title", "A", "serviceOfferingId", Ids.next()), "NOT_FOUND"),
                report(Map.of("title", "A", "affectedPersonId", other), "FORBIDDEN"),
                report(Map.of("title", "A", "confidentiality", "SECRET"), "FORBIDDEN"),
                report(Map.of("title", "A", "occurredAt", "2020-01-01T00:00:00Z"), "FORBIDDEN"));
    }

    private DynamicTest report(Map<String, Object> input, String code) {
        return DynamicTest.dynamicTest(
                "report " + input.keySet() + " " + code,
                () -> refused(
                        new Case("Report", input, true, true, true),
                        code,
                        () -> fixture.report(fixture.caller, input)));
    }

    @Test
    void shouldAnswerBadRequestForAWrongType() {
        unchanged(() -> {
            GraphQlAnswer answer =
                    fixture.act(fixture.agent, "Prioritise", newId, 1, Map.of("impact", "ENORMOUS", "urgency", "HIGH"));
            assertThat(answer.errorCodes()).containsExactly("BAD_REQUEST");
            return answer;
        });
    }

    private String tokenFor(Case mutation) {
        return switch (mutation.action()) {
            case "Confirm" -> fixture.caller;
            case "Classify" -> fixture.managerToken;
            default -> fixture.agent;
        };
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
