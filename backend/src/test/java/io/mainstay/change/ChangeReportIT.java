// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.summary.ProfiledPlan;
import org.neo4j.driver.summary.ResultSummary;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Reports of changes: what they hold, that they stay, who is shown them, and that there is one of each month. */
@IntegrationTest
class ChangeReportIT {

    private static final String COUNTS =
            " { closed successful withIssues backedOut failed notImplemented implemented successRate emergencies"
                    + " emergencyShare unauthorised unauthorisedShare }";
    private static final String GROUPS =
            " { complete groups { team { id } type template { id } serviceOffering { id } counts" + COUNTS + " } }";
    private static final String FIGURES = "from to total" + COUNTS + " byTeam" + GROUPS + " byType" + GROUPS
            + " byTemplate" + GROUPS + " byServiceOffering" + GROUPS
            + " leadTime { count median p90 } waitingTime { count median p90 } conflicts { found avoided complete }"
            + " incidents { changes incidents share complete }"
            + " releases { ended closed rolledBack successRate withIncidents }";
    private static final String REPORTS =
            "query($organisationId: ID!, $first: Int = 12, $after: String, $month: String) { changeReports(organisationId: $organisationId,"
                    + " first: $first, after: $after, fromMonth: $month, toMonth: $month) { pageInfo { endCursor hasNextPage } nodes {"
                    + " id month edition reason madeBy { id } organisation { id } corrects { id } latest { id }"
                    + " previous { id } history { nodes { action } } " + FIGURES + " } } }";
    private static final String MAKE =
            "mutation($input: ChangeReportMakeInput!, $key: String) { changeReportMake(input: $input, idempotencyKey: $key) {"
                    + " changeReport { id edition corrects { id } } userErrors { code field } } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ChangeReportService service;

    @Autowired
    private CmdbFixture cmdb;

    @Autowired
    private CypherCatalogue catalogue;

    @Autowired
    private Driver driver;

    private final String group = Ids.next();
    private final String all = TestTokens.as(Role.ADMINISTRATOR)
            .in(group)
            .cleared(Confidentiality.TOP_SECRET)
            .token();
    private ChangeFixture fixture;
    private YearMonth month;

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
        fixture.enter(all);
        work.writeRepeatably(() -> {
            fixture.organisation(group, null);
            fixture.organisation(fixture.organisationId, group);
        });
        month = YearMonth.from(clock.now().atZone(ZoneOffset.UTC)).minusMonths(2);
    }

    @Test
    void shouldKeepWhatFiguresSayToWhoSeesAll() {
        List<String> changes = closed(month);

        service.makeDue(Principal.SYSTEM);

        JsonNode made = reports(all, group).at("/0");
        JsonNode figures = fixture.query(
                        all,
                        "query($from: DateTime!, $to: DateTime!, $ids: [ID!]) { changeFigures(from: $from, to: $to,"
                                + " filter: {organisationIds: $ids}) { " + FIGURES + " } }",
                        Map.of(
                                "from",
                                month.atDay(1) + "T00:00:00Z",
                                "to",
                                month.plusMonths(1).atDay(1) + "T00:00:00Z",
                                "ids",
                                List.of(group, fixture.organisationId)))
                .withoutErrors()
                .at("changeFigures");
        assertThat(figures(made)).isEqualTo(figures(figures));
        assertThat(made.at("/total/closed").asInt()).isEqualTo(3);
        assertThat(made.at("/incidents/changes").asInt()).isEqualTo(1);
        assertThat(made.at("/releases/ended").asInt()).isEqualTo(1);
        assertThat(made.at("/month").asString()).isEqualTo(month.toString());
        assertThat(made.at("/madeBy/id").asString()).isEqualTo(Principal.SYSTEM_ID);
        assertThat(made.at("/history/nodes")).hasSize(1);

        // What happens to a record later moves the figures of now, not the report.
        run("MATCH (c:Change {id: $id}) SET c.outcome = 'FAILED'", Map.of("id", changes.getFirst()));
        service.makeDue(Principal.SYSTEM);
        assertThat(reports(all, group)).hasSize(1);
        assertThat(reports(all, group).at("/0")).isEqualTo(made);

        JsonNode corrected = make(all, group, month).withoutErrors().at("changeReportMake.changeReport");
        assertThat(corrected.at("/corrects/id").asString()).isEqualTo(id(made));
        JsonNode both = reports(all, group);
        assertThat(both).hasSize(2);
        assertThat(both.at("/0/edition").asInt()).isEqualTo(2);
        assertThat(both.at("/0/reason").asString()).isEqualTo("It was classified wrongly");
        assertThat(both.at("/0/total/failed").asInt()).isEqualTo(1);
        assertThat(both.at("/1/latest/id").asString()).isEqualTo(id(both.at("/0")));
        assertThat(figures(both.at("/1"))).isEqualTo(figures(made));
        assertThat(count(
                        "MATCH (e:OutboxEvent {type: 'change-report.made.v1'}) WHERE e.aggregateId IN $ids RETURN count(e) AS n",
                        Map.of("ids", List.of(id(both.at("/0")), id(both.at("/1"))))))
                .isEqualTo(2);
    }

    @Test
    void shouldShowNoReportToWhoDoesNotSeeAllOfIt() {
        closed(month);
        service.makeDue(Principal.SYSTEM);
        String ofGroup = id(reports(all, group).at("/0"));
        JsonNode ofPart = reports(fixture.manager, fixture.organisationId).at("/0");

        // What the manager does not see counts, and is told together with what has no service.
        assertThat(ofPart.at("/total/closed").asInt()).isEqualTo(3);
        assertThat(ofPart.at("/byServiceOffering/groups")).hasSize(1);
        assertThat(reports(fixture.manager, group)).isEmpty();
        assertThat(reports(fixture.stranger, fixture.organisationId)).isEmpty();
        for (String reader : List.of(fixture.manager, fixture.stranger)) {
            JsonNode hidden = fixture.query(
                            reader,
                            "query($id: ID!) { changeReport(id: $id) { id } node(id: $id) { id }"
                                    + " auditTrail(recordId: $id) { nodes { id } } }",
                            Map.of("id", ofGroup))
                    .body();
            assertThat(hidden.toString()).doesNotContain(ofGroup);
            assertThat(make(reader, group, month)
                            .at("changeReportMake.userErrors")
                            .at("/0/code")
                            .asString())
                    .isEqualTo("NOT_FOUND");
        }
        assertThat(make(fixture.leader, fixture.organisationId, month).toString())
                .contains("FORBIDDEN");
        assertThat(make(fixture.manager, fixture.organisationId, month.plusMonths(2))
                        .at("changeReportMake.userErrors")
                        .toString())
                .isEqualTo("[{\"code\":\"INVALID\",\"field\":[\"input\",\"month\"]}]");
    }

    @Test
    void shouldMakeOneOfEachMonthHoweverOftenItIsMade() {
        closed(month);
        closed(month.minusMonths(2));

        CompletableFuture.allOf(IntStream.range(0, 3)
                        .mapToObj(_ -> CompletableFuture.runAsync(() -> service.makeDue(Principal.SYSTEM)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(count(
                        "MATCH (r:ChangeReport) WHERE r.organisationId IN $ids RETURN count(r) AS n",
                        Map.of("ids", List.of(group, fixture.organisationId))))
                .isEqualTo(4);
    }

    /** Incidents that come after the work are not known yet to a report that somebody makes at once. */
    @Test
    void shouldMakeTheReportOfAMonthThoughSomebodyMadeOneTooEarly() {
        closed(month);
        String early =
                make(all, group, month).at("changeReportMake.changeReport.id").asString();
        run(
                "MATCH (r:ChangeReport {id: $id}) SET r.createdAt = $at",
                Map.of("id", early, "at", month.plusMonths(1).atDay(2).atStartOfDay(ZoneOffset.UTC)));

        service.makeDue(Principal.SYSTEM);
        service.makeDue(Principal.SYSTEM);

        JsonNode both = reports(all, group);
        assertThat(both).hasSize(2);
        assertThat(both.at("/0/reason").isNull()).isTrue();
        assertThat(both.at("/0/corrects/id").asString()).isEqualTo(early);
        assertThat(reports(all, fixture.organisationId)).hasSize(1);
    }

    /** Who has read the figures before another edition was made does not make the last one of them. */
    @Test
    void shouldRefuseAnEditionThatAnotherOvertook() {
        String first =
                make(all, group, month).at("changeReportMake.changeReport.id").asString();
        CompletableFuture<GraphQlAnswer> late;
        try (Session session = driver.session();
                Transaction another = session.beginTransaction()) {
            another.run(
                            "MATCH (o:Organisation {id: $group}) SET o.name = o.name WITH o MATCH (r:ChangeReport {id: $first})"
                                    + " CREATE (next:Entity:ChangeReport)"
                                    + " SET next = r {.*, id: $next, edition: 2, place: replace(r.place, '00001', '00002')}",
                            Map.of("group", group, "first", first, "next", Ids.next()))
                    .consume();
            late = CompletableFuture.supplyAsync(() -> make(all, group, month));
            await().until(() -> count(
                            "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS n",
                            Map.of())
                    > 0);
            another.commit();
        }

        assertThat(late.join().at("changeReportMake.userErrors").at("/0/code").asString())
                .isEqualTo("CONFLICT");
        assertThat(reports(all, group)).hasSize(2);
        assertThat(make(all, group, month)
                        .at("changeReportMake.changeReport.edition")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void shouldMakeOneForARequestThatIsSentAgain() {
        String key = Ids.next();

        String made = make(all, group, month, key)
                .at("changeReportMake.changeReport.id")
                .asString();
        String again = make(all, group, month, key)
                .at("changeReportMake.changeReport.id")
                .asString();

        assertThat(again).isEqualTo(made);
        assertThat(reports(all, group).findValuesAsString("month")).containsExactly(month.toString());
    }

    @Test
    void shouldMakeTheOthersIfSomeCannotBeMadeAndLookOnceAtEachMonthThatHasAll() {
        String broken = closed(month.minusMonths(1)).getFirst();
        closed(month);
        String other = Ids.next();
        work.writeRepeatably(() -> fixture.organisation(other, null));
        run(
                """
                CREATE (:Release {id: $id + 'r', number: $id + 'r', organisationId: $id, state: 'ROLLED_BACK', rolledBackAt: $at,
                  participantIds: [], teamIds: [], selfService: false, confidentialityLevel: 0})""",
                Map.of(
                        "id",
                        other,
                        "at",
                        month.atDay(10).atStartOfDay(ZoneOffset.UTC).minusMonths(1)));
        run(
                "MATCH (c:Change {id: $id}) SET c.wasReportedAt = c.reportedAt, c.reportedAt = 'never'",
                Map.of("id", broken));

        assertThatThrownBy(() -> service.makeDue(Principal.SYSTEM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("2 reports of changes could not be made; see the log");

        assertThat(months(group)).containsExactly(month.toString());
        assertThat(months(fixture.organisationId)).containsExactly(month.toString());
        assertThat(months(other)).containsExactly(month.minusMonths(1).toString());

        run(
                "MATCH (c:Change {id: $id}) SET c.reportedAt = c.wasReportedAt REMOVE c.wasReportedAt",
                Map.of("id", broken));
        service.makeDue(Principal.SYSTEM);
        assertThat(months(group)).containsExactly(month.minusMonths(1).toString(), month.toString());

        calls.reset();
        service.makeDue(Principal.SYSTEM);
        assertThat(calls.since("")).hasSize(12).containsOnly("change/reports-missing");
    }

    @Test
    void shouldTellTheTrendInNoMoreStatementsForMoreMonths() {
        for (int back = 3; back >= 0; back--) {
            make(all, group, month.minusMonths(back)).withoutErrors();
        }
        calls.reset();
        JsonNode one = page(1, null).at("changeReports");
        List<String> few = calls.since("");
        calls.reset();
        JsonNode rest = page(3, one.at("/pageInfo/endCursor").asString()).at("changeReports.nodes");

        assertThat(CypherCalls.growing(few, calls.since(""), 1)).isEmpty();
        assertThat(one.at("/nodes/0/previous/id").asString()).isEqualTo(id(rest.at("/0")));
        assertThat(rest.at("/1/month").asString())
                .isEqualTo(month.minusMonths(2).toString());
        assertThat(rest.at("/2/previous").isNull()).isTrue();
        assertThat(fixture.query(
                                all,
                                REPORTS,
                                Map.of(
                                        "organisationId",
                                        group,
                                        "month",
                                        month.minusMonths(1).toString()))
                        .withoutErrors()
                        .at("changeReports.nodes"))
                .containsExactly(rest.at("/0"));
    }

    @Test
    void shouldReadPagesInTheOrderOfTheIndexAmongAHundredThousand() {
        run("""
                UNWIND range(1, 100000) AS n
                CALL (n) {
                  CREATE (:ChangeReport {id: $prefix + n, organisationId: $prefix + n % 50, place: '1' + n, month: '', edition: n})
                } IN TRANSACTIONS OF 10000 ROWS""", Map.of("prefix", Ids.next()));
        try (Session session = driver.session()) {
            for (String statement : List.of("change/reports-of-organisation", "change/reports-latest")) {
                ResultSummary summary = session.run(
                                "PROFILE " + catalogue.text(statement),
                                Map.of(
                                        "organisationId",
                                        session.run(
                                                        "MATCH (r:ChangeReport {edition: 7, month: ''}) RETURN r.organisationId AS id LIMIT 1")
                                                .single()
                                                .get("id")
                                                .asString(),
                                        "from",
                                        "",
                                        "end",
                                        "9",
                                        "before",
                                        "9",
                                        "limit",
                                        26,
                                        "periods",
                                        List.of(Map.of("organisationId", group, "month", "2026-01"))))
                        .consume();
                assertThat(hits(summary.profile())).as(statement).isLessThan(500);
            }
        } finally {
            run("MATCH (r:ChangeReport {month: ''}) CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS", Map.of());
        }
    }

    private static long hits(ProfiledPlan plan) {
        return plan.dbHits()
                + plan.children().stream().mapToLong(ChangeReportIT::hits).sum();
    }

    /** Three changes, one of which nobody but the cleared sees, followed by an incident, and a release. */
    private List<String> closed(YearMonth when) {
        Instant at = when.atDay(10).atStartOfDay(ZoneOffset.UTC).toInstant();
        List<String> ids =
                IntStream.range(0, 3).mapToObj(_ -> fixture.requested(Map.of())).toList();
        String incident = fixture.incident(Map.of());
        String configurator = TestTokens.as(Role.CONFIGURATION_MANAGER)
                .in(fixture.organisationId)
                .cleared(Confidentiality.TOP_SECRET)
                .token();
        fixture.enter(configurator);
        String ciId = cmdb.ci(
                configurator, Map.of("classId", "service-offering", "name", "Hidden", "confidentiality", "TOP_SECRET"));
        run(
                """
                UNWIND range(0, 2) AS n
                MATCH (c:Change {id: $ids[n]})
                SET c.state = 'CLOSED', c.outcome = 'SUCCESSFUL', c.reportedAt = $at - duration({days: 2 + n}), c.actualFrom = $at,
                  c.actualTo = $at + duration({hours: n}), c.closedAt = $at + duration('P1D'), c.serviceOfferingId = null
                WITH c, n WHERE n = 2
                SET c.confidentialityLevel = $secret, c.participantIds = [], c.teamIds = [], c.serviceOfferingId = $ciId
                WITH c
                MATCH (ci:ConfigurationItem {id: $ciId})
                CREATE (c)-[:AFFECTS]->(ci)
                WITH c, ci
                MATCH (i:Incident {id: $incident})
                SET i.reportedAt = $at + duration({hours: 5})
                CREATE (i)-[:AFFECTS]->(ci)
                CREATE (:Release {id: c.id + 'r', number: c.id + 'r', organisationId: $organisationId, state: 'ROLLED_BACK', rolledBackAt: $at,
                  participantIds: [], teamIds: [], selfService: false, confidentialityLevel: $secret})
                """,
                Map.of(
                        "ids",
                        ids,
                        "ciId",
                        ciId,
                        "at",
                        at.atZone(ZoneOffset.UTC),
                        "incident",
                        incident,
                        "secret",
                        Confidentiality.TOP_SECRET.level(),
                        "organisationId",
                        fixture.organisationId));
        return ids;
    }

    private JsonNode reports(String token, String organisationId) {
        return fixture.query(token, REPORTS, Map.of("organisationId", organisationId))
                .withoutErrors()
                .at("changeReports.nodes");
    }

    private GraphQlAnswer page(int first, @Nullable String after) {
        Map<String, Object> variables = after == null
                ? Map.of("organisationId", group, "first", first)
                : Map.of("organisationId", group, "first", first, "after", after);
        return fixture.query(all, REPORTS, variables).withoutErrors();
    }

    private GraphQlAnswer make(String token, String organisationId, YearMonth of) {
        return make(token, organisationId, of, Ids.next());
    }

    private GraphQlAnswer make(String token, String organisationId, YearMonth of, String key) {
        return fixture.query(
                token,
                MAKE,
                Map.of(
                        "key",
                        key,
                        "input",
                        Map.of(
                                "organisationId",
                                organisationId,
                                "month",
                                of.toString(),
                                "reason",
                                "It was classified wrongly")));
    }

    private static String id(JsonNode record) {
        return record.at("/id").asString();
    }

    /** The part of a report that figures have, too. */
    private static List<JsonNode> figures(JsonNode record) {
        return List.of(
                        "from",
                        "to",
                        "total",
                        "byTeam",
                        "byType",
                        "byTemplate",
                        "byServiceOffering",
                        "leadTime",
                        "waitingTime",
                        "conflicts",
                        "approvals",
                        "incidents",
                        "releases")
                .stream()
                .map(record::get)
                .toList();
    }

    private List<String> months(String organisationId) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (r:ChangeReport {organisationId: $id}) RETURN r.month AS month ORDER BY month",
                            Map.of("id", organisationId))
                    .list(row -> row.get("month").asString());
        }
    }

    private long count(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.run(statement, parameters).single().get("n").asLong();
        }
    }

    private void run(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(statement, parameters).consume();
        }
    }
}
