// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import io.mainstay.hostile.HostileFixture.Named;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One acceptable call of each mutation of facets, for one kind of ticket, and the forms of rows that the kind's own mutations have too.
 *
 * @param noun what mutations of the kind begin with: {@code incident}
 * @param open makes a ticket that the worker has reported
 * @param over a ticket whose state forbids all that some state forbids
 * @param holdReason a code of what tickets of the kind wait for
 * @param foreignHoldReason a code of what tickets of another kind wait for, and those of this one do not
 * @param actor who does it: the worker, or somebody else who may
 */
record TicketCalls(
        HostileFixture fixture,
        String noun,
        Supplier<Named> open,
        Named over,
        String holdReason,
        String foreignHoldReason,
        String actor) {

    private static final String PAST = "2000-01-01T00:00:00Z";
    private static final String FUTURE = "2199-01-01T00:00:00Z";
    private static final List<Object> OCCURRED_AT = List.of("input", "occurredAt");

    /** What the worker does. */
    TicketCalls(
            HostileFixture fixture,
            String noun,
            Supplier<Named> open,
            Named over,
            String holdReason,
            String foreignHoldReason) {
        this(fixture, noun, open, over, holdReason, foreignHoldReason, fixture.worker);
    }

    /** The same, done by somebody else. */
    TicketCalls by(String token) {
        return new TicketCalls(fixture, noun, open, over, holdReason, foreignHoldReason, token);
    }

    List<AcceptableCall> facets() {
        Map<String, Object> cis = Map.of("ciIds", List.of(fixture.server));
        Map<String, Object> hold = Map.of("reason", holdReason);
        return List.of(
                action(
                        "Assign",
                        open.get(),
                        Map.of(
                                "teamId", fixture.team,
                                "serviceOfferingId", fixture.offering,
                                "assigneeId", fixture.personId)),
                action("Hold", open.get(), hold)
                        .alsoRefuses("unknown code", "NO_SUCH", List.of("input", "reason"), "INVALID")
                        .alsoRefuses("one of another kind", foreignHoldReason, List.of("input", "reason"), "INVALID")
                        .alsoRefuses("in the past", PAST, List.of("input", "followUpAt"), "INVALID"),
                action("Resume", after(open.get(), "Hold", hold), Map.of()),
                action("Prioritise", open.get(), Map.of("impact", "HIGH", "urgency", "HIGH")),
                versioned("Classify", open.get(), Map.of("confidentiality", "PUBLIC_INTERNAL"))
                        .allowedInEveryState()
                        .alsoRefuses("above clearance", "CONFIDENTIAL", List.of("input", "confidentiality"), "INVALID"),
                action("UnlinkCis", after(open.get(), "LinkCis", cis), cis),
                addition("LinkCis", open.get(), cis),
                addition("Comment", open.get(), Map.of("text", "Is it out?")),
                unconditional("AddWorkNote", open.get(), Map.of("text", "It is out."))
                        .allowedInEveryState(),
                correction(),
                addition(
                        "Attach",
                        open.get(),
                        Map.of("attachmentIds", List.of(fixture.upload(actor)), "internal", true)),
                removal());
    }

    private AcceptableCall removal() {
        Map<String, Object> file = Map.of("attachmentIds", List.of(fixture.upload(fixture.worker)));
        Map<String, Object> other = Map.of("attachmentIds", List.of(fixture.upload(fixture.worker)));
        Named attached = after(open.get(), "Attach", file);
        Named cancelled = after(after(open.get(), "Attach", other), "Cancel", Map.of("reason", "Reported twice"));
        return versioned("Detach", attached, file)
                .forbiddenWith(Map.of("id", cancelled.id(), "expectedVersion", cancelled.version(), "input", other))
                .alsoRefuses("in the future", FUTURE, OCCURRED_AT, "INVALID_TIME");
    }

    private AcceptableCall correction() {
        Map<String, Object> comment = Map.of("text", "It is out.");
        Named written = after(open.get(), "Comment", comment);
        Named withdrawn = after(after(open.get(), "Comment", comment), "Cancel", Map.of("reason", "Reported twice"));
        return versioned("CorrectEntry", written, correction(written))
                .forbiddenWith(Map.of(
                        "id", withdrawn.id(), "expectedVersion", withdrawn.version(), "input", correction(withdrawn)))
                .alsoRefuses("no text", null, List.of("input", "text"), "REQUIRED")
                .alsoRefuses("blank text", " ", List.of("input", "text"), "REQUIRED")
                .alsoRefuses("in the future", FUTURE, OCCURRED_AT, "INVALID_TIME");
    }

    private Map<String, Object> correction(Named ticket) {
        return Map.of("entryId", fixture.newestEntry(noun, ticket), "text", "It is not out.");
    }

    /** The first mutation of each kind. */
    AcceptableCall report(Map<String, Object> input) {
        return begin("Report", input);
    }

    /** The first mutation of a kind that calls it otherwise. */
    AcceptableCall begin(String action, Map<String, Object> input) {
        return AcceptableCall.of(noun + action, actor)
                .with("input", input)
                .allowedInEveryState()
                .hiddenFrom(fixture.outsider)
                .alsoRefuses("above clearance", "CONFIDENTIAL", List.of("input", "confidentiality"), "INVALID")
                .alsoRefuses("in the past", PAST, List.of("input", "confidentialUntil"), "INVALID")
                .alsoRefuses("in the future", FUTURE, OCCURRED_AT, "INVALID_TIME");
    }

    /** An action that some state does not allow. */
    AcceptableCall action(String action, Named ticket, Map<String, Object> input) {
        return versioned(action, ticket, input)
                .forbiddenWith(Map.of("id", over.id(), "expectedVersion", over.version()))
                .alsoRefuses("before the last event", PAST, OCCURRED_AT, "INVALID_TIME")
                .alsoRefuses("in the future", FUTURE, OCCURRED_AT, "INVALID_TIME");
    }

    /** An action on the version of a ticket; which state forbids it, if any, is to be said. */
    AcceptableCall versioned(String action, Named ticket, Map<String, Object> input) {
        return unconditional(action, ticket, input).with("expectedVersion", ticket.version());
    }

    /** An action that adds something, whatever else has changed, and that some state does not allow. */
    AcceptableCall addition(String action, Named ticket, Map<String, Object> input) {
        return unconditional(action, ticket, input).forbiddenWith("id", over.id());
    }

    private AcceptableCall unconditional(String action, Named ticket, Map<String, Object> input) {
        return AcceptableCall.of(noun + action, actor)
                .with("id", ticket.id())
                .with("input", input)
                .hiddenFrom(fixture.outsider);
    }

    /** The ticket after an action of the worker. */
    Named after(Named before, String action, Map<String, ?> input) {
        return fixture.after(noun, before, action, input);
    }
}
