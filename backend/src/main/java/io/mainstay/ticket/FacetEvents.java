// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.attachment.Attachment;
import io.mainstay.audit.FieldChange;
import io.mainstay.platform.outbox.SharedPayload;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.TicketKind;
import io.mainstay.record.WorkLogEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the payloads of the events of facets, for tickets of any kind. */
public final class FacetEvents {

    private FacetEvents() {}

    /**
     * What a command did beside changing fields.
     *
     * @param entry what it wrote in the work log
     * @param linked configuration items that were not linked before
     * @param unlinked configuration items that were
     */
    public record Beside(@Nullable WorkLogEntry entry, List<String> linked, List<String> unlinked) {

        public static final Beside NOTHING = new Beside(null, List.of(), List.of());

        WorkLogEntry requiredEntry() {
            if (entry == null) {
                throw new IllegalStateException("the command writes an entry");
            }
            return entry;
        }
    }

    /**
     * @param edit what was written
     * @param beside what the command did beside changing fields
     */
    public static <T extends Ticket<T, ?>> Record of(
            TicketKind kind, FacetCommand command, Edited<T> edit, Beside beside) {
        T before = Objects.requireNonNull(edit.before());
        T after = edit.after();
        FacetEvent event = switch (command) {
            case FacetCommand.Assign _ -> new FacetEvent.Assigned(after.teamId(), after.assigneeId(), before.teamId());
            case FacetCommand.Hold hold -> new FacetEvent.Held(hold.reason(), hold.followUpAt());
            case FacetCommand.Resume _ -> new FacetEvent.Resumed();
            case FacetCommand.Classify _ -> updated(edit.fields());
            case FacetCommand.Prioritise _ -> FacetEvent.prioritised(kind, before.priority());
            case FacetCommand.LinkCis _, FacetCommand.UnlinkCis _ ->
                new FacetEvent.CisChanged(beside.linked(), beside.unlinked());
            case FacetCommand.Comment _ -> {
                WorkLogEntry entry = beside.requiredEntry();
                yield new FacetEvent.Commented(entry.id(), entry.authorId());
            }
            case FacetCommand.AddWorkNote _ -> {
                WorkLogEntry entry = beside.requiredEntry();
                yield new FacetEvent.WorkNoted(entry.id(), entry.authorId());
            }
            case FacetCommand.CorrectEntry correct -> corrected(correct, beside.requiredEntry());
            case FacetCommand.Attach _, FacetCommand.Detach _ ->
                throw new IllegalArgumentException("files are told by attachments(...)");
        };
        return payload(kind, after, event);
    }

    /** Files were attached or removed: what is told of public ones, and apart from it of internal ones. */
    public static List<Record> attachments(
            TicketKind kind, Ticket<?, ?> ticket, List<Attachment> attached, List<Attachment> removed) {
        List<Record> events = new ArrayList<>();
        for (boolean internal : new boolean[] {false, true}) {
            List<String> attachedIds = ids(attached, internal);
            List<String> removedIds = ids(removed, internal);
            if (!attachedIds.isEmpty() || !removedIds.isEmpty()) {
                events.add(payload(
                        kind,
                        ticket,
                        internal
                                ? new FacetEvent.InternalAttachmentsChanged(attachedIds, removedIds)
                                : new FacetEvent.AttachmentsChanged(attachedIds, removedIds)));
            }
        }
        return events;
    }

    private static List<String> ids(List<Attachment> attachments, boolean internal) {
        return attachments.stream()
                .filter(attachment -> attachment.internal() == internal)
                .map(Attachment::id)
                .toList();
    }

    /** Fields were changed, by a command of the kind alone or by Mainstay itself. */
    public static <T extends Ticket<T, ?>> Record updated(TicketKind kind, Edited<T> edit) {
        return payload(kind, edit.after(), updated(edit.fields()));
    }

    /** The day has come to look again; the ticket itself does not change. */
    public static Record followUpDue(TicketKind kind, Ticket<?, ?> ticket) {
        return payload(kind, ticket, new FacetEvent.FollowUpDue(ticket.teamId(), ticket.assigneeId()));
    }

    private static FacetEvent updated(List<FieldChange> changes) {
        return new FacetEvent.Updated(changes.stream().map(FieldChange::field).toList());
    }

    private static FacetEvent corrected(FacetCommand.CorrectEntry correct, WorkLogEntry entry) {
        String byId = Objects.requireNonNull(entry.correctedById());
        return entry.kind() == WorkLogEntry.Kind.COMMENT || correct.withdraw()
                ? new FacetEvent.CommentCorrected(entry.id(), byId, correct.withdraw())
                : new FacetEvent.WorkNoteCorrected(entry.id(), byId);
    }

    private static Record payload(TicketKind kind, Ticket<?, ?> ticket, FacetEvent event) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put(kind.code() + "Id", ticket.id());
        subject.put("number", ticket.number());
        subject.put("state", ticket.state());
        subject.put("priority", ticket.priority());
        return new SharedPayload(kind.code() + "." + event.what(), subject, event);
    }
}
