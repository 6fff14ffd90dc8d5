// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static io.mainstay.change.ChangeState.ASSESSMENT;
import static io.mainstay.change.ChangeState.AUTHORISATION;
import static io.mainstay.change.ChangeState.CANCELLED;
import static io.mainstay.change.ChangeState.CLOSED;
import static io.mainstay.change.ChangeState.DRAFT;
import static io.mainstay.change.ChangeState.IMPLEMENTING;
import static io.mainstay.change.ChangeState.REVIEW;
import static io.mainstay.change.ChangeState.SCHEDULED;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeAction;
import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.RiskLevel;
import io.mainstay.cmdb.ExpectedOutage;
import io.mainstay.kernel.Permission;
import io.mainstay.platform.cypher.Row;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.EstimatedCost;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a change is: its states and what may happen in them, its fields, and what search finds it by. */
public final class ChangeTicketType {

    static final String WINDOW_OVERRUN = "change.window-overrun";
    static final String PAPERWORK_OVERDUE = "change.paperwork-overdue";
    static final String CAB_REVIEW_OVERDUE = "change.cab-review-overdue";

    /** All fields of a change under the names that the API, the graph and the history give them. */
    public static final FieldCatalogue<Change> FIELDS = fields();

    /** The states of a change that is reviewed from its beginning until it is over. */
    private static final Set<ChangeState> BEGUN = Set.of(IMPLEMENTING, REVIEW);

    private static final TicketPermissions PERMISSIONS = new TicketPermissions(
            Permission.CHANGE_PARTICIPATE,
            Permission.CHANGE_READ,
            Permission.CHANGE_REQUEST,
            Permission.CHANGE_REQUEST,
            Permission.CHANGE_WORK);

    private ChangeTicketType() {}

    static TicketType<Change, ChangeState> card(TicketConduct<Change> conduct) {
        return new TicketType<>(
                TicketKind.CHANGE,
                Change.TYPE,
                "a change",
                Change.class,
                PERMISSIONS,
                TransitionTables.byType(transitions(), Change::type),
                conduct,
                FIELDS,
                ChangeTicketType::read,
                ChangeTicketType::ownTimers,
                (_, _) -> null,
                Set.of(),
                false,
                ChangeTicketType::texts);
    }

    /** What may happen to a change, when, by whom, and what it needs: one table for each type. */
    public static Map<ChangeType, TransitionTable<ChangeState>> transitions() {
        Map<ChangeType, TransitionTable<ChangeState>> tables = new EnumMap<>(ChangeType.class);
        tables.put(ChangeType.NORMAL, normal());
        tables.put(ChangeType.STANDARD, standard());
        tables.put(ChangeType.EMERGENCY, emergency());
        return tables;
    }

    private static TransitionTable<ChangeState> normal() {
        Set<ChangeState> planned = EnumSet.of(DRAFT, ASSESSMENT, AUTHORISATION, SCHEDULED);
        TransitionTable.Builder<ChangeState> table = begun(planned, BEGUN);
        table.row(ChangeAction.REQUEST_FREEZE_EXCEPTION, planned, null, Actor.WORKER, "window")
                .row(
                        ChangeAction.SUBMIT,
                        EnumSet.of(DRAFT),
                        ASSESSMENT,
                        Actor.PARTICIPANT,
                        "plan",
                        "backOutPlan",
                        "window",
                        "implementers")
                .row(ChangeAction.ASSESS, EnumSet.of(ASSESSMENT), AUTHORISATION, Permission.CHANGE_ASSESS)
                .row(ChangeAction.AUTHORISE, EnumSet.of(AUTHORISATION), SCHEDULED, Permission.CHANGE_AUTHORISE)
                .row(ChangeAction.DECIDE, EnumSet.of(AUTHORISATION), null, Permission.APPROVAL_DECIDE)
                .row(
                        ChangeAction.REJECT,
                        EnumSet.of(ASSESSMENT, AUTHORISATION),
                        DRAFT,
                        Permission.CHANGE_AUTHORISE,
                        "rejectionReason");
        return reviewed(table, planned);
    }

    /** Its template was assessed and approved; what came of it is measured and not reviewed. */
    private static TransitionTable<ChangeState> standard() {
        Set<ChangeState> planned = EnumSet.of(DRAFT, SCHEDULED);
        Set<ChangeState> begun = EnumSet.of(IMPLEMENTING);
        TransitionTable.Builder<ChangeState> table = begun(planned, begun);
        table.row(
                        ChangeAction.SUBMIT,
                        EnumSet.of(DRAFT),
                        SCHEDULED,
                        Actor.PARTICIPANT,
                        "template",
                        "window",
                        "implementers")
                .row(ChangeAction.START, EnumSet.of(SCHEDULED), IMPLEMENTING, Actor.WORKER, "template")
                .row(ChangeAction.COMPLETE, EnumSet.of(IMPLEMENTING), CLOSED, Actor.WORKER, "outcome");
        return ended(table, planned, begun);
    }

    private static TransitionTable<ChangeState> emergency() {
        Set<ChangeState> planned = EnumSet.of(DRAFT, AUTHORISATION, SCHEDULED);
        TransitionTable.Builder<ChangeState> table = begun(planned, BEGUN);
        table.row(ChangeAction.REQUEST_FREEZE_EXCEPTION, planned, null, Actor.WORKER, "window")
                .row(ChangeAction.SUBMIT, EnumSet.of(DRAFT), AUTHORISATION, Actor.PARTICIPANT, "implementers")
                .row(
                        ChangeAction.AUTHORISE,
                        EnumSet.of(AUTHORISATION),
                        SCHEDULED,
                        Permission.CHANGE_AUTHORISE_EMERGENCY)
                .row(ChangeAction.DECIDE, EnumSet.of(AUTHORISATION), null, Permission.APPROVAL_DECIDE)
                .row(
                        ChangeAction.AUTHORISE_VERBALLY,
                        EnumSet.of(AUTHORISATION),
                        SCHEDULED,
                        Permission.CHANGE_AUTHORISE_EMERGENCY,
                        "authorisedHow")
                .row(
                        ChangeAction.REJECT,
                        EnumSet.of(AUTHORISATION),
                        DRAFT,
                        Permission.CHANGE_AUTHORISE_EMERGENCY,
                        "rejectionReason")
                .row(
                        ChangeAction.FILE_PAPERWORK,
                        EnumSet.of(IMPLEMENTING, REVIEW),
                        null,
                        Actor.WORKER,
                        "plan",
                        "backOutPlan")
                .row(
                        ChangeAction.RECORD_CAB_REVIEW,
                        EnumSet.of(IMPLEMENTING, REVIEW, CLOSED),
                        null,
                        Permission.CAB_MEETING_MANAGE,
                        "cabReviewFindings");
        return reviewed(table, planned);
    }

    /**
     * @param planned the states before anything is changed
     * @param begun the states from then on until it is over
     */
    private static TransitionTable.Builder<ChangeState> begun(Set<ChangeState> planned, Set<ChangeState> begun) {
        Set<ChangeState> notOver = EnumSet.copyOf(planned);
        notOver.addAll(begun);
        Set<ChangeState> open = EnumSet.copyOf(planned);
        open.add(IMPLEMENTING);
        return TransitionTable.<ChangeState>of("A change", PERMISSIONS)
                .row(ChangeAction.REQUEST, Set.of(), DRAFT, Actor.REPORTER, "title", "reason")
                .row(FacetAction.ASSIGN, open, null, Actor.WORKER, "team")
                .row(ChangeAction.UPDATE, planned, null, Actor.WORKER)
                .row(FacetAction.LINK_CIS, planned, null, Actor.WORKER)
                .row(FacetAction.UNLINK_CIS, planned, null, Actor.WORKER)
                .row(ChangeAction.EXCLUDE_CIS, planned, null, Actor.WORKER)
                .row(ChangeAction.INCLUDE_CIS, planned, null, Actor.WORKER)
                .row(ChangeAction.SET_PLANNED_OUTAGES, planned, null, Actor.WORKER)
                .row(
                        ChangeAction.EXEMPT_FROM_CONFLICTS,
                        planned,
                        null,
                        Permission.CHANGE_ASSESS,
                        "conflictExemptionReason")
                .row(ChangeAction.END_CONFLICT_EXEMPTION, planned, null, Permission.CHANGE_ASSESS)
                .row(ChangeAction.LINK_RECORDS, notOver, null, Actor.WORKER)
                .row(ChangeAction.UNLINK_RECORDS, notOver, null, Actor.WORKER)
                .row(ChangeAction.ADD_TASK, planned, null, Actor.WORKER, "title", "position")
                .row(ChangeAction.UPDATE_TASK, open, null, Actor.WORKER)
                .row(ChangeAction.REMOVE_TASK, planned, null, Actor.WORKER)
                .row(ChangeAction.COMPLETE_TASK, conditioned(planned), null, Actor.WORKER)
                .row(FacetAction.HOLD, planned, null, Actor.WORKER, "holdReason")
                .row(FacetAction.RESUME, planned, null, Actor.WORKER);
    }

    /** While it is implemented, and before that conditions on which it is approved, where anybody approves it. */
    private static Set<ChangeState> conditioned(Set<ChangeState> planned) {
        return planned.contains(AUTHORISATION)
                ? EnumSet.of(AUTHORISATION, SCHEDULED, IMPLEMENTING)
                : EnumSet.of(IMPLEMENTING);
    }

    private static TransitionTable<ChangeState> reviewed(
            TransitionTable.Builder<ChangeState> table, Set<ChangeState> planned) {
        // Nobody would approve that of a standard change: what its template says of no item was approved.
        table.row(ChangeAction.SET_GRAPH_EDIT, planned, null, Actor.WORKER)
                .row(ChangeAction.START, EnumSet.of(SCHEDULED), IMPLEMENTING, Actor.WORKER)
                .row(ChangeAction.COMPLETE, EnumSet.of(IMPLEMENTING), REVIEW, Actor.WORKER, "outcome")
                .row(ChangeAction.CLOSE, EnumSet.of(REVIEW), CLOSED, Permission.CHANGE_ASSESS, "review");
        return ended(table, planned, BEGUN);
    }

    /**
     * @param planned the states before anything is changed
     * @param begun the states from then on until it is over
     */
    private static TransitionTable<ChangeState> ended(
            TransitionTable.Builder<ChangeState> table, Set<ChangeState> planned, Set<ChangeState> begun) {
        Set<ChangeState> notOver = EnumSet.copyOf(planned);
        notOver.addAll(begun);
        Set<ChangeState> closed = EnumSet.copyOf(begun);
        closed.add(CLOSED);
        Set<ChangeState> any = EnumSet.copyOf(notOver);
        any.addAll(EnumSet.of(CLOSED, CANCELLED));
        return table.row(ChangeAction.CANCEL, planned, CANCELLED, Actor.WORKER, "cancelReason")
                .row(ChangeAction.MARK_UNAUTHORISED, closed, null, Permission.CHANGE_ASSESS, "unauthorisedReason")
                .row(FacetAction.PRIORITISE, notOver, null, Actor.WORKER)
                .row(FacetAction.CLASSIFY, any, null, Actor.CLASSIFIER)
                .row(FacetAction.COMMENT, notOver, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.ADD_WORK_NOTE, any, null, Actor.WORKER)
                .row(FacetAction.CORRECT_ENTRY, any, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.ATTACH, notOver, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.DETACH, any, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.DECLASSIFY, any, null, Actor.SYSTEM)
                .build();
    }

    private static FieldCatalogue<Change> fields() {
        return TicketFields.<Change, ChangeState>of("changes", ChangeState.class)
                .choice("type", ChangeType.class, Change::type)
                .required()
                .filterable()
                .id("templateId", Change::templateId)
                .filterable()
                .text("reason", change -> change.purpose().reason())
                .text("noCisReason", change -> change.purpose().noCisReason())
                .text("imminentRisk", change -> change.purpose().imminentRisk())
                .text("plan", change -> change.plan().steps())
                .text("testPlan", change -> change.plan().test())
                .text("backOutPlan", change -> change.plan().backOut())
                .text("communicationPlan", change -> change.plan().communication())
                .texts(
                        "riskAnswers",
                        change -> change.plan().answers().entrySet().stream()
                                .map(answer -> answer.getKey() + "=" + answer.getValue())
                                .toList())
                .number(EstimatedCost.FIELD, change -> change.plan().estimatedCost())
                .storedAs(
                        EstimatedCost.FIELD,
                        change -> EstimatedCost.stored(change.plan().estimatedCost()))
                .instant("plannedFrom", Change::plannedFrom)
                .filterable()
                .sortable()
                .instant("plannedTo", Change::plannedTo)
                .filterable()
                .sortable()
                .bool("longWindow", Change::longWindow)
                .notInHistory()
                .text("plannedZone", Change::plannedZone)
                .ids("implementerIds", Change::implementerIds)
                .filterable()
                .linked("ciIds", "AFFECTS")
                .filterable()
                .refersToHidden()
                .ids("excludedCiIds", Change::excludedCiIds)
                .texts("excludedCiReasons", Change::excludedCiReasons)
                .ids("plannedOutageCiIds", Change::plannedOutageCiIds)
                .texts(
                        "plannedOutageTimes",
                        change -> change.plan().outages().stream()
                                .map(ChangeOutages::text)
                                .toList())
                // Of an item that not everybody sees who sees the change.
                .notInHistory()
                .texts(
                        "plannedOutageTitles",
                        change -> change.plan().outages().stream()
                                .map(ExpectedOutage::title)
                                .toList())
                .notInHistory()
                .choice("riskLevel", RiskLevel.class, Change::riskLevel)
                .filterable()
                .text(
                        "riskReason",
                        change -> change.risk() == null ? null : change.risk().reason())
                .id(
                        "assessedById",
                        change -> change.risk() == null ? null : change.risk().assessedById())
                .instant(
                        "assessedAt",
                        change -> change.risk() == null ? null : change.risk().assessedAt())
                .choice("computedRiskLevel", RiskLevel.class, change -> computed(change, Change.ComputedRisk::level))
                .number("riskPoints", change -> computed(change, Change.ComputedRisk::points))
                .texts("riskRules", change -> computedTexts(change, Change.ComputedRisk::rules))
                .texts(
                        "riskRulePoints",
                        change -> computedTexts(
                                change,
                                risk -> risk.rulePoints().stream()
                                        .map(String::valueOf)
                                        .toList()))
                .texts("riskRuleReasons", change -> computedTexts(change, Change.ComputedRisk::reasons))
                .id("authorisedById", Change::authorisedById)
                .filterable()
                .instant(
                        "authorisedAt",
                        change -> change.authorisation() == null
                                ? null
                                : change.authorisation().at())
                .text(
                        "authorisedHow",
                        change -> change.authorisation() == null
                                ? null
                                : change.authorisation().how())
                .instant("paperworkDueAt", change -> change.paperwork().dueAt())
                .filterable()
                .sortable()
                .instant("paperworkFiledAt", change -> change.paperwork().filedAt())
                .filterable()
                .text("noTestReason", change -> change.paperwork().noTestReason())
                .instant("cabReviewDueAt", change -> change.paperwork().board().dueAt())
                .filterable()
                .sortable()
                .instant("cabReviewedAt", change -> change.paperwork().board().at())
                .filterable()
                .id("cabReviewedById", change -> change.paperwork().board().byId())
                .text("cabReviewFindings", change -> change.paperwork().board().findings())
                .id("cabReviewMeetingId", change -> change.paperwork().board().meetingId())
                .instant("actualFrom", change -> change.course().startedAt())
                .filterable()
                .sortable()
                .instant("actualTo", change -> change.course().endedAt())
                .filterable()
                .choice(
                        "outcome",
                        ChangeOutcome.class,
                        change -> change.course().outcome())
                .filterable()
                .text("outcomeNote", change -> change.course().note())
                .text("review", change -> change.course().review())
                .instant("closedAt", change -> change.course().closedAt())
                .filterable()
                .text("cancelReason", change -> change.course().cancelReason())
                .text("rejectionReason", change -> change.course().rejectionReason())
                .bool("unauthorised", Change::unauthorised)
                .required()
                .filterable()
                .text(
                        "unauthorisedReason",
                        change ->
                                change.misuse() == null ? null : change.misuse().reason())
                .id(
                        "unauthorisedById",
                        change ->
                                change.misuse() == null ? null : change.misuse().byId())
                .instant(
                        "unauthorisedAt",
                        change ->
                                change.misuse() == null ? null : change.misuse().at())
                .text("conflictExemptionReason", Change::exemptionReason)
                .id(
                        "conflictExemptedById",
                        change -> change.exemption() == null
                                ? null
                                : change.exemption().byId())
                .instant(
                        "conflictExemptedAt",
                        change -> change.exemption() == null
                                ? null
                                : change.exemption().at())
                .ids("approverIds", change -> change.approval().approverIds())
                .ids("approverTeamIds", change -> change.approval().approverTeamIds())
                .ids("approvedByIds", change -> change.approval().approvedByIds())
                .index("plannedFrom", "id")
                .index("plannedTo", "id")
                .index("paperworkDueAt", "id")
                .index("cabReviewDueAt", "id")
                .index("actualFrom", "id")
                .index("type", "open", "priority", "id")
                .index("templateId", "open", "priority", "id")
                .index("unauthorised", "priority", "id")
                .index("reporterId")
                .sortedBy("reportedAt", true);
    }

    private static List<@Nullable String> texts(Change change) {
        return Arrays.asList(
                change.purpose().reason(),
                change.purpose().imminentRisk(),
                change.plan().steps(),
                change.plan().test(),
                change.plan().backOut(),
                change.plan().communication(),
                change.course().note(),
                change.course().review(),
                change.paperwork().board().findings());
    }

    /** The timers that a change has of its own by what it is, by their kind. */
    static Map<String, Instant> ownTimers(Change change) {
        Map<String, Instant> due = new TreeMap<>();
        Instant until = change.plannedTo();
        if (until != null && (change.state() == SCHEDULED || change.state() == IMPLEMENTING)) {
            due.put(WINDOW_OVERRUN, until);
        }
        Instant paperworkDueAt = change.paperwork().dueAt();
        if (paperworkDueAt != null && change.paperwork().filedAt() == null && change.state() != CANCELLED) {
            due.put(PAPERWORK_OVERDUE, paperworkDueAt);
        }
        Change.BoardReview board = change.paperwork().board();
        if (board.dueAt() != null && board.at() == null && change.state() != CANCELLED) {
            due.put(CAB_REVIEW_OVERDUE, board.dueAt());
        }
        return due;
    }

    private static Change read(Row node, Header header, Facets facets) {
        return new Change(
                header,
                facets,
                node.enumValue("state", ChangeState.class),
                node.enumValue("type", ChangeType.class),
                new Change.Purpose(
                        node.string("reason"), node.stringOrNull("noCisReason"), node.stringOrNull("imminentRisk")),
                plan(node),
                risk(node),
                authorisation(node),
                new Change.Paperwork(
                        node.instantOrNull("paperworkDueAt"),
                        node.instantOrNull("paperworkFiledAt"),
                        node.stringOrNull("noTestReason"),
                        new Change.BoardReview(
                                node.instantOrNull("cabReviewDueAt"),
                                node.instantOrNull("cabReviewedAt"),
                                node.stringOrNull("cabReviewedById"),
                                node.stringOrNull("cabReviewFindings"),
                                node.stringOrNull("cabReviewMeetingId"))),
                new Change.Course(
                        node.instantOrNull("actualFrom"),
                        node.instantOrNull("actualTo"),
                        node.enumOrNull("outcome", ChangeOutcome.class),
                        node.stringOrNull("outcomeNote"),
                        node.stringOrNull("review"),
                        node.instantOrNull("closedAt"),
                        node.stringOrNull("cancelReason"),
                        node.stringOrNull("rejectionReason")),
                misuse(node),
                new Change.Approval(
                        node.strings("approverIds"), node.strings("approverTeamIds"), node.strings("approvedByIds")),
                exemption(node));
    }

    private static Change.@Nullable Exemption exemption(Row node) {
        String reason = node.stringOrNull("conflictExemptionReason");
        return reason == null
                ? null
                : new Change.Exemption(reason, node.string("conflictExemptedById"), node.instant("conflictExemptedAt"));
    }

    private static Change.Plan plan(Row node) {
        Instant from = node.instantOrNull("plannedFrom");
        List<String> excluded = node.strings("excludedCiIds");
        List<String> reasons = node.strings("excludedCiReasons");
        List<Change.Exclusion> exclusions = new ArrayList<>();
        for (int i = 0; i < excluded.size(); i++) {
            exclusions.add(new Change.Exclusion(excluded.get(i), reasons.get(i)));
        }
        return new Change.Plan(
                node.stringOrNull("plan"),
                node.stringOrNull("testPlan"),
                node.stringOrNull("backOutPlan"),
                node.stringOrNull("communicationPlan"),
                from == null ? null : new Change.Window(from, node.instant("plannedTo"), node.string("plannedZone")),
                node.strings("implementerIds"),
                exclusions,
                node.stringOrNull("templateId"),
                outages(node),
                answers(node),
                EstimatedCost.read(node));
    }

    private static Map<String, Boolean> answers(Row node) {
        Map<String, Boolean> answers = new TreeMap<>();
        node.strings("riskAnswers")
                .forEach(text -> answers.put(text.substring(0, text.indexOf('=')), text.endsWith("=" + true)));
        return answers;
    }

    private static List<ExpectedOutage> outages(Row node) {
        List<String> ciIds = node.strings("plannedOutageCiIds");
        List<String> texts = node.strings("plannedOutageTimes");
        List<String> titles = node.strings("plannedOutageTitles");
        return IntStream.range(0, ciIds.size())
                .mapToObj(i -> ChangeOutages.read(ciIds.get(i), texts.get(i), titles.get(i)))
                .toList();
    }

    private static Change.@Nullable Risk risk(Row node) {
        RiskLevel level = node.enumOrNull("riskLevel", RiskLevel.class);
        return level == null
                ? null
                : new Change.Risk(
                        level,
                        node.stringOrNull("riskReason"),
                        node.string("assessedById"),
                        node.instant("assessedAt"),
                        computedRisk(node));
    }

    private static Change.@Nullable ComputedRisk computedRisk(Row node) {
        RiskLevel level = node.enumOrNull("computedRiskLevel", RiskLevel.class);
        return level == null
                ? null
                : new Change.ComputedRisk(
                        level,
                        node.integer("riskPoints"),
                        node.strings("riskRules"),
                        node.strings("riskRulePoints").stream()
                                .map(Integer::valueOf)
                                .toList(),
                        node.strings("riskRuleReasons"));
    }

    private static <V> @Nullable V computed(Change change, Function<Change.ComputedRisk, V> value) {
        Change.ComputedRisk computed = change.computedRisk();
        return computed == null ? null : value.apply(computed);
    }

    private static List<String> computedTexts(Change change, Function<Change.ComputedRisk, List<String>> value) {
        Change.ComputedRisk computed = change.computedRisk();
        return computed == null ? List.of() : value.apply(computed);
    }

    private static Change.@Nullable Authorisation authorisation(Row node) {
        String byId = node.stringOrNull("authorisedById");
        return byId == null
                ? null
                : new Change.Authorisation(byId, node.instant("authorisedAt"), node.stringOrNull("authorisedHow"));
    }

    private static Change.@Nullable Misuse misuse(Row node) {
        String reason = node.stringOrNull("unauthorisedReason");
        return reason == null
                ? null
                : new Change.Misuse(reason, node.string("unauthorisedById"), node.instant("unauthorisedAt"));
    }
}
