// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ConfigurationItemService;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Sampled;
import io.mainstay.support.TestTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Tries everything that opens a record to others on records of each confidentiality, as somebody of each clearance who takes
 * part in the record and so sees it, and for receivers of each clearance.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClearanceIT {

    private static final String ITEM = "configurationItem";
    private static final String TOMORROW = "2190-01-05T09:00:00Z";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Driver driver;

    @Autowired
    private CmdbFixture cmdb;

    @Autowired
    private ConfigurationItemService items;

    @Autowired
    private ConfigurationItemQueries queries;

    @Autowired
    private CypherCalls calls;

    private final Map<Confidentiality, TestTokens> actors = new EnumMap<>(Confidentiality.class);
    private final Map<Confidentiality, TestTokens> receivers = new EnumMap<>(Confidentiality.class);
    private final String team = Ids.next();
    private final String otherTeam = Ids.next();
    private String organisation = "";
    private String otherOrganisation = "";
    private String offering = "";
    private TestTokens keeper = TestTokens.as();

    @BeforeAll
    void prepare() {
        organisation = cmdb.organisation("Cleared plant");
        otherOrganisation = cmdb.organisation("Cleared logistics");
        keeper = person(Confidentiality.TOP_SECRET);
        for (Confidentiality clearance : Confidentiality.values()) {
            actors.put(clearance, person(clearance));
            receivers.put(clearance, person(clearance));
        }
        List<String> members = Stream.concat(actors.values().stream(), receivers.values().stream())
                .map(TestTokens::personId)
                .toList();
        work.writeRepeatably(() -> List.of(team, otherTeam)
                .forEach(id -> cypher.statement("test/create-team")
                        .with("id", id)
                        .with("organisationId", organisation)
                        .with("memberIds", members)
                        .run()));
        offering = cmdb.ci(keeper.token(), "service-offering", "Cleared offering");
    }

    /** Somebody who may work on incidents and problems, write CIs and classify all of these, known to the directory with that clearance. */
    private TestTokens person(Confidentiality clearance) {
        TestTokens person = TestTokens.as(Role.CONFIGURATION_MANAGER, Role.INTEGRATION, Role.PROBLEM_MANAGER)
                .in(organisation)
                .sees(organisation, otherOrganisation)
                .cleared(clearance);
        client.execute(person.token(), "{ viewer { id } }").withoutErrors();
        work.writeRepeatably(() -> cypher.statement("test/create-person")
                .with("id", person.personId())
                .with("organisationId", organisation)
                .run());
        return person;
    }

    /**
     * Something that somebody does to a record.
     *
     * @param field the field of the input that opens the record; null if it opens nothing
     */
    private record Operation(String mutation, @Nullable String field, Map<String, Object> input) {

        @Override
        public String toString() {
            return mutation + " " + input.keySet();
        }
    }

    /** @param work mutations that need no clearance, with their inputs */
    private List<Operation> onTickets(String kind, Map<String, Map<String, Object>> work) {
        List<Operation> operations = new ArrayList<>(List.of(
                new Operation(kind + "Classify", "confidentiality", Map.of("confidentiality", "PUBLIC_INTERNAL")),
                new Operation(kind + "Assign", "teamId", Map.of("teamId", team, "serviceOfferingId", offering)),
                new Operation(
                        kind + "Assign",
                        "assigneeId",
                        Map.of(
                                "teamId",
                                team,
                                "serviceOfferingId",
                                offering,
                                "assigneeId",
                                receiver(Confidentiality.TOP_SECRET)))));
        work.forEach((mutation, input) -> operations.add(new Operation(mutation, null, input)));
        return operations;
    }

    private List<Operation> onItems() {
        return List.of(
                update("confidentiality", "PUBLIC_INTERNAL"),
                update("ownerId", receiver(Confidentiality.TOP_SECRET)),
                update("managedByTeamId", team),
                update("supportTeamId", team),
                update("organisationId", otherOrganisation),
                update("selfService", true),
                new Operation("configurationItemUpdate", null, Map.of("name", "Opens nothing")));
    }

    private static Operation update(String field, Object value) {
        return new Operation("configurationItemUpdate", field, Map.of(field, value));
    }

    @TestFactory
    Stream<DynamicTest> shouldLetOnlyThoseWithClearanceOpenARecordThatTheyTakePartIn() {
        Map<String, Object> title = Map.of("title", "Opens nothing");
        Map<String, Object> rating = Map.of("impact", "HIGH", "urgency", "HIGH");
        return Sampled.of(Stream.of(
                        onTickets("incident", Map.of("incidentUpdate", title, "incidentStart", Map.of())),
                        onTickets("problem", Map.of("problemUpdate", title, "problemAssess", rating)),
                        onItems())
                .flatMap(List::stream)
                .flatMap(operation -> levels().flatMap(level -> levels().map(clearance -> DynamicTest.dynamicTest(
                        operation + " of " + level + " by " + clearance,
                        () -> tryOpening(operation, level, clearance))))));
    }

    private void tryOpening(Operation operation, Confidentiality level, Confidentiality clearance) {
        TestTokens actor = actor(clearance);
        Made made = made(kind(operation.mutation()), actor, level);

        GraphQlAnswer answer = act(actor.token(), operation.mutation(), made, operation.input());

        String field = operation.field();
        if (field == null || clearance.covers(level)) {
            answer.accepted(operation.mutation());
            return;
        }
        answer.withoutErrors();
        assertThat(errors(answer, operation.mutation()))
                .as(answer.body().toString())
                .contains("FORBIDDEN [\"input\",\"" + field + "\"]")
                .allMatch(error -> error.startsWith("FORBIDDEN"));
        assertThat(version(made)).as("the version afterwards").isEqualTo(made.version());
    }

    @TestFactory
    Stream<DynamicTest> shouldAskForClearanceForTheLevelThatItHasAndTheOneThatItIsToHave() {
        return Sampled.of(Stream.of("incidentClassify", "problemClassify", "configurationItemUpdate")
                .flatMap(mutation -> levels().flatMap(level -> levels().filter(other -> other != level)
                        .flatMap(other -> levels().map(clearance -> DynamicTest.dynamicTest(
                                mutation + (other.covers(level) ? " raises " : " lowers ") + level + " to " + other
                                        + " by " + clearance,
                                () -> tryClassifying(mutation, level, other, clearance)))))));
    }

    private void tryClassifying(
            String mutation, Confidentiality level, Confidentiality other, Confidentiality clearance) {
        Made made = made(kind(mutation), actor(clearance), level);

        GraphQlAnswer answer = act(actor(clearance).token(), mutation, made, Map.of("confidentiality", other.name()));

        if (clearance.covers(level) && clearance.covers(other)) {
            answer.accepted(mutation);
            assertThat(version(made)).isEqualTo(made.version() + 1);
            return;
        }
        assertThat(errors(answer.withoutErrors(), mutation))
                .as(answer.body().toString())
                .containsExactly(
                        (clearance.covers(other) ? "FORBIDDEN" : "INVALID") + " [\"input\",\"confidentiality\"]");
        assertThat(version(made)).as("the version afterwards").isEqualTo(made.version());
    }

    @TestFactory
    Stream<DynamicTest> shouldLetNobodyMoveTheEndOfAConfidentialityAboveTheOwnClearance() {
        return levels().filter(level -> level != Confidentiality.PUBLIC_INTERNAL)
                .flatMap(level -> levels().flatMap(clearance -> Stream.of(
                                "incidentClassify", "problemClassify", "configurationItemUpdate")
                        .map(mutation -> DynamicTest.dynamicTest(
                                mutation + " of " + level + " by " + clearance,
                                () -> tryUntil(
                                        mutation,
                                        made(kind(mutation), actor(clearance), level),
                                        mutation.endsWith("Classify")
                                                ? Map.of("confidentiality", level.name(), "confidentialUntil", TOMORROW)
                                                : Map.of("confidentialUntil", TOMORROW),
                                        level,
                                        clearance)))));
    }

    private void tryUntil(
            String mutation, Made made, Map<String, Object> input, Confidentiality level, Confidentiality clearance) {
        GraphQlAnswer answer = act(actor(clearance).token(), mutation, made, input);
        if (clearance.covers(level)) {
            answer.accepted(mutation);
        } else {
            assertThat(answer.userErrorCodes(mutation))
                    .isSubsetOf("INVALID", "FORBIDDEN")
                    .isNotEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldMakeNobodyTakePartInWhatExceedsTheirClearance() {
        return levels().flatMap(level -> levels().flatMap(clearance -> Stream.of(
                DynamicTest.dynamicTest(
                        "assignee of an incident of " + level + " with " + clearance,
                        () -> tryAssigning("incident", level, clearance)),
                DynamicTest.dynamicTest(
                        "assignee of a problem of " + level + " with " + clearance,
                        () -> tryAssigning("problem", level, clearance)),
                DynamicTest.dynamicTest(
                        "owner of " + level + " with " + clearance,
                        () -> received(
                                act(
                                        keeper.token(),
                                        "configurationItemUpdate",
                                        item(keeper, level),
                                        Map.of("ownerId", receiver(clearance))),
                                "configurationItemUpdate",
                                "ownerId",
                                clearance.covers(level))),
                DynamicTest.dynamicTest(
                        "owner of a new item of " + level + " with " + clearance,
                        () -> received(
                                create(Map.of(
                                        "classId",
                                        "server",
                                        "name",
                                        "Cleared new",
                                        "confidentiality",
                                        level.name(),
                                        "ownerId",
                                        receiver(clearance))),
                                "configurationItemCreate",
                                "ownerId",
                                clearance.covers(level))),
                DynamicTest.dynamicTest(
                        "person affected by " + level + " with " + clearance,
                        () -> received(
                                report(Map.of(
                                        "title", "Printer on fire",
                                        "confidentiality", level.name(),
                                        "affectedPersonId", receiver(clearance))),
                                "incidentReport",
                                "affectedPersonId",
                                clearance.covers(level))))));
    }

    private void tryAssigning(String kind, Confidentiality level, Confidentiality clearance) {
        Map<String, Object> input =
                Map.of("teamId", team, "serviceOfferingId", offering, "assigneeId", receiver(clearance));
        received(
                act(keeper.token(), kind + "Assign", ticket(kind, keeper, level), input),
                kind + "Assign",
                "assigneeId",
                clearance.covers(level));
    }

    private static void received(GraphQlAnswer answer, String mutation, String field, boolean accepted) {
        if (accepted) {
            answer.accepted(mutation);
        } else {
            assertThat(errors(answer.withoutErrors(), mutation))
                    .as(answer.body().toString())
                    .containsExactly("INVALID [\"input\",\"" + field + "\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"incident", "problem"})
    void shouldLetWhoTakesPartGoOnWhenTheConfidentialityIsRaised(String kind) {
        TestTokens reporter = actor(Confidentiality.PUBLIC_INTERNAL);
        Made raised = ticket(kind, reporter, Confidentiality.TOP_SECRET);

        act(keeper.token(), kind + "Assign", raised, Map.of("teamId", team, "serviceOfferingId", offering))
                .accepted(kind + "Assign");

        assertThat(client.execute(
                                reporter.token(),
                                "query($id: ID!) { ticket: %s(id: $id) { viewerCan } }".formatted(kind),
                                Map.of("id", raised.id()))
                        .at("ticket.viewerCan")
                        .toString())
                .contains("COMMENT")
                .doesNotContain("CLASSIFY", "ASSIGN");
    }

    @Test
    void shouldAuditWhoTriedToOpenARecord() {
        TestTokens owner = actor(Confidentiality.CONFIDENTIAL);
        Made secret = item(owner, Confidentiality.TOP_SECRET);

        act(owner.token(), "configurationItemUpdate", secret, Map.of("selfService", true));

        try (Session session = driver.session()) {
            assertThat(session.run(
                                    "MATCH (e:AuditEntry {chainId: $chain}) UNWIND e.values AS value RETURN value",
                                    Map.of("chain", "refused:" + owner.personId()))
                            .list(row -> row.get("value").asString()))
                    .anyMatch(value -> value.contains("clearance TOP_SECRET"));
        }
    }

    @Test
    void shouldCreateNothingInBulkWhenOneOwnerHasNoClearance() {
        Principal principal = keeper();
        int before = queries.count(principal, ConfigurationItemQueries.EVERYTHING);
        List<CreateConfigurationItem> commands = new ArrayList<>();
        for (int i = 0; i < ConfigurationItemService.CHUNK; i++) {
            commands.add(command(null));
        }
        commands.add(command(receiver(Confidentiality.CONFIDENTIAL)));

        assertThatThrownBy(() -> items.createAll(principal, commands))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.errors())
                                .singleElement()
                                .satisfies(error ->
                                        assertThat(error.field()).containsExactly("items", "1000", "ownerId")));
        assertThat(queries.count(principal, ConfigurationItemQueries.EVERYTHING))
                .isEqualTo(before);
    }

    /** Else an owner whose clearance is lowered meanwhile leaves a part of the items created. */
    @Test
    void shouldDecideOnceForAllChunksInBulk() {
        List<CreateConfigurationItem> commands = new ArrayList<>();
        for (int i = 0; i <= ConfigurationItemService.CHUNK; i++) {
            commands.add(command(receiver(Confidentiality.TOP_SECRET)));
        }
        calls.reset();

        items.createAll(keeper(), commands);

        assertThat(calls.since("identity/clearances")).hasSize(1);
        assertThat(calls.since("platform/write")).as("chunks").hasSizeGreaterThan(1);
    }

    private Principal keeper() {
        return new Principal(
                keeper.personId(),
                "Keeper",
                organisation,
                Set.of(),
                Set.of(),
                Set.of(Permission.values()),
                Visibility.everything(keeper.personId()));
    }

    private CreateConfigurationItem command(@Nullable String ownerId) {
        return new CreateConfigurationItem(
                "server",
                "In bulk",
                null,
                null,
                null,
                ownerId,
                null,
                null,
                organisation,
                Confidentiality.TOP_SECRET,
                null,
                null,
                null,
                Map.of());
    }

    /** A record at a version. */
    private record Made(String kind, String id, int version) {}

    private static String kind(String mutation) {
        return Stream.of("incident", "problem")
                .filter(mutation::startsWith)
                .findFirst()
                .orElse(ITEM);
    }

    private Made made(String kind, TestTokens participant, Confidentiality level) {
        return kind.equals(ITEM) ? item(participant, level) : ticket(kind, participant, level);
    }

    /** A ticket that the person has reported, raised to the level by somebody else. */
    private Made ticket(String kind, TestTokens reporter, Confidentiality level) {
        GraphQlAnswer reported = client.execute(
                        reporter.token(),
                        "mutation { %1$sReport(input: {title: \"Printer on fire\"}) { %1$s { id } userErrors { code } } }"
                                .formatted(kind))
                .accepted(kind + "Report");
        Made made = new Made(kind, reported.text(kind + "Report." + kind + ".id"), 1);
        if (level == Confidentiality.PUBLIC_INTERNAL) {
            return made;
        }
        act(keeper.token(), kind + "Classify", made, Map.of("confidentiality", level.name()))
                .accepted(kind + "Classify");
        return new Made(kind, made.id(), 2);
    }

    /** An item that the person owns, raised to the level by somebody else. */
    private Made item(TestTokens owner, Confidentiality level) {
        Map<String, Object> input =
                new HashMap<>(Map.of("classId", "server", "name", "Cleared item", "ownerId", owner.personId()));
        input.put("managedByTeamId", otherTeam);
        Made made = new Made(
                ITEM,
                create(input).accepted("configurationItemCreate").text("configurationItemCreate.configurationItem.id"),
                1);
        if (level == Confidentiality.PUBLIC_INTERNAL) {
            return made;
        }
        act(keeper.token(), "configurationItemUpdate", made, Map.of("confidentiality", level.name()))
                .accepted("configurationItemUpdate");
        return new Made(ITEM, made.id(), 2);
    }

    private GraphQlAnswer create(Map<String, Object> input) {
        return client.execute(
                keeper.token(),
                "mutation($input: ConfigurationItemCreateInput!) { configurationItemCreate(input: $input)"
                        + " { configurationItem { id } userErrors { code message field } } }",
                Map.of("input", input));
    }

    private GraphQlAnswer report(Map<String, Object> input) {
        return client.execute(
                keeper.token(),
                "mutation($input: IncidentReportInput!) { incidentReport(input: $input)"
                        + " { incident { id } userErrors { code message field } } }",
                Map.of("input", input));
    }

    private GraphQlAnswer act(String token, String mutation, Made made, Map<String, Object> input) {
        String type = mutation.substring(0, 1).toUpperCase(Locale.ROOT) + mutation.substring(1) + "Input";
        String required = mutation.equals("incidentStart") ? "" : "!";
        return client.execute(
                token,
                "mutation($id: ID!, $version: Int!, $input: %s%s) { %s(id: $id, expectedVersion: $version, input: $input)"
                                .formatted(type, required, mutation)
                        + " { userErrors { code message field } } }",
                Map.of("id", made.id(), "version", made.version(), "input", input));
    }

    private int version(Made made) {
        return client.execute(
                        keeper.token(),
                        "query($id: ID!) { record: %s(id: $id) { version } }".formatted(made.kind()),
                        Map.of("id", made.id()))
                .at("record.version")
                .asInt();
    }

    private static List<String> errors(GraphQlAnswer answer, String mutation) {
        return answer.at(mutation + ".userErrors")
                .valueStream()
                .map(error -> error.path("code").asString() + " " + error.path("field"))
                .toList();
    }

    private TestTokens actor(Confidentiality clearance) {
        return Objects.requireNonNull(actors.get(clearance));
    }

    private String receiver(Confidentiality clearance) {
        return Objects.requireNonNull(receivers.get(clearance)).personId();
    }

    private static Stream<Confidentiality> levels() {
        return Arrays.stream(Confidentiality.values());
    }
}
