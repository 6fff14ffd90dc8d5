// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.problem.internal.ProblemEventMaker;
import io.mainstay.problem.internal.ProblemRules;
import io.mainstay.problem.internal.store.ProblemLinks;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.TicketKind;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.TicketChoice;
import io.mainstay.ticket.TicketReferences;
import io.mainstay.ticket.TicketSettingsInForce;
import io.mainstay.ticket.Tickets;
import io.mainstay.ticket.Tickets.Drawn;
import io.mainstay.ticket.Tickets.FirstLinks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The use cases of problems alone; what is done to tickets of most kinds, and reading, is in {@link Tickets}. A refusal is
 * thrown as {@link RefusedException} or {@link io.mainstay.kernel.ForbiddenException}, and then nothing has been changed.
 *
 * <p>An incident is resolved when service is restored and never waits for its problem: nothing here changes an incident's state.
 */
@Service
public final class ProblemService {

    /** How many incidents a problem may cause. */
    public static final int MAX_LINKED = 1_000;

    private final Tickets<Problem, ProblemState> problems;
    private final Tickets<Incident, IncidentState> incidents;
    private final TicketReferences references;
    private final TicketSettingsInForce settings;
    private final ConfigurationItemQueries items;
    private final ProblemLinks links;
    private final ProblemQueries queries;
    private final UnitOfWork work;

    ProblemService(
            Tickets<Problem, ProblemState> problems,
            Tickets<Incident, IncidentState> incidents,
            TicketReferences references,
            TicketSettingsInForce settings,
            ConfigurationItemQueries items,
            ProblemLinks links,
            ProblemQueries queries,
            UnitOfWork work) {
        this.problems = problems;
        this.incidents = incidents;
        this.references = references;
        this.settings = settings;
        this.items = items;
        this.links = links;
        this.queries = queries;
        this.work = work;
    }

    /**
     * Reports a problem, perhaps from incidents.
     *
     * @param idempotencyKey makes the call safe to repeat; null for none
     */
    public Problem report(Principal principal, ReportProblem report, @Nullable String idempotencyKey) {
        principal.require(Permission.PROBLEM_REPORT);
        if (report.teamId() != null) {
            principal.require(Permission.PROBLEM_WORK);
        }
        if (report.confidentiality() != null && report.confidentiality() != Confidentiality.PUBLIC_INTERNAL) {
            principal.require(Permission.RECORD_CLASSIFY);
        }
        Occurrence at = problems.occurrence(principal, report.occurredAt());
        ProblemRules.check(report, at.recordedAt());
        List<String> incidentIds = report.incidentIds();
        return problems.create(
                principal,
                ProblemAction.REPORT,
                report,
                idempotencyKey,
                at,
                drawn -> reported(principal, report, drawn),
                report.ciIds(),
                incidentIds.isEmpty()
                        ? FirstLinks.none()
                        : new FirstLinks<>(
                                _ -> List.of(FieldChange.of("incidentIds", null, incidentIds)),
                                problem -> link(principal, problem, incidentIds, at)),
                edit -> reported(edit, report));
    }

    private Problem reported(Principal principal, ReportProblem report, Drawn drawn) {
        references.clearance(principal, report.confidentiality());
        settings.requireCategory(TicketKind.PROBLEM, report.categoryId());
        references.items(principal, report.ciIds(), report.serviceOfferingId());
        references.team(report.teamId());
        return new Problem(
                Header.first(drawn.id(), drawn.number(), principal.organisationId(), drawn.at()),
                new Facets(
                        new Facets.Description(report.title(), report.description(), report.categoryId()),
                        new Facets.People(principal.personId(), null, null),
                        new Facets.Assignment(
                                report.serviceOfferingId(), report.teamId(), null, report.teamId() != null),
                        null,
                        Facets.Rating.of(report.impact(), report.urgency(), settings.matrix(TicketKind.PROBLEM)),
                        null,
                        new Facets.Secrecy(
                                Objects.requireNonNullElse(report.confidentiality(), Confidentiality.PUBLIC_INTERNAL),
                                report.confidentialUntil())),
                ProblemState.NEW,
                null,
                null,
                null,
                null,
                0);
    }

    private static Record reported(Edited<Problem> edit, ReportProblem report) {
        Problem problem = edit.after();
        return new ProblemEvents.Reported(
                problem.id(),
                problem.number(),
                problem.state(),
                problem.priority(),
                problem.reporterId(),
                report.ciIds(),
                report.incidentIds(),
                problem.teamId());
    }

    /** Executes a command of problems alone. */
    public Problem execute(Principal principal, ProblemCommand command) {
        principal.require(Permission.PROBLEM_READ);
        Occurrence at = problems.occurrence(principal, command.occurredAt());
        ProblemRules.check(command, at.recordedAt());
        return problems.change(
                principal, command, at, key(command), (before, now) -> taken(principal, before, command, now));
    }

    private static @Nullable String key(ProblemCommand command) {
        return switch (command) {
            case ProblemCommand.LinkIncidents link -> link.idempotencyKey();
            case ProblemCommand.TellCallers tell -> tell.idempotencyKey();
            case ProblemCommand.Versioned _ -> null;
        };
    }

    /** What a command makes of a problem. Whether it may happen, the transition table has said before. */
    private Outcome<Problem> taken(Principal principal, Problem before, ProblemCommand command, Occurrence at) {
        Problem moved = problems.moved(before, command.action());
        Instant now = at.occurredAt();
        return switch (command) {
            case ProblemCommand.Assess assess ->
                edited(moved.with(moved.facets()
                        .with(Facets.Rating.of(
                                assess.impact(), assess.urgency(), settings.matrix(TicketKind.PROBLEM)))));
            case ProblemCommand.Investigate _ -> edited(withoutOutcome(moved));
            case ProblemCommand.Fix _ -> {
                requireCause(before);
                yield edited(moved);
            }
            case ProblemCommand.Resolve resolve -> {
                settings.requireChoice(
                        TicketKind.PROBLEM, TicketChoice.Purpose.RESOLUTION_CODE, resolve.code(), "code");
                yield edited(moved.with(Problem.Outcome.resolved(resolve.code(), resolve.resolution(), now))
                        .knownError(null));
            }
            case ProblemCommand.Close _ ->
                edited(moved.with(Objects.requireNonNull(moved.outcome()).closed(now)));
            case ProblemCommand.Reopen reopen ->
                edited(moved.reopened())
                        .written(problems.entry(principal, before, WorkLogEntry.Kind.COMMENT, reopen.reason(), at));
            case ProblemCommand.AcceptRisk accept ->
                edited(moved.with(Problem.Outcome.accepted(accept.reason(), accept.reviewAt())));
            case ProblemCommand.MarkDuplicate duplicate -> duplicate(principal, before, moved, duplicate, at);
            case ProblemCommand.Cancel cancel ->
                edited(moved.with(Problem.Outcome.because(cancel.reason(), now)).knownError(null));
            case ProblemCommand.Update update -> edited(updated(principal, moved, update));
            case ProblemCommand.SetRootCause set -> {
                requireItems(principal, set.cause().ciIds());
                yield edited(moved.with(set.cause()));
            }
            case ProblemCommand.MarkKnownError _ -> {
                requireCause(before);
                if (before.knownErrorSince() != null) {
                    yield Outcome.none(before);
                }
                yield Outcome.of(
                        moved.knownError(now),
                        edit -> List.of(new ProblemEvents.KnownErrorMarked(
                                before.id(), before.number(), before.state(), before.priority())));
            }
            case ProblemCommand.SetWorkaround set ->
                edited(moved.with(new Problem.Workaround(set.text(), set.steps(), before.workaroundPublishedAt())));
            case ProblemCommand.PublishWorkaround publish -> published(principal, before, publish.incidentIds(), at);
            case ProblemCommand.LinkIncidents link -> {
                List<String> linked = link(principal, before, link.incidentIds(), at);
                yield linked.isEmpty()
                        ? Outcome.none(before)
                        : Outcome.<Problem>of(
                                        before,
                                        edit -> List.of(ProblemEventMaker.incidents(edit.after(), linked, List.of())))
                                .linked(FieldChange.of("incidentIds", null, linked), false);
            }
            case ProblemCommand.UnlinkIncidents unlink -> {
                List<String> unlinked = unlink(principal, before, unlink.incidentIds(), at);
                yield unlinked.isEmpty()
                        ? Outcome.none(before)
                        : Outcome.<Problem>of(
                                        before,
                                        edit -> List.of(ProblemEventMaker.incidents(edit.after(), List.of(), unlinked)))
                                .linked(FieldChange.of("incidentIds", unlinked, null), true);
            }
            case ProblemCommand.TellCallers tell -> told(principal, before, tell, at);
        };
    }

    private static Outcome<Problem> edited(Problem after) {
        return Outcome.of(after, edit -> List.of(ProblemEventMaker.of(edit)));
    }

    private static Problem withoutOutcome(Problem problem) {
        return new Problem(
                problem.header(),
                problem.facets(),
                problem.state(),
                problem.cause(),
                problem.workaround(),
                problem.knownErrorSince(),
                null,
                problem.reopenCount());
    }

    private Problem updated(Principal principal, Problem problem, ProblemCommand.Update update) {
        settings.requireCategory(TicketKind.PROBLEM, update.categoryId().value());
        references.serviceOffering(principal, update.serviceOfferingId().value());
        Facets facets = problem.facets();
        Facets.Assignment assignment = facets.assignment();
        return problem.with(facets.with(new Facets.Description(
                        update.title().overRequired(problem.title()),
                        update.description().over(problem.description()),
                        update.categoryId().over(problem.categoryId())))
                .with(new Facets.Assignment(
                        update.serviceOfferingId().over(assignment.serviceOfferingId()),
                        assignment.teamId(),
                        assignment.assigneeId(),
                        assignment.assigned())));
    }

    private static void requireCause(Problem problem) {
        if (problem.cause() == null) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.REQUIRED,
                    "The root cause is required first; record it with problemSetRootCause.",
                    "id"));
        }
    }

    private void requireItems(Principal principal, Collection<String> ciIds) {
        Set<String> known = ciIds.isEmpty()
                ? Set.of()
                : items.byIds(principal, Set.copyOf(ciIds)).keySet();
        ciIds.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(missing -> {
            throw RefusedException.notFound("Configuration item", missing, "input", "contributingCiIds");
        });
    }

    /**
     * The other problem, which must be there, another one, and no duplicate itself, causes the incidents too from now on: those
     * that the principal sees.
     */
    private Outcome<Problem> duplicate(
            Principal principal, Problem before, Problem moved, ProblemCommand.MarkDuplicate duplicate, Occurrence at) {
        String otherId = duplicate.duplicateOfId();
        // Under its lock, so that two problems do not become duplicates of each other.
        Problem other = problems.lockAll(principal, List.of(otherId), "input", "duplicateOfId")
                .values()
                .iterator()
                .next();
        if (otherId.equals(before.id())
                || other.state() == ProblemState.DUPLICATE
                || other.state() == ProblemState.CANCELLED) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.INVALID,
                    "duplicateOfId must be another problem that is neither a duplicate nor cancelled.",
                    "input",
                    "duplicateOfId"));
        }
        List<String> caused = links.incidentIds(principal.visibility(), before.id());
        List<String> taken = caused.isEmpty() ? caused : link(principal, other, caused, at);
        if (!taken.isEmpty()) {
            problems.noteAll(
                    principal,
                    List.of(other),
                    ProblemAction.LINK_INCIDENTS,
                    at,
                    goingOn -> Outcome.of(
                                    goingOn,
                                    edit -> List.of(ProblemEventMaker.incidents(edit.after(), taken, List.of())))
                            .linked(FieldChange.of("incidentIds", null, taken), false));
        }
        return edited(
                moved.with(Problem.Outcome.duplicate(otherId, at.occurredAt())).knownError(null));
    }

    private List<String> link(Principal principal, Problem problem, Collection<String> incidentIds, Occurrence at) {
        Map<String, Incident> locked = incidents.lockAll(principal, incidentIds, "input", "incidentIds");
        List<String> linked = links.link(problem.id(), locked.keySet(), at.occurredAt());
        if (linked.isEmpty()) {
            return linked;
        }
        if (links.count(problem.id()) > MAX_LINKED) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "A problem causes at most " + MAX_LINKED + " incidents.",
                            "input",
                            "incidentIds")
                    .with("max", MAX_LINKED));
        }
        List<String> id = List.of(problem.id());
        note(
                principal,
                only(locked, linked),
                IncidentProblemAction.LINK_PROBLEM,
                at,
                FieldChange.of("problemIds", null, id),
                incident -> changed(incident, id, List.of(), List.of()));
        return linked;
    }

    private List<String> unlink(Principal principal, Problem problem, Collection<String> incidentIds, Occurrence at) {
        Map<String, Incident> locked = incidents.lockAll(principal, incidentIds, "input", "incidentIds");
        List<String> unlinked = links.unlink(problem.id(), locked.keySet(), at.occurredAt());
        List<String> id = List.of(problem.id());
        if (!unlinked.isEmpty()) {
            note(
                    principal,
                    only(locked, unlinked),
                    IncidentProblemAction.UNLINK_PROBLEM,
                    at,
                    FieldChange.of("problemIds", id, null),
                    incident -> changed(incident, List.of(), id, List.of()));
        }
        return unlinked;
    }

    private Outcome<Problem> published(
            Principal principal, Problem before, Collection<String> incidentIds, Occurrence at) {
        Problem.Workaround workaround = before.workaround();
        if (workaround == null) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.REQUIRED,
                    "A workaround is required first; write it with problemSetWorkaround.",
                    "id"));
        }
        Map<String, Incident> locked = incidents.lockAll(principal, incidentIds, "input", "incidentIds");
        Set<String> fitting = links
                .fits(
                        principal.visibility(),
                        before.id(),
                        queries.itemsOf(principal, before),
                        locked.keySet(),
                        locked.size())
                .stream()
                .map(WorkaroundFit::incidentId)
                .collect(Collectors.toSet());
        locked.values().stream()
                .filter(incident -> !fitting.contains(incident.id()))
                .findFirst()
                .ifPresent(incident -> {
                    throw new RefusedException(UserError.of(
                                    UserErrorCode.INVALID,
                                    "The workaround does not fit " + incident.number()
                                            + ": it must be open and linked, or on an item of the problem or near one"
                                            + " and of the category of a linked incident; see workaroundFits.",
                                    "input",
                                    "incidentIds")
                            .with("id", incident.id()));
                });
        List<String> published = links.publish(before.id(), locked.keySet(), at.occurredAt());
        if (published.isEmpty()) {
            return Outcome.none(before);
        }
        List<String> id = List.of(before.id());
        note(
                principal,
                only(locked, published),
                IncidentProblemAction.RECEIVE_WORKAROUND,
                at,
                FieldChange.of("workaroundOfIds", null, id),
                incident -> changed(incident, List.of(), List.of(), id));
        return Outcome.<Problem>of(
                        before.with(new Problem.Workaround(workaround.text(), workaround.steps(), at.occurredAt())),
                        edit -> List.of(new ProblemEvents.WorkaroundPublished(
                                before.id(), before.number(), before.state(), before.priority(), published)))
                .linked(FieldChange.of("workaroundIncidentIds", null, published), false);
    }

    private Outcome<Problem> told(Principal principal, Problem before, ProblemCommand.TellCallers tell, Occurrence at) {
        Set<String> linked = links.linked(before.id(), tell.incidentIds());
        Map<String, Incident> seen = incidents.byIds(principal, tell.incidentIds());
        List<String> told = new ArrayList<>();
        for (String id : tell.incidentIds().stream().sorted().toList()) {
            Incident incident = seen.get(id);
            if (incident == null || !linked.contains(id)) {
                throw RefusedException.notFound("Linked incident", id, "input", "incidentIds");
            }
            if (incidents.type().transitions().isPossible(incident, FacetAction.COMMENT)) {
                incidents.execute(principal, new FacetCommand.Comment(id, tell.text(), tell.occurredAt()));
                told.add(id);
            }
        }
        if (told.isEmpty()) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT,
                    "All of these incidents are over, and nobody comments on them any more.",
                    "input",
                    "incidentIds"));
        }
        return Outcome.<Problem>of(
                        before,
                        edit -> List.of(new ProblemEvents.CallersTold(
                                before.id(), before.number(), before.state(), before.priority(), told)))
                .linked(FieldChange.of("toldIncidentIds", null, told), false);
    }

    private List<Incident> note(
            Principal principal,
            Collection<Incident> locked,
            TicketAction action,
            Occurrence at,
            FieldChange change,
            Function<Incident, Record> event) {
        return incidents.noteAll(
                principal,
                locked,
                action,
                at,
                incident -> Outcome.of(incident, edit -> List.of(event.apply(edit.after())))
                        .linked(change, false));
    }

    private static List<Incident> only(Map<String, Incident> locked, Collection<String> ids) {
        return locked.values().stream()
                .filter(incident -> ids.contains(incident.id()))
                .toList();
    }

    private static Record changed(
            Incident incident, List<String> linked, List<String> unlinked, List<String> workarounds) {
        return new IncidentProblemsChanged(
                incident.id(), incident.number(), incident.state(), incident.priority(), linked, unlinked, workarounds);
    }

    /**
     * Says whether the workaround of a problem helped with an incident to which it is published. Needs {@code incident.work}.
     *
     * @return the incident afterwards
     */
    public Incident rateWorkaround(Principal principal, String incidentId, String problemId, boolean helped) {
        principal.require(Permission.INCIDENT_WORK);
        Occurrence at = incidents.occurrence(principal, null);
        return work.writeRepeatably(() -> {
            Incident incident =
                    incidents.lockAll(principal, List.of(incidentId), "id").get(incidentId);
            if (incident == null
                    || !problems.byIds(principal, List.of(problemId)).containsKey(problemId)) {
                throw RefusedException.notFound(Problem.TYPE, problemId, "input", "problemId");
            }
            ProblemLinks.Rated before = links.rate(problemId, incidentId, helped, at.occurredAt())
                    .orElseThrow(
                            () -> RefusedException.notFound("Published workaround", problemId, "input", "problemId"));
            if (Boolean.valueOf(helped).equals(before.before())) {
                return incident;
            }
            return note(
                            principal,
                            List.of(incident),
                            IncidentProblemAction.RATE_WORKAROUND,
                            at,
                            FieldChange.of("workaroundHelped", before.before(), helped),
                            rated -> changed(rated, List.of(), List.of(), List.of(problemId)))
                    .getFirst();
        });
    }

    /**
     * The open incidents that the workaround of a problem fits and that the principal sees, the linked and nearest first.
     *
     * @param problem one that the principal sees
     */
    public List<WorkaroundFit> fits(Principal principal, Problem problem, int limit) {
        principal.require(Permission.PROBLEM_READ);
        return links.fits(principal.visibility(), problem.id(), queries.itemsOf(principal, problem), null, limit);
    }
}
