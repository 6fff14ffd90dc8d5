// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import io.mainstay.hostile.HostileFixture.Named;
import java.util.List;
import java.util.Map;

/** One acceptable call of each mutation of change templates. The worker proposes them; so another approves them. */
final class TemplateCalls {

    private static final String PAST = "2000-01-01T00:00:00Z";
    private static final String FUTURE = "2199-01-01T00:00:00Z";
    private static final List<Object> OCCURRED_AT = List.of("input", "occurredAt");

    private TemplateCalls() {}

    static Named proposed(HostileFixture fixture, String name) {
        return fixture.made(
                "changeTemplatePropose", "ChangeTemplateInput", "changeTemplate", fixture.worker, saying(name));
    }

    static Named approved(HostileFixture fixture, String name) {
        Named template = proposed(fixture, name);
        fixture.execute(
                        fixture.administrator,
                        "mutation($id: ID!) { changeTemplateApprove(id: $id, expectedVersion: 1)"
                                + " { userErrors { code message } } }",
                        Map.of("id", template.id()))
                .accepted("changeTemplateApprove");
        return new Named(template.id(), template.version() + 1);
    }

    private static Named revoked(HostileFixture fixture, String name) {
        Named template = approved(fixture, name);
        fixture.execute(
                        fixture.administrator,
                        "mutation($id: ID!) { changeTemplateRevoke(id: $id, expectedVersion: 2, input: {reason: \"Hostile\"})"
                                + " { userErrors { code message } } }",
                        Map.of("id", template.id()))
                .accepted("changeTemplateRevoke");
        return new Named(template.id(), template.version() + 1);
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        Named updated = proposed(fixture, "Hostile template to edit");
        Named approved = proposed(fixture, "Hostile template to approve");
        Named revoked = approved(fixture, "Hostile template to revoke");
        Named over = revoked(fixture, "Hostile template that is revoked");
        Map<String, Object> revokedAlready = Map.of("id", over.id(), "expectedVersion", over.version());
        return List.of(
                classed(AcceptableCall.of("changeTemplatePropose", fixture.worker)
                        .with("input", full(fixture, "Hostile new template"))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)),
                classed(AcceptableCall.of("changeTemplateUpdate", fixture.worker)
                        .with("id", updated.id())
                        .with("expectedVersion", updated.version())
                        .with("input", full(fixture, "Hostile template edited"))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("before the last event", PAST, OCCURRED_AT, "INVALID_TIME")),
                AcceptableCall.of("changeTemplateApprove", fixture.administrator)
                        .with("id", approved.id())
                        .with("expectedVersion", approved.version())
                        .with("input", input())
                        .forbiddenWith(revokedAlready)
                        .seenByEverybody()
                        .alsoRefuses("before the last event", PAST, OCCURRED_AT, "INVALID_TIME")
                        .alsoRefuses("in the future", FUTURE, OCCURRED_AT, "INVALID_TIME"),
                AcceptableCall.of("changeTemplateRevoke", fixture.administrator)
                        .with("id", revoked.id())
                        .with("expectedVersion", revoked.version())
                        .with("input", input("reason", "Hostile"))
                        .forbiddenWith(revokedAlready)
                        .seenByEverybody()
                        .alsoRefuses("before the last event", PAST, OCCURRED_AT, "INVALID_TIME")
                        .alsoRefuses("in the future", FUTURE, OCCURRED_AT, "INVALID_TIME"));
    }

    private static AcceptableCall classed(AcceptableCall call) {
        return call.alsoRefuses("for no time", 0, List.of("input", "durationMinutes"), "INVALID")
                .alsoRefuses("for ever", 1_000_000, List.of("input", "durationMinutes"), "INVALID")
                .alsoRefuses("nowhere", 0, List.of("input", "tasks", 0, "position"), "INVALID")
                .alsoRefuses("in the future", FUTURE, OCCURRED_AT, "INVALID_TIME");
    }

    private static Map<String, Object> full(HostileFixture fixture, String name) {
        Map<String, Object> all = saying(name);
        all.putAll(Map.of(
                "description",
                "When it must",
                "testPlan",
                "One was lit",
                "communicationPlan",
                "Tell all",
                "teamId",
                fixture.team,
                "serviceOfferingId",
                fixture.offering,
                "durationMinutes",
                60,
                "classIds",
                List.of("server"),
                "tasks",
                List.of(input(
                        "position", 2, "title", "Carry it", "instruction", "With two hands", "teamId", fixture.team))));
        return all;
    }

    private static Map<String, Object> saying(String name) {
        return input(
                "name",
                name,
                "title",
                "Replace a printer",
                "reason",
                "They catch fire",
                "plan",
                "Buy another",
                "backOutPlan",
                "Fetch the old one");
    }
}
