// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.attachment.Attachment;
import io.mainstay.attachment.Attachments;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Filter;
import io.mainstay.record.ListQuery;
import io.mainstay.record.Numbers;
import io.mainstay.record.Occurrence;
import io.mainstay.record.OccurrenceRule;
import io.mainstay.record.Outcome;
import io.mainstay.record.Step;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.VisibleReferences;
import io.mainstay.record.WorkLog;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.FacetEvents.Beside;
import io.mainstay.ticket.internal.TicketClocks;
import io.mainstay.ticket.internal.TicketSubject;
import io.mainstay.ticket.internal.store.TicketStore;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The use cases that tickets of one kind share with those of others: reading, listing, the facets, and the frame of the kind's
 * own commands. A refusal is thrown as {@link RefusedException} or {@link io.mainstay.kernel.ForbiddenException}, and then
 * nothing has been changed. What the principal may not see does not exist.
 *
 * @param <T> the kind's record
 * @param <S> the kind's states
 */
public final class Tickets<T extends Ticket<T, S>, S extends Enum<S> & TicketState> {

    /** What changes who reads a ticket, and so needs clearance for its confidentiality. */
    private static final Set<FacetAction> OPENING = EnumSet.of(FacetAction.ASSIGN, FacetAction.CLASSIFY);

    /** What is done to what somebody added, which stays as it is once the ticket is over. */
    private static final Set<TicketAction> ENDING_WITH_TICKET = Set.of(FacetAction.CORRECT_ENTRY, FacetAction.DETACH);

    private final TicketType<T, S> type;
    private final TicketStore<T, S> store;
    private final Parts parts;

    Tickets(TicketType<T, S> type, TicketStore<T, S> store, Parts parts) {
        this.type = type;
        this.store = store;
        this.parts = parts;
    }

    /** What the use cases of all kinds are made of. */
    record Parts(
            Edits edits,
            OccurrenceRule occurrences,
            Numbers numbers,
            TicketReferences references,
            TicketSettingsInForce settings,
            VisibleReferences visibleReferences,
            TicketClocks clocks,
            WorkLog workLog,
            Attachments attachments,
            AuditTrail trail) {}

    /** What is drawn for a ticket that is new, before anything is written. */
    public record Drawn(String id, String number, Occurrence at) {}

    /** An action that is possible and permitted now; {@code to} is the state afterwards, perhaps the present one. */
    public record AvailableTransition(String action, String to, List<String> required) {}

    public TicketType<T, S> type() {
        return type;
    }

    /** When a command happens, as far as that can be said before the ticket is locked. */
    public Occurrence occurrence(Principal principal, @Nullable Instant requested) {
        return parts.occurrences().resolve(principal, requested);
    }

    /**
     * Creates a ticket.
     *
     * @param action by which the kind begins a ticket
     * @param content the request in a form that is equal for equal requests
     * @param at when it happened, see {@link #occurrence}
     * @param make makes the ticket, inside the unit of work; checks what the request names
     * @param ciIds the configuration items that it concerns, each once
     * @param others what else it is linked to; not linked again if the request was made before
     * @param event what others are told
     */
    public T create(
            Principal principal,
            TicketAction action,
            Object content,
            @Nullable String idempotencyKey,
            Occurrence at,
            Function<Drawn, T> make,
            List<String> ciIds,
            FirstLinks<T> others,
            Function<Edited<T>, Record> event) {
        Drawn drawn = new Drawn(Ids.next(), parts.numbers().next(type.kind().numberPrefix()), at);
        EditRequest request =
                new EditRequest(principal, drawn.id(), type.code(action), null, idempotencyKey, content, at);
        TicketSubject<T, S> subject =
                new TicketSubject<>(type, store, parts.clocks(), action, List.of(), ciIds, others.link());
        return parts.edits().create(subject, request, _ -> {
            Outcome<T> outcome = Outcome.of(make.apply(drawn), edit -> List.of(event.apply(edit)));
            if (!ciIds.isEmpty()) {
                outcome = outcome.linked(FieldChange.of("ciIds", null, ciIds), false);
            }
            for (FieldChange change : others.changes().apply(outcome.after())) {
                outcome = outcome.linked(change, false);
            }
            return outcome;
        });
    }

    /**
     * What a new ticket is linked to, beside its configuration items.
     *
     * @param changes what its history says of that
     * @param link links it, once it is there and in the same unit of work
     */
    public record FirstLinks<T>(Function<T, List<FieldChange>> changes, Consumer<T> link) {

        /** For a ticket that is linked to nothing else. */
        public static <T> FirstLinks<T> none() {
            return new FirstLinks<>(_ -> List.of(), _ -> {});
        }
    }

    /** Executes a command that tickets of most kinds understand. */
    public T execute(Principal principal, FacetCommand command) {
        return execute(principal, command, null);
    }

    /**
     * Executes a command that tickets of most kinds understand.
     *
     * @param idempotencyKey makes the call safe to repeat; null for none
     */
    public T execute(Principal principal, FacetCommand command, @Nullable String idempotencyKey) {
        principal.require(type.permissions().read());
        Occurrence at = occurrence(principal, command.occurredAt());
        TicketRules.check(command, at.recordedAt());
        return change(principal, command, at, idempotencyKey, (before, now) -> {
            parts.references().check(principal, type, before, command);
            return facet(principal, command, before, now);
        });
    }

    /**
     * Executes a command of the kind alone. Whether the principal may, whether the state allows it and where it leads is in the
     * transition table.
     *
     * @param at when it happened, see {@link #occurrence}
     * @param rule what becomes of the ticket, which is in the state afterwards already; checks what the command names
     */
    public T change(
            Principal principal,
            TicketCommand command,
            Occurrence at,
            @Nullable String idempotencyKey,
            BiFunction<T, Occurrence, Outcome<T>> rule) {
        principal.require(type.permissions().readOne());
        TicketAction action = command.action();
        EditRequest request = new EditRequest(
                principal, command.id(), type.code(action), command.expected(), idempotencyKey, command, at);
        return parts.edits().edit(subject(action, command.alsoLocks()), request, new Step<>() {
            @Override
            public void permit(T before) {
                requirePermission(principal, before, action);
            }

            @Override
            public void allow(T before) {
                type.transitions().of(before).requirePossible(before.state(), action);
            }

            @Override
            public Outcome<T> take(T before, Occurrence now) {
                requireInTime(before, action, now.recordedAt());
                return type.conduct().settle(principal, before, rule.apply(before, now), now);
            }
        });
    }

    /** An action that the ticket's own table lacks is nobody's to be permitted: the ticket does not allow it. */
    private void requirePermission(Principal principal, T ticket, TicketAction action) {
        TransitionTable<S> table = type.transitions().of(ticket);
        if (!table.knows(action)) {
            return;
        }
        table.requirePermission(principal, ticket, action);
        String objection = type.conduct().objection(principal, action, ticket);
        if (objection != null) {
            throw new RefusedException(
                    UserError.of(UserErrorCode.FORBIDDEN, objection, "id").with("segregationOfDuties", action.name()));
        }
    }

    private void requireInTime(T ticket, TicketAction action, Instant now) {
        if (type.isTooLate(action, ticket, now)) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID_TRANSITION,
                            action.name() + " of " + type.noun() + " in state " + ticket.state()
                                    + " was possible until " + type.deadline().apply(action, ticket) + ".",
                            "id")
                    .with("state", ticket.state().name()));
        }
    }

    /** The ticket in the state to which an action leads; what it waited for, it waits for no longer if that is another one. */
    public T moved(T ticket, TicketAction action) {
        S to = type.transitions().of(ticket).row(action).to();
        if (to == null || to == ticket.state()) {
            return ticket;
        }
        return ticket.at(to).with(ticket.facets().waitingFor(null));
    }

    private Outcome<T> facet(Principal principal, FacetCommand command, T before, Occurrence at) {
        return switch (command) {
            case FacetCommand.Assign assign ->
                edited(
                        command,
                        before.with(before.facets()
                                .with(new Facets.Assignment(
                                        assign.serviceOfferingId() == null
                                                ? before.serviceOfferingId()
                                                : assign.serviceOfferingId(),
                                        assign.teamId(),
                                        assign.assigneeId(),
                                        true))));
            case FacetCommand.Hold hold -> {
                T waiting = moved(before, FacetAction.HOLD);
                yield edited(
                        command,
                        waiting.with(waiting.facets().waitingFor(new Facets.Hold(hold.reason(), hold.followUpAt()))));
            }
            case FacetCommand.Resume _ -> {
                if (before.facets().hold() == null) {
                    throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID_TRANSITION,
                            "RESUME ends a hold, and this " + type.code() + " is not on hold.",
                            "id"));
                }
                T working = moved(before, FacetAction.RESUME);
                yield edited(command, working.with(working.facets().waitingFor(null)));
            }
            case FacetCommand.Prioritise prioritise ->
                edited(
                        command,
                        before.with(before.facets()
                                .with(Facets.Rating.of(
                                        prioritise.impact(),
                                        prioritise.urgency(),
                                        parts.settings().matrix(type.kind())))));
            case FacetCommand.Classify classify ->
                edited(
                        command,
                        before.with(before.facets()
                                .with(new Facets.Secrecy(classify.confidentiality(), classify.until()))));
            case FacetCommand.LinkCis link -> linked(link, before, at);
            case FacetCommand.UnlinkCis unlink -> unlinked(unlink, before, at);
            case FacetCommand.Comment comment ->
                written(command, before, entry(principal, before, WorkLogEntry.Kind.COMMENT, comment.text(), at));
            case FacetCommand.AddWorkNote note ->
                written(command, before, entry(principal, before, WorkLogEntry.Kind.WORK_NOTE, note.text(), at));
            case FacetCommand.CorrectEntry correct -> corrected(principal, correct, before, at);
            case FacetCommand.Attach attach -> attached(principal, attach, before, at);
            case FacetCommand.Detach detach -> detached(principal, detach, before, at);
        };
    }

    private Outcome<T> edited(FacetCommand command, T after) {
        return Outcome.of(after, edit -> List.of(FacetEvents.of(type.kind(), command, edit, Beside.NOTHING)));
    }

    private Outcome<T> written(FacetCommand command, T before, WorkLogEntry entry) {
        Beside beside = new Beside(entry, List.of(), List.of());
        return Outcome.of(before, edit -> List.of(FacetEvents.of(type.kind(), command, edit, beside)))
                .written(entry);
    }

    private Outcome<T> corrected(Principal principal, FacetCommand.CorrectEntry correct, T before, Occurrence at) {
        WorkLogEntry entry = parts.workLog()
                .find(before.id(), correct.entryId())
                .filter(found -> found.kind() == WorkLogEntry.Kind.COMMENT || readsInternalTexts(principal))
                .orElseThrow(() -> RefusedException.notFound("Work log entry", correct.entryId(), "input", "entryId"));
        CorrectionRules.check(principal, type, before, entry, correct);
        WorkLogEntry.Kind kind = correct.withdraw() ? WorkLogEntry.Kind.WORK_NOTE : entry.kind();
        String text = Objects.requireNonNullElse(correct.text(), entry.text());
        if (kind == entry.kind() && text.equals(entry.text())) {
            return Outcome.none(before);
        }
        return written(correct, before, entry.corrected(kind, text, principal.personId(), at.occurredAt()))
                .outdating();
    }

    private Outcome<T> linked(FacetCommand.LinkCis link, T before, Occurrence at) {
        List<String> linked = store.linkCis(before.id(), link.ciIds(), at.occurredAt());
        if (linked.isEmpty()) {
            return Outcome.none(before);
        }
        if (store.countCis(before.id()) > TicketRules.MAX_CIS) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            capitalised(type.noun()) + " concerns at most " + TicketRules.MAX_CIS
                                    + " configuration items.",
                            "input",
                            "ciIds")
                    .with("max", TicketRules.MAX_CIS));
        }
        Beside beside = new Beside(null, linked, List.of());
        return Outcome.of(before, edit -> List.of(FacetEvents.of(type.kind(), link, edit, beside)))
                .linked(FieldChange.of("ciIds", null, linked), false);
    }

    private Outcome<T> unlinked(FacetCommand.UnlinkCis unlink, T before, Occurrence at) {
        List<String> unlinked = store.unlinkCis(before.id(), unlink.ciIds(), at.occurredAt());
        Beside beside = new Beside(null, List.of(), unlinked);
        Outcome<T> outcome = Outcome.of(before, edit -> List.of(FacetEvents.of(type.kind(), unlink, edit, beside)));
        return unlinked.isEmpty() ? outcome : outcome.linked(FieldChange.of("ciIds", unlinked, null), true);
    }

    private Outcome<T> attached(Principal principal, FacetCommand.Attach attach, T before, Occurrence at) {
        AttachmentRules.check(principal, type, attach);
        List<Attachment> attached =
                parts.attachments().attach(principal, before.id(), attach.attachmentIds(), attach.internal(), at);
        if (attached.isEmpty()) {
            return Outcome.none(before);
        }
        return Outcome.of(before, edit -> FacetEvents.attachments(type.kind(), edit.after(), attached, List.of()))
                .linked(FieldChange.of(Attachments.FIELD, null, trails(attached)), false);
    }

    private Outcome<T> detached(Principal principal, FacetCommand.Detach detach, T before, Occurrence at) {
        List<Attachment> removed = parts.attachments()
                .detach(
                        before.id(),
                        detach.attachmentIds(),
                        readsInternalTexts(principal),
                        file -> AttachmentRules.check(principal, type, before, file),
                        at);
        return Outcome.of(before, edit -> FacetEvents.attachments(type.kind(), edit.after(), List.of(), removed))
                .linked(FieldChange.of(Attachments.FIELD, trails(removed), null), true);
    }

    private static List<String> trails(List<Attachment> attachments) {
        return attachments.stream().map(Attachment::trail).toList();
    }

    /** An entry of the work log, to be written with the outcome of a command. */
    public WorkLogEntry entry(Principal principal, T ticket, WorkLogEntry.Kind kind, String text, Occurrence at) {
        return new WorkLogEntry(
                Ids.next(), ticket.id(), kind, text, principal.personId(), at.occurredAt(), at.recordedAt(), null);
    }

    private static String capitalised(String noun) {
        return noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
    }

    /**
     * Changes a ticket because its timer is due, inside the timer's transaction, as of the instant at which it was due.
     *
     * @param action what Mainstay does; nothing, if the state does not allow it any more
     */
    public void fire(TimerFiring firing, TicketAction action, Step<T> step) {
        parts.edits().fire(subject(action), firing, type.code(action), ifPossible(action, step));
    }

    /** Changes a ticket by what Mainstay does as of now, inside an open transaction; nothing, if its state does not allow it. */
    public void follow(String ticketId, TicketAction action, Instant now, Step<T> step) {
        lock(ticketId)
                .ifPresent(before -> parts.edits()
                        .follow(subject(action), before, type.code(action), now, ifPossible(action, step)));
    }

    private Step<T> ifPossible(TicketAction action, Step<T> step) {
        return (before, at) ->
                type.transitions().isPossible(before, action) ? step.take(before, at) : Outcome.none(before);
    }

    /**
     * Notes on several tickets, inside an open transaction, what was linked to them, by a number of database calls that does not
     * depend on theirs.
     *
     * @param locked tickets whose locks are held, see {@link #lockAll}
     * @param note what their histories and others are told; changes nothing of the ticket itself
     */
    public List<T> noteAll(
            Principal principal,
            Collection<T> locked,
            TicketAction action,
            Occurrence at,
            Function<T, Outcome<T>> note) {
        EditRequest request = new EditRequest(principal, "", type.code(action), null, null, action, at);
        return parts.edits().noteAll(subject(action), request, locked, note, store::saveAll);
    }

    /**
     * Notes on several tickets that another record was linked to them, or is no more: the link shows in the history of both.
     *
     * @param locked tickets whose locks are held, by their ids
     * @param ids of those to note it on
     * @param field what their histories say
     * @param event what tells others of one of them
     */
    public void noteLink(
            Principal principal,
            Map<String, T> locked,
            Collection<String> ids,
            TicketAction action,
            Occurrence at,
            FieldChange field,
            Function<T, Record> event) {
        List<T> noted = locked.values().stream()
                .filter(ticket -> ids.contains(ticket.id()))
                .toList();
        if (!noted.isEmpty()) {
            noteAll(
                    principal,
                    noted,
                    action,
                    at,
                    ticket -> Outcome.<T>of(ticket, edit -> List.of(event.apply(edit.after())))
                            .linked(field, false));
        }
    }

    /**
     * Several tickets as they are under their locks, inside an open transaction.
     *
     * @throws RefusedException NOT_FOUND naming the first that the principal does not see
     */
    public Map<String, T> lockAll(Principal principal, Collection<String> ids, String... path) {
        principal.require(type.permissions().read());
        Map<String, T> locked = store.lockAll(ids);
        locked.values().removeIf(ticket -> !principal.visibility().allows(ticket.visibilityFacts()));
        for (String id : ids) {
            if (!locked.containsKey(id)) {
                throw RefusedException.notFound(type.label(), id, path);
            }
        }
        return locked;
    }

    /** Several tickets as they are under their locks, inside an open transaction, whatever anybody may see. */
    public Map<String, T> lockAll(Collection<String> ids) {
        return store.lockAll(ids);
    }

    /** The ticket as it is under its lock, inside an open transaction, whatever anybody may see. */
    public Optional<T> lock(String ticketId) {
        return store.lock(ticketId);
    }

    private TicketSubject<T, S> subject(TicketAction action) {
        return subject(action, List.of());
    }

    private TicketSubject<T, S> subject(TicketAction action, List<String> alsoLocks) {
        return new TicketSubject<>(type, store, parts.clocks(), action, alsoLocks, List.of(), _ -> {});
    }

    public Optional<T> byNumber(Principal principal, String number) {
        principal.require(type.permissions().readOne());
        return store.visibleByNumber(principal.visibility(), Numbers.written(number));
    }

    public Map<String, T> byIds(Principal principal, Collection<String> ids) {
        principal.require(type.permissions().readOne());
        return store.visible(principal.visibility(), ids);
    }

    public Page<T> list(Principal principal, ListQuery query, PageRequest request) {
        principal.require(type.permissions().read());
        return store.list(principal.visibility(), parts.visibleReferences().of(principal, query), request);
    }

    public int count(Principal principal, ListQuery query) {
        principal.require(type.permissions().read());
        return store.count(principal.visibility(), parts.visibleReferences().of(principal, query));
    }

    /** How many of a list there are in each of several groups, in their order and all at one time. */
    public List<Integer> counts(Principal principal, ListQuery query, List<Filter> groups) {
        principal.require(type.permissions().read());
        VisibleReferences references = parts.visibleReferences();
        return store.counts(principal.visibility(), references.of(principal, query), references.of(principal, groups));
    }

    /** What cursors of {@link #onItems} belong to; see {@link PageRequest#of}. */
    public String onItemsScope() {
        return type.code() + "sOnCi";
    }

    /** One part of the tickets on each of the configuration items, the newest first; one database call for all. */
    public Map<String, Page<T>> onItems(
            Principal principal, Collection<String> ciIds, boolean openOnly, PageRequest request) {
        principal.require(type.permissions().read());
        return store.onCis(principal.visibility(), ciIds, openOnly, request, onItemsScope());
    }

    /** The ids of the linked configuration items that the principal sees, by ticket. */
    public Map<String, List<String>> ciIds(Principal principal, Collection<String> ticketIds) {
        principal.require(type.permissions().readOne());
        return store.ciIds(principal.visibility(), ticketIds);
    }

    /** Service offerings that the linked configuration items suggest, the nearest first, at most ten; by ticket. */
    public Map<String, List<String>> suggestedOfferings(Principal principal, Collection<String> ticketIds) {
        principal.require(type.permissions().readOne());
        return store.offeringsAbove(principal.visibility(), ticketIds);
    }

    /** What the principal may ever do to the ticket, whatever its state, in the order of the transition table. */
    public List<String> permitted(Principal principal, T ticket) {
        return type.transitions().of(ticket).rows().stream()
                .filter(row -> row.who() != Transition.Actor.REPORTER && isPermitted(principal, ticket, row.action()))
                .map(row -> row.action().name())
                .toList();
    }

    /** What the principal may do to the ticket now. */
    public List<AvailableTransition> available(Principal principal, T ticket) {
        Instant now = occurrence(principal, null).recordedAt();
        return type.transitions().of(ticket).rows().stream()
                .filter(row -> row.from().contains(ticket.state())
                        && (row.action() != FacetAction.RESUME
                                || ticket.facets().hold() != null)
                        && (!ENDING_WITH_TICKET.contains(row.action()) || CorrectionRules.mayStill(principal, ticket))
                        && !type.isTooLate(row.action(), ticket, now)
                        && isPermitted(principal, ticket, row.action()))
                .map(row -> new AvailableTransition(
                        row.action().name(), (row.to() == null ? ticket.state() : row.to()).name(), row.required()))
                .toList();
    }

    private boolean isPermitted(Principal principal, T ticket, TicketAction action) {
        return type.transitions().of(ticket).isPermitted(principal, ticket, action)
                && type.conduct().objection(principal, action, ticket) == null
                && (!OPENING.contains(action)
                        || principal.visibility().clearance().covers(ticket.confidentiality()));
    }

    /** Whether the principal reads what is written for those alone who work on tickets of this kind. */
    public boolean readsInternalTexts(Principal principal) {
        return principal.may(type.permissions().work()) || principal.may(Permission.AUDIT_READ);
    }

    /** One part of what was written on each ticket, newest first; work notes only for those who may read them. */
    public Map<String, Page<WorkLogEntry>> workLog(
            Principal principal, Collection<String> ticketIds, PageRequest request) {
        principal.require(type.permissions().readOne());
        return parts.workLog()
                .entries(
                        ticketIds,
                        readsInternalTexts(principal)
                                ? EnumSet.allOf(WorkLogEntry.Kind.class)
                                : EnumSet.of(WorkLogEntry.Kind.COMMENT),
                        request);
    }

    /** One part of what is attached to each ticket, newest first; internal files only for those who may read them. */
    public Map<String, Page<Attachment>> attachments(
            Principal principal, Collection<String> ticketIds, PageRequest request) {
        principal.require(type.permissions().readOne());
        return parts.attachments().newest(ticketIds, readsInternalTexts(principal), request);
    }

    /**
     * What was changed, newest first, by the ticket's id. Needs the kind's permission to work or {@code audit.read}.
     *
     * @param ticketIds tickets that the principal sees
     */
    public Map<String, Page<HistoryEntry>> history(
            Principal principal, Collection<String> ticketIds, PageRequest request) {
        if (!principal.may(Permission.AUDIT_READ)) {
            principal.require(type.permissions().work());
        }
        return parts.trail().history(principal, ticketIds, request);
    }
}
