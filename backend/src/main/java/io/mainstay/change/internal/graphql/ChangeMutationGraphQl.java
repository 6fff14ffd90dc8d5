// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeService;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.record.FieldUpdate;
import io.mainstay.ticket.TicketPayload;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What is done to changes alone: each translates its arguments into a command. */
@Controller
class ChangeMutationGraphQl {

    private final ChangeService changes;

    ChangeMutationGraphQl(ChangeService changes) {
        this.changes = changes;
    }

    @MutationMapping
    TicketPayload changeRequest(
            @Argument ChangeMutationInputs.Request input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(() -> changes.request(principal, input.command(), idempotencyKey), TicketPayload::new);
    }

    @MutationMapping
    TicketPayload changeUpdate(
            @Argument String id,
            @Argument ChangeMutationInputs.Update input,
            @Argument int expectedVersion,
            Principal principal) {
        return Payload.of(() -> changes.execute(principal, input.command(id, expectedVersion)), TicketPayload::new);
    }

    @MutationMapping
    TicketPayload changeExcludeCis(
            @Argument String id,
            @Argument ChangeMutationInputs.Exclude input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.ExcludeCis(
                        id, expectedVersion, input.eachOnce(), input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeRequestFreezeException(
            @Argument String id,
            @Argument ChangeMutationInputs.RequestFreezeException input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.RequestFreezeException(
                        id, expectedVersion, input.eachOnce(), input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeIncludeCis(
            @Argument String id,
            @Argument ChangeMutationInputs.Include input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new ChangeCommand.IncludeCis(id, expectedVersion, input.eachOnce(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeLinkRecords(
            @Argument String id,
            @Argument ChangeMutationInputs.Records input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.LinkRecords(
                        id, input.eachIncident(), input.eachProblem(), idempotencyKey, input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeUnlinkRecords(
            @Argument String id,
            @Argument ChangeMutationInputs.Records input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.UnlinkRecords(
                        id, expectedVersion, input.eachIncident(), input.eachProblem(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeSetGraphEdit(
            @Argument String id,
            @Argument ChangeGraphEditInput input,
            @Argument int expectedVersion,
            Principal principal) {
        return Payload.of(
                () -> changes.execute(
                        principal,
                        new ChangeCommand.SetGraphEdit(
                                id, expectedVersion, input.plan(principal.organisationId()), input.occurredAt())),
                TicketPayload::new);
    }

    @MutationMapping
    TicketPayload changeSetPlannedOutages(
            @Argument String id,
            @Argument ChangeMutationInputs.SetPlannedOutages input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.SetPlannedOutages(id, expectedVersion, input.outages(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeExemptFromConflicts(
            @Argument String id,
            @Argument ChangeMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.ExemptFromConflicts(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeEndConflictExemption(
            @Argument String id,
            @Argument ChangeMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.EndConflictExemption(
                        id, expectedVersion, ChangeMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload changeSubmit(
            @Argument String id,
            @Argument ChangeMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new ChangeCommand.Submit(id, expectedVersion, ChangeMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload changeAuthorise(
            @Argument String id,
            @Argument ChangeMutationInputs.@Nullable Authorise input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                input == null
                        ? new ChangeCommand.Authorise(id, expectedVersion, null, null, null)
                        : new ChangeCommand.Authorise(
                                id, expectedVersion, input.comment(), input.evidenceVersion(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeStart(
            @Argument String id,
            @Argument ChangeMutationInputs.@Nullable Start input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                input == null
                        ? new ChangeCommand.Start(id, expectedVersion, null, null)
                        : new ChangeCommand.Start(id, expectedVersion, input.overrideReason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeAssess(
            @Argument String id,
            @Argument ChangeMutationInputs.Assess input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.Assess(id, expectedVersion, input.riskLevel(), input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeAuthoriseVerbally(
            @Argument String id,
            @Argument ChangeMutationInputs.Verbally input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.AuthoriseVerbally(
                        id, expectedVersion, input.how(), input.givenAt(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeReject(
            @Argument String id,
            @Argument ChangeMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new ChangeCommand.Reject(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeCancel(
            @Argument String id,
            @Argument ChangeMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new ChangeCommand.Cancel(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeMarkUnauthorised(
            @Argument String id,
            @Argument ChangeMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new ChangeCommand.MarkUnauthorised(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeAddTask(
            @Argument String id,
            @Argument ChangeMutationInputs.AddTask input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.AddTask(
                        id,
                        input.position(),
                        input.title(),
                        input.ownerId(),
                        input.teamId(),
                        input.dueAt(),
                        idempotencyKey,
                        input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeUpdateTask(
            @Argument String id,
            @Argument ChangeMutationInputs.UpdateTask input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.UpdateTask(
                        id,
                        expectedVersion,
                        input.taskId(),
                        FieldUpdate.of(input.position()),
                        FieldUpdate.of(input.title()),
                        FieldUpdate.of(input.ownerId()),
                        FieldUpdate.of(input.teamId()),
                        FieldUpdate.of(input.dueAt()),
                        input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeRemoveTask(
            @Argument String id,
            @Argument ChangeMutationInputs.RemoveTask input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new ChangeCommand.RemoveTask(id, expectedVersion, input.taskId(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeCompleteTask(
            @Argument String id,
            @Argument ChangeMutationInputs.CompleteTask input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.CompleteTask(
                        id, input.taskId(), input.done(), input.result(), idempotencyKey, input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeComplete(
            @Argument String id,
            @Argument ChangeMutationInputs.Complete input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.Complete(
                        id,
                        expectedVersion,
                        input.outcome(),
                        input.note(),
                        input.applyGraphEdit(),
                        input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeFilePaperwork(
            @Argument String id,
            @Argument ChangeMutationInputs.Paperwork input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.FilePaperwork(
                        id,
                        expectedVersion,
                        input.plan(),
                        input.backOutPlan(),
                        input.testPlan(),
                        input.noTestReason(),
                        input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeRecordCabReview(
            @Argument String id,
            @Argument ChangeMutationInputs.CabReview input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ChangeCommand.RecordCabReview(
                        id, expectedVersion, input.findings(), input.meetingId(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload changeClose(
            @Argument String id,
            @Argument ChangeMutationInputs.Review input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new ChangeCommand.Close(id, expectedVersion, input.review(), input.occurredAt()));
    }

    private TicketPayload execute(Principal principal, ChangeCommand command) {
        return Payload.of(() -> changes.execute(principal, command), TicketPayload::new);
    }
}
