// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentEvents;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.FacetEvents;
import java.util.List;
import java.util.Objects;

/** Makes the event that an edit of incidents alone causes. */
public final class IncidentEventMaker {

    private IncidentEventMaker() {}

    public static Record reported(Incident incident, List<String> ciIds) {
        return new IncidentEvents.Reported(
                incident.id(),
                incident.number(),
                incident.state(),
                incident.priority(),
                incident.affectedPersonId(),
                incident.reporterId(),
                incident.serviceOfferingId(),
                ciIds,
                incident.teamId(),
                incident.routingRule());
    }

    public static Record closed(Incident incident) {
        return new IncidentEvents.Closed(
                incident.id(),
                incident.number(),
                incident.state(),
                incident.priority(),
                Objects.requireNonNull(incident.closure()));
    }

    public static Record of(IncidentCommand command, Edited<Incident> edit) {
        Incident after = edit.after();
        return switch (command) {
            case IncidentCommand.Start _ ->
                new IncidentEvents.Started(after.id(), after.number(), after.state(), after.priority());
            case IncidentCommand.Resolve resolve ->
                new IncidentEvents.Resolved(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        resolve.code(),
                        Objects.requireNonNull(after.resolvedAt()));
            case IncidentCommand.Confirm _, IncidentCommand.Close _ -> closed(after);
            case IncidentCommand.Reopen _, IncidentCommand.RevokeClosure _ ->
                new IncidentEvents.Reopened(
                        after.id(), after.number(), after.state(), after.priority(), after.reopenCount());
            case IncidentCommand.Cancel _ ->
                new IncidentEvents.Cancelled(after.id(), after.number(), after.state(), after.priority());
            case IncidentCommand.Update _ -> FacetEvents.updated(TicketKind.INCIDENT, edit);
        };
    }
}
