// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static java.util.Objects.requireNonNull;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.internal.CabMeetingReferences;
import io.mainstay.change.internal.ChangeEventMaker;
import io.mainstay.change.internal.ChangeGraphEdits;
import io.mainstay.change.internal.ChangeMatters;
import io.mainstay.change.internal.ChangeOutages;
import io.mainstay.change.internal.ChangeReadiness;
import io.mainstay.change.internal.ChangeRules;
import io.mainstay.change.internal.ChangeSegregation;
import io.mainstay.change.internal.ChangeTasks;
import io.mainstay.change.internal.ChangeTemplates;
import io.mainstay.change.internal.PaperworkDeadline;
import io.mainstay.change.internal.store.ChangeLinks;
import io.mainstay.change.internal.store.FreezeExceptionStore;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Visibility;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemState;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.FacetEvents;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketReferences;
import io.mainstay.ticket.TicketRules;
import io.mainstay.ticket.TicketSettingsInForce;
import io.mainstay.ticket.Tickets;
import io.mainstay.ticket.Tickets.Drawn;
import io.mainstay.ticket.Tickets.FirstLinks;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowQueries;
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.Approvals;
import io.mainstay.workflow.GivenDecision;
import io.mainstay.workflow.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The use cases of changes alone; what is done to tickets of most kinds, and reading, is in {@link Tickets}. A refusal is thrown
 * as {@link RefusedException} or {@link io.mainstay.kernel.ForbiddenException}, and then nothing has been changed.
 */
@Service
public final class ChangeService {

    /** How many incidents and problems together a change may be to resolve. */
    public static final int MAX_LINKED = 200;

    private static final List<String> HIGHEST = List.of(TicketPriority.P1.name(), TicketPriority.P2.name());

    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final Tickets<Problem, ProblemState> problems;
    private final TicketReferences references;
    private final TicketSettingsInForce settings;
    private final ConfigurationItemQueries items;
    private final ChangeLinks links;
    private final PaperworkDeadline paperwork;
    private final ChangeConflictQueries conflicts;
    private final ChangeRiskQueries risks;
    private final ChangeTemplates templates;
    private final ChangeTasks tasks;
    private final ChangeGraphEdits graphEdits;
    private final ChangeOutages outages;
    private final Approvals approvals;
    private final ChangeMatters matters;
    private final ChangeWindowQueries windows;
    private final FreezeExceptionStore exceptions;
    private final CabMeetingReferences meetings;

    ChangeService(
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            Tickets<Problem, ProblemState> problems,
            TicketReferences references,
            TicketSettingsInForce settings,
            ConfigurationItemQueries items,
            ChangeLinks links,
            PaperworkDeadline paperwork,
            ChangeConflictQueries conflicts,
            ChangeRiskQueries risks,
            ChangeTemplates templates,
            ChangeTasks tasks,
            ChangeGraphEdits graphEdits,
            ChangeOutages outages,
            Approvals approvals,
            ChangeMatters matters,
            ChangeWindowQueries windows,
            FreezeExceptionStore exceptions,
            CabMeetingReferences meetings) {
        this.changes = changes;
        this.incidents = incidents;
        this.problems = problems;
        this.references = references;
        this.settings = settings;
        this.items = items;
        this.links = links;
        this.paperwork = paperwork;
        this.conflicts = conflicts;
        this.risks = risks;
        this.templates = templates;
        this.tasks = tasks;
        this.graphEdits = graphEdits;
        this.outages = outages;
        this.approvals = approvals;
        this.matters = matters;
        this.windows = windows;
        this.exceptions = exceptions;
        this.meetings = meetings;
    }

    /**
     * Requests a change, perhaps from incidents and problems.
     *
     * @param idempotencyKey makes the call safe to repeat; null for none
     */
    public Change request(Principal principal, RequestChange request, @Nullable String idempotencyKey) {
        principal.require(Permission.CHANGE_REQUEST);
        if (request.teamId() != null) {
            principal.require(Permission.CHANGE_WORK);
        }
        if (request.confidentiality() != null && request.confidentiality() != Confidentiality.PUBLIC_INTERNAL) {
            principal.require(Permission.RECORD_CLASSIFY);
        }
        Occurrence at = changes.occurrence(principal, request.occurredAt());
        ChangeRules.check(request, at.recordedAt());
        List<String> recordIds = Stream.concat(request.problemIds().stream(), request.incidentIds().stream())
                .toList();
        // The plan, the tasks and what the history says of them are of the same version of the template.
        AtomicReference<ChangeTemplates.Filled> filled =
                new AtomicReference<>(new ChangeTemplates.Filled(request, List.of()));
        return changes.create(
                principal,
                ChangeAction.REQUEST,
                request,
                idempotencyKey,
                at,
                drawn -> {
                    ChangeTemplates.Filled ofTemplate = templates.filled(request);
                    filled.set(ofTemplate);
                    return requested(principal, request, ofTemplate.request(), drawn);
                },
                request.ciIds(),
                new FirstLinks<>(
                        _ -> linked(recordIds, requireNonNull(filled.get()).tasks()), change -> {
                            if (!recordIds.isEmpty()) {
                                link(principal, change, request.incidentIds(), request.problemIds(), at);
                            }
                            tasks.copy(change, requireNonNull(filled.get()).tasks());
                        }),
                edit -> ChangeEventMaker.requested(edit.after(), request));
    }

    private static List<FieldChange> linked(List<String> recordIds, List<ChangeTemplate.Task> tasks) {
        List<FieldChange> changes = new ArrayList<>(ChangeTasks.copied(tasks));
        if (!recordIds.isEmpty()) {
            changes.add(FieldChange.of("recordIds", null, recordIds));
        }
        return changes;
    }

    /** @param filled that of the template unless another one is asked for, which whoever requests the change has not named */
    private void team(@Nullable String asked, @Nullable String filled) {
        if (asked != null || filled == null) {
            references.team(asked);
        } else if (!references.isTeam(filled)) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "The team of the template is not active any more: whoever works on changes says another one in"
                                    + " teamId, else the template has to be edited and approved anew.",
                            "input",
                            "templateId")
                    .with("teamId", filled));
        }
    }

    private Change requested(Principal principal, RequestChange asked, RequestChange request, Drawn drawn) {
        references.clearance(principal, request.confidentiality());
        settings.requireCategory(TicketKind.CHANGE, request.categoryId());
        // What a template names, who requests a change of it need not see.
        references.items(principal, request.ciIds(), asked.serviceOfferingId());
        if (asked.serviceOfferingId() == null) {
            references.serviceOffering(Principal.SYSTEM, request.serviceOfferingId());
        }
        team(asked.teamId(), request.teamId());
        references.people(principal, request.plan().implementerIds(), "implementerIds");
        risks.requireAsked(request.plan().answers().keySet());
        return new Change(
                Header.first(drawn.id(), drawn.number(), principal.organisationId(), drawn.at()),
                new Facets(
                        new Facets.Description(request.title(), request.description(), request.categoryId()),
                        new Facets.People(principal.personId(), null, null),
                        new Facets.Assignment(
                                request.serviceOfferingId(), request.teamId(), null, request.teamId() != null),
                        null,
                        Facets.Rating.of(request.impact(), request.urgency(), settings.matrix(TicketKind.CHANGE)),
                        null,
                        new Facets.Secrecy(
                                Objects.requireNonNullElse(request.confidentiality(), Confidentiality.PUBLIC_INTERNAL),
                                request.confidentialUntil())),
                ChangeState.DRAFT,
                request.type(),
                request.purpose(),
                request.plan(),
                null,
                null,
                Change.Paperwork.NONE,
                Change.Course.NONE,
                null,
                Change.Approval.NONE,
                null);
    }

    /** Executes a command of changes alone. */
    public Change execute(Principal principal, ChangeCommand command) {
        principal.require(
                command instanceof ChangeCommand.Decide ? Permission.CHANGE_PARTICIPATE : Permission.CHANGE_READ);
        requireFirst(principal, command);
        Occurrence at = changes.occurrence(principal, command.occurredAt());
        ChangeRules.check(command, at.recordedAt());
        Prepared prepared = prepared(principal, command);
        return changes.change(
                principal,
                command,
                at,
                idempotencyKey(command),
                (before, now) -> taken(principal, before, command, prepared, now));
    }

    /**
     * What takes long to work out and rests on much besides the change, so that its lock would not make it any truer: worked out before the
     * lock is taken. It holds for one version of the change; whoever assesses, starts or excepts another one is refused.
     *
     * @param change as it was then; null if nothing needs to be worked out, or the principal sees no such change
     */
    private record Prepared(
            @Nullable Change change,
            @Nullable ChangeRisk risk,
            @Nullable ChangeConflicts conflicts,
            @Nullable GraphEdit edit,
            List<String> outageNumbers) {

        static final Prepared NOTHING = new Prepared(null, null, null, null, List.of());

        boolean isOf(Change locked) {
            return change != null && change.version() == locked.version();
        }
    }

    private Prepared prepared(Principal principal, ChangeCommand command) {
        if (command instanceof ChangeCommand.SetPlannedOutages set) {
            return new Prepared(null, null, null, null, outages.numbers(set));
        }
        boolean assesses = command instanceof ChangeCommand.Assess && principal.may(Permission.CHANGE_ASSESS);
        boolean meetsConflicts =
                (command instanceof ChangeCommand.Start || command instanceof ChangeCommand.RequestFreezeException)
                        && principal.may(Permission.CHANGE_WORK);
        if (!assesses && !meetsConflicts && !(command instanceof ChangeCommand.SetGraphEdit)) {
            return Prepared.NOTHING;
        }
        Change change = changes.byIds(principal, List.of(command.id())).get(command.id());
        if (change == null || !Objects.equals(command.expected(), change.version())) {
            return Prepared.NOTHING;
        }
        if (command instanceof ChangeCommand.SetGraphEdit set) {
            return new Prepared(change, null, null, graphEdits.planned(principal, set.plan()), List.of());
        }
        return assesses
                ? new Prepared(change, risk(principal, change), null, null, List.of())
                : new Prepared(change, null, conflicts(principal, change), null, List.of());
    }

    private ChangeRisk risk(Principal principal, Change change) {
        return Objects.requireNonNull(risks.of(principal, List.of(change)).get(change.id()));
    }

    private ChangeConflicts conflicts(Principal principal, Change change) {
        return Objects.requireNonNull(conflicts.of(principal, List.of(change)).get(change.id()));
    }

    private ChangeConflicts conflictsOf(Principal principal, Change locked, Prepared prepared) {
        return prepared.isOf(locked) && prepared.conflicts() != null
                ? prepared.conflicts()
                : conflicts(principal, locked);
    }

    private static @Nullable String idempotencyKey(ChangeCommand command) {
        return switch (command) {
            case ChangeCommand.LinkRecords link -> link.idempotencyKey();
            case ChangeCommand.AddTask add -> add.idempotencyKey();
            case ChangeCommand.CompleteTask complete -> complete.idempotencyKey();
            case ChangeCommand.Decide _, ChangeCommand.Versioned _ -> null;
        };
    }

    /** Asks whoever sends one of the inputs that may lack what is needed for their permission before telling them that it does. */
    private static void requireFirst(Principal principal, ChangeCommand command) {
        switch (command) {
            case ChangeCommand.AuthoriseVerbally _ -> principal.require(Permission.CHANGE_AUTHORISE_EMERGENCY);
            case ChangeCommand.RecordCabReview _ -> principal.require(Permission.CAB_MEETING_MANAGE);
            case ChangeCommand.FilePaperwork _,
                    ChangeCommand.SetPlannedOutages _,
                    ChangeCommand.LinkRecords _,
                    ChangeCommand.UnlinkRecords _,
                    ChangeCommand.CompleteTask _ -> principal.require(Permission.CHANGE_WORK);
            case ChangeCommand.SetGraphEdit _ -> {
                principal.require(Permission.CHANGE_WORK);
                principal.require(Permission.CI_WRITE);
            }
            case ChangeCommand.Update _,
                    ChangeCommand.ExcludeCis _,
                    ChangeCommand.IncludeCis _,
                    ChangeCommand.RequestFreezeException _,
                    ChangeCommand.ExemptFromConflicts _,
                    ChangeCommand.EndConflictExemption _,
                    ChangeCommand.Submit _,
                    ChangeCommand.Assess _,
                    ChangeCommand.Authorise _,
                    ChangeCommand.Decide _,
                    ChangeCommand.Reject _,
                    ChangeCommand.Start _,
                    ChangeCommand.AddTask _,
                    ChangeCommand.UpdateTask _,
                    ChangeCommand.RemoveTask _,
                    ChangeCommand.Complete _,
                    ChangeCommand.Close _,
                    ChangeCommand.Cancel _,
                    ChangeCommand.MarkUnauthorised _ -> {
                // the schema asks for all that they need
            }
        }
    }

    /** What a command makes of a change. Whether it may happen, the transition table has said before. */
    private Outcome<Change> taken(
            Principal principal, Change before, ChangeCommand command, Prepared prepared, Occurrence at) {
        Change moved = changes.moved(before, command.action());
        Instant now = at.occurredAt();
        return switch (command) {
            case ChangeCommand.Update update -> updated(principal, moved, update.update());
            case ChangeCommand.ExcludeCis exclude -> excluded(principal, moved, exclude);
            case ChangeCommand.IncludeCis include -> included(principal, moved, include.ciIds());
            case ChangeCommand.SetGraphEdit set -> {
                if (!prepared.isOf(before) || prepared.edit() == null) {
                    throw RefusedException.staleVersion(set.expectedVersion(), before.version());
                }
                yield graphEdits.set(principal, before, prepared.edit(), ciIdsOf(before), at);
            }
            case ChangeCommand.SetPlannedOutages set ->
                outages.set(principal, moved, set, ciIdsOf(before), prepared.outageNumbers());
            case ChangeCommand.RequestFreezeException request ->
                excepted(principal, moved, request, conflictsOf(principal, before, prepared), now);
            case ChangeCommand.Submit _ -> {
                // Else handing it in would tell of an urgent incident that one does not see.
                ChangeReadiness.check(before, linksOf(principal.visibility(), before), now);
                graphEdits.requireAffected(before, ciIdsOf(before));
                requireTemplate(principal, before);
                yield edited(moved.with(moved.course().rejected(null)), ChangeEventMaker::submitted);
            }
            case ChangeCommand.Assess assess -> {
                ChangeReadiness.check(before, linksOf(Principal.SYSTEM.visibility(), before), now);
                graphEdits.requireAffected(before, ciIdsOf(before));
                ChangeRisk computed =
                        prepared.isOf(before) && prepared.risk() != null ? prepared.risk() : risk(principal, before);
                RiskLevel level = Objects.requireNonNullElse(assess.level(), computed.level());
                ChangeRules.checkOverride(level, computed.level(), assess.reason());
                ChangeReadiness.checkEvidence(before, level);
                yield edited(
                        moved.with(new Change.Risk(
                                level, assess.reason(), principal.personId(), now, Change.ComputedRisk.of(computed))),
                        ChangeEventMaker::assessed);
            }
            case ChangeCommand.Authorise authorise ->
                decided(
                        principal,
                        before,
                        GivenDecision.onEvidence(
                                ApprovalDecision.APPROVE, authorise.comment(), authorise.evidenceVersion()),
                        now,
                        null,
                        at);
            case ChangeCommand.Decide decide -> decided(principal, before, decide.decision(), now, null, at);
            case ChangeCommand.AuthoriseVerbally verbally ->
                decided(
                        principal,
                        before,
                        GivenDecision.of(ApprovalDecision.APPROVE, verbally.how()),
                        Objects.requireNonNullElse(verbally.givenAt(), now),
                        verbally.how(),
                        at);
            case ChangeCommand.Reject reject ->
                before.state() == ChangeState.AUTHORISATION
                        ? decided(
                                principal,
                                before,
                                GivenDecision.of(ApprovalDecision.REJECT, reject.reason()),
                                now,
                                null,
                                at)
                        : rejected(principal, before, reject.reason(), at);
            case ChangeCommand.Start start -> {
                ChangeReadiness.checkWindow(before, now);
                ChangeReadiness.check(before, linksOf(Principal.SYSTEM.visibility(), before), now);
                // From here on nothing is taken away from what it affects.
                graphEdits.requireAffected(before, ciIdsOf(before));
                requireTemplate(principal, before);
                tasks.requireConditionsMet(before);
                ChangeConflicts found = conflictsOf(principal, before, prepared);
                conflicts.checkStart(found, start.overrideReason());
                yield started(moved.with(moved.course().started(now)), found, start.overrideReason());
            }
            case ChangeCommand.ExemptFromConflicts exempt ->
                updated(moved.exempt(new Change.Exemption(exempt.reason(), principal.personId(), now)));
            case ChangeCommand.EndConflictExemption _ ->
                before.exemption() == null ? Outcome.none(before) : updated(moved.exempt(null));
            case ChangeCommand.AddTask add -> tasks.added(principal, before, add);
            case ChangeCommand.UpdateTask update -> tasks.updated(principal, before, update);
            case ChangeCommand.RemoveTask remove -> tasks.removed(before, remove.taskId());
            case ChangeCommand.CompleteTask complete -> tasks.completed(principal, before, complete, at);
            case ChangeCommand.Complete complete -> {
                tasks.requireAllCompleted(before);
                yield graphEdits.made(principal, complete, completed(moved, complete, at), at);
            }
            case ChangeCommand.FilePaperwork file -> filed(moved, file, now);
            case ChangeCommand.RecordCabReview review -> {
                meetings.requireHeld(review.meetingId());
                yield edited(
                        moved.with(moved.paperwork()
                                .with(moved.paperwork()
                                        .board()
                                        .held(now, principal.personId(), review.findings(), review.meetingId()))),
                        ChangeEventMaker::cabReviewed);
            }
            case ChangeCommand.Close close -> {
                ChangeReadiness.checkPaperwork(before);
                yield edited(moved.with(moved.course().reviewed(close.review(), now)), ChangeEventMaker::closed);
            }
            case ChangeCommand.Cancel cancel ->
                edited(
                        moved.authorised(null).with(moved.course().cancelled(cancel.reason(), now)),
                        ChangeEventMaker::cancelled);
            case ChangeCommand.MarkUnauthorised mark ->
                edited(
                        moved.with(new Change.Misuse(mark.reason(), principal.personId(), now)),
                        ChangeEventMaker::markedUnauthorised);
            case ChangeCommand.LinkRecords link -> {
                List<String> linked = link(principal, before, link.incidentIds(), link.problemIds(), at);
                yield linked.isEmpty()
                        ? Outcome.none(before)
                        : Outcome.<Change>of(
                                        before,
                                        edit -> List.of(ChangeEventMaker.records(edit.after(), linked, List.of())))
                                .linked(FieldChange.of("recordIds", null, linked), false);
            }
            case ChangeCommand.UnlinkRecords unlink -> {
                List<String> unlinked = unlink(principal, before, unlink, at);
                yield unlinked.isEmpty()
                        ? Outcome.none(before)
                        : Outcome.<Change>of(
                                        before,
                                        edit -> List.of(ChangeEventMaker.records(edit.after(), List.of(), unlinked)))
                                .linked(FieldChange.of("recordIds", unlinked, null), true);
            }
        };
    }

    private static Outcome<Change> edited(Change after, Function<Change, Record> event) {
        return Outcome.of(after, edit -> List.of(event.apply(edit.after())));
    }

    private static Outcome<Change> updated(Change after) {
        return Outcome.of(after, edit -> List.of(FacetEvents.updated(TicketKind.CHANGE, edit)));
    }

    private Outcome<Change> updated(Principal principal, Change change, ChangeUpdate update) {
        settings.requireCategory(TicketKind.CHANGE, update.categoryId().value());
        references.serviceOffering(principal, update.serviceOfferingId().value());
        Change.Plan plan = update.over(change.plan());
        if (update.implementerIds().given()) {
            Set<String> known = Set.copyOf(change.implementerIds());
            references.people(
                    principal,
                    plan.implementerIds().stream()
                            .filter(id -> !known.contains(id))
                            .toList(),
                    "implementerIds");
        }
        // What was answered before may stay though it is not asked any more.
        Set<String> answered = new HashSet<>(plan.answers().keySet());
        answered.removeAll(change.plan().answers().keySet());
        risks.requireAsked(answered);
        ChangeOutages.requireInside(plan);
        Change.Purpose purpose = update.over(change.purpose());
        ChangeRules.checkRisk(change.type(), purpose);
        Facets facets = change.facets();
        Facets.Assignment assignment = facets.assignment();
        return updated(change.with(facets.with(new Facets.Description(
                                update.title().overRequired(change.title()),
                                update.description().over(change.description()),
                                update.categoryId().over(change.categoryId())))
                        .with(new Facets.Assignment(
                                update.serviceOfferingId().over(assignment.serviceOfferingId()),
                                assignment.teamId(),
                                assignment.assigneeId(),
                                assignment.assigned())))
                .with(purpose)
                .with(plan));
    }

    private Outcome<Change> excluded(Principal principal, Change change, ChangeCommand.ExcludeCis exclude) {
        requireItems(principal, exclude.ciIds());
        Map<String, Change.Exclusion> exclusions = new LinkedHashMap<>();
        change.plan().exclusions().forEach(exclusion -> exclusions.put(exclusion.ciId(), exclusion));
        exclude.ciIds().forEach(id -> exclusions.put(id, new Change.Exclusion(id, exclude.reason())));
        if (exclusions.size() > TicketRules.MAX_CIS) {
            throw tooMany("A change leaves out at most " + TicketRules.MAX_CIS + " configuration items.", "ciIds");
        }
        return updated(change.with(change.plan().with(List.copyOf(exclusions.values()))));
    }

    private Outcome<Change> included(Principal principal, Change change, Collection<String> ciIds) {
        requireItems(principal, ciIds);
        return updated(change.with(change.plan()
                .with(change.plan().exclusions().stream()
                        .filter(exclusion -> !ciIds.contains(exclusion.ciId()))
                        .toList())));
    }

    /**
     * Only from what the principal sees to be in the way: else one could try which freezes hold for what one does not see.
     *
     * @param found what the change conflicts with, as the principal is shown it
     */
    private Outcome<Change> excepted(
            Principal principal,
            Change change,
            ChangeCommand.RequestFreezeException request,
            ChangeConflicts found,
            Instant now) {
        Map<String, ChangeWindow> known = windows.byIds(principal, request.windowIds());
        Set<String> inTheWay = found.freezeIds();
        for (String windowId : request.windowIds()) {
            ChangeWindow window = known.get(windowId);
            if (window == null) {
                throw RefusedException.notFound("Freeze", windowId, "input", "windowIds");
            }
            if (!inTheWay.contains(windowId)) {
                throw new RefusedException(UserError.of(
                                UserErrorCode.CONFLICT,
                                found.complete()
                                        ? "Of what you see of the change nothing is planned inside " + window.name()
                                                + "."
                                        : "Not all that speaks against the change was looked at, so it cannot be told whether it"
                                                + " is planned inside " + window.name() + ".",
                                "input",
                                "windowIds")
                        .with("windowId", windowId));
            }
        }
        List<String> ciIds = links.ciIds(change.id());
        Set<String> asked = new HashSet<>(exceptions.standing(change, ciIds));
        asked.addAll(request.windowIds());
        if (asked.size() > ChangeRules.MAX_FREEZES) {
            throw tooMany("A change is excepted from at most " + ChangeRules.MAX_FREEZES + " freezes.", "windowIds");
        }
        exceptions.request(change, ciIds, request.windowIds(), request.reason(), principal.personId(), now);
        return Outcome.<Change>of(
                        change,
                        edit -> List.of(ChangeEventMaker.freezeExceptionRequested(edit.after(), request.windowIds())))
                .linked(FieldChange.of(FreezeException.WINDOWS, null, request.windowIds()), false)
                .linked(FieldChange.of("freezeExceptionReason", null, request.reason()), false);
    }

    private void requireItems(Principal principal, Collection<String> ciIds) {
        Set<String> known = items.byIds(principal, Set.copyOf(ciIds)).keySet();
        ciIds.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(missing -> {
            throw RefusedException.notFound("Configuration item", missing, "input", "ciIds");
        });
    }

    /**
     * A decision on the approval of the change, and what follows: by the last approval that its policy wants it is authorised, by one
     * rejection it goes back to its requester.
     *
     * @param authorisedAt since when it is authorised, if it is now
     * @param how it is authorised by word of mouth; null if it is not
     */
    private Outcome<Change> decided(
            Principal principal,
            Change waiting,
            GivenDecision decision,
            Instant authorisedAt,
            @Nullable String how,
            Occurrence at) {
        Change before = begun(waiting, at);
        Approvals.Verdict verdict =
                approvals.decide(principal, before.id(), null, ChangeSegregation.parts(before), decision, at);
        if (verdict.request().state().approved()) {
            ChangeReadiness.check(before, linksOf(Principal.SYSTEM.visibility(), before), at.occurredAt());
        }
        Change counted = before.with(before.approval().approvedBy(verdict.approvedByIds()));
        Outcome<Change> outcome = switch (verdict.whole()) {
            case OPEN -> Outcome.of(counted, _ -> List.of());
            case APPROVED -> authorised(counted, new Change.Authorisation(principal.personId(), authorisedAt, how));
            case REJECTED -> rejected(principal, before, reason(decision), at);
        };
        for (FieldChange link : verdict.links()) {
            outcome = outcome.linked(link, false);
        }
        return verdict.whole() == Standing.REJECTED
                ? outcome
                : tasks.conditioned(principal, outcome, verdict.request(), decision);
    }

    /** A change that may wait since before there were policies, with its approval begun. */
    private Change begun(Change waiting, Occurrence at) {
        if (approvals.isBegun(waiting.id())) {
            return waiting;
        }
        Approvals.Asked asked = approvals.open(Principal.SYSTEM, matters.of(waiting), at);
        return waiting.with(new Change.Approval(asked.personIds(), asked.teamIds(), List.of()));
    }

    private static String reason(GivenDecision decision) {
        String comment = Objects.requireNonNull(decision.comment());
        return decision.decision() == ApprovalDecision.REJECT
                ? comment
                : "Too few are left who could approve it: " + comment;
    }

    private Outcome<Change> rejected(Principal principal, Change before, String reason, Occurrence at) {
        Change back = changes.moved(before, ChangeAction.REJECT);
        return edited(back.with(back.course().rejected(reason)), ChangeEventMaker::rejected)
                .written(changes.entry(principal, before, WorkLogEntry.Kind.COMMENT, reason, at));
    }

    private Outcome<Change> authorised(Change counted, Change.Authorisation authorisation) {
        Change moved = changes.moved(counted, ChangeAction.AUTHORISE);
        Change authorised = moved.authorised(authorisation);
        return edited(
                switch (moved.type()) {
                    case NORMAL, STANDARD -> authorised;
                    case EMERGENCY ->
                        authorised.with(moved.paperwork()
                                .due(paperwork.after(authorisation.at()), paperwork.reviewAfter(authorisation.at())));
                },
                ChangeEventMaker::authorised);
    }

    /** What it conflicts with is written down as it is now: later it may be gone. */
    private static Outcome<Change> started(Change after, ChangeConflicts found, @Nullable String overrideReason) {
        int conflicts = found.count();
        boolean overridden = conflicts > 0 && overrideReason != null;
        Outcome<Change> outcome = edited(after, change -> ChangeEventMaker.started(change, conflicts, overridden));
        if (conflicts == 0) {
            return outcome;
        }
        outcome = outcome.linked(FieldChange.of("conflictsAtStart", null, conflicts), false);
        List<String> changeIds = found.changeIds();
        if (!changeIds.isEmpty()) {
            outcome = outcome.linked(FieldChange.of("conflictingChangeIds", null, changeIds), false);
        }
        return overridden ? outcome.linked(FieldChange.of("overrideReason", null, overrideReason), false) : outcome;
    }

    private Outcome<Change> filed(Change change, ChangeCommand.FilePaperwork file, Instant now) {
        Change.Plan plan = change.plan();
        return edited(
                change.with(new Change.Plan(
                                file.plan(),
                                file.testPlan(),
                                file.backOutPlan(),
                                plan.communication(),
                                plan.window(),
                                plan.implementerIds(),
                                plan.exclusions(),
                                plan.templateId(),
                                plan.outages(),
                                plan.answers(),
                                plan.estimatedCost()))
                        .with(change.paperwork().filed(now, file.noTestReason())),
                ChangeEventMaker::paperworkFiled);
    }

    /** A standard change goes on only as long as its template is approved and says what the change does. */
    private void requireTemplate(Principal principal, Change change) {
        if (change.type() == ChangeType.STANDARD) {
            templates.requireFit(principal, change, ciIdsOf(change));
        }
    }

    /** A standard change is over without a review: what came of it counts for its template. */
    private Outcome<Change> completed(Change moved, ChangeCommand.Complete complete, Occurrence at) {
        Change.Course ended = moved.course().ended(at.occurredAt(), complete.outcome(), complete.note());
        if (moved.type() != ChangeType.STANDARD) {
            return edited(moved.with(ended), ChangeEventMaker::completed);
        }
        Change over = moved.with(ended.closed(at.occurredAt()));
        templates.measure(over, complete.outcome(), at);
        return Outcome.of(
                over, edit -> List.of(ChangeEventMaker.completed(edit.after()), ChangeEventMaker.closed(edit.after())));
    }

    /** The configuration items that a change touches, visible or not. */
    private List<String> ciIdsOf(Change change) {
        return changes.ciIds(Principal.SYSTEM, List.of(change.id())).getOrDefault(change.id(), List.of());
    }

    /**
     * What a change is linked to, whoever sees it: who authorises or starts it need not see the incident for which it was handed in.
     *
     * @param sight whose sight of the incidents counts
     */
    private ChangeReadiness.Links linksOf(Visibility sight, Change change) {
        return new ChangeReadiness.Links(
                ciIdsOf(change).size(),
                change.type() == ChangeType.EMERGENCY && links.hasIncident(sight, change.id(), HIGHEST));
    }

    private List<String> link(
            Principal principal,
            Change change,
            Collection<String> incidentIds,
            Collection<String> problemIds,
            Occurrence at) {
        Locked locked = lock(principal, incidentIds, problemIds);
        List<String> linked = links.link(change.id(), locked.ids(), at.occurredAt());
        if (!linked.isEmpty() && links.count(change.id()) > MAX_LINKED) {
            throw tooMany(
                    "A change is to resolve at most " + MAX_LINKED + " incidents and problems.",
                    incidentIds.isEmpty() ? "problemIds" : "incidentIds");
        }
        List<String> id = List.of(change.id());
        note(
                principal,
                locked,
                linked,
                RecordChangeAction.LINK_CHANGE,
                at,
                FieldChange.of("changeIds", null, id),
                id,
                List.of());
        return linked;
    }

    private List<String> unlink(Principal principal, Change change, ChangeCommand.UnlinkRecords unlink, Occurrence at) {
        Locked locked = lock(principal, unlink.incidentIds(), unlink.problemIds());
        List<String> unlinked = links.unlink(change.id(), locked.ids(), at.occurredAt());
        List<String> id = List.of(change.id());
        note(
                principal,
                locked,
                unlinked,
                RecordChangeAction.UNLINK_CHANGE,
                at,
                FieldChange.of("changeIds", id, null),
                List.of(),
                id);
        return unlinked;
    }

    /** The records whose locks are held. */
    private record Locked(Map<String, Incident> incidents, Map<String, Problem> problems) {

        List<String> ids() {
            List<String> ids = new ArrayList<>(incidents.keySet());
            ids.addAll(problems.keySet());
            return ids;
        }
    }

    /** Problems before incidents, as problems lock theirs, so that nobody waits in a circle. */
    private Locked lock(Principal principal, Collection<String> incidentIds, Collection<String> problemIds) {
        Map<String, Problem> lockedProblems =
                problemIds.isEmpty() ? Map.of() : problems.lockAll(principal, problemIds, "input", "problemIds");
        Map<String, Incident> lockedIncidents =
                incidentIds.isEmpty() ? Map.of() : incidents.lockAll(principal, incidentIds, "input", "incidentIds");
        return new Locked(lockedIncidents, lockedProblems);
    }

    /** The link shows in the history of both. */
    private void note(
            Principal principal,
            Locked locked,
            Collection<String> ids,
            RecordChangeAction action,
            Occurrence at,
            FieldChange field,
            List<String> linked,
            List<String> unlinked) {
        incidents.noteLink(
                principal,
                locked.incidents(),
                ids,
                action,
                at,
                field,
                incident -> new IncidentChangesChanged(
                        incident.id(), incident.number(), incident.state(), incident.priority(), linked, unlinked));
        problems.noteLink(
                principal,
                locked.problems(),
                ids,
                action,
                at,
                field,
                problem -> new ProblemChangesChanged(
                        problem.id(), problem.number(), problem.state(), problem.priority(), linked, unlinked));
    }

    private static RefusedException tooMany(String message, String field) {
        return new RefusedException(UserError.of(UserErrorCode.CONFLICT, message, "input", field));
    }
}
