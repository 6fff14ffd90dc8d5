// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketImpactOrigin;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes for tests without a server: requested by {@code requester}, to be made by {@code implementer}. */
public final class Changes {

    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private Changes() {}

    public static Change in(ChangeState state, ChangeType type) {
        return new Change(
                new Header("change", "CHG0000001", "org", 1, 1, AT, AT, AT, null),
                new Facets(
                        new Facets.Description("Title", null, null),
                        new Facets.People("requester", null, null),
                        new Facets.Assignment(null, "team", "assignee", true),
                        null,
                        new Facets.Rating(
                                TicketImpact.MEDIUM,
                                TicketUrgency.MEDIUM,
                                TicketPriority.P3,
                                1,
                                TicketImpactOrigin.DEFAULT,
                                null,
                                TicketImpact.MEDIUM),
                        null,
                        Facets.Secrecy.NONE),
                state,
                type,
                new Change.Purpose("It is old", null, type == ChangeType.EMERGENCY ? "It will burn" : null),
                new Change.Plan(
                        "Replace it",
                        "Tried on another",
                        "Put it back",
                        null,
                        new Change.Window(AT.plusSeconds(3600), AT.plusSeconds(7200), "Europe/Berlin"),
                        List.of("implementer"),
                        List.of()),
                null,
                null,
                Change.Paperwork.NONE,
                Change.Course.NONE,
                null,
                Change.Approval.NONE,
                null);
    }

    /** Begun before it was authorised, as somebody has said. */
    public static Change unauthorised() {
        return in(ChangeState.IMPLEMENTING, ChangeType.NORMAL)
                .with(new Change.Misuse("Nobody was asked", "authority", AT));
    }

    static Change authorised(ChangeType type) {
        return in(ChangeState.SCHEDULED, type).authorised(new Change.Authorisation("authority", AT, null));
    }

    static Change assignedTo(Change change, String assigneeId) {
        return change.with(change.facets().with(new Facets.Assignment(null, "team", assigneeId, true)));
    }

    static Change implementedBy(Change change, String... implementerIds) {
        Change.Plan plan = change.plan();
        return change.with(new Change.Plan(
                plan.steps(),
                plan.test(),
                plan.backOut(),
                plan.communication(),
                plan.window(),
                List.of(implementerIds),
                plan.exclusions()));
    }

    static Change planned(
            Change change,
            @Nullable String steps,
            @Nullable String test,
            @Nullable String backOut,
            Change.@Nullable Window window) {
        Change.Plan plan = change.plan();
        return change.with(new Change.Plan(
                steps, test, backOut, plan.communication(), window, plan.implementerIds(), plan.exclusions()));
    }
}
