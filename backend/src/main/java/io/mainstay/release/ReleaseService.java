// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.release.internal.DeploymentApprovals;
import io.mainstay.release.internal.Deployments;
import io.mainstay.release.internal.ReleaseEventMaker;
import io.mainstay.release.internal.ReleaseMatters;
import io.mainstay.release.internal.ReleaseParts;
import io.mainstay.release.internal.ReleaseReadiness;
import io.mainstay.release.internal.ReleaseRules;
import io.mainstay.release.internal.ReleaseTargets;
import io.mainstay.release.internal.store.ReleaseLinks;
import io.mainstay.ticket.FacetEvents;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.TicketReferences;
import io.mainstay.ticket.TicketSettingsInForce;
import io.mainstay.ticket.Tickets;
import io.mainstay.ticket.Tickets.Drawn;
import io.mainstay.ticket.Tickets.FirstLinks;
import io.mainstay.workflow.Approvals;
import io.mainstay.workflow.GivenDecision;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The use cases of releases alone; what is done to tickets of most kinds, and reading, is in {@link Tickets}. A refusal is thrown
 * as {@link RefusedException} or {@link io.mainstay.kernel.ForbiddenException}, and then nothing has been changed.
 */
@Service
public final class ReleaseService {

    private static final String CHANGE_ID = "changeId";
    private static final String CHANGE_IDS = "changeIds";
    private static final String INCIDENT_IDS = "incidentIds";
    private static final String RELEASE_IDS = "releaseIds";

    private final Tickets<Release, ReleaseState> releases;
    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final TicketReferences references;
    private final TicketSettingsInForce settings;
    private final ReleaseLinks links;
    private final ReleaseTargets targets;
    private final Deployments deployments;
    private final Approvals approvals;
    private final ReleaseMatters matters;

    ReleaseService(
            Tickets<Release, ReleaseState> releases,
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            TicketReferences references,
            TicketSettingsInForce settings,
            ReleaseLinks links,
            ReleaseTargets targets,
            Deployments deployments,
            Approvals approvals,
            ReleaseMatters matters) {
        this.releases = releases;
        this.changes = changes;
        this.incidents = incidents;
        this.references = references;
        this.settings = settings;
        this.links = links;
        this.targets = targets;
        this.deployments = deployments;
        this.approvals = approvals;
        this.matters = matters;
    }

    /**
     * Plans a release, perhaps of changes.
     *
     * @param idempotencyKey makes the call safe to repeat; null for none
     */
    public Release plan(Principal principal, PlanRelease plan, @Nullable String idempotencyKey) {
        principal.require(Permission.RELEASE_PLAN);
        if (plan.teamId() != null) {
            principal.require(Permission.RELEASE_WORK);
        }
        if (plan.confidentiality() != null && plan.confidentiality() != Confidentiality.PUBLIC_INTERNAL) {
            principal.require(Permission.RECORD_CLASSIFY);
        }
        Occurrence at = releases.occurrence(principal, plan.occurredAt());
        ReleaseRules.check(plan, at.recordedAt());
        List<String> changeIds = plan.changeIds();
        return releases.create(
                principal,
                ReleaseAction.PLAN,
                plan,
                idempotencyKey,
                at,
                drawn -> planned(principal, plan, drawn),
                plan.ciIds(),
                changeIds.isEmpty()
                        ? FirstLinks.none()
                        : new FirstLinks<>(
                                _ -> List.of(FieldChange.of(CHANGE_IDS, null, changeIds)),
                                release -> link(principal, release, changeIds, CHANGE_IDS, at)),
                edit -> ReleaseEventMaker.planned(edit.after(), plan));
    }

    private Release planned(Principal principal, PlanRelease plan, Drawn drawn) {
        references.clearance(principal, plan.confidentiality());
        settings.requireCategory(TicketKind.RELEASE, plan.categoryId());
        references.items(principal, plan.ciIds(), plan.serviceOfferingId());
        references.team(plan.teamId());
        targets.check(
                principal,
                plan.content().artifacts(),
                plan.ciIds(),
                i -> List.of("input", "artifacts", String.valueOf(i)));
        return new Release(
                Header.first(drawn.id(), drawn.number(), principal.organisationId(), drawn.at()),
                new Facets(
                        new Facets.Description(plan.title(), plan.description(), plan.categoryId()),
                        new Facets.People(principal.personId(), null, null),
                        new Facets.Assignment(plan.serviceOfferingId(), plan.teamId(), null, plan.teamId() != null),
                        null,
                        Facets.Rating.of(plan.impact(), plan.urgency(), settings.matrix(TicketKind.RELEASE)),
                        null,
                        new Facets.Secrecy(
                                Objects.requireNonNullElse(plan.confidentiality(), Confidentiality.PUBLIC_INTERNAL),
                                plan.confidentialUntil())),
                ReleaseState.PLANNED,
                plan.type(),
                plan.content(),
                plan.plan(),
                Release.Approval.NONE,
                Release.Course.NONE,
                plan.service(),
                Release.DeploymentApprovers.NONE);
    }

    /** Executes a command of releases alone. */
    public Release execute(Principal principal, ReleaseCommand command) {
        principal.require(Permission.RELEASE_READ);
        if (!(command instanceof ReleaseCommand.Decide || command instanceof ReleaseCommand.DecideDeployment)) {
            // Before anything is said of what they send.
            principal.require(Permission.RELEASE_WORK);
        }
        Occurrence at = releases.occurrence(principal, command.occurredAt());
        ReleaseRules.check(command, at.recordedAt());
        String number = command.action() == ReleaseAction.SCHEDULE_DEPLOYMENT ? deployments.nextNumber() : "";
        return releases.change(
                principal,
                command,
                at,
                command instanceof ReleaseCommand.Adding adding ? adding.idempotencyKey() : null,
                (before, now) -> taken(principal, before, command, number, now));
    }

    /** What a command makes of a release. Whether it may happen, the transition table has said before. */
    private Outcome<Release> taken(
            Principal principal, Release before, ReleaseCommand command, String number, Occurrence at) {
        Release moved = releases.moved(before, command.action());
        Instant now = at.occurredAt();
        return switch (command) {
            case ReleaseCommand.Update update -> updated(updated(principal, moved, update.update()));
            case ReleaseCommand.AddChange add -> {
                List<String> linked = link(principal, before, List.of(add.changeId()), CHANGE_ID, at);
                yield linked.isEmpty()
                        ? Outcome.none(before)
                        : edited(before, release -> ReleaseEventMaker.changes(release, linked, List.of()))
                                .linked(FieldChange.of(CHANGE_IDS, null, linked), false);
            }
            case ReleaseCommand.RemoveChange remove -> {
                List<String> unlinked = unlink(principal, before, remove.changeId(), at);
                yield unlinked.isEmpty()
                        ? Outcome.none(before)
                        : edited(before, release -> ReleaseEventMaker.changes(release, List.of(), unlinked))
                                .linked(FieldChange.of(CHANGE_IDS, unlinked, null), true);
            }
            case ReleaseCommand.AddArtifact add -> {
                List<String> affected =
                        releases.ciIds(Principal.SYSTEM, List.of(before.id())).getOrDefault(before.id(), List.of());
                targets.check(principal, List.of(add.artifact()), affected, _ -> List.of("input"));
                yield updated(ReleaseParts.withArtifact(before, add.artifact()));
            }
            case ReleaseCommand.RemoveArtifact remove -> updated(ReleaseParts.withoutArtifact(before, remove.digest()));
            case ReleaseCommand.SetCriterion set -> updated(ReleaseParts.withCriterion(before, set));
            case ReleaseCommand.RemoveCriterion remove ->
                updated(ReleaseParts.withoutCriterion(before, remove.number()));
            case ReleaseCommand.MarkBuilt _ -> {
                ReleaseReadiness.checkBuilt(before);
                yield edited(moved, ReleaseEventMaker::built);
            }
            case ReleaseCommand.MarkReady _ -> {
                ReleaseReadiness.checkReady(before);
                yield edited(moved, ReleaseEventMaker::ready);
            }
            case ReleaseCommand.RequestApproval _ -> approvalRequested(principal, before, at);
            case ReleaseCommand.Decide decide -> decided(principal, before, decide.decision(), at);
            case ReleaseCommand.ScheduleDeployment schedule ->
                deployments.scheduled(principal, before, schedule, number, at);
            case ReleaseCommand.RequestDeployment request ->
                deployments.requested(principal, before, request, number, at);
            case ReleaseCommand.DecideDeployment decide -> deployments.decided(principal, before, decide, at);
            case ReleaseCommand.StartDeployment start -> deployments.started(principal, before, start, at);
            case ReleaseCommand.ReportDeployment report -> deployments.reported(principal, before, report, at);
            case ReleaseCommand.LinkIncidents link -> {
                List<String> linked = linkIncidents(principal, before, link.incidentIds(), at);
                yield linked.isEmpty()
                        ? Outcome.none(before)
                        : edited(before, release -> ReleaseEventMaker.incidents(release, linked, List.of()))
                                .linked(FieldChange.of(INCIDENT_IDS, null, linked), false);
            }
            case ReleaseCommand.UnlinkIncidents unlink -> {
                List<String> unlinked = unlinkIncidents(principal, before, unlink.incidentIds(), at);
                yield unlinked.isEmpty()
                        ? Outcome.none(before)
                        : edited(before, release -> ReleaseEventMaker.incidents(release, List.of(), unlinked))
                                .linked(FieldChange.of(INCIDENT_IDS, unlinked, null), true);
            }
            case ReleaseCommand.RollBack rollBack ->
                deployments.rolledBack(principal, moved.with(moved.course().rolledBack(rollBack.reason(), now)), at);
            case ReleaseCommand.Review review -> {
                ReleaseRules.checkOutcome(before, review.outcome());
                ReleaseRules.checkNewService(before, review.serviceOfferingId());
                references.serviceOffering(principal, review.serviceOfferingId());
                yield edited(reviewed(moved, review), ReleaseEventMaker::reviewed);
            }
            case ReleaseCommand.Close _ -> {
                ReleaseReadiness.checkClosed(before, now);
                yield deployments.over(
                        principal, edited(moved.with(moved.course().closed(now)), ReleaseEventMaker::closed), at);
            }
            case ReleaseCommand.Cancel cancel ->
                deployments.over(
                        principal,
                        edited(
                                moved.with(moved.course().cancelled(cancel.reason(), now)),
                                ReleaseEventMaker::cancelled),
                        at);
        };
    }

    private static Release reviewed(Release moved, ReleaseCommand.Review review) {
        Release.ServicePlan service = moved.service();
        Facets facets = moved.facets();
        Facets.Assignment assignment = facets.assignment();
        return ReleaseParts.reviewed(moved, review.criteria())
                .with(moved.course().reviewed(review.review()))
                .with(facets.with(new Facets.Assignment(
                        review.serviceOfferingId() == null
                                ? assignment.serviceOfferingId()
                                : review.serviceOfferingId(),
                        assignment.teamId(),
                        assignment.assigneeId(),
                        assignment.assigned())))
                .with(new Release.ServicePlan(
                        service.change(),
                        service.intended(),
                        review.outcome() == null ? service.outcome() : review.outcome()));
    }

    private static Outcome<Release> edited(Release after, Function<Release, Record> event) {
        return Outcome.of(after, edit -> List.of(event.apply(edit.after())));
    }

    private static Outcome<Release> updated(Release after) {
        return Outcome.of(after, edit -> List.of(FacetEvents.updated(TicketKind.RELEASE, edit)));
    }

    private Release updated(Principal principal, Release release, ReleaseUpdate update) {
        settings.requireCategory(TicketKind.RELEASE, update.categoryId().value());
        references.serviceOffering(principal, update.serviceOfferingId().value());
        Facets facets = release.facets();
        Facets.Assignment assignment = facets.assignment();
        return release.with(facets.with(new Facets.Description(
                                update.title().overRequired(release.title()),
                                update.description().over(release.description()),
                                update.categoryId().over(release.categoryId())))
                        .with(new Facets.Assignment(
                                update.serviceOfferingId().over(assignment.serviceOfferingId()),
                                assignment.teamId(),
                                assignment.assigneeId(),
                                assignment.assigned())))
                .with(update.type().overRequired(release.type()))
                .with(release.content()
                        .withVersion(update.releaseVersion()
                                .overRequired(release.content().version())))
                .with(update.over(release.plan()))
                .with(update.over(release.service()));
    }

    /** Asks those whom the policy names; whom it named before is asked no more. */
    private Outcome<Release> approvalRequested(Principal principal, Release before, Occurrence at) {
        if (before.approval().requestedAt() != null) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT, "It is asked for its approval already; an edit withdraws that.", "id"));
        }
        ReleaseReadiness.checkReady(before);
        ReleaseReadiness.checkPlanned(before);
        String byId = principal.personId();
        Release requested = before.with(Release.Approval.requested(at.occurredAt(), byId, List.of(), List.of()));
        Approvals.Asked asked = approvals.open(principal, matters.of(requested), at);
        return edited(
                before.with(Release.Approval.requested(at.occurredAt(), byId, asked.personIds(), asked.teamIds())),
                ReleaseEventMaker::approvalRequested);
    }

    /**
     * A decision on the approval of the release, and what follows: by the last approval that its policy wants it is approved, by one
     * rejection it has to be asked for anew.
     */
    private Outcome<Release> decided(Principal principal, Release before, GivenDecision decision, Occurrence at) {
        Approvals.Verdict verdict = approvals.decide(principal, before.id(), null, matters.parts(before), decision, at);
        if (verdict.request().state().approved()) {
            ReleaseReadiness.checkReady(before);
        }
        Release counted = before.with(before.approval().approvedBy(verdict.approvedByIds()));
        Outcome<Release> outcome = switch (verdict.whole()) {
            case OPEN -> Outcome.of(counted, _ -> List.of());
            case APPROVED ->
                edited(
                        releases.moved(counted, ReleaseAction.DECIDE)
                                .with(counted.approval().approved(at.occurredAt())),
                        ReleaseEventMaker::approved);
            case REJECTED -> rejected(principal, before, DeploymentApprovals.reason(decision), at);
        };
        for (FieldChange link : verdict.links()) {
            outcome = outcome.linked(link, false);
        }
        return outcome;
    }

    private Outcome<Release> rejected(Principal principal, Release before, String reason, Occurrence at) {
        return edited(before.with(Release.Approval.rejected(reason)), ReleaseEventMaker::rejected)
                .written(releases.entry(principal, before, WorkLogEntry.Kind.COMMENT, reason, at));
    }

    private List<String> link(
            Principal principal, Release release, Collection<String> changeIds, String field, Occurrence at) {
        Map<String, Change> locked = changes.lockAll(principal, changeIds, "input", field);
        List<String> linked = links.link(release.id(), locked.keySet(), at.occurredAt());
        if (!linked.isEmpty() && links.changeIds(release.id()).size() > ReleaseRules.MAX_CHANGES) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "A release contains at most " + ReleaseRules.MAX_CHANGES + " changes.",
                            "input",
                            field)
                    .with("max", ReleaseRules.MAX_CHANGES));
        }
        List<String> id = List.of(release.id());
        changes.noteLink(
                principal,
                locked,
                linked,
                RecordReleaseAction.LINK_RELEASE,
                at,
                FieldChange.of(RELEASE_IDS, null, id),
                change -> told(change, id, List.of()));
        return linked;
    }

    private List<String> unlink(Principal principal, Release release, String changeId, Occurrence at) {
        Map<String, Change> locked = changes.lockAll(principal, List.of(changeId), "input", CHANGE_ID);
        List<String> unlinked = links.unlink(release.id(), locked.keySet(), at.occurredAt());
        List<String> id = List.of(release.id());
        changes.noteLink(
                principal,
                locked,
                unlinked,
                RecordReleaseAction.UNLINK_RELEASE,
                at,
                FieldChange.of(RELEASE_IDS, id, null),
                change -> told(change, List.of(), id));
        return unlinked;
    }

    private List<String> linkIncidents(
            Principal principal, Release release, Collection<String> incidentIds, Occurrence at) {
        Map<String, Incident> locked = incidents.lockAll(principal, incidentIds, "input", INCIDENT_IDS);
        List<String> linked = links.linkIncidents(release.id(), locked.keySet(), at.occurredAt());
        if (!linked.isEmpty() && links.countIncidents(release.id()) > ReleaseRules.MAX_INCIDENTS) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "At most " + ReleaseRules.MAX_INCIDENTS + " incidents are linked to a release.",
                            "input",
                            INCIDENT_IDS)
                    .with("max", ReleaseRules.MAX_INCIDENTS));
        }
        List<String> id = List.of(release.id());
        incidents.noteLink(
                principal,
                locked,
                linked,
                RecordReleaseAction.LINK_RELEASE,
                at,
                FieldChange.of(RELEASE_IDS, null, id),
                incident -> told(incident, id, List.of()));
        return linked;
    }

    private List<String> unlinkIncidents(
            Principal principal, Release release, Collection<String> incidentIds, Occurrence at) {
        Map<String, Incident> locked = incidents.lockAll(principal, incidentIds, "input", INCIDENT_IDS);
        List<String> unlinked = links.unlinkIncidents(release.id(), locked.keySet(), at.occurredAt());
        List<String> id = List.of(release.id());
        incidents.noteLink(
                principal,
                locked,
                unlinked,
                RecordReleaseAction.UNLINK_RELEASE,
                at,
                FieldChange.of(RELEASE_IDS, id, null),
                incident -> told(incident, List.of(), id));
        return unlinked;
    }

    private static Record told(Change change, List<String> linked, List<String> unlinked) {
        return new ChangeReleasesChanged(
                change.id(), change.number(), change.state(), change.priority(), linked, unlinked);
    }

    private static Record told(Incident incident, List<String> linked, List<String> unlinked) {
        return new IncidentReleasesChanged(
                incident.id(), incident.number(), incident.state(), incident.priority(), linked, unlinked);
    }
}
