// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls of the mutations of releases, deployments and environments. The worker plans them; so another approves them. */
final class ReleaseCalls {

    private static final String DIGEST = "sha256:" + "0".repeat(64);
    private static final String OTHER_DIGEST = "sha256:" + "1".repeat(64);
    private static final Map<String, Object> MET =
            Map.of("number", 1, "text", "It prints", "evidence", "Hostile report", "met", true);

    private static final List<Map<String, Object>> HELD = List.of(Map.of("number", 1, "held", true));

    private final HostileFixture fixture;
    private final Named cancelled;
    private final TicketCalls tickets;
    private final String test;
    private final String production;

    private ReleaseCalls(HostileFixture fixture) {
        this.fixture = fixture;
        this.cancelled = fixture.after("release", fixture.release(), "Cancel", Map.of("reason", "Not needed"));
        this.tickets =
                new TicketCalls(fixture, "release", fixture::release, cancelled, "AWAITING_TEST", "AWAITING_VENDOR");
        this.test = environment(fixture, "Hostile test", 10, false).id();
        this.production = environment(fixture, "Hostile production", 11, true).id();
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        ReleaseCalls calls = new ReleaseCalls(fixture);
        List<AcceptableCall> all = new ArrayList<>(calls.planning());
        all.addAll(calls.going());
        all.addAll(calls.deploying());
        all.addAll(calls.tickets.facets());
        return all;
    }

    /** An environment without gates. */
    static Named environment(HostileFixture fixture, String name, int position, boolean changeControlled) {
        return fixture.made(
                "deploymentEnvironmentSet",
                "DeploymentEnvironmentInput",
                "deploymentEnvironment",
                fixture.worker,
                Map.of("name", name, "position", position, "changeControlled", changeControlled));
    }

    private List<AcceptableCall> planning() {
        String changeId = fixture.change().id();
        Map<String, Object> change = Map.of("changeId", changeId);
        Map<String, Object> artifact = input("name", "printers", "version", "2", "digest", OTHER_DIGEST);
        String shop = fixture.cmdb.ci(fixture.worker, "application-service", "Hostile shop");
        Map<String, Object> installed = input(
                "name",
                "printers",
                "version",
                "2",
                "digest",
                OTHER_DIGEST,
                "targets",
                List.of(input("ciId", shop, "environmentId", test)));
        Named touching = tickets.after(fixture.release(), "LinkCis", Map.of("ciIds", List.of(shop)));
        Map<String, Object> plan = fixture.releaseInput();
        plan.put("artifacts", List.of(installed));
        plan.put("estimatedCost", 12_500.5);
        plan.putAll(Map.of(
                "teamId",
                fixture.team,
                "serviceOfferingId",
                fixture.offering,
                "ciIds",
                List.of(fixture.server, shop),
                "changeIds",
                List.of(changeId)));
        Named containing = tickets.after(fixture.release(), "AddChange", change);
        return List.of(
                tickets.begin("Plan", plan)
                        .alsoRefuses("no digest", "md5:00", List.of("input", "artifacts", 0, "digest"), "INVALID")
                        .alsoRefuses(
                                "the same digest twice",
                                List.of(artifact, artifact),
                                List.of("input", "artifacts"),
                                "INVALID")
                        .alsoRefuses(
                                "one that has no version",
                                fixture.server,
                                List.of("input", "artifacts", 0, "targets", 0, "ciId"),
                                "INVALID"),
                tickets.action("Update", fixture.release(), input("title", "Printers that burn"))
                        .alsoRefuses("no title", null, List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("blank title", " ", List.of("input", "title"), "REQUIRED")
                        .alsoRefuses("no type", null, List.of("input", "type"), "REQUIRED")
                        .alsoRefuses("no version", null, List.of("input", "releaseVersion"), "REQUIRED")
                        .alsoRefuses("blank version", " ", List.of("input", "releaseVersion"), "REQUIRED"),
                tickets.addition("AddChange", fixture.release(), change),
                tickets.action("RemoveChange", containing, change),
                tickets.addition("AddArtifact", touching, installed)
                        .alsoRefuses(
                                "one that it does not affect",
                                fixture.offering,
                                List.of("input", "targets", 0, "ciId"),
                                "INVALID")
                        .alsoRefuses("no digest", "sha256:00", List.of("input", "digest"), "INVALID")
                        .alsoRefuses("one that is there", DIGEST, List.of("input", "digest"), "ALREADY_EXISTS"),
                tickets.action("RemoveArtifact", fixture.release(), Map.of("digest", DIGEST))
                        .alsoRefuses("one that is not there", OTHER_DIGEST, List.of("input", "digest"), "NOT_FOUND"),
                tickets.action("SetCriterion", fixture.release(), MET)
                        .alsoRefuses("no number", 0, List.of("input", "number"), "INVALID")
                        .alsoRefuses("beyond all numbers", 31, List.of("input", "number"), "INVALID")
                        .alsoRefuses("one that is not there", 30, List.of("input", "number"), "NOT_FOUND")
                        .alsoRefuses("no evidence", null, List.of("input", "evidence"), "REQUIRED"),
                tickets.action("RemoveCriterion", fixture.release(), Map.of("number", 1))
                        .alsoRefuses("no number", 0, List.of("input", "number"), "INVALID")
                        .alsoRefuses("one that is not there", 30, List.of("input", "number"), "NOT_FOUND"),
                tickets.action("Cancel", fixture.release(), Map.of("reason", "Not needed")));
    }

    private List<AcceptableCall> going() {
        Map<String, Object> incidents =
                Map.of("incidentIds", List.of(fixture.incident().id()));
        return List.of(
                tickets.addition("LinkIncidents", deployed(false), incidents),
                tickets.action(
                        "UnlinkIncidents", tickets.after(deployed(false), "LinkIncidents", incidents), incidents),
                tickets.action("MarkBuilt", fixture.release(), Map.of()),
                tickets.action("MarkReady", accepted(), Map.of()),
                tickets.action("RequestApproval", ready(), Map.of()),
                tickets.action("RollBack", deployed(false), Map.of("reason", "It burns")),
                tickets.action(
                                "Review",
                                ofNewService(deployed(true)),
                                Map.of("review", "As planned", "serviceOfferingId", fixture.offering, "criteria", HELD))
                        .alsoRefuses("no number", 0, List.of("input", "criteria", 0, "number"), "INVALID")
                        .alsoRefuses(
                                "one that is not there", 30, List.of("input", "criteria", 0, "number"), "NOT_FOUND"),
                tickets.action("Close", over(), Map.of()));
    }

    private List<AcceptableCall> deploying() {
        Named release = fixture.release();
        String scheduled = scheduled(tickets.after(fixture.release(), "MarkBuilt", Map.of()), test);
        String running = running(tickets.after(fixture.release(), "MarkBuilt", Map.of()), test);
        Map<String, Object> schedule =
                input("releaseId", release.id(), "environmentId", production, "window", window());
        Map<String, Object> request =
                input("releaseId", release.id(), "environmentName", "Hostile test", "minutes", 60);
        return List.of(
                AcceptableCall.of("deploymentSchedule", fixture.worker)
                        .with("input", schedule)
                        .forbiddenWith("input", Tree.with(schedule, List.of("releaseId"), cancelled.id()))
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses(
                                "ends before it begins",
                                "2000-01-01T00:00:00Z",
                                List.of("input", "window", "to"),
                                "INVALID")
                        .alsoRefuses(
                                "lasts for ever", "2900-01-01T00:00:00Z", List.of("input", "window", "to"), "INVALID")
                        .alsoRefuses("no window", null, List.of("input", "window"), "REQUIRED")
                        .alsoRefuses(
                                "before the last event",
                                "2000-01-01T00:00:00Z",
                                List.of("input", "occurredAt"),
                                "INVALID_TIME")
                        .alsoRefuses(
                                "in the future",
                                "2199-01-01T00:00:00Z",
                                List.of("input", "occurredAt"),
                                "INVALID_TIME"),
                AcceptableCall.of("deploymentRequest", fixture.worker)
                        .with("input", request)
                        .forbiddenWith("input", Tree.with(request, List.of("releaseId"), cancelled.id()))
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("no time", 0, List.of("input", "minutes"), "INVALID")
                        .alsoRefuses("more than two weeks", 20_161, List.of("input", "minutes"), "INVALID")
                        .alsoRefuses(
                                "no such environment", "Nowhere", List.of("input", "environmentName"), "NOT_FOUND"),
                AcceptableCall.of("deploymentStart", fixture.worker)
                        .with("id", scheduled)
                        .forbiddenWith("id", running)
                        .hiddenFrom(fixture.outsider),
                AcceptableCall.of("deploymentReport", fixture.worker)
                        .with("id", running)
                        .with("input", input("state", "SUCCEEDED", "result", "It prints"))
                        .forbiddenWith("id", scheduled)
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("nothing yet", "RUNNING", List.of("input", "state"), "INVALID")
                        .alsoRefuses(
                                "before it began", "2000-01-01T00:00:00Z", List.of("input", "deployedAt"), "INVALID")
                        .alsoRefuses("never begun", "CANCELLED", List.of("input", "state"), "INVALID")
                        .alsoRefuses(
                                "before it began", "2000-01-01T00:00:00Z", List.of("input", "availableAt"), "INVALID")
                        .alsoRefuses("in the future", "2199-01-01T00:00:00Z", List.of("input", "deployedAt"), "INVALID")
                        .alsoRefuses(
                                "in the future", "2199-01-01T00:00:00Z", List.of("input", "availableAt"), "INVALID"),
                AcceptableCall.of("deploymentEnvironmentSet", fixture.worker)
                        .with(
                                "input",
                                input(
                                        "name",
                                        "Hostile stage",
                                        "description",
                                        "Before the audience",
                                        "position",
                                        20,
                                        "changeControlled",
                                        true))
                        .allowedInEveryState()
                        .seenByEverybody()
                        .alsoRefuses("before the first", 0, List.of("input", "position"), "INVALID")
                        .alsoRefuses("that of another", 10, List.of("input", "position"), "ALREADY_EXISTS")
                        .alsoRefuses("beyond the last", 1_001, List.of("input", "position"), "INVALID")
                        .alsoRefuses("a version of nothing", 1, List.of("expectedVersion"), "INVALID"));
    }

    private Named accepted() {
        return tickets.after(tickets.after(fixture.release(), "MarkBuilt", Map.of()), "SetCriterion", MET);
    }

    private Named ready() {
        return tickets.after(accepted(), "MarkReady", Map.of());
    }

    /** A release that was deployed to production. */
    private Named deployed(boolean available) {
        Named asked = tickets.after(ready(), "RequestApproval", Map.of());
        String request = fixture.text("MATCH (r:ApprovalRequest {recordId: '" + asked.id()
                + "', approverRole: 'ADMINISTRATOR', current: true}) RETURN r.id");
        fixture.execute(
                        fixture.administrator,
                        "mutation($id: ID!) { approvalDecide(requestId: $id, decision: APPROVE) { userErrors { code message } } }",
                        Map.of("id", request))
                .accepted("approvalDecide");
        String deployment = running(asked, production);
        Map<String, Object> report = input("state", "SUCCEEDED");
        if (available) {
            report.put("availableAt", fixture.clock.now().toString());
        }
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!, $input: DeploymentReportInput!) { deploymentReport(id: $id, input: $input)"
                                + " { userErrors { code message } } }",
                        Map.of("id", deployment, "input", report))
                .accepted("deploymentReport");
        return versionOf(asked);
    }

    /** What is reviewed of it then names the service. */
    private Named ofNewService(Named release) {
        fixture.run("MATCH (r:Release {id: $id}) SET r.serviceChange = 'NEW'", Map.of("id", release.id()));
        return release;
    }

    /** A release that was reviewed and whose early life is over, which takes a week. */
    private Named over() {
        Named reviewed = tickets.after(deployed(true), "Review", Map.of("review", "As planned", "criteria", HELD));
        fixture.run(
                "MATCH (r:Release {id: $id}) SET r.earlyLifeUntil = datetime() - duration('PT1H')",
                Map.of("id", reviewed.id()));
        return reviewed;
    }

    private Named versionOf(Named release) {
        return new Named(
                release.id(),
                fixture.execute(
                                fixture.worker,
                                "query($id: ID!) { release(id: $id) { version } }",
                                Map.of("id", release.id()))
                        .withoutErrors()
                        .at("release.version")
                        .asInt());
    }

    private String scheduled(Named release, String environmentId) {
        return scheduled(fixture, fixture.worker, release.id(), environmentId);
    }

    static String scheduled(HostileFixture fixture, String token, String releaseId, String environmentId) {
        return fixture.execute(
                        token,
                        "mutation($input: DeploymentScheduleInput!) { deploymentSchedule(input: $input)"
                                + " { deployment { id } userErrors { code message field } } }",
                        Map.of(
                                "input",
                                input(
                                        "releaseId",
                                        releaseId,
                                        "environmentId",
                                        environmentId,
                                        "window",
                                        window(fixture))))
                .accepted("deploymentSchedule")
                .text("deploymentSchedule.deployment.id");
    }

    private String running(Named release, String environmentId) {
        String id = scheduled(release, environmentId);
        fixture.execute(
                        fixture.worker,
                        "mutation($id: ID!) { deploymentStart(id: $id) { userErrors { code message } } }",
                        Map.of("id", id))
                .accepted("deploymentStart");
        return id;
    }

    private Map<String, Object> window() {
        return window(fixture);
    }

    private static Map<String, Object> window(HostileFixture fixture) {
        return input(
                "from",
                fixture.clock.now().minus(Duration.ofHours(1)).toString(),
                "to",
                fixture.clock.now().plus(Duration.ofDays(2)).toString());
    }
}
