// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Lists of freezes that are imported, again and again. */
@IntegrationTest
class FreezeListImportIT {

    private static final String IMPORT =
            "mutation($input: FreezeWindowImportInput!) { freezeWindowImport(input: $input) { entries { line uid name outcome"
                    + " changeWindow { id version revision state name startsAt importedFrom { source uid } scope { everything } }"
                    + " userErrors { code message field } } userErrors { code message field parameters } } }";
    private static final String DECEMBER = "21501220T180000Z";
    private static final String JUNE = "21500620T180000Z";

    @Autowired
    private GraphQlClient client;

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
        Callable<JsonNode> call = () -> importedFrom(source, manager, list);

        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (Future<JsonNode> answer : both.invokeAll(List.of(call, call))) {
                assertThat(outcomes(answer.get())).isSubsetOf("CREATE", "UNCHANGED", "INVALID");
            }
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

    private JsonNode imported(String content, boolean dryRun) {
        return answer(source, manager, content, dryRun)
                .accepted("freezeWindowImport")
                .at("freezeWindowImport");
    }

    private JsonNode importedFrom(String from, String token, String content) {
        return answer(from, token, content, false).withoutErrors().at("freezeWindowImport");
    }

    private GraphQlAnswer answer(String from, String token, String content, boolean dryRun) {
        return client.execute(
                token,
                IMPORT,
                Map.of(
                        "input",
                        Map.of(
                                "source", from,
                                "format", "ICALENDAR",
                                "content", content,
                                "scope", Map.of("everything", true),
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
