// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.audit.AuditService;
import io.mainstay.audit.AuditVerification;
import io.mainstay.demo.internal.Company;
import io.mainstay.demo.internal.CompanyGenerator;
import io.mainstay.demo.internal.DemoChange;
import io.mainstay.demo.internal.DemoCi;
import io.mainstay.demo.internal.DemoIncident;
import io.mainstay.demo.internal.DemoProblem;
import io.mainstay.demo.internal.DemoSize;
import io.mainstay.demo.internal.IncidentStage;
import io.mainstay.demo.internal.ProblemStep;
import io.mainstay.demo.internal.RealmOrganisation;
import io.mainstay.demo.internal.RealmPerson;
import io.mainstay.demo.internal.RealmTeam;
import io.mainstay.identity.IdentityService;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.JobState;
import io.mainstay.platform.jobs.JobStep;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemService;
import io.mainstay.problem.ProblemState;
import io.mainstay.record.TicketKind;
import io.mainstay.support.BackgroundJobs;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Loads a demo company into an empty database, as the start of the application does, and looks at it: by default a small one,
 * with {@code -Dmainstay.demo.load=FULL} the one that {@code ./mainstay up} loads.
 */
@IntegrationTest
class DemoLoadIT {

    private static final long SEED = 20_260_101;
    private static final DemoSize SIZE = DemoSize.valueOf(System.getProperty("mainstay.demo.load", "SMALL"));
    private static final String TOKEN = TestTokens.as(Role.ADMINISTRATOR)
            .cleared(Confidentiality.TOP_SECRET)
            .token();
    private static final String IMPACT = """
            query ($failed: [ID!]!) {
              impact(input: {failed: $failed}) {
                complete
                down: impacted(states: [DOWN], first: 100) { nodes { ci { name } } }
                services: impacted(states: [DOWN], classes: ["business-service"]) { nodes { ci { name } } }
                atRisk: impacted(states: [AT_RISK], first: 100) {
                  nodes { ci { name } groups { group members up minUp spare } }
                }
              }
            }""";

    private static Company company;
    private static DemoLoadStart start;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private AuditService audit;

    @Autowired
    private Jobs jobs;

    @Autowired
    private DemoLoadJob handler;

    @Autowired
    private ItemLoader items;

    @Autowired
    private RealmReader realms;

    @Autowired
    private CategoryLoader categories;

    @Autowired
    private IncidentService incidents;

    @Autowired
    private Tickets<Incident, IncidentState> tickets;

    @Autowired
    private ProblemService problemService;

    @Autowired
    private Tickets<Problem, ProblemState> problemTickets;

    @Autowired
    private UnitOfWork work;

    @BeforeAll
    static void load(
            @Autowired IdentityService identity,
            @Autowired ItemLoader items,
            @Autowired RealmReader realms,
            @Autowired Jobs jobs,
            @Autowired BusinessClock clock,
            @Autowired SystemClock systemClock) {
        DemoProperties properties = new DemoProperties(true, SEED, SIZE);
        start = new DemoLoadStart(properties, items, realms, jobs, clock, systemClock);
        BackgroundJobs.awaitEnd(
                jobs, identity.synchronise(Principal.SYSTEM, false).id());

        assertThat(start.submitIfPossible()).isTrue();

        Awaitility.await("the load to end")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> loads(jobs).getFirst().state().isFinal());
        Job job = loads(jobs).getFirst();
        assertThat(job.state()).as("the load: %s", job.error()).isEqualTo(JobState.SUCCEEDED);
        Instant now = Instant.parse(job.parameters().get("now"));
        company = new CompanyGenerator(SEED, SIZE.company()).generate(now);
        assertThat(job.done()).isEqualTo(job.total());
    }

    @Test
    void shouldLoadEveryItemAndIncidentOnce() {
        assertThat(total("configurationItems")).isEqualTo(company.cis().size());
        assertThat(total("incidents"))
                .isGreaterThanOrEqualTo(company.incidents().size());
        assertThat(items.ids().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        company.cis().stream().map(DemoCi::name).toList());
    }

    /** Thousands of records with a past of many kinds: none is anything else than its trail says. */
    @Test
    void shouldLeaveEveryRecordAsItsTrailSays() {
        long seal = 1;
        @Nullable String record = null;
        AuditVerification part;
        do {
            part = audit.verify(Principal.SYSTEM, seal, 10_000, record);
            assertThat(part.findings()).isEmpty();
            seal = part.throughSeal() + 1;
            record = part.throughRecord();
        } while (!part.complete());
    }

    @Test
    void shouldKeepARackUpWhileOneOfItsFeedsIs() {
        GraphQlAnswer one = impactOf("dcn-rack-03-feed-a");

        assertThat(one.at("impact.complete").asBoolean()).isTrue();
        assertThat(names(one, "impact.services")).isEmpty();
        assertThat(names(one, "impact.atRisk")).contains("dcn-rack-03");
        assertThat(one.at("impact.atRisk.nodes").toString())
                .contains("{\"group\":\"power\",\"members\":2,\"up\":1,\"minUp\":1,\"spare\":0}");

        GraphQlAnswer both = impactOf("dcn-rack-03-feed-a", "dcn-rack-03-feed-b");

        assertThat(names(both, "impact.down")).contains("dcn-rack-03", "dcn-stor-01");
        assertThat(names(both, "impact.services")).isEmpty();
    }

    @Test
    void shouldPlanWorkThatTakesBothFeedsOfARackForAnHour() {
        JsonNode planned = client.execute(
                        TOKEN, "{ plannedOutages(sort: {field: FROM}) { nodes { title from to ci { name } } } }")
                .withoutErrors()
                .at("plannedOutages.nodes");
        assertThat(planned.findValuesAsString("title"))
                .containsSubsequence(
                        "Replace the breaker of feed A", "Replace the breaker of feed B", "Patch the database");
        Instant second = planned.valueStream()
                .filter(outage -> outage.at("/title").asString().equals("Replace the breaker of feed B"))
                .map(outage -> Instant.parse(outage.at("/from").asString()))
                .findFirst()
                .orElseThrow();

        assertThat(downAt(second.minusSeconds(1))).doesNotContain("dcn-rack-03");
        assertThat(downAt(second)).contains("dcn-rack-03");
        assertThat(downAt(second.plus(Duration.ofHours(1)))).doesNotContain("dcn-rack-03");
    }

    @Test
    void shouldMeasureATemplateByItsWeeklyChanges() {
        JsonNode templates = client.execute(
                        TOKEN,
                        "{ changeTemplates { nodes { name state results { measured successful successRate } } } }")
                .withoutErrors()
                .at("changeTemplates.nodes");
        assertThat(templates.findValuesAsString("name"))
                .containsExactly("Extend a file system", "Renew a certificate", "Restart a server of single sign-on");
        assertThat(templates.findValuesAsString("state")).containsExactly("APPROVED", "PROPOSED", "APPROVED");
        assertThat(templates.at("/2/results").toString())
                .isEqualTo("{\"measured\":10,\"successful\":9,\"successRate\":0.9}");

        JsonNode changes = client.execute(
                        TOKEN,
                        "{ changes(filter: {type: {eq: STANDARD}}, first: 50) { nodes { state tasks { position owner { id } } } } }")
                .withoutErrors()
                .at("changes.nodes");
        assertThat(changes.findValuesAsString("state")).hasSize(12).containsOnly("CLOSED", "SCHEDULED");
        assertThat(changes.findValuesAsString("position")).containsExactly("1", "2", "2", "3");
    }

    @Test
    void shouldTellHowChangesAndReleasesCameOut() {
        JsonNode figures = client.execute(
                        TOKEN,
                        """
                        query ($from: DateTime!, $to: DateTime!) {
                          changeFigures(from: $from, to: $to) {
                            total { closed implemented successful emergencies unauthorised }
                            byType { groups { type counts { implemented successful } } }
                            incidents { changes complete }
                            releases { ended rolledBack }
                          }
                        }""",
                        Map.of(
                                "from",
                                Instant.now().minus(Duration.ofDays(90)).toString(),
                                "to",
                                Instant.now().plus(Duration.ofMinutes(1)).toString()))
                .withoutErrors()
                .at("changeFigures");

        assertThat(figures.at("/total").toString())
                .isEqualTo("{\"closed\":18,\"implemented\":17,\"successful\":13,\"emergencies\":2,\"unauthorised\":1}");
        assertThat(figures.at("/byType/groups").toString())
                .isEqualTo("[{\"type\":\"STANDARD\",\"counts\":{\"implemented\":11,\"successful\":10}},"
                        + "{\"type\":\"NORMAL\",\"counts\":{\"implemented\":4,\"successful\":1}},"
                        + "{\"type\":\"EMERGENCY\",\"counts\":{\"implemented\":2,\"successful\":2}}]");
        assertThat(figures.at("/incidents/complete").asBoolean()).isTrue();
        assertThat(figures.at("/incidents/changes").asInt()).isPositive();
        assertThat(figures.at("/releases").toString()).isEqualTo("{\"ended\":1,\"rolledBack\":1}");
    }

    @Test
    void shouldKeepAReportOfEachMonthThatIsOver() {
        String organisation = client.execute(
                        TOKEN,
                        "{ changes(filter: {state: {eq: CLOSED}, type: {eq: STANDARD}}, first: 1) { nodes { organisation { id } } } }")
                .withoutErrors()
                .at("changes.nodes.0.organisation.id")
                .asString();
        JsonNode reports = client.execute(
                        TOKEN,
                        "query($id: ID!) { changeReports(organisationId: $id) { nodes { month edition total { closed } releases { ended } } } }",
                        Map.of("id", organisation))
                .withoutErrors()
                .at("changeReports.nodes");

        assertThat(reports).isNotEmpty();
        assertThat(reports.findValuesAsString("month")).doesNotHaveDuplicates();
        assertThat(reports.findValuesAsString("edition")).containsOnly("1");
        reports.forEach(report -> assertThat(report.at("/total/closed").asInt()
                        + report.at("/releases/ended").asInt())
                .as(report.toString())
                .isPositive());
    }

    @Test
    void shouldFreezeAllAtTheTurnOfTheYearAndWorkOnSitesByTheirClocks() {
        JsonNode windows = client.execute(
                        TOKEN, "{ changeWindows { nodes { name kind zone nextOccurrence { startsAt } } } }")
                .withoutErrors()
                .at("changeWindows.nodes");
        assertThat(windows.findValuesAsString("name"))
                .contains("Year-end freeze", "Data centre nights", "Store nights");
        windows.forEach(
                window -> assertThat(window.at("/nextOccurrence/startsAt").isNull())
                        .as(window.at("/name").asString())
                        .isFalse());

        JsonNode rack = client.execute(
                        TOKEN,
                        """
                        query ($from: DateTime!, $to: DateTime!) {
                          configurationItems(filter: {name: {eq: "dcn-rack-03"}}) {
                            nodes { changeWindows(from: $from, to: $to) { windows { window { name } why { part } } } }
                          }
                        }""",
                        Map.of(
                                "from",
                                Instant.now().toString(),
                                "to",
                                Instant.now().plus(Duration.ofDays(365)).toString()))
                .withoutErrors()
                .at("configurationItems.nodes.0.changeWindows.windows");
        assertThat(rack.findValuesAsString("name")).containsExactlyInAnyOrder("Data centre nights", "Year-end freeze");
        assertThat(rack.findValuesAsString("part")).containsExactlyInAnyOrder("SITE", "EVERYTHING");
    }

    @Test
    void shouldRollOneReleaseBackWatchAnotherAndLetOneWaitForItsApproval() {
        JsonNode releases = client.execute(
                        TOKEN,
                        "{ releases(first: 10) { nodes { title state approvalRequestedAt deployments { state environment { name } } } } }")
                .withoutErrors()
                .at("releases.nodes");

        assertThat(releases.findValuesAsString("title")).containsExactly("Sign-on", "Online Shop", "Time Recording");
        assertThat(releases.at("/0/state").asString()).isEqualTo("READY");
        assertThat(releases.at("/0/approvalRequestedAt").isNull()).isFalse();
        assertThat(releases.at("/1/state").asString()).isEqualTo("EARLY_LIFE");
        assertThat(releases.at("/2/state").asString()).isEqualTo("ROLLED_BACK");
        assertThat(releases.at("/1/deployments").findValuesAsString("name")).containsExactly("Test", "Production");
        assertThat(releases.findValuesAsString("state")).contains("SUCCEEDED").doesNotContain("FAILED", "RUNNING");
        String shop = client.execute(
                        TOKEN,
                        "{ configurationItems(filter: {name: {eq: \"shop-prod\"}}) { nodes { attributes { value } } } }")
                .withoutErrors()
                .at("configurationItems")
                .toString();
        Instant now = Instant.now();
        assertThat(shop.contains("8.4.0"))
                .as("the version that was deployed, but for the time in which all is frozen")
                .isNotEqualTo(WindowLoader.freezes(now, now.plus(Duration.ofDays(2))));
    }

    @Test
    void shouldPlanBothFeedsOfARackForOneNight() {
        JsonNode changes = client.execute(
                        TOKEN,
                        "{ changes(first: 100, filter: {state: {in: [AUTHORISATION, SCHEDULED]}}) { nodes { id title } } }")
                .withoutErrors()
                .at("changes.nodes");

        for (List<String> sides : List.of(List.of("A", "B"), List.of("B", "A"))) {
            String id = changes.valueStream()
                    .filter(change -> change.at("/title").asString().contains("feed " + sides.getFirst()))
                    .findFirst()
                    .orElseThrow()
                    .at("/id")
                    .asString();
            JsonNode conflicts =
                    client.execute(TOKEN, """
                            query ($id: ID!) {
                              changeConflicts(id: $id) {
                                complete
                                conflicts { kind change { title } redundancyGroups { ci { name } left { up minUp } } }
                              }
                            }""", Map.of("id", id)).withoutErrors().at("changeConflicts");
            JsonNode groups = conflicts
                    .at("/conflicts")
                    .valueStream()
                    .filter(conflict -> conflict.at("/kind").asString().equals("REDUNDANCY_GROUP"))
                    .findFirst()
                    .orElseThrow();
            assertThat(conflicts.at("/complete").asBoolean()).isTrue();
            assertThat(groups.at("/change/title").asString()).contains("feed " + sides.getLast());
            assertThat(groups.at("/redundancyGroups").findValuesAsString("name"))
                    .contains("dcn-rack-03");
            assertThat(groups.at("/redundancyGroups/0/left/up").asInt()).isZero();
        }
    }

    @Test
    void shouldHaveChangesOfDifferentRisk() {
        JsonNode changes = client.execute(TOKEN, """
                {
                  changes(first: 50) {
                    nodes { title riskLevel riskAtAssessment { points } riskAssessment { level complete parts { rule points } } }
                  }
                }""").withoutErrors().at("changes.nodes");

        assertThat(changes.valueStream()
                        .map(change -> change.at("/riskAssessment/level").asString())
                        .distinct())
                .as("levels")
                .hasSizeGreaterThan(1);
        changes.forEach(change -> {
            assertThat(change.at("/riskAssessment/complete").asBoolean()).isTrue();
            assertThat(change.at("/riskAtAssessment").isNull())
                    .as("%s keeps what was computed when it was assessed", change.at("/title"))
                    .isEqualTo(change.at("/riskLevel").isNull());
        });
        JsonNode feed = changes.valueStream()
                .filter(change -> change.at("/title").asString().contains("feed B"))
                .findFirst()
                .orElseThrow();
        assertThat(feed.at("/riskAssessment/parts").findValuesAsString("rule")).contains("Conflicts");
    }

    @Test
    void shouldLoseAServiceOnlyWithBothOfItsDatabases() {
        assertThat(names(impactOf("db-prod-01"), "impact.services")).isEmpty();
        assertThat(names(impactOf("db-prod-01"), "impact.atRisk")).contains("signon-prod");

        GraphQlAnswer both = impactOf("db-prod-01", "db-prod-02");

        assertThat(names(both, "impact.services")).contains("Sign-on", "Order Management");
        assertThat(names(both, "impact.services")).doesNotContain("E-mail and Calendar");
    }

    @Test
    void shouldLeaveEveryIncidentWhereItsHistoryEnds() {
        Map<String, Long> wanted = company.incidents().stream()
                .collect(Collectors.groupingBy(incident -> stateAfter(incident.stage()), Collectors.counting()));

        // What nobody confirmed is closed by its timer, which is due but fires in its own time.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> wanted.forEach(
                        (state, count) -> assertThat(inState(state)).as(state).isGreaterThanOrEqualTo(count)));
        assertThat(wanted).containsKeys("NEW", "IN_PROGRESS", "ON_HOLD", "RESOLVED", "CLOSED");
    }

    @Test
    void shouldTellTheHistoryOfAnIncident() {
        DemoIncident told = company.incidents().stream()
                .filter(incident -> incident.stage() == IncidentStage.CLOSED && !incident.confidential())
                .findFirst()
                .orElseThrow();

        GraphQlAnswer answer =
                client.execute(TOKEN, """
                        query ($title: String!) {
                          incidents(filter: {title: {eq: $title}}) {
                            nodes { title reportedAt recordedAt workLog { nodes { text } } history { nodes { occurredAt } } }
                          }
                        }""", Map.of("title", told.title())).withoutErrors();

        assertThat(Instant.parse(answer.text("incidents.nodes.0.reportedAt")))
                .isBefore(Instant.parse(answer.text("incidents.nodes.0.recordedAt")));
        assertThat(answer.at("incidents.nodes.0.history.nodes").size()).isGreaterThan(3);
    }

    @Test
    void shouldChangeNothingWhenEveryChunkIsRepeated() {
        int before = total("incidents");
        int problems = total("problems");
        int changes = total("changes");
        Job done = loads(jobs).getFirst();
        String checkpoint = "";
        boolean finished = false;
        while (!finished) {
            JobStep step = handler.step(at(done, checkpoint));
            checkpoint = step.checkpoint();
            finished = step.finished();
        }

        assertThat(total("incidents")).isEqualTo(before);
        assertThat(total("problems")).isEqualTo(problems);
        assertThat(total("changes")).isEqualTo(changes);
        assertThat(total("configurationItems")).isEqualTo(company.cis().size());
    }

    @Test
    void shouldGoOnWithAnIncidentThatWasReportedOnly() {
        DemoIncident incident = new CompanyGenerator(SEED + 1, SIZE.company())
                .generate(Instant.parse(loads(jobs).getFirst().parameters().get("now"))).incidents().stream()
                        .filter(other -> other.stage() == IncidentStage.ON_HOLD)
                        .findFirst()
                        .orElseThrow();
        Realm realm = realms.read().orElseThrow();
        Map<String, String> categoryIds = categories.load(TicketKind.INCIDENT, List.of(incident.category()));
        IncidentLoader broken = new IncidentLoader(incidents, tickets, new BreaksOff());
        long onHold = inState("ON_HOLD");
        int before = total("incidents");

        assertThatThrownBy(() -> broken.load(renamed(incident), realm, items.ids(), categoryIds))
                .hasMessage("broken off");
        assertThat(total("incidents")).isEqualTo(before + 1);
        new IncidentLoader(incidents, tickets, work).load(renamed(incident), realm, items.ids(), categoryIds);

        assertThat(total("incidents")).isEqualTo(before + 1);
        assertThat(inState("ON_HOLD")).isEqualTo(onHold + 1);
    }

    /** As the problem manager of the demo company asks for it, who sees what is of IT Services. */
    @Test
    void shouldFindFirstWhatRecursWithoutAProblem() {
        Realm realm = realms.read().orElseThrow();
        String manager = TestTokens.as(Role.PROBLEM_MANAGER)
                .person(realm.id(RealmPerson.PROBLEM_MANAGER))
                .in(realm.id(RealmOrganisation.IT_SERVICES))
                .teams(realm.id(RealmTeam.SERVER_AND_VIRTUALISATION))
                .token();
        for (String token : List.of(manager, TOKEN)) {
            GraphQlAnswer answer = client.execute(token, """
                            {
                              problemTrends(first: 1) {
                                complete
                                nodes { scope ci { name } count expected score incidents(first: 20) { nodes { title } } }
                              }
                            }""").withoutErrors();

            assertThat(answer.at("problemTrends.complete").asBoolean()).isTrue();
            assertThat(answer.at("problemTrends.nodes.0.incidents.nodes").findValuesAsString("title").stream()
                            .filter(title -> title.startsWith("dcn-hdb-02: ")))
                    .as(answer.toString())
                    .hasSizeBetween(12, 14);
            assertThat(answer.at("problemTrends.nodes.0.count").asInt()).isLessThanOrEqualTo(16);
            assertThat(answer.at("problemTrends.nodes.0.expected").asDouble()).isLessThan(1);
        }
    }

    @Test
    void shouldLeaveEveryProblemWhereItsHistoryEnds() {
        Map<String, String> wanted = company.problems().stream()
                .collect(Collectors.toMap(
                        DemoProblem::title, problem -> problem.stage().name()));

        JsonNode nodes = client.execute(
                        TOKEN,
                        "{ problems(first: 50) { nodes { title state holdReason reviewAt effect { before after } "
                                + "slaClocks { metric state } duplicateOf { title } incidentCount } } }")
                .withoutErrors()
                .at("problems.nodes");

        assertThat(nodes.valueStream()
                        .collect(Collectors.toMap(
                                node -> node.at("/title").asString(),
                                node -> node.at("/state").asString())))
                .containsAllEntriesOf(wanted);
        assertThat(one(nodes, "RISK_ACCEPTED").at("/reviewAt").asString()).isNotEmpty();
        assertThat(one(nodes, "DUPLICATE").at("/duplicateOf/title").asString())
                .isEqualTo(company.problems().getFirst().title());
        assertThat(one(nodes, "RESOLVED").at("/effect/before").asInt()).isPositive();
        assertThat(nodes.findValuesAsString("holdReason")).contains("AWAITING_SUPPLIER");
        assertThat(one(nodes, "RESOLVED").at("/slaClocks").findValuesAsString("metric"))
                .containsExactlyInAnyOrder("RESPONSE", "RESOLUTION");
    }

    @Test
    void shouldLeaveEveryChangeWhereItsHistoryEnds() {
        Map<String, String> wanted = company.changes().stream()
                .collect(Collectors.toMap(
                        DemoChange::title, change -> change.stage().name()));

        JsonNode nodes = client.execute(
                        TOKEN,
                        "{ changes(first: 50) { nodes { title state overrun unauthorised paperworkDueAt paperworkFiledAt"
                                + " authorisedHow rejectionReason problems(first: 1) { nodes { id } } } } }")
                .withoutErrors()
                .at("changes.nodes");

        assertThat(nodes.valueStream()
                        .collect(Collectors.toMap(
                                node -> node.at("/title").asString(),
                                node -> node.at("/state").asString())))
                .containsAllEntriesOf(wanted);
        assertThat(one(nodes, "IMPLEMENTING").at("/overrun").asBoolean()).isTrue();
        assertThat(nodes.valueStream().filter(node -> node.at("/unauthorised").asBoolean()))
                .hasSize(1);
        assertThat(nodes.valueStream()
                        .filter(node -> !node.at("/paperworkDueAt").isNull()
                                && node.at("/paperworkFiledAt").isNull()))
                .singleElement()
                .satisfies(
                        node -> assertThat(node.at("/authorisedHow").asString()).isNotEmpty());
    }

    @Test
    void shouldShowAKnownErrorWithItsWorkaroundAndWhatItIsWorth() {
        JsonNode known = client.execute(TOKEN, """
                        {
                          knownErrors {
                            nodes {
                              title incidentCount
                              rootCause { whys contributingCis { name } }
                              workaround { text helped didNotHelp }
                            }
                          }
                        }""").withoutErrors().at("knownErrors.nodes");

        assertThat(known.size()).isEqualTo(2);
        JsonNode locked = known.valueStream()
                .filter(node -> node.at("/title").asString().startsWith("Accounts are locked"))
                .findFirst()
                .orElseThrow();
        assertThat(locked.at("/rootCause/whys").size()).isEqualTo(5);
        assertThat(locked.at("/rootCause/contributingCis").findValuesAsString("name"))
                .contains("signon-prod");
        assertThat(locked.at("/workaround/helped").asInt()).isEqualTo(2);
        assertThat(locked.at("/workaround/didNotHelp").asInt()).isEqualTo(1);
        assertThat(locked.at("/incidentCount").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void shouldGoOnWithAProblemThatWasReportedOnly() {
        Realm realm = realms.read().orElseThrow();
        DemoProblem told = company.problems().stream()
                .filter(problem -> problem.stage() == DemoProblem.Stage.RISK_ACCEPTED)
                .findFirst()
                .orElseThrow();
        DemoProblem problem = new DemoProblem(
                "another-" + told.key(),
                told.title() + " once more",
                told.description(),
                told.reporter(),
                told.category(),
                told.impact(),
                told.urgency(),
                told.cis(),
                List.of(),
                told.reportedAt(),
                told.steps().stream()
                        .filter(step -> !(step instanceof ProblemStep.LinkIncidents))
                        .toList(),
                told.stage());
        ProblemLoader.Known known = new ProblemLoader.Known(
                realm,
                items.ids(),
                categories.load(TicketKind.PROBLEM, List.of(problem.category())),
                Map.of(),
                Map.of());
        int before = total("problems");

        assertThatThrownBy(
                        () -> new ProblemLoader(problemService, problemTickets, new BreaksOff()).load(problem, known))
                .hasMessage("broken off");
        assertThat(total("problems")).isEqualTo(before + 1);
        String id = new ProblemLoader(problemService, problemTickets, work).load(problem, known);

        assertThat(total("problems")).isEqualTo(before + 1);
        assertThat(problemTickets.byIds(Principal.SYSTEM, List.of(id)).get(id).state())
                .isEqualTo(ProblemState.RISK_ACCEPTED);
    }

    @Test
    void shouldSubmitNothingToADatabaseThatHasItems() {
        assertThat(start.submitIfPossible()).isTrue();

        assertThat(loads(jobs)).hasSize(1);
    }

    private static JsonNode one(JsonNode nodes, String state) {
        return nodes.valueStream()
                .filter(node -> node.at("/state").asString().equals(state))
                .findFirst()
                .orElseThrow();
    }

    private GraphQlAnswer impactOf(String... names) {
        Map<String, String> ids = items.ids();
        List<String> failed = List.of(names).stream().map(ids::get).toList();
        return client.execute(TOKEN, IMPACT, Map.of("failed", failed)).withoutErrors();
    }

    private List<String> downAt(Instant instant) {
        return names(
                client.execute(TOKEN, """
                        query ($at: DateTime!) {
                          impact(input: {failed: [], plannedOutagesAt: $at}) {
                            impacted(states: [DOWN], first: 100) { nodes { ci { name } } }
                          }
                        }""", Map.of("at", instant.toString())).withoutErrors(), "impact.impacted");
    }

    private static List<String> names(GraphQlAnswer answer, String connection) {
        return StreamSupport.stream(answer.at(connection + ".nodes").spliterator(), false)
                .map(node -> node.at("/ci/name").asString())
                .toList();
    }

    private int total(String list) {
        return client.execute(TOKEN, "{ " + list + "(first: 1) { totalCount } }")
                .withoutErrors()
                .at(list + ".totalCount")
                .asInt();
    }

    private long inState(String state) {
        return client.execute(TOKEN, "{ incidents(filter: {state: {eq: " + state + "}}, first: 1) { totalCount } }")
                .withoutErrors()
                .at("incidents.totalCount")
                .asLong();
    }

    private static List<Job> loads(Jobs jobs) {
        return jobs.list(new PageRequest(PageRequest.MAX, null)).nodes().stream()
                .filter(job -> job.kind().equals(DemoLoadJob.KIND))
                .toList();
    }

    private static String stateAfter(IncidentStage stage) {
        return stage == IncidentStage.ASSIGNED ? "NEW" : stage.name();
    }

    private static Job at(Job job, String checkpoint) {
        return new Job(
                job.id(),
                job.kind(),
                JobState.RUNNING,
                job.parameters(),
                job.requestedBy(),
                checkpoint,
                0,
                job.total(),
                0,
                false,
                null,
                job.createdAt(),
                job.startedAt(),
                null);
    }

    private static DemoIncident renamed(DemoIncident incident) {
        return new DemoIncident(
                "another-" + incident.key(),
                incident.template(),
                incident.title(),
                incident.description(),
                incident.caller(),
                incident.reporter(),
                incident.channel(),
                incident.category(),
                incident.symptom(),
                incident.impact(),
                incident.urgency(),
                incident.site(),
                incident.ci(),
                incident.offering(),
                incident.confidential(),
                incident.reportedAt(),
                incident.steps());
    }

    /** A process that ends before the transaction. */
    private static final class BreaksOff implements UnitOfWork {

        @Override
        public <T> T write(String createdId, Supplier<T> useCase) {
            throw new IllegalStateException("broken off");
        }

        @Override
        public <T> T writeRepeatably(Supplier<T> useCase) {
            throw new IllegalStateException("broken off");
        }

        @Override
        public <T> T read(Supplier<T> useCase) {
            throw new IllegalStateException("broken off");
        }
    }
}
