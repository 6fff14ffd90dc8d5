// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentEvents;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.TicketEvents;
import java.util.List;
import java.util.Objects;

/** Makes the event that an edit of an incident causes. */
public final class IncidentEventMaker implements TicketEvents<Incident> {

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

    @Override
    public Record updated(Edited<Incident> edit) {
        return updated(edit.after(), edit.fields());
    }

    private static Record updated(Incident incident, List<FieldChange> changes) {
        return new IncidentEvents.Updated(
                incident.id(),
                incident.number(),
                incident.state(),
                incident.priority(),
                changes.stream().map(FieldChange::field).toList());
    }

    @Override
    public Record followUpDue(Incident incident) {
        return new IncidentEvents.FollowUpDue(
                incident.id(),
                incident.number(),
                incident.state(),
                incident.priority(),
                incident.teamId(),
                incident.assigneeId());
    }

    public static Record of(IncidentCommand command, Incident after, List<FieldChange> changes) {
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
            case IncidentCommand.Update _ -> updated(after, changes);
        };
    }

    @Override
    public Record of(FacetCommand command, Edited<Incident> edit, Beside beside) {
        Incident before = Objects.requireNonNull(edit.before());
        Incident after = edit.after();
        return switch (command) {
            case FacetCommand.Assign _ ->
                new IncidentEvents.Assigned(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        after.teamId(),
                        after.assigneeId(),
                        before.teamId());
            case FacetCommand.Hold hold ->
                new IncidentEvents.Held(
                        after.id(), after.number(), after.state(), after.priority(), hold.reason(), hold.followUpAt());
            case FacetCommand.Resume _ ->
                new IncidentEvents.Resumed(after.id(), after.number(), after.state(), after.priority());
            case FacetCommand.Classify _ -> updated(edit);
            case FacetCommand.Prioritise _ ->
                new IncidentEvents.Prioritised(
                        after.id(), after.number(), after.state(), after.priority(), before.priority());
            case FacetCommand.LinkCis _, FacetCommand.UnlinkCis _ ->
                new IncidentEvents.CisChanged(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        beside.linked(),
                        beside.unlinked());
            case FacetCommand.Comment _ ->
                new IncidentEvents.Commented(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        beside.requiredEntry().id(),
                        beside.requiredEntry().authorId());
            case FacetCommand.AddWorkNote _ ->
                new IncidentEvents.WorkNoted(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        beside.requiredEntry().id(),
                        beside.requiredEntry().authorId());
            case FacetCommand.CorrectEntry correct -> corrected(correct, after, beside.requiredEntry());
        };
    }

    private static Record corrected(FacetCommand.CorrectEntry correct, Incident incident, WorkLogEntry entry) {
        String byId = Objects.requireNonNull(entry.correctedById());
        return entry.kind() == WorkLogEntry.Kind.COMMENT || correct.withdraw()
                ? new IncidentEvents.CommentCorrected(
                        incident.id(),
                        incident.number(),
                        incident.state(),
                        incident.priority(),
                        entry.id(),
                        byId,
                        correct.withdraw())
                : new IncidentEvents.WorkNoteCorrected(
                        incident.id(), incident.number(), incident.state(), incident.priority(), entry.id(), byId);
    }
}
