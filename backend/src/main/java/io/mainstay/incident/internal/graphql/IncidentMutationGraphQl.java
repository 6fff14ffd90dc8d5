package io.mainstay.incident.internal.graphql;

import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentView;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** Changes of incidents: each translates its arguments into a command. */
@Controller
class IncidentMutationGraphQl {

    private final IncidentService incidents;

    IncidentMutationGraphQl(IncidentService incidents) {
        this.incidents = incidents;
    }

    /** What every change of an incident answers. */
    record IncidentPayload(@Nullable IncidentView incident, List<UserError> userErrors) implements Payload {}

    @MutationMapping
    IncidentPayload incidentReport(
            @Argument IncidentInputs.Report input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> incidents.report(principal, input.command(), idempotencyKey), IncidentPayload::new);
    }

    @MutationMapping
    IncidentPayload incidentAssign(
            @Argument String id,
            @Argument IncidentInputs.Assign input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    @MutationMapping
    IncidentPayload incidentStart(
            @Argument String id,
            @Argument IncidentInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new IncidentCommand.Start(id, expectedVersion, IncidentInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    IncidentPayload incidentHold(
            @Argument String id,
            @Argument IncidentInputs.Hold input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    @MutationMapping
    IncidentPayload incidentResume(
            @Argument String id,
            @Argument IncidentInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new IncidentCommand.Resume(id, expectedVersion, IncidentInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    IncidentPayload incidentResolve(
            @Argument String id,
            @Argument IncidentInputs.Resolve input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    @MutationMapping
    IncidentPayload incidentConfirm(
            @Argument String id,
            @Argument IncidentInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new IncidentCommand.Confirm(id, expectedVersion, IncidentInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    IncidentPayload incidentClose(
            @Argument String id,
            @Argument IncidentInputs.@Nullable Plain input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new IncidentCommand.Close(id, expectedVersion, IncidentInputs.Plain.occurredAt(input)));
    }

    @MutationMapping
    IncidentPayload incidentReopen(
            @Argument String id,
            @Argument IncidentInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new IncidentCommand.Reopen(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    IncidentPayload incidentCancel(
            @Argument String id,
            @Argument IncidentInputs.Reason input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, new IncidentCommand.Cancel(id, expectedVersion, input.reason(), input.occurredAt()));
    }

    @MutationMapping
    IncidentPayload incidentUpdate(
            @Argument String id,
            @Argument IncidentInputs.Update input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    @MutationMapping
    IncidentPayload incidentPrioritise(
            @Argument String id,
            @Argument IncidentInputs.Prioritise input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    @MutationMapping
    IncidentPayload incidentClassify(
            @Argument String id,
            @Argument IncidentInputs.Classify input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(principal, input.command(id, expectedVersion));
    }

    @MutationMapping
    IncidentPayload incidentUnlinkCis(
            @Argument String id,
            @Argument IncidentInputs.Cis input,
            @Argument int expectedVersion,
            Principal principal) {
        return execute(
                principal, new IncidentCommand.UnlinkCis(id, expectedVersion, input.distinctIds(), input.occurredAt()));
    }

    @MutationMapping
    IncidentPayload incidentLinkCis(
            @Argument String id,
            @Argument IncidentInputs.Cis input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal, new IncidentCommand.LinkCis(id, input.distinctIds(), input.occurredAt()), idempotencyKey);
    }

    @MutationMapping
    IncidentPayload incidentComment(
            @Argument String id,
            @Argument IncidentInputs.Text input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(principal, new IncidentCommand.Comment(id, input.text(), input.occurredAt()), idempotencyKey);
    }

    @MutationMapping
    IncidentPayload incidentAddWorkNote(
            @Argument String id,
            @Argument IncidentInputs.Text input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return execute(
                principal, new IncidentCommand.AddWorkNote(id, input.text(), input.occurredAt()), idempotencyKey);
    }

    private IncidentPayload execute(Principal principal, IncidentCommand command) {
        return execute(principal, command, null);
    }

    private IncidentPayload execute(Principal principal, IncidentCommand command, @Nullable String idempotencyKey) {
        return Payload.of(() -> incidents.execute(principal, command, idempotencyKey), IncidentPayload::new);
    }
}
