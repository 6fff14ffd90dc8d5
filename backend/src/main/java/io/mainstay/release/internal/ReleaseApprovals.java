// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.TicketConduct;
import io.mainstay.workflow.Approvals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What every command on a release means for its approvals. An approval is for what was approved: whichever command edits that, those of
 * the facets included, the approval is withdrawn, be it given or only asked for, and the release is READY and has to be approved anew. So
 * it is when somebody who has approved it gets a part in it.
 */
@Component
final class ReleaseApprovals implements TicketConduct<Release> {

    /** What the history calls the changes that a release contains. */
    static final String CHANGES = "changeIds";

    /** What an approval is for, as the API and the history name it. */
    static final Set<String> MATERIAL = Set.of(
            CHANGES,
            "artifactNames",
            "artifactVersions",
            "artifactDigests",
            "artifactTargetCiIds",
            "artifactTargetEnvironmentIds",
            "artifactTargetCounts",
            "criterionTexts",
            "criterionEvidence",
            "criteriaMet",
            "type",
            "releaseVersion",
            "plan",
            "rollBackPlan",
            "effectiveFrom",
            "serviceChange",
            "intendedOutcome",
            // Policies ask for the services of a release, and their owners.
            "ciIds",
            "serviceOfferingId");

    private final Approvals approvals;
    private final ReleaseMatters matters;
    private final DeploymentApprovals ofDeployments;

    ReleaseApprovals(Approvals approvals, ReleaseMatters matters, DeploymentApprovals ofDeployments) {
        this.approvals = approvals;
        this.matters = matters;
        this.ofDeployments = ofDeployments;
    }

    @Override
    public @Nullable String objection(Principal principal, TicketAction action, Release release) {
        return ReleaseSegregation.objection(release, action, principal.personId());
    }

    @Override
    public Outcome<Release> settle(Principal principal, Release before, Outcome<Release> outcome, Occurrence at) {
        return ofDeployments.settled(principal, before, ofRelease(principal, before, outcome, at), at);
    }

    private Outcome<Release> ofRelease(Principal principal, Release before, Outcome<Release> outcome, Occurrence at) {
        Release after = outcome.after();
        List<String> edited = edited(before, outcome);
        boolean asked = before.approval().requestedAt() != null;
        return switch (after.state()) {
            case READY, APPROVED -> {
                if (asked && after.approval().requestedAt() != null && !edited.isEmpty()) {
                    approvals.end(principal, after.id(), at);
                    yield withdrawn(before, outcome, edited);
                }
                if (asked && !ReleaseSegregation.parts(before).equals(ReleaseSegregation.parts(after))) {
                    approvals.bar(after.id(), matters.parts(after));
                }
                yield seenAnew(before, outcome);
            }
            case CANCELLED -> {
                if (!asked) {
                    yield outcome;
                }
                approvals.end(principal, after.id(), at);
                yield outcome.with(after.with(Release.Approval.NONE));
            }
            case DEPLOYING -> {
                refusePartOfApprover(after);
                yield outcome;
            }
            case PLANNED, BUILT, DEPLOYED, EARLY_LIFE, CLOSED, ROLLED_BACK -> outcome;
        };
    }

    /** What of what is approved an outcome edits; that an approver gets a part counts as an edit of the assignment. */
    static List<String> edited(Release before, Outcome<Release> outcome) {
        List<String> edited = new ArrayList<>(edited(before, outcome, MATERIAL));
        if (anyApproverHasPart(outcome.after())) {
            edited.add("assigneeId");
        }
        return edited;
    }

    /** Which of some fields an outcome edits, links among them. */
    static List<String> edited(Release before, Outcome<Release> outcome, Set<String> fields) {
        return Stream.concat(
                        ReleaseTicketType.FIELDS.between(before, outcome.after()).stream(), outcome.links().stream())
                .map(FieldChange::field)
                .filter(fields::contains)
                .distinct()
                .toList();
    }

    private static boolean anyApproverHasPart(Release release) {
        return release.approval().approvedByIds().stream().anyMatch(id -> !ReleaseSegregation.mayApprove(release, id));
    }

    private static void refusePartOfApprover(Release after) {
        if (anyApproverHasPart(after)) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.INVALID,
                    "assigneeId must be somebody else than who approved the release.",
                    "input",
                    "assigneeId"));
        }
    }

    /** Links alone do not move the version, but whoever asks for approval names the version that they have seen. */
    private static Outcome<Release> seenAnew(Release before, Outcome<Release> outcome) {
        return before.state() != ReleaseState.PLANNED
                        && outcome.links().stream().anyMatch(link -> MATERIAL.contains(link.field()))
                ? outcome.outdating()
                : outcome;
    }

    private static Outcome<Release> withdrawn(Release before, Outcome<Release> outcome, List<String> fields) {
        Release after = outcome.after();
        return outcome.with(after.at(ReleaseState.READY)
                        .with(Release.Approval.NONE)
                        .with(after.facets().waitingFor(null)))
                .outdating()
                .telling(edit -> List.of(ReleaseEventMaker.withdrawn(
                        edit.after(), before.approval().approvedAt() != null, fields)));
    }
}
