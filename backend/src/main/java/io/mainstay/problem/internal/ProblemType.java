// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import static io.mainstay.problem.ProblemState.ASSESSED;
import static io.mainstay.problem.ProblemState.CANCELLED;
import static io.mainstay.problem.ProblemState.CLOSED;
import static io.mainstay.problem.ProblemState.DUPLICATE;
import static io.mainstay.problem.ProblemState.FIXING;
import static io.mainstay.problem.ProblemState.INVESTIGATING;
import static io.mainstay.problem.ProblemState.NEW;
import static io.mainstay.problem.ProblemState.RESOLVED;
import static io.mainstay.problem.ProblemState.RISK_ACCEPTED;

import io.mainstay.kernel.Permission;
import io.mainstay.platform.cypher.Row;
import io.mainstay.problem.CauseCategory;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemAction;
import io.mainstay.problem.ProblemState;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.Reach;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.TicketConduct;
import io.mainstay.ticket.TicketFields;
import io.mainstay.ticket.TicketPermissions;
import io.mainstay.ticket.TicketType;
import io.mainstay.ticket.Transition.Actor;
import io.mainstay.ticket.TransitionTable;
import io.mainstay.ticket.TransitionTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a problem is: its states and what may happen in them, its fields, and what search finds it by. */
public final class ProblemType {

    static final String REVIEW_RISK = "problem.review-risk";
    static final String CHECK_EFFECTIVENESS = "problem.check-effectiveness";

    private static final TicketPermissions PERMISSIONS = new TicketPermissions(
            Permission.PROBLEM_READ, Permission.PROBLEM_REPORT, Permission.PROBLEM_WORK, Permission.PROBLEM_WORK);

    private ProblemType() {}

    /** @param checking from the closure to the check whether the fix has held */
    static TicketType<Problem, ProblemState> of(Duration checking) {
        return new TicketType<>(
                TicketKind.PROBLEM,
                Problem.TYPE,
                "a problem",
                Problem.class,
                PERMISSIONS,
                TransitionTables.one(transitions()),
                TicketConduct.plain(),
                fields(),
                ProblemType::read,
                problem -> ownTimers(problem, checking),
                (_, _) -> null,
                Set.of(ProblemAction.ASSESS, FacetAction.COMMENT),
                false,
                ProblemType::texts);
    }

    /** The one table of what may happen to a problem, when, by whom, and what it needs. */
    public static TransitionTable<ProblemState> transitions() {
        Set<ProblemState> open = EnumSet.of(NEW, ASSESSED, INVESTIGATING, FIXING);
        Set<ProblemState> assessed = EnumSet.of(ASSESSED, INVESTIGATING, FIXING);
        Set<ProblemState> lived = EnumSet.of(NEW, ASSESSED, INVESTIGATING, FIXING, RISK_ACCEPTED);
        Set<ProblemState> analysed = EnumSet.of(INVESTIGATING, FIXING, RISK_ACCEPTED);
        Set<ProblemState> notOver = EnumSet.of(NEW, ASSESSED, INVESTIGATING, FIXING, RESOLVED, RISK_ACCEPTED);
        Set<ProblemState> known = EnumSet.of(NEW, ASSESSED, INVESTIGATING, FIXING, RESOLVED, CLOSED, RISK_ACCEPTED);
        Set<ProblemState> any = EnumSet.allOf(ProblemState.class);
        return TransitionTable.<ProblemState>of("A problem", PERMISSIONS)
                .row(ProblemAction.REPORT, Set.of(), NEW, Actor.REPORTER, "title")
                .row(FacetAction.ASSIGN, open, null, Actor.WORKER, "team")
                .row(ProblemAction.ASSESS, EnumSet.of(NEW), ASSESSED, Actor.WORKER, "impact", "urgency")
                .row(
                        ProblemAction.INVESTIGATE,
                        EnumSet.of(ASSESSED, FIXING, RISK_ACCEPTED),
                        INVESTIGATING,
                        Actor.WORKER)
                .row(
                        ProblemAction.SET_ROOT_CAUSE,
                        EnumSet.of(INVESTIGATING, FIXING, RESOLVED, RISK_ACCEPTED),
                        null,
                        Actor.WORKER,
                        "causeCategory",
                        "causeText")
                .row(ProblemAction.MARK_KNOWN_ERROR, analysed, null, Actor.WORKER, "causeText")
                .row(ProblemAction.FIX, EnumSet.of(INVESTIGATING), FIXING, Actor.WORKER, "causeText")
                .row(FacetAction.HOLD, open, null, Actor.WORKER, "holdReason")
                .row(FacetAction.RESUME, open, null, Actor.WORKER)
                .row(ProblemAction.RESOLVE, assessed, RESOLVED, Actor.WORKER, "resolutionCode", "resolution")
                .row(ProblemAction.CLOSE, EnumSet.of(RESOLVED), CLOSED, Actor.WORKER)
                .row(
                        ProblemAction.REOPEN,
                        EnumSet.of(RESOLVED, CLOSED, RISK_ACCEPTED),
                        INVESTIGATING,
                        Actor.WORKER,
                        "reason")
                .row(ProblemAction.ACCEPT_RISK, assessed, RISK_ACCEPTED, Actor.WORKER, "reason", "reviewAt")
                .row(ProblemAction.MARK_DUPLICATE, open, DUPLICATE, Actor.WORKER, "duplicateOf")
                .row(ProblemAction.CANCEL, open, CANCELLED, Actor.WORKER, "reason")
                .row(ProblemAction.UPDATE, notOver, null, Actor.WORKER)
                .row(FacetAction.PRIORITISE, notOver, null, Actor.WORKER)
                .row(FacetAction.CLASSIFY, any, null, Actor.CLASSIFIER)
                .row(FacetAction.LINK_CIS, notOver, null, Actor.WORKER)
                .row(FacetAction.UNLINK_CIS, notOver, null, Actor.WORKER)
                .row(ProblemAction.LINK_INCIDENTS, known, null, Actor.WORKER)
                .row(ProblemAction.UNLINK_INCIDENTS, known, null, Actor.WORKER)
                .row(ProblemAction.SET_WORKAROUND, lived, null, Actor.WORKER, "workaroundText")
                .row(ProblemAction.PUBLISH_WORKAROUND, lived, null, Actor.WORKER, "workaroundText")
                .row(ProblemAction.TELL_CALLERS, known, null, Actor.WORKER)
                .row(FacetAction.COMMENT, notOver, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.ADD_WORK_NOTE, any, null, Actor.WORKER)
                .row(FacetAction.CORRECT_ENTRY, any, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.ATTACH, notOver, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.DETACH, any, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.DECLASSIFY, any, null, Actor.SYSTEM)
                .row(ProblemAction.CONFIRM_EFFECTIVENESS, EnumSet.of(CLOSED), null, Actor.SYSTEM)
                .row(ProblemAction.REOPEN_INEFFECTIVE, EnumSet.of(CLOSED), INVESTIGATING, Actor.SYSTEM)
                .build();
    }

    /** All fields of a problem under the names that the API, the graph and the history give them. */
    public static FieldCatalogue<Problem> fields() {
        return TicketFields.<Problem, ProblemState>of("problems", ProblemState.class)
                .choice("causeCategory", CauseCategory.class, Problem::causeCategory)
                .filterable()
                .text("causeText", Problem::causeText)
                .filterable()
                .texts("whys", Problem::whys)
                .ids("contributingCiIds", Problem::contributingCiIds)
                .text("workaroundText", Problem::workaroundText)
                .filterable()
                .texts("workaroundSteps", Problem::workaroundSteps)
                .instant("workaroundPublishedAt", Problem::workaroundPublishedAt)
                .instant("knownErrorSince", Problem::knownErrorSince)
                .filterable()
                .sortable()
                .text("resolutionCode", Problem::resolutionCode)
                .text("resolution", Problem::resolution)
                .instant("resolvedAt", Problem::resolvedAt)
                .filterable()
                .sortable()
                .instant("closedAt", Problem::closedAt)
                .filterable()
                .text("reason", Problem::reason)
                .instant("reviewAt", Problem::reviewAt)
                .filterable()
                .sortable()
                .id("duplicateOfId", Problem::duplicateOfId)
                .instant("effectiveSince", Problem::effectiveSince)
                .number("reopenCount", Problem::reopenCount)
                .index("resolvedAt", "id")
                .index("knownErrorSince", "id")
                .index("reviewAt", "id")
                .index("causeCategory")
                .index("reporterId")
                .seenThrough(new Reach(false, List.of("teamId"), List.of("reporterId", "assigneeId")))
                .sortedBy("reportedAt", true);
    }

    private static List<@Nullable String> texts(Problem problem) {
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(problem.causeText());
        texts.addAll(problem.whys());
        texts.add(problem.workaroundText());
        texts.addAll(problem.workaroundSteps());
        texts.add(problem.resolution());
        return texts;
    }

    private static Map<String, Instant> ownTimers(Problem problem, Duration checking) {
        Map<String, Instant> due = new TreeMap<>();
        Instant closedAt = problem.closedAt();
        if (problem.state() == CLOSED && closedAt != null && problem.effectiveSince() == null) {
            due.put(CHECK_EFFECTIVENESS, closedAt.plus(checking));
        }
        Instant reviewAt = problem.reviewAt();
        if (problem.state() == RISK_ACCEPTED && reviewAt != null) {
            due.put(REVIEW_RISK, reviewAt);
        }
        return due;
    }

    private static Problem read(Row node, Header header, Facets facets) {
        return new Problem(
                header,
                facets,
                node.enumValue("state", ProblemState.class),
                cause(node),
                workaround(node),
                node.instantOrNull("knownErrorSince"),
                outcome(node),
                node.integer("reopenCount"));
    }

    private static Problem.@Nullable RootCause cause(Row node) {
        CauseCategory category = node.enumOrNull("causeCategory", CauseCategory.class);
        return category == null
                ? null
                : new Problem.RootCause(
                        category,
                        Objects.requireNonNull(node.stringOrNull("causeText")),
                        node.strings("whys"),
                        node.strings("contributingCiIds"));
    }

    private static Problem.@Nullable Workaround workaround(Row node) {
        String text = node.stringOrNull("workaroundText");
        return text == null
                ? null
                : new Problem.Workaround(
                        text, node.strings("workaroundSteps"), node.instantOrNull("workaroundPublishedAt"));
    }

    private static Problem.@Nullable Outcome outcome(Row node) {
        Problem.Outcome outcome = new Problem.Outcome(
                node.stringOrNull("resolutionCode"),
                node.stringOrNull("resolution"),
                node.instantOrNull("resolvedAt"),
                node.instantOrNull("closedAt"),
                node.stringOrNull("reason"),
                node.instantOrNull("reviewAt"),
                node.stringOrNull("duplicateOfId"),
                node.instantOrNull("effectiveSince"));
        return outcome.equals(Problem.Outcome.NONE) ? null : outcome;
    }
}
