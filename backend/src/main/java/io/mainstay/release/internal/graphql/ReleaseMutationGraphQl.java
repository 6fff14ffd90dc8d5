// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.release.ReleaseCommand;
import io.mainstay.release.ReleaseService;
import io.mainstay.ticket.TicketPayload;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What is done to releases alone: each translates its arguments into a command. */
@Controller
class ReleaseMutationGraphQl {

    private final ReleaseService releases;

    ReleaseMutationGraphQl(ReleaseService releases) {
        this.releases = releases;
    }

    @MutationMapping
    TicketPayload releasePlan(
            @Argument ReleaseMutationInputs.Plan input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(() -> releases.plan(principal, input.command(), idempotencyKey), TicketPayload::new);
    }

    @MutationMapping
    TicketPayload releaseUpdate(
            @Argument String id,
            @Argument ReleaseMutationInputs.Update input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    @MutationMapping
    TicketPayload releaseAddChange(
            @Argument String id,
            @Argument ReleaseMutationInputs.OneChange input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal, new ReleaseCommand.AddChange(id, input.changeId(), idempotencyKey, input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseRemoveChange(
            @Argument String id,
            @Argument ReleaseMutationInputs.OneChange input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new ReleaseCommand.RemoveChange(id, expectedVersion, input.changeId(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseAddArtifact(
            @Argument String id,
            @Argument ReleaseMutationInputs.AddArtifact input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal, new ReleaseCommand.AddArtifact(id, input.artifact(), idempotencyKey, input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseRemoveArtifact(
            @Argument String id,
            @Argument ReleaseMutationInputs.RemoveArtifact input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new ReleaseCommand.RemoveArtifact(id, expectedVersion, input.digest(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseSetCriterion(
            @Argument String id,
            @Argument ReleaseMutationInputs.SetCriterion input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ReleaseCommand.SetCriterion(
                        id,
                        expectedVersion,
                        input.number(),
                        input.text(),
                        input.evidence(),
                        input.met(),
                        input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseRemoveCriterion(
            @Argument String id,
            @Argument ReleaseMutationInputs.RemoveCriterion input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new ReleaseCommand.RemoveCriterion(id, expectedVersion, input.number(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseMarkBuilt(
            @Argument String id,
            @Argument ReleaseMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ReleaseCommand.MarkBuilt(id, expectedVersion, ReleaseMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload releaseMarkReady(
            @Argument String id,
            @Argument ReleaseMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ReleaseCommand.MarkReady(id, expectedVersion, ReleaseMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload releaseRequestApproval(
            @Argument String id,
            @Argument ReleaseMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ReleaseCommand.RequestApproval(id, expectedVersion, ReleaseMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload releaseLinkIncidents(
            @Argument String id,
            @Argument ReleaseMutationInputs.Incidents input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal, new ReleaseCommand.LinkIncidents(id, input.eachOnce(), idempotencyKey, input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseUnlinkIncidents(
            @Argument String id,
            @Argument ReleaseMutationInputs.Incidents input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ReleaseCommand.UnlinkIncidents(id, expectedVersion, input.eachOnce(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseRollBack(
            @Argument String id,
            @Argument ReleaseMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new ReleaseCommand.RollBack(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseReview(
            @Argument String id,
            @Argument ReleaseMutationInputs.Review input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ReleaseCommand.Review(
                        id,
                        expectedVersion,
                        input.review(),
                        input.serviceOfferingId(),
                        input.serviceOutcome(),
                        Objects.requireNonNullElse(input.criteria(), List.of()),
                        input.occurredAt()));
    }

    @MutationMapping
    TicketPayload releaseClose(
            @Argument String id,
            @Argument ReleaseMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ReleaseCommand.Close(id, expectedVersion, ReleaseMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload releaseCancel(
            @Argument String id,
            @Argument ReleaseMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new ReleaseCommand.Cancel(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    private TicketPayload execute(Principal principal, ReleaseCommand command) {
        return Payload.of(() -> releases.execute(principal, command), TicketPayload::new);
    }
}
