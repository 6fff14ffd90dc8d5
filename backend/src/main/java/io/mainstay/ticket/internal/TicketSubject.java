// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Access;
import io.mainstay.record.Subject;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketType;
import io.mainstay.ticket.internal.store.TicketStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One edit of a ticket, as the pipeline of edits sees it.
 *
 * @param alsoLocks other tickets that are locked with it
 * @param ciIds the configuration items that a new ticket concerns
 * @param created links a new ticket to what else it has to do with
 */
public record TicketSubject<T extends Ticket<T, S>, S extends Enum<S> & TicketState>(
        TicketType<T, S> type,
        TicketStore<T, S> store,
        TicketClocks clocks,
        TicketAction action,
        List<String> alsoLocks,
        List<String> ciIds,
        Consumer<T> created)
        implements Subject<T> {

    @Override
    public String label() {
        return type.label();
    }

    @Override
    public String name() {
        return type.label();
    }

    @Override
    public Optional<T> lock(String id) {
        if (!alsoLocks.isEmpty()) {
            List<String> all = new ArrayList<>(alsoLocks);
            all.add(id);
            store.lockAll(all);
        }
        return store.lock(id);
    }

    @Override
    public boolean isVisible(Principal principal, T ticket) {
        return principal.visibility().allows(ticket.visibilityFacts());
    }

    @Override
    public Revision revision(T ticket) {
        return new Revision(ticket.id(), ticket.version(), ticket.revision(), ticket.lastEventAt());
    }

    @Override
    public Access access(T ticket) {
        return ticket.access();
    }

    @Override
    public List<FieldChange> changes(@Nullable T before, T after) {
        return before == null ? type.fields().created(after) : type.fields().between(before, after);
    }

    @Override
    public T next(T changed, Revision next) {
        return changed.with(changed.header().at(next));
    }

    @Override
    public void create(T ticket) {
        store.create(ticket, ciIds);
        created.accept(ticket);
    }

    @Override
    public void save(T before, T after) {
        store.save(after);
    }

    @Override
    public Map<String, Instant> timers(T ticket) {
        Map<String, Instant> due = new TreeMap<>(type.timers().apply(ticket));
        Instant followUpAt = ticket.followUpAt();
        if (followUpAt != null) {
            due.put(followUp(type), followUpAt);
        }
        Instant until = ticket.confidentialUntil();
        if (until != null) {
            due.put(type.code(FacetAction.DECLASSIFY), until);
        }
        return due;
    }

    /** The kind of the timer that says when to look again at what waits. */
    public static String followUp(TicketType<?, ?> type) {
        return type.code() + ".follow-up";
    }

    @Override
    public Runnable following(Edited<T> edit) {
        return clocks.changed(type, action, edit, isCaller(edit.principal(), edit.after()));
    }

    /** Whether the principal waits for an answer. Who works on tickets and took somebody's call is the one to give it. */
    private boolean isCaller(Principal principal, T ticket) {
        return principal.personId().equals(ticket.facets().people().affectedPersonId())
                || (principal.personId().equals(ticket.reporterId())
                        && !principal.may(type.permissions().work()));
    }
}
