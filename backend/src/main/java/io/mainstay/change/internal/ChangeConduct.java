// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.Outcome;
import io.mainstay.workflow.ApprovalMaterialFields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What holds for every command on a change. An authorisation is for what was authorised: whichever command edits that, those of
 * the facets included, the authorisation is withdrawn. So is that of somebody who gets a part in the change. What this means for the
 * approvals of the change, {@link ChangeApprovals} does.
 */
final class ChangeConduct {

    /** What an exception from a freeze is for, whatever is set. */
    static final Set<String> EXCEPTED = Set.of("ciIds", "plannedFrom", "plannedTo");

    /** What is as the template of a standard change says, and stays so whatever is set: it is what was approved. */
    static final Set<String> OF_TEMPLATE = Set.of("plan", "testPlan", "backOutPlan");

    private static final Set<ChangeState> BEGUN =
            EnumSet.of(ChangeState.IMPLEMENTING, ChangeState.REVIEW, ChangeState.CLOSED);

    private final Supplier<ApprovalMaterialFields> setting;

    /** @param setting what an authorisation is for; asked for only when that decides whether there is one to withdraw */
    ChangeConduct(Supplier<ApprovalMaterialFields> setting) {
        this.setting = setting;
    }

    /** Whether an edit is one of what is to be approved, or gives a part to somebody who has approved it. */
    boolean revises(Change before, Outcome<Change> outcome) {
        return outcome.after().type() != ChangeType.STANDARD
                && (!material(before, outcome).isEmpty() || anyApproverHasPart(outcome.after()));
    }

    private List<String> material(Change before, Outcome<Change> outcome) {
        return ChangeMaterial.FIELDS.among(edited(before, outcome), setting);
    }

    private static List<String> edited(Change before, Outcome<Change> outcome) {
        return Stream.concat(
                        ChangeTicketType.FIELDS.between(before, outcome.after()).stream(), outcome.links().stream())
                .map(FieldChange::field)
                .toList();
    }

    /** Whether an edit ends what was asked of freezes: it moves what that was asked for, or gives the change back. */
    boolean withdrawsExceptions(Change before, Outcome<Change> outcome) {
        boolean back = before.state() != ChangeState.DRAFT && outcome.after().state() == ChangeState.DRAFT;
        return back || edited(before, outcome).stream().anyMatch(EXCEPTED::contains);
    }

    private static boolean anyApproverHasPart(Change change) {
        return Stream.concat(Stream.ofNullable(change.authorisedById()), change.approval().approvedByIds().stream())
                .anyMatch(id -> !ChangeSegregation.mayAuthorise(change, id));
    }

    Outcome<Change> settle(Change before, Outcome<Change> outcome) {
        Change after = outcome.after();
        if (after.type() == ChangeType.STANDARD) {
            refuseOfTemplate(edited(before, outcome));
            return seenAnew(before, outcome);
        }
        boolean hasPart = anyApproverHasPart(after);
        if (hasPart && BEGUN.contains(after.state())) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.INVALID,
                    "assigneeId must be somebody else than who approved the change.",
                    "input",
                    "assigneeId"));
        }
        boolean holds = before.state() == ChangeState.SCHEDULED && after.state() == ChangeState.SCHEDULED;
        List<String> edited = holds ? material(before, outcome) : List.of();
        if (holds && (hasPart || !edited.isEmpty())) {
            return withdrawn(before, outcome, hasPart ? with(edited, after) : edited);
        }
        return seenAnew(before, outcome);
    }

    private static void refuseOfTemplate(List<String> edited) {
        Validation validation = new Validation();
        edited.stream()
                .filter(OF_TEMPLATE::contains)
                .forEach(field -> validation.add(UserError.of(
                        UserErrorCode.CONFLICT,
                        field
                                + " of a standard change is what its template says; request a normal change to do it otherwise.",
                        "input",
                        field)));
        validation.refuseIfFailed();
    }

    /** Links alone do not move the version, but whoever assesses or authorises names the version that they have seen. */
    private static Outcome<Change> seenAnew(Change before, Outcome<Change> outcome) {
        return before.state() != ChangeState.DRAFT
                        && outcome.links().stream().anyMatch(link -> ChangeMaterial.FIELDS.mayBe(link.field()))
                ? outcome.outdating()
                : outcome;
    }

    private static List<String> with(List<String> edited, Change after) {
        String assigneeId = after.assigneeId();
        boolean approved = assigneeId != null
                && (assigneeId.equals(after.authorisedById())
                        || after.approval().approvedByIds().contains(assigneeId));
        if (!approved) {
            return edited;
        }
        List<String> all = new ArrayList<>(edited);
        all.add("assigneeId");
        return all;
    }

    private static Outcome<Change> withdrawn(Change before, Outcome<Change> outcome, List<String> fields) {
        Change after = outcome.after();
        return outcome.with(after.at(ChangeState.AUTHORISATION)
                        .authorised(null)
                        .with(after.facets().waitingFor(null)))
                .telling(edit -> List.of(ChangeEventMaker.withdrawn(before, edit.after(), fields)));
    }
}
