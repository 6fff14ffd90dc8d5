// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.TicketConduct;
import io.mainstay.workflow.ApprovalMaterialFields;
import io.mainstay.workflow.Approvals;
import io.mainstay.workflow.MaterialFieldsInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * What every command on a release means for its approvals. An approval is for what was approved: whichever command edits that, those of
 * the facets included, the approval is withdrawn, be it given or only asked for, and the release is READY and has to be approved anew. So
 * it is when somebody who has approved it gets a part in it.
 */
@Component
final class ReleaseApprovals implements TicketConduct<Release> {

    private final Approvals approvals;
    private final ReleaseMatters matters;
    private final DeploymentApprovals ofDeployments;
    private final MaterialFieldsInForce material;

    ReleaseApprovals(
            Approvals approvals,
            ReleaseMatters matters,
            DeploymentApprovals ofDeployments,
            MaterialFieldsInForce material) {
        this.approvals = approvals;
        this.matters = matters;
        this.ofDeployments = ofDeployments;
        this.material = material;
    }

    @Override
    public @Nullable String objection(Principal principal, TicketAction action, Release release) {
        return ReleaseSegregation.objection(release, action, principal.personId());
    }

    @Override
    public Outcome<Release> settle(Principal principal, Release before, Outcome<Release> outcome, Occurrence at) {
        // One and the same for both, whatever becomes of the setting meanwhile; read only if there is an approval to
        // withdraw.
        Supplier<ApprovalMaterialFields> setting = SingletonSupplier.of(() -> material.of(TicketKind.RELEASE));
        return ofDeployments.settled(
                principal, before, ofRelease(principal, before, outcome, setting, at), setting, at);
    }

    private Outcome<Release> ofRelease(
            Principal principal,
            Release before,
            Outcome<Release> outcome,
            Supplier<ApprovalMaterialFields> setting,
            Occurrence at) {
        Release after = outcome.after();
        boolean asked = before.approval().requestedAt() != null;
        return switch (after.state()) {
            case READY, APPROVED -> {
                List<String> edited =
                        asked && after.approval().requestedAt() != null ? edited(before, outcome, setting) : List.of();
                if (!edited.isEmpty()) {
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
    static List<String> edited(Release before, Outcome<Release> outcome, Supplier<ApprovalMaterialFields> setting) {
        List<String> edited = new ArrayList<>(ReleaseMaterial.FIELDS.among(edited(before, outcome), setting));
        if (anyApproverHasPart(outcome.after())) {
            edited.add("assigneeId");
        }
        return edited;
    }

    /** Which fields an outcome edits, links among them. */
    static List<String> edited(Release before, Outcome<Release> outcome) {
        return Stream.concat(
                        ReleaseTicketType.FIELDS.between(before, outcome.after()).stream(), outcome.links().stream())
                .map(FieldChange::field)
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
                        && outcome.links().stream().anyMatch(link -> ReleaseMaterial.FIELDS.mayBe(link.field()))
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
