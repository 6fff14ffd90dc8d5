// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNonNull;
import io.mainstay.hostile.HostileFixture.Named;
import io.mainstay.kernel.Role;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a query gets to the fields of each type that has lists, with records behind them. Whoever gives a list to another type
 * says here how to get there; the tests of this package do the rest.
 */
final class Ways {

    /** Reads everything. */
    final String token;

    private final Map<String, String> waysToTypes = new HashMap<>();
    private final Map<String, String> neededArguments = new HashMap<>();

    Ways(HostileFixture fixture) {
        token = TestTokens.as(Role.values()).in(fixture.organisation).token();
        fixture.execute(token, "{ viewer { id } }", Map.of()).withoutErrors();
        Named reported = fixture.incident();
        fixture.after("incident", reported, "Comment", Map.of("text", "Hostile comment"));
        fixture.after("incident", reported, "Attach", attachment(fixture));
        fixture.after("incident", reported, "LinkCis", Map.of("ciIds", List.of(fixture.server)));
        String incident = reported.id();
        String problem = knownError(fixture, incident);
        String change = fixture.change(Map.of("incidentIds", List.of(incident), "problemIds", List.of(problem)))
                .id();
        fixture.after("change", new Named(change, 1), "Comment", Map.of("text", "Hostile comment"));
        fixture.after("change", new Named(change, 1), "Attach", attachment(fixture));
        Named released = fixture.release();
        fixture.after("release", released, "Comment", Map.of("text", "Hostile comment"));
        fixture.after("release", released, "Attach", attachment(fixture));
        fixture.after("release", released, "LinkCis", Map.of("ciIds", List.of(fixture.server)));
        // Only what was deployed has incidents that follow.
        fixture.run(
                "MATCH (r:Release {id: $release}), (i:Incident {id: $incident})"
                        + " CREATE (r)-[:FOLLOWED_BY {key: $release + '/' + $incident, linkId: $incident, from: datetime()}]->(i)",
                Map.of("release", released.id(), "incident", incident));
        String outage = outage(fixture);
        CmdbCalls.differing(fixture, "Hostile difference to read");
        String service = redundantService(fixture);
        String window = WindowCalls.freeze(fixture, "Hostile freeze to read").id();
        String template =
                TemplateCalls.approved(fixture, "Hostile template to read").id();
        String meeting = CabCalls.held(fixture, "Hostile meeting to read").id();
        String request = ApprovalCalls.waiting(fixture);
        ApprovalCalls.delegation(fixture);
        ApprovalCalls.policyToRead(fixture);
        trend(fixture);
        fixture.category("Hostile category");
        PlatformCalls.of(fixture);
        fixture.execute(token, "mutation { searchRepair { userErrors { code } } }", Map.of())
                .accepted("searchRepair");
        fixture.execute(fixture.auditor, "mutation { searchRepair { userErrors { code } } }", Map.of());

        waysToTypes.put("Query", "%s");
        waysToTypes.put("ConfigurationItem", "configurationItem(id: \"" + fixture.server + "\") { %s }");
        waysToTypes.put("DependencyTree", "dependencies(ciId: \"" + service + "\") { %s }");
        waysToTypes.put(
                "Impact",
                "impact(input: {failed: [\"" + fixture.server
                        + "\"], plannedOutagesAt: \"2190-01-05T09:30:00Z\"}) { %s }");
        waysToTypes.put("Incident", "incident(id: \"" + incident + "\") { %s }");
        waysToTypes.put("ChangeWindow", "changeWindow(id: \"" + window + "\") { %s }");
        waysToTypes.put("ChangeTemplate", "changeTemplate(id: \"" + template + "\") { %s }");
        waysToTypes.put(
                "ChangeReport",
                "changeReport(id: \"" + ReportCalls.made(fixture, fixture.worker, fixture.organisation, "2001-01")
                        + "\") { %s }");
        waysToTypes.put("CabMeeting", "cabMeeting(id: \"" + meeting + "\") { %s }");
        waysToTypes.put("Approval", "approval(id: \"" + request + "\") { %s }");
        waysToTypes.put("ApprovalPolicy", "approvalPolicies(first: 1) { nodes { %s } }");
        waysToTypes.put("Delegation", "delegations(first: 1) { nodes { %s } }");
        waysToTypes.put("PlannedOutage", "plannedOutage(id: \"" + outage + "\") { %s }");

        waysToTypes.put("Change", "change(id: \"" + change + "\") { %s }");
        waysToTypes.put("Release", "release(id: \"" + released.id() + "\") { %s }");
        waysToTypes.put("Problem", "problem(id: \"" + problem + "\") { %s }");
        waysToTypes.put("ProblemTrend", "problemTrends(first: 1) { nodes { %s } }");
        waysToTypes.put(
                "ProblemTrendDismissal",
                "problemTrends(input: {scopes: [CLASS], includeDismissed: true}, first: 1) { nodes { dismissal { %s } } }");

        neededArguments.put("auditTrail.recordId", quoted(incident));
        neededArguments.put("auditRefusals.personId", quoted(fixture.text("""
                MATCH (e:AuditEntry) WHERE e.chainId STARTS WITH 'refused:'
                RETURN substring(e.chainId, size('refused:')) LIMIT 1""")));
        neededArguments.put("search.query", quoted("Hostile"));
        neededArguments.put("ticketCategories.kind", "INCIDENT");
        neededArguments.put("approvalMaterialFields.kind", "CHANGE");
        neededArguments.put("changeEvidenceDifference.id", quoted(change));
        neededArguments.put("approvalPolicyPreview.input", "{kind: CHANGE, type: \"NORMAL\"}");
        neededArguments.put("changeWindowOccurrences.from", quoted("2190-01-01T00:00:00Z"));
        neededArguments.put("changeWindowOccurrences.to", quoted("2190-01-02T00:00:00Z"));
        neededArguments.put("changeCalendar.from", quoted("2190-01-01T00:00:00Z"));
        neededArguments.put("changeCalendar.to", quoted("2190-01-02T00:00:00Z"));
        for (String kind : List.of("incident", "problem", "change", "release")) {
            neededArguments.put(kind + "Counts.groups", "[{}]");
        }
        neededArguments.put("changeFigures.from", quoted("2190-01-01T00:00:00Z"));
        neededArguments.put("changeFigures.to", quoted("2190-01-02T00:00:00Z"));
        neededArguments.put("changeReports.organisationId", quoted(fixture.organisation));
        neededArguments.put("freeSlots.duration", quoted("PT1H"));
        neededArguments.put("freeSlots.from", quoted("2190-01-01T00:00:00Z"));
        neededArguments.put("freeSlots.to", quoted("2190-01-02T00:00:00Z"));
    }

    /** Whether the fields of the type can be got to. */
    boolean leadTo(String type) {
        return waysToTypes.containsKey(type);
    }

    /**
     * A query of one field.
     *
     * @param variables how they are declared: {@code $filter: IncidentFilter}; empty for none
     * @param arguments of the field: {@code filter: $filter}; those that are needed are added
     */
    String query(
            String type,
            GraphQLFieldDefinition field,
            String variables,
            Map<String, String> arguments,
            String selection) {
        Map<String, String> all = new HashMap<>(arguments);
        for (GraphQLArgument argument : field.getArguments()) {
            if (argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue()) {
                String needed = neededArguments.get(field.getName() + "." + argument.getName());
                if (needed != null) {
                    all.putIfAbsent(argument.getName(), needed);
                }
            }
        }
        String written = all.entrySet().stream()
                .map(argument -> argument.getKey() + ": " + argument.getValue())
                .collect(Collectors.joining(", "));
        String call = field.getName() + (written.isEmpty() ? "" : "(" + written + ")") + selection;
        String way = waysToTypes.get(type);
        if (way == null) {
            throw new IllegalStateException("say in Ways how a query gets to the fields of " + type);
        }
        return "query" + (variables.isEmpty() ? "" : "(" + variables + ")") + " { " + way.formatted(call) + " }";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** A problem on the server that causes the incident, and whose cause is known. */
    private static String knownError(HostileFixture fixture, String incident) {
        Named problem = fixture.problem(Map.of(
                "title",
                "Hostile servers catch fire",
                "ciIds",
                List.of(fixture.server),
                "incidentIds",
                List.of(incident)));
        Named assessed = fixture.after("problem", problem, "Assess", Map.of("impact", "HIGH", "urgency", "HIGH"));
        Named analysed = fixture.after(
                "problem",
                fixture.after("problem", assessed, "Investigate", Map.of()),
                "SetRootCause",
                Map.of("category", "SOFTWARE", "text", "Hostile firmware"));
        fixture.after("problem", analysed, "MarkKnownError", Map.of());
        fixture.after("problem", analysed, "Comment", Map.of("text", "Hostile comment"));
        fixture.after("problem", analysed, "Attach", attachment(fixture));
        return problem.id();
    }

    /** Incidents on two servers, so that each is a trend and both together are one of their class, which is dismissed. */
    private static void trend(HostileFixture fixture) {
        String other = fixture.cmdb.ci(fixture.worker, "server", "Hostile and often out of order");
        for (String ci : List.of(fixture.server, other)) {
            for (int i = 0; i < 3; i++) {
                fixture.made(
                        "incidentReport",
                        "IncidentReportInput",
                        "incident",
                        fixture.worker,
                        Map.of("title", "Hostile again", "ciIds", List.of(ci)));
            }
        }
        ProblemCalls.dismiss(
                fixture,
                Map.of(
                        "scope",
                        "CLASS",
                        "subjectId",
                        "server",
                        "reason",
                        "Hostile servers",
                        "until",
                        fixture.clock.now().plus(Duration.ofDays(1)).toString()));
    }

    private static String outage(HostileFixture fixture) {
        return fixture.made(
                        "plannedOutageCreate",
                        "PlannedOutageCreateInput",
                        "plannedOutage",
                        fixture.worker,
                        Map.of(
                                "ciId", fixture.server,
                                "title", "Hostile outage",
                                "from", "2190-01-05T09:00:00Z",
                                "to", "2190-01-05T10:00:00Z"))
                .id();
    }

    /** A service that the failure of the server exposes: one of two members of a group that it depends on. */
    private static String redundantService(HostileFixture fixture) {
        String service = fixture.cmdb.ci(fixture.worker, "business-service", "Hostile service");
        String cluster = fixture.cmdb.ci(fixture.worker, "server", "Hostile cluster");
        String spare = fixture.cmdb.ci(fixture.worker, "server", "Hostile spare");
        String behind = fixture.cmdb.ci(fixture.worker, "server", "Hostile behind");
        fixture.cmdb.relate(fixture.worker, service, "DEPENDS_ON", cluster);
        fixture.cmdb.relate(fixture.worker, behind, "DEPENDS_ON", fixture.server);
        for (String member : List.of(fixture.server, spare)) {
            fixture.cmdb.relate(
                    fixture.worker,
                    Map.of(
                            "sourceId",
                            cluster,
                            "targetId",
                            member,
                            "type",
                            "DEPENDS_ON",
                            "group",
                            Map.of("name", "Hostile pair", "minUp", 1)));
        }
        fixture.cmdb.relate(fixture.worker, behind, "DEPENDS_ON", service);
        return service;
    }

    private static Map<String, Object> attachment(HostileFixture fixture) {
        return Map.of("attachmentIds", List.of(fixture.upload(fixture.worker)));
    }
}
