package io.mainstay.incident.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentEvents;
import io.mainstay.incident.IncidentView;
import java.util.List;
import java.util.Objects;

/** Says which event tells of a command. */
final class IncidentEventMaker {

    private IncidentEventMaker() {}

    static Record reported(IncidentView incident, List<String> ciIds) {
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

    static Record closed(IncidentView incident) {
        return new IncidentEvents.Closed(
                incident.id(),
                incident.number(),
                incident.state(),
                incident.priority(),
                Objects.requireNonNull(incident.closure()));
    }

    static Record updated(IncidentView incident, List<FieldChange> changes) {
        return new IncidentEvents.Updated(
                incident.id(),
                incident.number(),
                incident.state(),
                incident.priority(),
                changes.stream().map(FieldChange::field).toList());
    }

    static Record followUpDue(IncidentView incident) {
        return new IncidentEvents.FollowUpDue(
                incident.id(),
                incident.number(),
                incident.state(),
                incident.priority(),
                incident.teamId(),
                incident.assigneeId());
    }

    /** @param effects what the command did beside changing fields */
    static Record of(
            IncidentCommand command,
            IncidentView before,
            IncidentView after,
            List<FieldChange> changes,
            IncidentEffects effects) {
        return switch (command) {
            case IncidentCommand.Assign _ ->
                new IncidentEvents.Assigned(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        after.teamId(),
                        after.assigneeId(),
                        before.teamId());
            case IncidentCommand.Start _ ->
                new IncidentEvents.Started(after.id(), after.number(), after.state(), after.priority());
            case IncidentCommand.Hold hold ->
                new IncidentEvents.Held(
                        after.id(), after.number(), after.state(), after.priority(), hold.reason(), hold.followUpAt());
            case IncidentCommand.Resume _ ->
                new IncidentEvents.Resumed(after.id(), after.number(), after.state(), after.priority());
            case IncidentCommand.Resolve resolve ->
                new IncidentEvents.Resolved(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        resolve.code(),
                        Objects.requireNonNull(after.resolvedAt()));
            case IncidentCommand.Confirm _, IncidentCommand.Close _ -> closed(after);
            case IncidentCommand.Reopen _ ->
                new IncidentEvents.Reopened(
                        after.id(), after.number(), after.state(), after.priority(), after.reopenCount());
            case IncidentCommand.Cancel _ ->
                new IncidentEvents.Cancelled(after.id(), after.number(), after.state(), after.priority());
            case IncidentCommand.Update _, IncidentCommand.Classify _ -> updated(after, changes);
            case IncidentCommand.Prioritise _ ->
                new IncidentEvents.Prioritised(
                        after.id(), after.number(), after.state(), after.priority(), before.priority());
            case IncidentCommand.LinkCis _, IncidentCommand.UnlinkCis _ ->
                new IncidentEvents.CisChanged(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        effects.linked(),
                        effects.unlinked());
            case IncidentCommand.Comment _ ->
                new IncidentEvents.Commented(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        effects.requiredEntry().id(),
                        effects.requiredEntry().authorId());
            case IncidentCommand.AddWorkNote _ ->
                new IncidentEvents.WorkNoted(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        effects.requiredEntry().id(),
                        effects.requiredEntry().authorId());
        };
    }
}
