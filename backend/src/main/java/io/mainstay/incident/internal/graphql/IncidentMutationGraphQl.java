// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal.graphql;

import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentService;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.ticket.TicketPayload;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** Changes of incidents alone: each translates its arguments into a command. */
@Controller
class IncidentMutationGraphQl {

    private final IncidentService incidents;

    IncidentMutationGraphQl(IncidentService incidents) {
        this.incidents = incidents;
    }

    @MutationMapping
    TicketPayload incidentReport(
            @Argument IncidentMutationInputs.Report input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(() -> incidents.report(principal, input.command(), idempotencyKey), TicketPayload::new);
    }

    @MutationMapping
    TicketPayload incidentStart(
            @Argument String id,
            @Argument IncidentMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new IncidentCommand.Start(id, expectedVersion, IncidentMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload incidentResolve(
            @Argument String id,
            @Argument IncidentMutationInputs.Resolve input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    @MutationMapping
    TicketPayload incidentConfirm(
            @Argument String id,
            @Argument IncidentMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new IncidentCommand.Confirm(id, expectedVersion, IncidentMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload incidentClose(
            @Argument String id,
            @Argument IncidentMutationInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal,
                new IncidentCommand.Close(id, expectedVersion, IncidentMutationInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    TicketPayload incidentReopen(
            @Argument String id,
            @Argument IncidentMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new IncidentCommand.Reopen(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload incidentRevokeClosure(
            @Argument String id,
            @Argument IncidentMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new IncidentCommand.RevokeClosure(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload incidentCancel(
            @Argument String id,
            @Argument IncidentMutationInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new IncidentCommand.Cancel(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    TicketPayload incidentUpdate(
            @Argument String id,
            @Argument IncidentMutationInputs.Update input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    private TicketPayload execute(Principal principal, IncidentCommand command) {
        return Payload.of(() -> incidents.execute(principal, command), TicketPayload::new);
    }
}
