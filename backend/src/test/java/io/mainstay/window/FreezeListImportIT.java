// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.database.RequestWork;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Lists of freezes that are imported, again and again. */
@IntegrationTest
class FreezeListImportIT {

    private static final String IMPORT =
            "mutation($input: FreezeWindowImportInput!) { freezeWindowImport(input: $input) { entries { line uid name outcome"
                    + " changeWindow { id version revision state name startsAt importedFrom { source uid } scope { everything cis { id } } }"
                    + " userErrors { code message field } } userErrors { code message field parameters } } }";
    private static final String DECEMBER = "21501220T180000Z";
    private static final String JUNE = "21500620T180000Z";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private FreezeListImportService imports;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Driver driver;

    @Autowired
    private SystemClock clock;

    private final String manager =
            TestTokens.as(Role.CHANGE_MANAGER).in(Ids.next()).token();
    private final String source = "List " + Ids.next();

    @BeforeEach
    void enter() {
        client.execute(manager, "{ viewer { id } }").withoutErrors();
    }

    @Test
    void shouldBeTheSameFreezeByItsUid() {
        String list = list(event("1", "Turn of the year", DECEMBER), event("2", "Audit", JUNE));

        JsonNode dry = imported(list, true);
        assertThat(outcomes(dry)).containsExactly("CREATE", "CREATE");
        assertThat(dry.at("/entries/0/changeWindow").isNull()).isTrue();

        JsonNode made = imported(list, false);
        assertThat(outcomes(made)).as("the dry run made nothing").containsExactly("CREATE", "CREATE");
        assertThat(made.at("/entries/0/line").asInt()).isEqualTo(2);
        assertThat(made.at("/entries/0/changeWindow/startsAt").asString()).isEqualTo("2150-12-20T18:00");
        assertThat(made.at("/entries/0/changeWindow/importedFrom/source").asString())
                .isEqualTo(source);
        assertThat(made.at("/entries/0/changeWindow/importedFrom/uid").asString())
                .isEqualTo("1");

        JsonNode again = imported(list, false);
        assertThat(outcomes(again)).containsExactly("UNCHANGED", "UNCHANGED");
        assertThat(again.at("/entries/0/changeWindow"))
                .as("nothing is written")
                .isEqualTo(made.at("/entries/0/changeWindow"));

        String moved = list(event("1", "Turn of the year", "21501219T180000Z"), event("2", "Audit", JUNE));
        JsonNode wouldMove = imported(moved, true);
        assertThat(outcomes(wouldMove)).containsExactly("UPDATE", "UNCHANGED");
        assertThat(wouldMove.at("/entries/0/changeWindow/version").asInt()).isEqualTo(1);
        JsonNode hasMoved = imported(moved, false);
        assertThat(outcomes(hasMoved)).containsExactly("UPDATE", "UNCHANGED");
        assertThat(hasMoved.at("/entries/0/changeWindow/id")).isEqualTo(made.at("/entries/0/changeWindow/id"));
        assertThat(hasMoved.at("/entries/0/changeWindow/startsAt").asString()).isEqualTo("2150-12-19T18:00");

        assertThat(outcomes(importedFrom("Another " + source, manager, moved)))
                .as("UIDs are those of a list")
                .containsExactly("CREATE", "CREATE");
    }

    @Test
    void shouldImportWhatIsRightAndSayWhatIsWrong() {
        JsonNode answer = importedFrom(
                source,
                manager,
                list(
                        event("1", "Right", DECEMBER),
                        event("1", "The same again", DECEMBER),
                        event("2", "Over", "19901220T180000Z"),
                        event("3", "Each second", "21501220T180000Z\r\nRRULE:FREQ=SECONDLY"),
                        event("4", "Never", "21500228T180000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
                        event(" ", "Without UID", DECEMBER),
                        event("5", "Yearly, for ever", DECEMBER + "\r\nRRULE:FREQ=YEARLY")));

        assertThat(outcomes(answer))
                .containsExactly("CREATE", "INVALID", "INVALID", "INVALID", "INVALID", "INVALID", "CREATE");
        List<String> messages = new ArrayList<>();
        answer.at("/userErrors")
                .forEach(error -> messages.add(error.at("/message").asString()));
        assertThat(messages)
                .satisfiesExactly(
                        message -> assertThat(message).startsWith("Line 9, UID: the UID must not be that of line 2"),
                        message -> assertThat(message).startsWith("Line 18, DURATION: endsAt must be such that"),
                        message -> assertThat(message).startsWith("Line 24, RRULE: rule must be of the frequency"),
                        message -> assertThat(message).startsWith("Line 30, DTSTART: startsAt must be the first time"),
                        message -> assertThat(message).startsWith("Line 32, DURATION: endsAt must be such that"),
                        message -> assertThat(message).startsWith("Line 35, UID: there must be a UID"));
        assertThat(answer.at("/userErrors/0/parameters/line").asInt()).isEqualTo(9);
        assertThat(answer.at("/entries/1/userErrors/0/field/1").asString()).isEqualTo("content");
    }

    @Test
    void shouldNotTakeUpWhatWasEnded() {
        String list = list(event("1", "Turn of the year", DECEMBER));
        JsonNode made = imported(list, false).at("/entries/0/changeWindow");
        client.execute(
                        manager,
                        "mutation($id: ID!) { changeWindowEnd(id: $id, expectedVersion: 1) { userErrors { code message } } }",
                        Map.of("id", made.at("/id").asString()))
                .accepted("changeWindowEnd");

        JsonNode answer = importedFrom(source, manager, list);

        assertThat(outcomes(answer)).containsExactly("INVALID");
        assertThat(answer.at("/entries/0/changeWindow/state").asString()).isEqualTo("ENDED");
        assertThat(answer.at("/userErrors/0/message").asString())
                .startsWith("Line 2: Change window")
                .contains("has ended");
    }

    @Test
    void shouldMakeEachFreezeOnceIfTwoImportAtOnce() throws Exception {
        String list = list(event("1", "One", DECEMBER), event("2", "Two", DECEMBER), event("3", "Three", DECEMBER));
        List<JsonNode> answers = new ArrayList<>();
        try (ExecutorService both = Executors.newFixedThreadPool(2);
                Session session = driver.session();
                Transaction lock = locked(session)) {
            List<Future<JsonNode>> calls = List.of(
                    both.submit(() -> importedFrom(source, manager, list)),
                    both.submit(() -> importedFrom(source, manager, list)));
            await().atMost(Duration.ofSeconds(20)).until(() -> blocked() == 2);
            lock.commit();
            for (Future<JsonNode> call : calls) {
                answers.add(call.get());
            }
        }

        for (int entry = 0; entry < 3; entry++) {
            String path = "/entries/" + entry;
            assertThat(answers)
                    .extracting(answer -> answer.at(path + "/outcome").asString())
                    .containsExactlyInAnyOrder("CREATE", "UNCHANGED");
            assertThat(answers.getFirst().at(path + "/changeWindow"))
                    .as("who comes second is told of the freeze too")
                    .isEqualTo(answers.getLast().at(path + "/changeWindow"));
        }

        assertThat(client
                        .execute(
                                manager,
                                "{ changeWindows(first: 100, sort: {field: CREATED_AT, direction: DESC}) { nodes { importedFrom { source uid } } } }")
                        .withoutErrors()
                        .at("changeWindows/nodes")
                        .findParents("source")
                        .stream()
                        .filter(origin -> origin.at("/source").asString().equals(source))
                        .map(origin -> origin.at("/uid").asString()))
                .containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void shouldLetChangeManagersAloneImport() {
        String agent = TestTokens.as(Role.AGENT).in(Ids.next()).token();

        JsonNode refused = importedFrom(source, agent, list(event("1", "Mine", DECEMBER)));

        assertThat(refused.at("/entries")).isEmpty();
        assertThat(refused.at("/userErrors/0/code").asString()).isEqualTo("FORBIDDEN");
    }

    @Test
    void shouldSayOfTheRestThatTheTimeIsOver() {
        importedFrom(source, manager, list(event("1", "One", DECEMBER)));
        String list = list(event("1", "One", JUNE), event("2", "Two", JUNE), event("3", "Three", JUNE));
        ImportFreezeWindows command = new ImportFreezeWindows(
                source,
                FreezeListFormat.ICALENDAR,
                list,
                null,
                new SetChangeWindow.Scope(true, null, null, null, null, null, null),
                false);

        List<FreezeListEntry> entries;
        try (Session session = driver.session();
                Transaction lock = locked(session)) {
            entries = RequestWork.begin("somebody", Duration.ofSeconds(3), clock)
                    .run(() -> imports.importList(Principal.SYSTEM, command));
            lock.rollback();
        }

        assertThat(entries)
                .extracting(FreezeListEntry::outcome)
                .containsExactly(FreezeListOutcome.UPDATE, FreezeListOutcome.INVALID, FreezeListOutcome.INVALID);
        assertThat(entries.subList(1, 3))
                .allSatisfy(entry ->
                        assertThat(entry.userErrors().getFirst().parameters()).containsEntry("cause", "TIMEOUT"));
        assertThat(outcomes(importedFrom(source, manager, list))).containsExactly("UNCHANGED", "CREATE", "CREATE");
    }

    @Test
    void shouldNotAskMoreOftenForMoreEntries() {
        CmdbFixture fixture = new CmdbFixture(client, cypher, work, clock);
        String organisation = fixture.organisation("Plant");
        String server = fixture.ci(fixture.manager(organisation), "server", "listed");
        String own = fixture.person(Role.CHANGE_MANAGER, organisation).token();
        List<List<String>> statements = new ArrayList<>();
        for (int entries : List.of(3, 30)) {
            String list = list(IntStream.range(0, entries)
                    .mapToObj(i -> event("" + i, "Freeze", DECEMBER))
                    .toArray(String[]::new));
            answer(source, own, list, Map.of("ciIds", List.of(server)), false).accepted("freezeWindowImport");
            calls.reset();
            assertThat(outcomes(answer(source, own, list, Map.of("ciIds", List.of(server)), false)
                            .accepted("freezeWindowImport")
                            .at("freezeWindowImport")))
                    .containsOnly("UNCHANGED");
            statements.add(calls.since(""));
        }

        assertThat(CypherCalls.growing(statements.getFirst(), statements.getLast(), 27))
                .isEmpty();
    }

    @Test
    void shouldNotMindTheOrderOfAScope() {
        String list = list(event("1", "One", DECEMBER));
        answer(source, manager, list, Map.of("classIds", List.of("database", "server")), false)
                .accepted("freezeWindowImport");

        assertThat(outcomes(answer(source, manager, list, Map.of("classIds", List.of("server", "database")), false)
                        .accepted("freezeWindowImport")
                        .at("freezeWindowImport")))
                .containsExactly("UNCHANGED");
    }

    @Test
    void shouldHideItemsOfAScope() {
        CmdbFixture fixture = new CmdbFixture(client, cypher, work, clock);
        String organisation = fixture.organisation("Plant");
        String open = fixture.ci(fixture.manager(organisation), "server", "open");
        String secret = fixture.ci(
                fixture.clearedManager(organisation),
                Map.of("classId", "server", "name", "secret", "confidentiality", "CONFIDENTIAL"));
        String own = fixture.person(Role.CHANGE_MANAGER, organisation).token();
        String cleared = fixture.person(Role.CHANGE_MANAGER, organisation)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        Map<String, Object> both = Map.of("ciIds", List.of(open, secret));
        Map<String, Object> one = Map.of("ciIds", List.of(open));
        String list = list(event("1", "One", DECEMBER));

        JsonNode refused = answer(source, own, list, both, true).withoutErrors().at("freezeWindowImport");
        assertThat(refused.at("/entries")).isEmpty();
        assertThat(refused.at("/userErrors/0/code").asString()).isEqualTo("NOT_FOUND");

        answer(source, cleared, list, both, false).accepted("freezeWindowImport");
        JsonNode same = answer(source, own, list, one, false)
                .accepted("freezeWindowImport")
                .at("freezeWindowImport");
        assertThat(outcomes(same)).containsExactly("UNCHANGED");
        assertThat(same.at("/entries/0/changeWindow/scope").toString()).doesNotContain(secret);
        String moved = list(event("1", "One", JUNE));
        assertThat(outcomes(answer(source, own, moved, one, false)
                        .accepted("freezeWindowImport")
                        .at("freezeWindowImport")))
                .containsExactly("UPDATE");
        assertThat(answer(source, cleared, moved, both, true)
                        .accepted("freezeWindowImport")
                        .at("freezeWindowImport.entries.0.changeWindow.scope.cis")
                        .findValuesAsString("id"))
                .as("nobody takes away what one does not see")
                .containsExactlyInAnyOrder(open, secret);
    }

    /** Holds the lock without which no freeze of the list is made. */
    private Transaction locked(Session session) {
        Transaction lock = session.beginTransaction();
        lock.run("MERGE (l:FreezeList {source: $source}) SET l.locks = 0", Map.of("source", source))
                .consume();
        return lock;
    }

    private int blocked() {
        try (Session session = driver.session()) {
            return session.run("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS n")
                    .single()
                    .get("n")
                    .asInt();
        }
    }

    private JsonNode imported(String content, boolean dryRun) {
        return answer(source, manager, content, dryRun)
                .accepted("freezeWindowImport")
                .at("freezeWindowImport");
    }

    private JsonNode importedFrom(String from, String token, String content) {
        return answer(from, token, content, false).withoutErrors().at("freezeWindowImport");
    }

    private GraphQlAnswer answer(String from, String token, String content, boolean dryRun) {
        return answer(from, token, content, Map.of("everything", true), dryRun);
    }

    private GraphQlAnswer answer(String from, String token, String content, Map<String, Object> scope, boolean dryRun) {
        return client.execute(
                token,
                IMPORT,
                Map.of(
                        "input",
                        Map.of(
                                "source", from,
                                "format", "ICALENDAR",
                                "content", content,
                                "scope", scope,
                                "dryRun", dryRun)));
    }

    private static List<String> outcomes(JsonNode answer) {
        List<String> outcomes = new ArrayList<>();
        answer.at("/entries").forEach(entry -> outcomes.add(entry.at("/outcome").asString()));
        return outcomes;
    }

    /** Of six lines, and those of which the start brings more. */
    private static String event(String uid, String name, String start) {
        return String.join(
                "\r\n",
                "BEGIN:VEVENT",
                "UID:" + uid,
                "SUMMARY:" + name,
                "DTSTART:" + start,
                "DURATION:P1D",
                "END:VEVENT");
    }

    private static String list(String... events) {
        return "BEGIN:VCALENDAR\r\n" + String.join("\r\n", events) + "\r\nEND:VCALENDAR\r\n";
    }
}
