// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import io.mainstay.release.internal.store.DeploymentStore;
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.ApprovalMaterialFields;
import io.mainstay.workflow.Approvals;
import io.mainstay.workflow.Approver;
import io.mainstay.workflow.GivenDecision;
import io.mainstay.workflow.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The approvals of single deployments, to environments that need them. Whoever plans a deployment there asks for its approval by that. It is
 * for this release as it is, this environment and this window: whichever command edits what is deployed, those of the facets included, or
 * moves the window, the approval is withdrawn, be it given or only asked for. So it is when somebody who has approved it gets a part in
 * the release. Everything here runs with the lock of the release held.
 */
@Component
public final class DeploymentApprovals {

    private final Approvals approvals;
    private final ReleaseMatters matters;
    private final DeploymentStore store;
    private final IdentityViews identity;

    DeploymentApprovals(Approvals approvals, ReleaseMatters matters, DeploymentStore store, IdentityViews identity) {
        this.approvals = approvals;
        this.matters = matters;
        this.store = store;
        this.identity = identity;
    }

    /** Asks those whom the policy names to approve a deployment; whom it named before is asked no more. */
    Deployment asked(
            Principal principal,
            Release release,
            DeploymentEnvironment environment,
            Deployment deployment,
            Occurrence at) {
        String byId = principal.personId();
        Deployment proposed = deployment.with(Release.Approval.requested(at.occurredAt(), byId, List.of(), List.of()));
        Approvals.Asked asked = approvals.open(principal, matters.of(release, proposed, environment), at);
        return deployment.with(Release.Approval.requested(at.occurredAt(), byId, asked.personIds(), asked.teamIds()));
    }

    /** A deployment is approved no more, or by nobody who is still asked. */
    Deployment withdrawn(Principal principal, Deployment deployment, Occurrence at) {
        if (deployment.approval().requestedAt() != null) {
            approvals.end(principal, deployment.releaseId(), deployment.id(), at);
        }
        return deployment.with(Release.Approval.NONE);
    }

    /** A decision on the approval of a deployment: what becomes of the deployment, and the verdict. */
    record Decided(Deployment after, Approvals.Verdict verdict) {}

    Decided decided(Principal principal, Release release, Deployment before, GivenDecision decision, Occurrence at) {
        Approvals.Verdict verdict =
                approvals.decide(principal, release.id(), before.id(), matters.parts(release, before), decision, at);
        Release.Approval counted = before.approval().approvedBy(verdict.approvedByIds());
        Deployment timed = verdict.whole() == Standing.APPROVED ? begun(before, at) : before;
        return new Decided(
                timed.with(
                        switch (verdict.whole()) {
                            case OPEN -> counted;
                            case APPROVED -> counted.approved(at.occurredAt());
                            case REJECTED -> Release.Approval.rejected(reason(decision));
                        }),
                verdict);
    }

    /** What a pipeline asked for from then on waited for this: it has its time from now on. */
    private static Deployment begun(Deployment approved, Occurrence at) {
        Deployment.Window window = approved.window();
        return window == null || !window.onRequest()
                ? approved
                : approved.planned(window.beginning(at.recordedAt()), approved.plannedById());
    }

    /** Whether somebody is asked to approve it who has not yet. */
    static boolean isWaiting(Deployment deployment, DeploymentEnvironment environment) {
        return ReleaseMaterial.isAsked(deployment) && !DeploymentGate.isApproved(deployment, environment);
    }

    /** Why something was not approved, by the decision that ended its approval. */
    public static String reason(GivenDecision decision) {
        String comment = Objects.requireNonNull(decision.comment());
        return decision.decision() == ApprovalDecision.REJECT
                ? comment
                : "Too few are left who could approve it: " + comment;
    }

    /**
     * What an edit of a release means for the approvals of its deployments. Reads them only if it is one that may mean something.
     *
     * @param setting what approvals are for; asked for only if a deployment has one
     */
    Outcome<Release> settled(
            Principal principal,
            Release before,
            Outcome<Release> outcome,
            Supplier<ApprovalMaterialFields> setting,
            Occurrence at) {
        Release after = outcome.after();
        List<String> touched = ReleaseApprovals.edited(before, outcome);
        boolean othersHavePart = !ReleaseSegregation.parts(before).equals(ReleaseSegregation.parts(after));
        if (touched.stream().noneMatch(ReleaseMaterial.OF_DEPLOYMENTS::mayBe) && !othersHavePart) {
            return outcome;
        }
        List<Deployment> all = new ArrayList<>(store.of(after.id()));
        if (all.stream().noneMatch(ReleaseMaterial::isAsked)) {
            return outcome;
        }
        List<String> edited = ReleaseMaterial.OF_DEPLOYMENTS.among(touched, setting);
        if (edited.isEmpty() && !othersHavePart) {
            return outcome;
        }
        Map<String, String> inRelease = matters.parts(after);
        Outcome<Release> settled = outcome;
        for (int index = 0; index < all.size(); index++) {
            Deployment asked = all.get(index);
            if (!ReleaseMaterial.isAsked(asked)) {
                continue;
            }
            List<String> fields = new ArrayList<>(edited);
            Map<String, String> parts = ReleaseMatters.parts(inRelease, asked);
            if (asked.approval().approvedByIds().stream().anyMatch(parts::containsKey)) {
                fields.add("assigneeId");
            }
            if (fields.isEmpty()) {
                approvals.bar(after.id(), asked.id(), parts);
                continue;
            }
            Deployment back = withdrawn(principal, asked, at);
            store.save(back);
            all.set(index, back);
            settled = withdrawn(settled, asked, fields);
            for (FieldChange change : DeploymentTrail.between(asked, back)) {
                settled = settled.linked(change, false);
            }
        }
        return seen(settled, all);
    }

    /** The approval of a deployment, given or only asked for, is none any more: it is told which edit took it away. */
    static Outcome<Release> withdrawn(Outcome<Release> outcome, Deployment before, List<String> fields) {
        return outcome.telling(edit -> List.of(ReleaseEventMaker.withdrawn(edit.after(), before, fields)));
    }

    /** Who is asked to approve a deployment of a release, and then who has, sees the release; whom nobody asks any more does not by that. */
    static Release seen(Release release, Collection<Deployment> all) {
        Release.DeploymentApprovers approvers = new Release.DeploymentApprovers(
                each(
                        all,
                        approval -> approval.approvedAt() == null ? approval.approverIds() : approval.approvedByIds()),
                each(all, approval -> approval.approvedAt() == null ? approval.approverTeamIds() : List.of()));
        return approvers.equals(release.deploymentApprovers()) ? release : release.with(approvers);
    }

    /** The same of what becomes of the release by a command. */
    static Outcome<Release> seen(Outcome<Release> outcome, Collection<Deployment> all) {
        return outcome.with(seen(outcome.after(), all));
    }

    private static List<String> each(Collection<Deployment> all, Function<Release.Approval, List<String>> asked) {
        return all.stream()
                .filter(deployment -> deployment.state() != DeploymentState.CANCELLED)
                .flatMap(deployment -> asked.apply(deployment.approval()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Who is asked now to approve a deployment, in words; nobody if that is not needed, given or not asked for, or none is left of those who are. */
    List<String> waitedFor(Deployment deployment, DeploymentEnvironment environment) {
        if (!isWaiting(deployment, environment)) {
            return List.of();
        }
        List<Approver> asked = approvals.waitedFor(deployment.releaseId(), deployment.id());
        Set<String> personIds =
                asked.stream().flatMap(one -> Stream.ofNullable(one.personId())).collect(Collectors.toSet());
        Set<String> teamIds =
                asked.stream().flatMap(one -> Stream.ofNullable(one.teamId())).collect(Collectors.toSet());
        Map<String, PersonView> people = personIds.isEmpty() ? Map.of() : identity.people(personIds);
        Map<String, TeamView> teams = teamIds.isEmpty() ? Map.of() : identity.teams(teamIds);
        return asked.stream()
                .flatMap(one -> switch (one.kind()) {
                    case ROLE -> Stream.of("the role " + one.role());
                    case CAB -> Stream.of("the change advisory board");
                    case TEAM ->
                        Stream.ofNullable(teams.get(String.valueOf(one.teamId())))
                                .map(team -> "the team " + team.name());
                    // There may be no owner, and who was one may be gone.
                    case PERSON, CI_OWNER, SERVICE_OWNER ->
                        Stream.ofNullable(people.get(String.valueOf(one.personId())))
                                .map(PersonView::displayName);
                })
                .distinct()
                .toList();
    }
}
