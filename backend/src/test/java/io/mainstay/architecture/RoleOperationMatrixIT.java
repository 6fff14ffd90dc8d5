// SPDX-License-Identifier: Apache-2.0
package io.mainstay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.BackgroundJobs;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.OperationSketch;
import io.mainstay.support.Sampled;
import io.mainstay.support.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

/**
 * Tries each operation of the schema as each role. The table says whether the role is let in ({@code yes}), which here
 * means that it is refused for another reason than its rights, or is refused as {@code FORBIDDEN} ({@code no}). An operation
 * without a row fails, so nobody adds one without deciding who may use it. Each refusal leaves its trace in the audit.
 *
 * <p>Of those who are let in and of those who are not, some are tried, others each time; all with {@code -Pfull}.
 */
@IntegrationTest
class RoleOperationMatrixIT {

    /** Fewer than the refusals of one person that are audited in an hour. */
    private static final int AUDITED = 40;

    private static final int AT_ONCE = 4;

    /** How many of those who are let in, and of those who are not. */
    private static final int TRIED = 1;

    /** What only emergency changes know. */
    private static final Set<String> OF_EMERGENCIES =
            Set.of("changeAuthoriseVerbally", "changeFilePaperwork", "changeRecordCabReview");

    /** What only those do who requested or implement a change. */
    private static final Set<String> OF_OWN_CHANGES = Set.of("changeSubmit", "changeStart");

    private static final Path TABLE = Path.of("src", "test", "resources", "role-operation-matrix.csv");

    @Autowired
    private GraphQlSource source;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Driver driver;

    @Autowired
    private Jobs jobs;

    private final String organisation = Ids.next();
    private final Map<Role, TestTokens> people = new EnumMap<>(Role.class);
    private final Map<Role, Integer> refused = new EnumMap<>(Role.class);
    private final Map<String, String> tickets = new ConcurrentHashMap<>();

    @Test
    void shouldHaveRowForEachOperation() throws IOException {
        assertThat(table().keySet())
                .containsExactlyInAnyOrderElementsOf(operations().keySet());
    }

    @TestFactory
    Stream<DynamicTest> shouldLetInWhomTableNames() throws IOException {
        for (Role role : Role.values()) {
            people.put(role, person(role));
        }
        Map<String, List<String>> expected = table();
        return operations().entrySet().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.getKey(),
                        () -> compare(operation.getKey(), operation.getValue(), expected.get(operation.getKey()))));
    }

    private void compare(String name, GraphQLFieldDefinition operation, List<String> row) throws Exception {
        Map<Role, String> expected = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            expected.put(role, row.get(role.ordinal()));
        }
        List<String> answers = List.copyOf(new TreeSet<>(expected.values()));
        expected.keySet()
                .retainAll(answers.stream()
                        .flatMap(answer -> Sampled.some(
                                TRIED,
                                expected.keySet().stream()
                                        .filter(role -> expected.get(role).equals(answer))
                                        .toList()))
                        .collect(Collectors.toSet()));
        assertThat(observed(name, operation, expected.keySet())).isEqualTo(expected);
    }

    private Map<Role, String> observed(String name, GraphQLFieldDefinition operation, Set<Role> roles)
            throws Exception {
        Map<Role, String> cells = cells(name, operation, roles);
        assertThat(audited(operation.getName()))
                .as("whose refusal of %s was audited", name)
                .containsExactlyInAnyOrderElementsOf(cells.keySet().stream()
                        .filter(role -> cells.get(role).equals("no"))
                        .map(role -> people.get(role).personId())
                        .toList());
        renewPeople(cells);
        awaitJobs();
        return cells;
    }

    /** One of them synchronises with Keycloak, which does not know the people of this test; so many are not deactivated. */
    private void awaitJobs() {
        jobs.list(new PageRequest(PageRequest.MAX, null)).nodes().stream()
                .filter(job ->
                        job.kind().startsWith("identity.") && !job.state().isFinal())
                .forEach(job -> BackgroundJobs.awaitEnd(jobs, job.id()));
    }

    /** The roles side by side. */
    private Map<Role, String> cells(String name, GraphQLFieldDefinition operation, Set<Role> roles) throws Exception {
        Map<Role, String> cells = new EnumMap<>(Role.class);
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            Map<Role, Future<Boolean>> attempts = new EnumMap<>(Role.class);
            roles.forEach(role -> attempts.put(role, workers.submit(() -> observed(name, operation, role))));
            for (Map.Entry<Role, Future<Boolean>> attempt : attempts.entrySet()) {
                cells.put(attempt.getKey(), attempt.getValue().get() ? "yes" : "no");
            }
        }
        return cells;
    }

    private List<String> audited(String operation) {
        try (Session session = driver.session()) {
            return session.run(
                            """
                            UNWIND $people AS person
                            MATCH (e:AuditEntry {chainId: 'refused:' + person, action: $operation})
                            RETURN DISTINCT person""",
                            Map.of(
                                    "people",
                                    people.values().stream()
                                            .map(TestTokens::personId)
                                            .toList(),
                                    "operation",
                                    operation))
                    .list(row -> row.get("person").asString());
        }
    }

    /** Of each person only so many refusals are audited, so others take over before. */
    private void renewPeople(Map<Role, String> cells) {
        cells.forEach((role, cell) -> {
            if (cell.equals("no") && refused.merge(role, 1, Integer::sum) % AUDITED == 0) {
                people.put(role, person(role));
            }
        });
    }

    private TestTokens person(Role role) {
        return TestTokens.as(role).in(organisation);
    }

    private boolean observed(String name, GraphQLFieldDefinition operation, Role role) {
        String root = name.substring(0, name.indexOf('.')).toLowerCase(Locale.ROOT);
        boolean query = root.equals("query");
        String document = OperationSketch.of(root, operation, query ? Ids.next() : idFor(operation.getName(), role));
        if (root.equals("subscription")) {
            return !firstMessage(token(role), document).contains("FORBIDDEN");
        }
        GraphQlAnswer answer = client.execute(token(role), document);
        assertThat(answer.errorCodes())
                .as("%s as %s: %s", name, role, answer.body())
                .doesNotContain("BAD_REQUEST", "UNAUTHENTICATED", "TOO_COMPLEX", "TIMEOUT", "INTERNAL");
        return !isForbidden(answer, operation.getName());
    }

    /** Whoever is let in gets something at once, if only a refusal for another reason. */
    private String firstMessage(String token, String document) {
        try (GraphQlSocket socket =
                GraphQlSocket.open(client.uri("/graphql/ws")).init(token)) {
            socket.next();
            socket.subscribe("1", document);
            String message = socket.next().toString();
            assertThat(message)
                    .contains("\"id\":\"1\"")
                    .doesNotContain(
                            "\"code\":\"BAD_REQUEST\"", "UNAUTHENTICATED", "TOO_COMPLEX", "TIMEOUT", "INTERNAL");
            return message;
        }
    }

    private String idFor(String operation, Role role) {
        if (operation.startsWith("incident")) {
            return visibleTo(role, "incident", Permission.INCIDENT_REPORT);
        }
        if (operation.startsWith("change")) {
            return change(operation, role);
        }
        if (operation.startsWith("release")) {
            return visibleTo(role, "release", Permission.RELEASE_PLAN);
        }
        return operation.startsWith("problem") ? visibleTo(role, "problem", Permission.PROBLEM_REPORT) : Ids.next();
    }

    /** A change in which nobody's part is against what their role lets them do. */
    private String change(String operation, Role role) {
        boolean emergency = OF_EMERGENCIES.contains(operation);
        boolean own =
                OF_OWN_CHANGES.contains(operation) && RolePermissions.of(role).contains(Permission.CHANGE_REQUEST);
        Role requester = own ? role : Role.AGENT;
        String person = people.get(requester).personId();
        return tickets.computeIfAbsent("change" + emergency + own + person, _ -> {
            enter(person);
            return client.execute(
                            token(requester),
                            "mutation($input: ChangeRequestInput!) { changeRequest(input: $input)"
                                    + " { change { id } userErrors { code message field } } }",
                            Map.of(
                                    "input",
                                    Map.of(
                                            "type",
                                            emergency ? "EMERGENCY" : "NORMAL",
                                            "title",
                                            "Replace the printer",
                                            "reason",
                                            "It is old",
                                            "implementerIds",
                                            own ? List.of(person) : List.of())))
                    .accepted("changeRequest")
                    .text("changeRequest.change.id");
        });
    }

    /** Rights on a ticket are only told to those who see it: their own, or a colleague's for who cannot report one. */
    private String visibleTo(Role role, String kind, Permission report) {
        Role reporter = RolePermissions.of(role).contains(report) ? role : Role.AGENT;
        String person = people.get(reporter).personId();
        boolean release = kind.equals("release");
        String begin = release ? "Plan" : "Report";
        return tickets.computeIfAbsent(kind + person, _ -> {
            enter(person);
            return client.execute(
                            token(reporter),
                            "mutation { %1$s%2$s(input: {title: \"Printer is out of paper\"%3$s}) { %1$s { id } userErrors { code message field } } }"
                                    .formatted(kind, begin, release ? ", releaseVersion: \"1.0\"" : ""))
                    .accepted(kind + begin)
                    .text(kind + begin + "." + kind + ".id");
        });
    }

    private String token(Role role) {
        return people.get(role).token();
    }

    /** Also somebody whom a synchronisation with Keycloak has deactivated. */
    private void enter(String personId) {
        work.writeRepeatably(() -> cypher.statement("test/create-person")
                .with("id", personId)
                .with("organisationId", organisation)
                .run());
    }

    private static boolean isForbidden(GraphQlAnswer answer, String operation) {
        return answer.errorCodes().contains("FORBIDDEN")
                || answer.userErrorCodes(operation).contains("FORBIDDEN");
    }

    private Map<String, GraphQLFieldDefinition> operations() {
        GraphQLSchema schema = source.schema();
        Map<String, GraphQLFieldDefinition> operations = new TreeMap<>();
        addAll(operations, schema.getQueryType());
        addAll(operations, schema.getMutationType());
        addAll(operations, schema.getSubscriptionType());
        return operations;
    }

    private static void addAll(Map<String, GraphQLFieldDefinition> operations, @Nullable GraphQLObjectType root) {
        if (root != null) {
            root.getFieldDefinitions().forEach(field -> operations.put(root.getName() + "." + field.getName(), field));
        }
    }

    private static Map<String, List<String>> table() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        assertThat(lines.getFirst())
                .isEqualTo("operation,"
                        + Arrays.stream(Role.values()).map(Role::name).collect(Collectors.joining(",")));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            rows.put(cells.getFirst(), cells.subList(1, cells.size()));
        }
        return rows;
    }
}
