// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.attachment.AttachmentService;
import io.mainstay.audit.AuditFinding.Kind;
import io.mainstay.calendar.CalendarCommand;
import io.mainstay.calendar.CalendarRules;
import io.mainstay.calendar.CalendarService;
import io.mainstay.change.ChangeReportService;
import io.mainstay.change.MakeChangeReport;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentChannel;
import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentState;
import io.mainstay.incident.ReportIncident;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.security.Refusals;
import io.mainstay.platform.work.Locks;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.FieldUpdate;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaDefinitionCommand;
import io.mainstay.sla.SlaDefinitions;
import io.mainstay.sla.SlaMetric;
import io.mainstay.support.IntegrationTest;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.PriorityMatrix;
import io.mainstay.ticket.TicketChoice;
import io.mainstay.ticket.TicketSettings;
import io.mainstay.ticket.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Tampers with the trail in the database, as somebody with its password could, and sees the check find it. */
@IntegrationTest
class AuditVerifyIT {

    private static final String PERSON = Ids.next();
    private static final String AROUND_THE_CLOCK = "00000000-0000-7000-8051-000000000051";
    private static final String SHIPPED_DEFINITION = "00000000-0000-7000-8051-000000000104";
    private static final Principal AUDITOR = new Principal(
            PERSON, "Auditor", "org", Set.of(), Set.of(), Set.of(Permission.values()), Visibility.everything(PERSON));

    @Autowired
    private AuditService audit;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private AttachmentService files;

    @Autowired
    private Refusals refusals;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private IncidentService incidents;

    @Autowired
    private Tickets<Incident, IncidentState> tickets;

    @Autowired
    private TicketSettings settings;

    @Autowired
    private SlaDefinitions definitions;

    @Autowired
    private CalendarService calendars;

    @Autowired
    private ChangeReportService reports;

    @Autowired
    private CmdbFixture cmdb;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Locks locks;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Driver driver;

    @Autowired
    private Environment environment;

    @BeforeEach
    void begin() {
        // Else entries might be sealed while they are removed.
        awaitSeals();
        run("""
                MATCH (n) WHERE n:AuditEntry OR n:AuditSeal OR n:RefusalChain OR n:WorkLogEntry
                  OR n:Incident OR n:Problem OR n:ConfigurationItem OR n:CiRelation OR n:PlannedOutage OR n:ChangeReport
                DETACH DELETE n""", Map.of());
        work.writeRepeatably(() -> cypher.statement("test/create-person")
                .with("id", PERSON)
                .with("organisationId", "org")
                .run());
    }

    @Test
    void shouldFindNothingWrongWithAnUntouchedTrail() {
        incident();
        incident();
        awaitSeals();

        AuditVerification verification = verify();

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.complete()).isTrue();
        assertThat(verification.entries()).isEqualTo(6);
        assertThat(verification.unsealedEntries()).isZero();
    }

    @Test
    void shouldVerifyByCommandAndSayWhatItFound() {
        String id = incident();
        awaitSeals();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);

        assertThat(AuditVerifyCommand.run(out, settings())).isEqualTo(AuditVerifyCommand.INTACT);
        assertThat(printed.toString(UTF_8))
                .matches("(?s)Checked 3 entries and \\d+ seals\\..*The audit trail is intact\\.\\s+");
        printed.reset();

        run("MATCH (e:AuditEntry {chainId: $id, sequence: 2}) DETACH DELETE e", Map.of("id", id));

        assertThat(AuditVerifyCommand.run(out, settings())).isEqualTo(AuditVerifyCommand.FINDINGS);
        assertThat(printed.toString(UTF_8))
                .contains("An entry was removed: record " + id + ", revision 2")
                .contains("NOT intact");
        assertThat(AuditVerifyCommand.run(out, "--spring.neo4j.uri=bolt://127.0.0.1:9"))
                .isEqualTo(AuditVerifyCommand.FAILED);
    }

    private String[] settings() {
        return Stream.of("uri", "authentication.username", "authentication.password")
                .map("spring.neo4j."::concat)
                .map(key -> "--" + key + "=" + environment.getRequiredProperty(key))
                .toArray(String[]::new);
    }

    @Test
    void shouldFindARemovedEntry() {
        String id = incident();
        awaitSeals();

        run("MATCH (e:AuditEntry {chainId: $id, sequence: 2}) DETACH DELETE e", Map.of("id", id));

        assertThat(verify().findings()).anySatisfy(finding -> is(finding, Kind.ENTRY_REMOVED, id, 2));
    }

    @Test
    void shouldFindTheNewestEntryRemovedEvenBeforeItIsSealed() {
        String id = incident();

        run("MATCH (e:AuditEntry {chainId: $id, sequence: 3}) DETACH DELETE e", Map.of("id", id));

        assertThat(verify().findings()).extracting(AuditFinding::recordId).contains(id);
    }

    @Test
    void shouldFindThatTheNewestSealsWereRemoved() {
        incident();
        awaitSeals();

        run("MATCH (s:AuditSeal) DETACH DELETE s", Map.of());

        assertThat(verify().findings()).extracting(AuditFinding::kind).containsExactly(Kind.SEAL_REMOVED);
    }

    @Test
    void shouldFindAnEditedEntry() {
        String id = incident();
        awaitSeals();

        run("MATCH (e:AuditEntry {chainId: $id, sequence: 2}) SET e.principalId = 'somebody else'", Map.of("id", id));

        assertThat(verify().findings()).singleElement().satisfies(finding -> is(finding, Kind.ENTRY_EDITED, id, 2));
    }

    @Test
    void shouldFindAnEditedValue() {
        String id = incident();
        awaitSeals();

        run("""
                MATCH (e:AuditEntry {chainId: $id, sequence: 1})
                SET e.values = [value IN e.values | replace(value, 'Shop is slow', 'Shop is fast')]""", Map.of("id", id));

        assertThat(verify().findings()).singleElement().satisfies(finding -> is(finding, Kind.ENTRY_EDITED, id, 1));
    }

    @Test
    void shouldFindARemovedRecordWithAllItsEntries() {
        String id = incident();
        incident();
        awaitSeals();

        run("MATCH (n) WHERE n.id = $id OR n.chainId = $id DETACH DELETE n", Map.of("id", id));

        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.RECORD_REMOVED);
            assertThat(finding.recordId()).isEqualTo(id);
        });
    }

    @Test
    void shouldFindARemovedRecordWhoseEntriesWereLeft() {
        String id = incident();
        awaitSeals();

        run("MATCH (i:Incident {id: $id}) DETACH DELETE i", Map.of("id", id));

        assertThat(verify().findings()).extracting(AuditFinding::kind).containsExactly(Kind.RECORD_REMOVED);
    }

    @Test
    void shouldFindAChangePastTheTrail() {
        String id = incident();
        awaitSeals();

        run("MATCH (i:Incident {id: $id}) SET i.revision = i.revision + 1", Map.of("id", id));

        assertThat(verify().findings()).extracting(AuditFinding::kind).containsExactly(Kind.RECORD_DIFFERS);
    }

    @Test
    void shouldFindFieldsThatAreNotWhatTheTrailSays() {
        String organisation = cmdb.organisation("Trail");
        String manager = cmdb.manager(organisation);
        String server = cmdb.ci(
                manager,
                Map.of(
                        "classId",
                        "server",
                        "name",
                        "trail-01",
                        "supportTeamId",
                        cmdb.team("Servers"),
                        "selfService",
                        true));
        String database = cmdb.ci(manager, "database", "trail-db");
        String relation = cmdb.relate(manager, database, "RUNS_ON", server);
        String id = incident();
        tickets.execute(AUDITOR, new FacetCommand.LinkCis(id, List.of(server, database), null));
        tickets.execute(AUDITOR, new FacetCommand.Comment(id, "It is slow since noon", null));
        tickets.execute(AUDITOR, new FacetCommand.AddWorkNote(id, "The disk is full", null));
        String file = files.receive(
                        AUDITOR, "top.txt", -1, new ByteArrayInputStream("load average: 17".getBytes(UTF_8)))
                .id();
        tickets.execute(AUDITOR, new FacetCommand.Attach(id, List.of(file), false, null));
        String report = reports.make(AUDITOR, new MakeChangeReport(organisation, "2001-01", "For the trail"), null)
                .id();
        awaitSeals();
        assertThat(verify().findings()).isEmpty();

        run("MATCH (c:ConfigurationItem {id: $id}) SET c.supportTeamId = 'somebody else'", Map.of("id", server));
        run("MATCH (c:ConfigurationItem {id: $id}) SET c.ownerId = 'somebody'", Map.of("id", database));
        run("MATCH (r:CiRelation {id: $id}) SET r.effect = 'DEGRADES'", Map.of("id", relation));
        run("MATCH (i:Incident {id: $id}) SET i.title = 'Nothing to see here'", Map.of("id", id));
        run(
                "MATCH (:Incident {id: $id})-[a:AFFECTS]->(:ConfigurationItem {name: 'trail-db'}) DELETE a",
                Map.of("id", id));
        run(
                "MATCH (w:WorkLogEntry {recordId: $id, kind: 'WORK_NOTE'}) SET w.text = 'The disk is empty'",
                Map.of("id", id));
        run("MATCH (a:Attachment {id: $id}) SET a.sha256 = replace(a.sha256, 'a', 'b') + 'c'", Map.of("id", file));
        run(
                "MATCH (r:ChangeReport {id: $id}) SET r.figures = replace(r.figures, '\"successful\":0', '\"successful\":7')",
                Map.of("id", report));

        assertThat(verify().findings())
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.RECORD_DIFFERS))
                .extracting(finding -> finding.recordId() + " " + finding.field())
                .containsExactlyInAnyOrder(
                        server + " supportTeamId",
                        database + " ownerId",
                        relation + " effect",
                        id + " title",
                        id + " ciIds",
                        id + " workLogDigests",
                        id + " attachments",
                        report + " figuresDigest");
    }

    @Test
    void shouldFindSettingsThatAreNotWhatTheirTrailsSay() {
        String category = settings.createCategory(AUDITOR, TicketKind.INCIDENT, "Trail", null, null)
                .id();
        settings.setCategoryActive(AUDITOR, category, false);
        settings.setChoice(
                AUDITOR,
                new TicketChoice(
                        TicketKind.INCIDENT,
                        TicketChoice.Purpose.HOLD_REASON,
                        "AWAITING_TRAIL",
                        "Waiting for the trail",
                        true));
        String choice = idOf("TicketChoice {code: 'AWAITING_TRAIL'}");
        PriorityMatrix shipped = settings.matrix(AUDITOR, TicketKind.INCIDENT);
        settings.setMatrix(AUDITOR, TicketKind.INCIDENT, shipped.cells().reversed(), shipped.version());
        String matrix = idOf("PriorityMatrix {ticketKind: 'INCIDENT'}");
        String definition = definitions.create(AUDITOR, definition(), null).id();
        definitions.retire(AUDITOR, SHIPPED_DEFINITION, 1);
        CalendarRules rules = calendars
                .find(AUDITOR, AROUND_THE_CLOCK)
                .orElseThrow()
                .versions()
                .getFirst()
                .rules();
        String calendar = calendars
                .create(AUDITOR, new CalendarCommand("Trail", null, null, rules), null)
                .id();
        awaitSeals();
        assertThat(verify().findings()).isEmpty();

        run("MATCH (c:TicketCategory {id: $id}) SET c.active = true", Map.of("id", category));
        run("MATCH (c:TicketChoice {id: $id}) SET c.name = 'Waiting for nothing'", Map.of("id", choice));
        run(
                "MATCH (m:PriorityMatrix {id: $id}) SET m.cells = [c IN m.cells | replace(c, 'HIGH/HIGH/P1', 'HIGH/HIGH/P5')]",
                Map.of("id", matrix));
        run(
                "MATCH (v:SlaDefinitionVersion {definitionId: $id}) SET v.target = 'PT99H', v.serviceOfferingId = 'another'",
                Map.of("id", definition));
        run(
                "MATCH (v:SlaDefinitionVersion {definitionId: $id}) SET v.active = true, v.name = 'what no trail tells of'",
                Map.of("id", SHIPPED_DEFINITION));
        run("MATCH (c:BusinessCalendar {id: $id}) SET c.description = 'Never'", Map.of("id", calendar));

        assertThat(verify().findings())
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.RECORD_DIFFERS))
                .extracting(finding -> finding.recordId() + " " + finding.field())
                .containsExactlyInAnyOrder(
                        category + " active",
                        choice + " name",
                        matrix + " cells",
                        definition + " target",
                        definition + " serviceOfferingId",
                        SHIPPED_DEFINITION + " active",
                        calendar + " description");
    }

    private static SlaDefinitionCommand definition() {
        return new SlaDefinitionCommand(
                "Trail",
                TicketKind.INCIDENT,
                SlaMetric.RESOLUTION,
                null,
                null,
                "TRAIL",
                Duration.ofHours(4),
                AROUND_THE_CLOCK,
                List.of("AWAITING_CUSTOMER"),
                ReopenMode.RESUME,
                RecalculationMode.RETROACTIVE,
                PastThresholds.FIRE_MARKED,
                List.of(75, 50));
    }

    private String idOf(String node) {
        return texts("MATCH (n:" + node + ") WHERE $id = '' RETURN n.id AS value", "")
                .getFirst();
    }

    @Test
    void shouldFindATextThatWasTakenAway() {
        String id = incident();
        tickets.execute(AUDITOR, new FacetCommand.Comment(id, "It is slow since noon", null));
        awaitSeals();

        run("MATCH (w:WorkLogEntry {recordId: $id}) DELETE w", Map.of("id", id));

        assertThat(verify().findings()).extracting(AuditFinding::field).containsExactly("workLogDigests");
    }

    @Test
    void shouldFindThatWhatAnEntrySaidBeforeItsCorrectionWasEdited() {
        String id = incident();
        Incident incident = tickets.execute(AUDITOR, new FacetCommand.Comment(id, "It is slow since noon", null));
        String entry = tickets.workLog(AUDITOR, List.of(id), PageRequest.of(1, null, "workLog"))
                .get(id)
                .nodes()
                .getFirst()
                .id();
        tickets.execute(
                AUDITOR,
                new FacetCommand.CorrectEntry(id, incident.version(), entry, "It is slow since one", false, null));
        awaitSeals();
        assertThat(verify().findings()).isEmpty();

        run(
                "MATCH (:WorkLogEntry {recordId: $id})-[:SAID_BEFORE]->(v) SET v.text = 'It is slow since Monday'",
                Map.of("id", id));

        assertThat(verify().findings()).extracting(AuditFinding::field).containsExactly("workLogDigests");
    }

    @Test
    void shouldFindARecordThatWasMadePastTheTrail() {
        String id = incident();
        awaitSeals();
        String forged = Ids.next();

        run("""
                MATCH (i:Incident {id: $id})
                WITH i {.*, id: $forged, number: 'INC9999999'} AS forged
                CREATE (f:Entity:Ticket:Incident)
                SET f = forged""", Map.of("id", id, "forged", forged));

        AuditVerification verification = verify();
        assertThat(verification.complete()).isTrue();
        assertThat(verification.throughRecord()).isEqualTo(forged);
        assertThat(verification.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.RECORD_WITHOUT_TRAIL);
            assertThat(finding.recordId()).isEqualTo(forged);
        });
        assertThat(audit.verify(AUDITOR, verification.throughSeal() + 1, 10, forged)
                        .findings())
                .as("after it")
                .isEmpty();
    }

    @Test
    void shouldFindARemovedAndAnEditedSeal() {
        incident();
        awaitSeals();
        incident();
        awaitSeals();
        incident();
        awaitSeals();

        run("MATCH (s:AuditSeal {number: 1}) DETACH DELETE s", Map.of());
        run("MATCH (s:AuditSeal {number: 2}) SET s.sealedAt = s.sealedAt + duration('PT1S')", Map.of());

        assertThat(verify().findings()).extracting(AuditFinding::kind).contains(Kind.SEAL_REMOVED, Kind.SEAL_EDITED);
    }

    @Test
    void shouldVerifyAfterValuesWereErased() {
        String id = incident();
        awaitSeals();

        int erased = work.writeRepeatably(() -> {
            locks.lock("Incident", id, row -> row.string("id"));
            return trail.erase(id, Set.of("title", "affectedPersonId"));
        });

        assertThat(erased).isEqualTo(3);
        assertThat(verify().findings()).isEmpty();
        assertThat(texts("MATCH (e:AuditEntry {chainId: $id}) UNWIND e.values AS value RETURN value", id))
                .noneMatch(value -> value.contains("Shop is slow"));
    }

    @Test
    void shouldAuditRefusalsUpToALimit() {
        Principal nosy =
                new Principal(Ids.next(), "Nosy", "org", Set.of(), Set.of(), Set.of(), Visibility.everything("nosy"));
        double omittedBefore = refused("OMITTED");
        double auditedBefore = refused("AUDITED");
        for (int attempt = 0; attempt < 70; attempt++) {
            refusals.record(nosy, Permission.INCIDENT_WORK.code(), "incident.resolve", "some-incident");
        }

        List<String> actions = texts(
                "MATCH (e:AuditEntry {chainId: $id}) RETURN e.action AS value ORDER BY e.sequence",
                "refused:" + nosy.personId());
        assertThat(actions).hasSize(61).endsWith("refusals.limit-reached");
        assertThat(refused("AUDITED") - auditedBefore).isEqualTo(61);
        assertThat(refused("OMITTED") - omittedBefore)
                .as("those that the trail does not have")
                .isEqualTo(9);
        assertThat(verify().findings()).isEmpty();
    }

    private double refused(String outcome) {
        return meters.get("mainstay.audit.refusals")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private String incident() {
        Incident reported = incidents.report(
                AUDITOR,
                new ReportIncident(
                        "Shop is slow",
                        null,
                        IncidentChannel.PORTAL,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null),
                null);
        incidents.execute(AUDITOR, new IncidentCommand.Start(reported.id(), 1, null));
        incidents.execute(
                AUDITOR,
                new IncidentCommand.Update(
                        reported.id(),
                        2,
                        FieldUpdate.to("Shop is very slow"),
                        FieldUpdate.absent(),
                        FieldUpdate.absent(),
                        FieldUpdate.absent(),
                        FieldUpdate.absent(),
                        FieldUpdate.absent(),
                        FieldUpdate.absent(),
                        null));
        return reported.id();
    }

    private AuditVerification verify() {
        return audit.verify(AUDITOR, 1, 10_000, null);
    }

    private void awaitSeals() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> texts(
                                "MATCH (e:AuditEntry) WHERE e.unsealedSince IS NOT NULL AND $id = '' RETURN e.id AS value",
                                "")
                        .isEmpty());
    }

    private static void is(AuditFinding finding, Kind kind, String recordId, int revision) {
        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.recordId()).isEqualTo(recordId);
        assertThat(finding.revision()).isEqualTo(revision);
    }

    private void run(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(statement, parameters).consume();
        }
    }

    private List<String> texts(String statement, String id) {
        try (Session session = driver.session()) {
            return session.run(statement, Map.of("id", id))
                    .list(row -> row.get("value").asString());
        }
    }
}
