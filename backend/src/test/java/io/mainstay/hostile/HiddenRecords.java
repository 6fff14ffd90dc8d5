// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.change.ChangeRiskRules;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.jobs.NewJob;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.record.TicketKind;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.TestTokens;
import io.mainstay.workflow.ApprovalMaterialFields;
import io.mainstay.workflow.ApprovalPolicyService;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record of each kind that is hidden from somebody: by its organisation, by its confidentiality, or as a whole kind. */
final class HiddenRecords {

    /** Who looks. None of them has a clearance. */
    enum Caller {
        /** Works on incidents and problems, writes configuration items and manages changes in one organisation. */
        WORKER,
        /** Uses services in that organisation. */
        REQUESTER,
        /** Sees every organisation and reads audit trails. */
        AUDITOR,
        /** Sees every organisation and configures services. */
        MANAGER,
        /** Sees every organisation and may do everything. */
        ADMINISTRATOR,
        /** Has signed in and has no role. */
        NOBODY
    }

    /**
     * A record that exists.
     *
     * @param number what people call it by; null if its kind has no numbers
     * @param name words by which search finds it; null if search knows no such records
     */
    record Hidden(
            String kind,
            String id,
            @Nullable String number,
            @Nullable String name,
            Set<Caller> from) {}

    private static final Set<Caller> BY_ORGANISATION = EnumSet.of(Caller.WORKER, Caller.REQUESTER, Caller.NOBODY);
    private static final Set<Caller> EVERYBODY = EnumSet.allOf(Caller.class);
    private static final Set<Caller> OPERATORS_ONLY = EnumSet.complementOf(EnumSet.of(Caller.ADMINISTRATOR));
    private static final Role[] WORKERS = {
        Role.INTEGRATION, Role.CONFIGURATION_MANAGER, Role.PROBLEM_MANAGER, Role.CHANGE_MANAGER
    };

    final HostileFixture fixture;
    final Map<Caller, String> tokens = new EnumMap<>(Caller.class);
    final List<Hidden> all = new ArrayList<>();

    private String environment = "";

    /** Sees and may read everything, whatever its confidentiality. */
    String cleared = "";

    HiddenRecords(HostileFixture fixture) {
        this.fixture = fixture;
    }

    void prepare() {
        tokens.put(Caller.WORKER, fixture.worker);
        tokens.put(Caller.REQUESTER, entered(TestTokens.as(Role.REQUESTER).in(fixture.organisation)));
        tokens.put(Caller.AUDITOR, fixture.auditor);
        tokens.put(Caller.MANAGER, fixture.manager);
        tokens.put(Caller.ADMINISTRATOR, fixture.administrator);
        tokens.put(Caller.NOBODY, entered(TestTokens.as().in(fixture.organisation)));
        cleared = entered(
                TestTokens.as(Role.ADMINISTRATOR).in(fixture.organisation).cleared(Confidentiality.TOP_SECRET));
        String keeper = entered(TestTokens.as(WORKERS).in(fixture.organisation).cleared(Confidentiality.TOP_SECRET));
        environment =
                ReleaseCalls.environment(fixture, "Hidden test", 12, false).id();
        records("of another organisation", fixture.outsider, BY_ORGANISATION, Map.of());
        records("top secret", keeper, EVERYBODY, Map.of("confidentiality", "TOP_SECRET"));
        String visible = made(keeper, "server", Map.of()).id();
        add(
                "relation of a visible and a top secret item",
                fixture.cmdb.relate(
                        keeper,
                        visible,
                        "DEPENDS_ON",
                        made(keeper, "server", Map.of("confidentiality", "TOP_SECRET"))
                                .id()),
                EVERYBODY);
        kinds();
    }

    String token(Caller caller) {
        return Objects.requireNonNull(tokens.get(caller));
    }

    private void records(String how, String token, Set<Caller> from, Map<String, Object> level) {
        Hidden server = made(token, "server", level);
        all.add(new Hidden("configuration item " + how, server.id(), server.number(), server.name(), from));
        Hidden offering = made(token, "service-offering", level);
        all.add(new Hidden("service offering " + how, offering.id(), offering.number(), offering.name(), from));
        Hidden other = made(token, "server", level);
        add("relation " + how, fixture.cmdb.relate(token, server.id(), "DEPENDS_ON", other.id()), from);
        String ended = fixture.cmdb.relate(token, server.id(), "CONNECTED_TO", other.id());
        run(token, "relationEnd(id: $id, expectedVersion: 1)", ended);
        add("ended relation " + how, ended, from);
        Hidden outage = outage(token, server.id());
        all.add(new Hidden("planned outage " + how, outage.id(), outage.number(), null, from));
        Hidden cancelled = outage(token, server.id());
        run(token, "plannedOutageCancel(id: $id, expectedVersion: 1)", cancelled.id());
        all.add(new Hidden("cancelled outage " + how, cancelled.id(), cancelled.number(), null, from));
        Map<String, Object> details = input("ciIds", List.of(server.id()));
        details.putAll(level);
        Hidden incident = ticket("incident", "incident " + how, token, from, details);
        all.add(incident);
        details.put("incidentIds", List.of(incident.id()));
        all.add(ticket("problem", "problem " + how, token, from, details));
        Hidden change = ticket("change", "change " + how, token, from, details);
        all.add(change);
        Hidden release = ticket("release", "release " + how, token, from, level);
        all.add(release);
        add("deployment " + how, ReleaseCalls.scheduled(fixture, token, release.id(), environment), from);
        String requestId = Ids.next();
        fixture.run(
                """
                CREATE (:Entity:ApprovalRequest {id: $id, recordType: 'Change', recordId: $changeId, policyId: $policyId,
                  policyVersion: 1, stage: 1, stageName: 'Hidden', rule: 'ANY', needed: 1, approver: 'ROLE',
                  approverRole: 'CHANGE_MANAGER', waitingKey: 'role:CHANGE_MANAGER', state: 'WAITING', current: true,
                  dueAt: datetime(), version: 1, revision: 1, createdAt: datetime(), updatedAt: datetime()})""", Map.of("id", requestId, "changeId", change.id(), "policyId", ApprovalPolicyService.DEFAULT_ID));
        add("request for approval " + how, requestId, from);
        add("dismissal of a trend " + how, dismissal(token, server.id()), from);
        fixture.execute(
                        token,
                        "mutation($id: ID!) { incidentComment(id: $id, input: {text: \"Hidden\"}) { userErrors { code } } }",
                        Map.of("id", incident.id()))
                .accepted("incidentComment");
        GraphQlAnswer read = fixture.execute(
                        token,
                        "query($id: ID!) { incident(id: $id) { workLog { nodes { id } } history { nodes { id } } } }",
                        Map.of("id", incident.id()))
                .withoutErrors();
        add("work log entry " + how, read.text("incident.workLog.nodes.0.id"), EVERYBODY);
        add("audit entry " + how, read.text("incident.history.nodes.0.id"), EVERYBODY);
    }

    /** What is hidden from those who may read nothing of its kind. */
    private void kinds() {
        TestTokens stranger = TestTokens.as(Role.AGENT).in(fixture.otherOrganisation);
        entered(stranger, fixture.otherOrganisation);
        add("person of another organisation", stranger.personId(), BY_ORGANISATION);
        // As a service account, somebody in no group, and who was erased.
        String placeless = TestTokens.as(Role.AGENT).personId();
        fixture.run("""
                CREATE (:Entity:Person {id: $id, active: true, username: $id, displayName: 'Without organisation',
                  origin: 'TOKEN', sortKey: $id, searchText: '', revision: 1})""", Map.of("id", placeless));
        add("person without organisation", placeless, BY_ORGANISATION);
        String erased = Ids.next();
        fixture.run("""
                CREATE (:Entity:Person {id: $id, active: false, displayName: 'Erased', origin: 'DIRECTORY',
                  sortKey: $id, searchText: '', erasedAt: datetime(), revision: 2})""", Map.of("id", erased));
        add("erased person", erased, BY_ORGANISATION);
        Set<Caller> withoutIdentities = EnumSet.of(Caller.REQUESTER, Caller.NOBODY);
        add("team", fixture.team, withoutIdentities);
        add("organisation", fixture.otherOrganisation, withoutIdentities);
        Set<Caller> nobody = EnumSet.of(Caller.NOBODY);
        for (String setting : List.of("BusinessCalendar", "SlaDefinition", "CiClass")) {
            add(setting, fixture.text("MATCH (n:" + setting + ") RETURN n.id LIMIT 1"), nobody);
        }
        for (TicketKind kind : TicketKind.values()) {
            Set<Caller> from = without(kind);
            for (String setting : List.of("Category", "PriorityMatrix", "Choice")) {
                String label = kind.label() + setting;
                add(label, fixture.text("MATCH (n:" + label + ") RETURN n.id LIMIT 1"), from);
            }
            all.add(ticket(kind.code(), kind.code() + " as a kind", fixture.worker, from, Map.of()));
        }
        add("rules of risk", ChangeRiskRules.ID, EnumSet.of(Caller.REQUESTER, Caller.NOBODY));
        add(
                "change window",
                WindowCalls.freeze(fixture, "Hidden freeze").id(),
                EnumSet.of(Caller.REQUESTER, Caller.NOBODY));
        add(
                "change template",
                TemplateCalls.proposed(fixture, "Hidden template").id(),
                EnumSet.of(Caller.REQUESTER, Caller.NOBODY));
        add(
                "meeting of the CAB",
                CabCalls.scheduled(fixture, "Hidden meeting").id(),
                EnumSet.of(Caller.REQUESTER, Caller.NOBODY));
        add(
                "report of changes of another organisation",
                ReportCalls.made(fixture, fixture.outsider, fixture.otherOrganisation, "2001-03"),
                BY_ORGANISATION);
        add("feed of the calendar", CabCalls.feed(fixture, "Hidden feed"), EnumSet.of(Caller.REQUESTER, Caller.NOBODY));
        add("deployment environment", environment, EnumSet.of(Caller.REQUESTER, Caller.NOBODY));
        Set<Caller> withoutApprovals = EnumSet.of(Caller.REQUESTER, Caller.NOBODY);
        add("approval policy", ApprovalPolicyService.DEFAULT_ID, withoutApprovals);
        add("material fields", ApprovalMaterialFields.id(TicketKind.CHANGE), withoutApprovals);
        add("request for approval as a kind", ApprovalCalls.waiting(fixture), withoutApprovals);
        add("delegation as a kind", ApprovalCalls.delegation(fixture).id(), withoutApprovals);
        add("job", fixture.jobs.submit(new NewJob("hidden-test", null, Map.of(), "somebody")), OPERATORS_ONLY);
        fixture.work.writeRepeatably(() -> fixture.timers.arm(
                TimerSpec.of("hidden-test", "record", fixture.clock.now().plusSeconds(86_400))));
        add("timer", fixture.text("MATCH (t:Timer {kind: 'hidden-test'}) RETURN t.id"), OPERATORS_ONLY);
        String letter = Ids.next();
        fixture.run("""
                CREATE (:Entity:DeadLetter {id: $id, key: 'hidden-test:' + $id, consumer: 'hidden-test', eventId: $id,
                  type: 'test.v1', seq: 1, aggregateType: 'Test', aggregateId: $id, parked: false,
                  error: 'broken', attempts: 5, replayRequested: false})""", Map.of("id", letter));
        add("dead letter", letter, OPERATORS_ONLY);
    }

    /** Who may read no ticket of the kind, nor what is configured for it. */
    private static Set<Caller> without(TicketKind kind) {
        return switch (kind) {
            case INCIDENT -> EnumSet.of(Caller.NOBODY);
            case PROBLEM, CHANGE, RELEASE -> EnumSet.of(Caller.REQUESTER, Caller.NOBODY);
        };
    }

    private Hidden ticket(String noun, String kind, String token, Set<Caller> from, Map<String, Object> details) {
        Map<String, Object> report = input("title", word());
        report.putAll(details);
        String begin = switch (noun) {
            case "change" -> {
                report.put("reason", "Hidden");
                yield "Request";
            }
            case "release" -> {
                report.put("releaseVersion", "1.0");
                yield "Plan";
            }
            default -> "Report";
        };
        String mutation = noun + begin;
        GraphQlAnswer reported = fixture.execute(
                        token,
                        "mutation($input: %2$s%3$sInput!) { %1$s%3$s(input: $input) { %1$s { id number title } userErrors { code message } } }"
                                .formatted(noun, HostileFixture.capitalised(noun), begin),
                        Map.of("input", report))
                .accepted(mutation);
        String at = mutation + "." + noun + ".";
        return new Hidden(
                kind, reported.text(at + "id"), reported.text(at + "number"), reported.text(at + "title"), from);
    }

    private String dismissal(String token, String ciId) {
        return fixture.execute(
                        token,
                        "mutation($input: ProblemTrendDismissInput!) { problemTrendDismiss(input: $input)"
                                + " { dismissal { id } userErrors { code message } } }",
                        Map.of(
                                "input",
                                input(
                                        "scope",
                                        "CONFIGURATION_ITEM",
                                        "subjectId",
                                        ciId,
                                        "reason",
                                        "Hidden",
                                        "until",
                                        fixture.clock.now().plusSeconds(86_400).toString())))
                .accepted("problemTrendDismiss")
                .text("problemTrendDismiss.dismissal.id");
    }

    private void add(String kind, String id, Set<Caller> from) {
        all.add(new Hidden(kind, id, null, null, from));
    }

    private Hidden made(String token, String classId, Map<String, Object> level) {
        Map<String, Object> input = input("classId", classId, "name", word());
        input.putAll(level);
        GraphQlAnswer created = fixture.execute(
                        token,
                        "mutation($input: ConfigurationItemCreateInput!) { configurationItemCreate(input: $input)"
                                + " { configurationItem { id number name } userErrors { code message } } }",
                        Map.of("input", input))
                .accepted("configurationItemCreate");
        String at = "configurationItemCreate.configurationItem.";
        return new Hidden(
                classId, created.text(at + "id"), created.text(at + "number"), created.text(at + "name"), EVERYBODY);
    }

    private Hidden outage(String token, String ciId) {
        GraphQlAnswer created = fixture.execute(
                        token,
                        "mutation($input: PlannedOutageCreateInput!) { plannedOutageCreate(input: $input)"
                                + " { plannedOutage { id number } userErrors { code message } } }",
                        Map.of(
                                "input",
                                input(
                                        "ciId", ciId,
                                        "title", "Hidden outage",
                                        "from", "2190-01-05T09:00:00Z",
                                        "to", "2190-01-05T10:00:00Z")))
                .accepted("plannedOutageCreate");
        String at = "plannedOutageCreate.plannedOutage.";
        return new Hidden("planned outage", created.text(at + "id"), created.text(at + "number"), null, EVERYBODY);
    }

    private void run(String token, String mutation, String id) {
        fixture.execute(
                        token,
                        "mutation($id: ID!) { " + mutation + " { userErrors { code message } } }",
                        Map.of("id", id))
                .accepted(mutation.substring(0, mutation.indexOf('(')));
    }

    private String entered(TestTokens person) {
        return entered(person, fixture.organisation);
    }

    private String entered(TestTokens person, String organisation) {
        String token = person.token();
        fixture.execute(token, "{ viewer { id } }").withoutErrors();
        fixture.work.writeRepeatably(() -> fixture.person(person.personId(), organisation));
        return token;
    }

    /** A word that nothing else has. */
    static String word() {
        return "q" + Ids.next().substring(24);
    }
}
