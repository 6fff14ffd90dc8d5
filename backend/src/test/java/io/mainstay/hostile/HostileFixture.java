// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.TicketKind;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.KnownPeople;
import io.mainstay.support.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.context.ApplicationContext;

/** Two organisations, people of both, and the records that acceptable calls name. */
final class HostileFixture {

    /** A record as it is before the calls. */
    record Named(String id, int version) {}

    /** Actions that need no details. */
    private static final Set<String> WITHOUT_DETAILS = Set.of(
            "Authorise",
            "Close",
            "Confirm",
            "Fix",
            "Investigate",
            "MarkBuilt",
            "MarkKnownError",
            "MarkReady",
            "RequestApproval",
            "Resume",
            "Start",
            "Submit");

    /** Actions that add something, whatever else has changed. */
    private static final Set<String> WITHOUT_VERSION = Set.of(
            "AddArtifact",
            "AddChange",
            "AddTask",
            "AddWorkNote",
            "Attach",
            "Comment",
            "CompleteTask",
            "LinkCis",
            "LinkIncidents",
            "LinkRecords",
            "TellCallers");

    final Jobs jobs;
    final Timers timers;
    final UnitOfWork work;
    final BusinessClock clock;
    final CmdbFixture cmdb;

    private final GraphQlClient client;
    private final Cypher cypher;
    private final Driver driver;

    String organisation = "";
    String otherOrganisation = "";
    String team = "";
    String personId = "";
    String offering = "";
    String server = "";

    /** Works on incidents and problems, may backdate and classify them, writes configuration items and manages changes. */
    String worker = "";

    /** The same in another organisation. */
    String outsider = "";

    /** Configures services and incidents. */
    String manager = "";

    String administrator = "";

    /** Sees everything and may change nothing. */
    String auditor = "";

    private String incident = "";
    private String definition = "";

    HostileFixture(ApplicationContext application) {
        client = application.getBean(GraphQlClient.class);
        cypher = application.getBean(Cypher.class);
        driver = application.getBean(Driver.class);
        jobs = application.getBean(Jobs.class);
        timers = application.getBean(Timers.class);
        work = application.getBean(UnitOfWork.class);
        clock = application.getBean(BusinessClock.class);
        cmdb = new CmdbFixture(client, cypher, work, application.getBean(SystemClock.class));
    }

    void prepare() {
        organisation = cmdb.organisation("Hostile plant");
        otherOrganisation = cmdb.organisation("Hostile logistics");
        // as if the identity provider had told of them, so that it may tell that they are gone
        run("MATCH (o:Organisation) WHERE o.name STARTS WITH 'Hostile' SET o.revision = 0", Map.of());
        team = Ids.next();
        Role[] workers = {Role.INTEGRATION, Role.CONFIGURATION_MANAGER, Role.PROBLEM_MANAGER, Role.CHANGE_MANAGER};
        TestTokens person = TestTokens.as(workers).in(organisation).teams(team);
        personId = person.personId();
        worker = enter(person);
        outsider = enter(TestTokens.as(workers).in(otherOrganisation));
        manager = enter(TestTokens.as(Role.SERVICE_MANAGER).in(organisation));
        administrator = enter(TestTokens.as(Role.ADMINISTRATOR).in(organisation));
        auditor = enter(TestTokens.as(Role.AUDITOR).in(organisation));
        work.writeRepeatably(() -> {
            person(personId, organisation);
            cypher.statement("test/create-team")
                    .with("id", team)
                    .with("organisationId", organisation)
                    .with("memberIds", List.of(personId))
                    .run();
        });
        run(
                "MATCH (r:ChangeRiskRules) SET r.questionKeys = ['hostile'], r.questionTexts = ['Is it hostile?']",
                Map.of());
        offering = cmdb.ci(worker, "service-offering", "Hostile offering");
        server = cmdb.ci(worker, "server", "Hostile server");
        incident = incident().id();
        definition = text("MATCH (d:SlaDefinition) RETURN d.id LIMIT 1");
    }

    /** The id of a record that exists and that no argument of the mutation takes. */
    String otherKindOfRecord(String mutation) {
        return Stream.of(TicketKind.values()).anyMatch(kind -> mutation.startsWith(kind.code()))
                ? definition
                : incident;
    }

    /** A new ticket of the kind that mutations call so. */
    Named reported(String token, String noun, Map<String, ?> input) {
        return made(noun + "Report", capitalised(noun) + "ReportInput", noun, token, input);
    }

    /** A new incident that the worker has reported. */
    Named incident() {
        return reported(worker, "incident", Map.of("title", "Printer on fire"));
    }

    /** A new problem that the worker has reported. */
    Named problem() {
        return problem(Map.of("title", "Printers catch fire"));
    }

    Named problem(Map<String, ?> input) {
        return reported(worker, "problem", input);
    }

    /** A new change that the worker has requested and implements, and that lacks nothing. */
    Named change() {
        return change(Map.of());
    }

    Named change(Map<String, ?> more) {
        Map<String, Object> all = changeInput();
        all.putAll(more);
        return made("changeRequest", "ChangeRequestInput", "change", worker, all);
    }

    /** A map that may be changed. */
    Map<String, Object> changeInput() {
        return input(
                "title",
                "Replace the printers",
                "reason",
                "They catch fire",
                "plan",
                "Buy others",
                "testPlan",
                "One was lit",
                "backOutPlan",
                "Fetch the old ones",
                "window",
                window(),
                "implementerIds",
                List.of(personId),
                "ciIds",
                List.of(server));
    }

    /** A new release that the worker has planned and that lacks nothing. */
    Named release() {
        return made("releasePlan", "ReleasePlanInput", "release", worker, releaseInput());
    }

    /** A map that may be changed. */
    Map<String, Object> releaseInput() {
        return input(
                "title",
                "Printers that do not burn",
                "releaseVersion",
                "2.0",
                "plan",
                "Bring them",
                "rollBackPlan",
                "Fetch them",
                "artifacts",
                List.of(input("name", "printers", "version", "1", "digest", "sha256:" + "0".repeat(64))),
                "criteria",
                List.of("It prints"));
    }

    /** A window around now that is long enough for all tests. */
    Map<String, Object> window() {
        return Map.of(
                "from", clock.now().minus(Duration.ofHours(1)).toString(),
                "to", clock.now().plus(Duration.ofDays(2)).toString(),
                "zone", "Europe/Berlin");
    }

    /** A ticket after an action of the worker. */
    Named after(String noun, Named before, String action, Map<String, ?> input) {
        return after(worker, noun, before, action, input);
    }

    /** A ticket after somebody's action. */
    Named after(String token, String noun, Named before, String action, Map<String, ?> input) {
        String mutation = noun + action;
        boolean versioned = !WITHOUT_VERSION.contains(action);
        String document =
                "mutation($id: ID!, $input: %1$sInput%2$s%3$s) { %4$s(id: $id, input: $input%5$s) { %6$s { id version } userErrors { code message field } } }"
                        .formatted(
                                capitalised(mutation),
                                WITHOUT_DETAILS.contains(action) ? "" : "!",
                                versioned ? ", $version: Int!" : "",
                                mutation,
                                versioned ? ", expectedVersion: $version" : "",
                                noun);
        Map<String, Object> variables = input("id", before.id(), "input", input);
        if (versioned) {
            variables.put("version", before.version());
        }
        return named(client.execute(token, document, variables).accepted(mutation), mutation + "." + noun);
    }

    /** The id of what was written last on a ticket that the worker sees. */
    String newestEntry(String noun, Named ticket) {
        return execute(
                        worker,
                        "query($id: ID!) { %s(id: $id) { workLog(first: 1) { nodes { id } } } }".formatted(noun),
                        Map.of("id", ticket.id()))
                .withoutErrors()
                .text(noun + ".workLog.nodes.0.id");
    }

    /** A file that somebody has sent. */
    String upload(String token) {
        return client.upload(token, "smoke.txt", "It is out.".getBytes(StandardCharsets.UTF_8));
    }

    Named resolved() {
        return after("incident", incident(), "Resolve", Map.of("code", "SOLVED", "resolution", "Extinguished"));
    }

    Named closed() {
        return after("incident", resolved(), "Close", Map.of());
    }

    /** Creates a record of configuration by its create mutation. */
    Named made(String mutation, String inputType, String result, String token, Map<String, ?> input) {
        String document =
                "mutation($input: %s!) { %s(input: $input) { %s { id version } userErrors { code message field } } }"
                        .formatted(inputType, mutation, result);
        return named(
                client.execute(token, document, Map.of("input", input)).accepted(mutation), mutation + "." + result);
    }

    int versionOfOrganisation(String id) {
        return execute(
                        manager,
                        "query($id: ID!) { node(id: $id) { ... on Organisation { version } } }",
                        Map.of("id", id))
                .withoutErrors()
                .at("node.version")
                .asInt();
    }

    String category(String name) {
        return execute(
                        manager,
                        "mutation($input: TicketCategoryCreateInput!) { ticketCategoryCreate(input: $input)"
                                + " { category { id } userErrors { code } } }",
                        Map.of("input", Map.of("kind", "INCIDENT", "name", name)))
                .accepted("ticketCategoryCreate")
                .text("ticketCategoryCreate.category.id");
    }

    /** Lets the directory know somebody as a member of an organisation, inside a unit of work. */
    void person(String id, String organisationId) {
        cypher.statement("test/create-person")
                .with("id", id)
                .with("organisationId", organisationId)
                .run();
    }

    GraphQlAnswer execute(String token, String document) {
        return client.execute(token, document);
    }

    GraphQlAnswer execute(String token, String document, Map<String, ?> variables) {
        return client.execute(token, document, variables);
    }

    /** Writes what no use case makes on request, such as a dead letter. */
    void run(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(statement, parameters).consume();
        }
    }

    String text(String query) {
        try (Session session = driver.session()) {
            return session.run(query).single().get(0).asString();
        }
    }

    /** A map that may be changed. */
    static Map<String, Object> input(Object... keysAndValues) {
        Map<String, Object> input = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            input.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return input;
    }

    static String capitalised(String noun) {
        return noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
    }

    /** They have just signed in, for some of what they are to do wants that. */
    private String enter(TestTokens person) {
        String token = person.signedIn(clock.now());
        KnownPeople.enter(work, cypher, token);
        return token;
    }

    private static Named named(GraphQlAnswer answer, String path) {
        return new Named(answer.text(path + ".id"), answer.at(path + ".version").asInt());
    }
}
