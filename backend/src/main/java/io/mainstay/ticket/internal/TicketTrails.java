// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal;

import io.mainstay.attachment.Attachments;
import io.mainstay.audit.FieldChange;
import io.mainstay.audit.TrailedRecords;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.record.WorkLog;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketType;
import io.mainstay.ticket.internal.store.TicketStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tickets of one kind, with what they concern, what was written on them and what is attached to them, told in the words of their trails. */
public final class TicketTrails<T extends Ticket<T, S>, S extends Enum<S> & TicketState> implements TrailedRecords {

    private static final String CI_IDS = "ciIds";
    private static final Visibility EVERYTHING = Visibility.everything(Principal.SYSTEM_ID);

    private final TicketType<T, S> type;
    private final TicketStore<T, S> store;
    private final WorkLog workLog;
    private final Attachments attachments;

    public TicketTrails(TicketType<T, S> type, TicketStore<T, S> store, WorkLog workLog, Attachments attachments) {
        this.type = type;
        this.store = store;
        this.workLog = workLog;
        this.attachments = attachments;
    }

    @Override
    public String aggregateType() {
        return type.label();
    }

    @Override
    public boolean tells(String field) {
        return type.fields().isInHistory(field) || collections().contains(field);
    }

    @Override
    public Set<String> collections() {
        return Set.of(CI_IDS, WorkLog.DIGESTS, Attachments.FIELD);
    }

    @Override
    public Set<String> begunLate() {
        return Set.of(WorkLog.DIGESTS);
    }

    @Override
    public Map<String, List<FieldChange>> now(Collection<String> ids) {
        Map<String, List<String>> ciIds = store.ciIds(EVERYTHING, ids);
        Map<String, List<String>> digests = workLog.digests(ids);
        Map<String, List<String>> files = attachments.trails(ids);
        Map<String, List<FieldChange>> now = new HashMap<>();
        store.all(ids).forEach((id, ticket) -> {
            List<FieldChange> fields = new ArrayList<>(type.fields().created(ticket));
            fields.add(FieldChange.of(CI_IDS, null, ciIds.getOrDefault(id, List.of())));
            fields.add(FieldChange.of(WorkLog.DIGESTS, null, digests.getOrDefault(id, List.of())));
            fields.add(FieldChange.of(Attachments.FIELD, null, files.getOrDefault(id, List.of())));
            now.put(id, fields);
        });
        return now;
    }
}
