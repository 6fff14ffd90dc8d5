// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.graphql;

import io.mainstay.incident.Incident;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.problem.ProblemCommand;
import io.mainstay.problem.ProblemService;
import io.mainstay.ticket.TicketPayload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** Changes of problems alone: each translates its arguments into a command. */
@Controller
class ProblemMutationGraphQl {

    private final ProblemService problems;

    ProblemMutationGraphQl(ProblemService problems) {
        this.problems = problems;
    }

    @MutationMapping
    TicketPayload problemReport(
            @Argument ProblemMutationInputs.Report input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(() -> problems.report(principal, input.command(), idempotencyKey), TicketPayload::new);
    }

    @MutationMapping
    TicketPayload problemAssess(
            @Argument String id,
            @Argument ProblemMutationInputs.Assess input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.Assess(id, expectedVersion, input.impact(), input.urgency(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemInvestigate(
            @Argument String id,
            @Argument ProblemMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.Investigate(id, expectedVersion, ProblemMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload problemSetRootCause(
            @Argument String id,
            @Argument ProblemMutationInputs.RootCause input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new ProblemCommand.SetRootCause(id, expectedVersion, input.cause(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemMarkKnownError(
            @Argument String id,
            @Argument ProblemMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.MarkKnownError(id, expectedVersion, ProblemMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload problemFix(
            @Argument String id,
            @Argument ProblemMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new ProblemCommand.Fix(id, expectedVersion, ProblemMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload problemResolve(
            @Argument String id,
            @Argument ProblemMutationInputs.Resolve input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.Resolve(id, expectedVersion, input.code(), input.resolution(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemClose(
            @Argument String id,
            @Argument ProblemMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.Close(id, expectedVersion, ProblemMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload problemReopen(
            @Argument String id,
            @Argument ProblemMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new ProblemCommand.Reopen(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemAcceptRisk(
            @Argument String id,
            @Argument ProblemMutationInputs.AcceptRisk input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.AcceptRisk(
                        id, expectedVersion, input.reason(), input.reviewAt(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemMarkDuplicate(
            @Argument String id,
            @Argument ProblemMutationInputs.Duplicate input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.MarkDuplicate(id, expectedVersion, input.duplicateOfId(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemCancel(
            @Argument String id,
            @Argument ProblemMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new ProblemCommand.Cancel(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemUpdate(
            @Argument String id,
            @Argument ProblemMutationInputs.Update input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    @MutationMapping
    TicketPayload problemSetWorkaround(
            @Argument String id,
            @Argument ProblemMutationInputs.Workaround input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.SetWorkaround(
                        id, expectedVersion, input.text(), input.stepsOrNone(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemPublishWorkaround(
            @Argument String id,
            @Argument ProblemMutationInputs.Incidents input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.PublishWorkaround(id, expectedVersion, input.eachOnce(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemLinkIncidents(
            @Argument String id,
            @Argument ProblemMutationInputs.Incidents input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal, new ProblemCommand.LinkIncidents(id, input.eachOnce(), idempotencyKey, input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemUnlinkIncidents(
            @Argument String id,
            @Argument ProblemMutationInputs.Incidents input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.UnlinkIncidents(id, expectedVersion, input.eachOnce(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload problemTellCallers(
            @Argument String id,
            @Argument ProblemMutationInputs.Tell input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal,
                new ProblemCommand.TellCallers(id, input.eachOnce(), input.text(), idempotencyKey, input.occurredAt()));
    }

    /** The mapping of other payloads goes by the actions of the kind, and this is no action of incidents. */
    record RatingPayload(@Nullable Incident incident, List<UserError> userErrors) implements Payload {}

    @MutationMapping
    RatingPayload incidentRateWorkaround(
            @Argument String id, @Argument ProblemMutationInputs.Rating input, Principal principal) {
        return Payload.of(
                () -> problems.rateWorkaround(principal, id, input.problemId(), input.helped()), RatingPayload::new);
    }

    private TicketPayload execute(Principal principal, ProblemCommand command) {
        return Payload.of(() -> problems.execute(principal, command), TicketPayload::new);
    }
}
