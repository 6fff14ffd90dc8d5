// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal;

import io.mainstay.kernel.Permission;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.record.WorkLog;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketType;
import io.mainstay.ticket.internal.store.TicketStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Offers tickets of one kind to search: what was reported, how it was solved, and the newest comments and work notes. */
public final class TicketSearch<T extends Ticket<T, S>, S extends Enum<S> & TicketState> implements SearchSource {

    private final TicketType<T, S> type;
    private final TicketStore<T, S> store;
    private final WorkLog workLog;

    public TicketSearch(TicketType<T, S> type, TicketStore<T, S> store, WorkLog workLog) {
        this.type = type;
        this.store = store;
        this.workLog = workLog;
    }

    @Override
    public String type() {
        return type.kind().name();
    }

    @Override
    public Permission readPermission() {
        return type.permissions().read();
    }

    @Override
    public Permission workPermission() {
        return type.permissions().work();
    }

    /** Its clocks move the revision of a ticket too, which the index has to follow, or it seems to have missed something. */
    @Override
    public Set<String> interests() {
        return Set.of(type.code() + ".", "sla.");
    }

    @Override
    public Set<String> affected(OutboxEvent event) {
        return event.aggregateType().equals(type.label()) ? Set.of(event.aggregateId()) : Set.of();
    }

    @Override
    public Set<String> facetKeys() {
        return Set.of("priority", "teamId");
    }

    @Override
    public List<SearchDocument> documents(Collection<String> ids) {
        Map<WorkLogEntry.Kind, Map<String, List<String>>> texts =
                workLog.newestTexts(ids, SearchDocument.MAX_CHARACTERS);
        Map<String, List<String>> comments = texts.getOrDefault(WorkLogEntry.Kind.COMMENT, Map.of());
        Map<String, List<String>> notes = texts.getOrDefault(WorkLogEntry.Kind.WORK_NOTE, Map.of());
        return store.all(ids).values().stream()
                .map(ticket -> document(
                        ticket,
                        comments.getOrDefault(ticket.id(), List.of()),
                        notes.getOrDefault(ticket.id(), List.of())))
                .toList();
    }

    private SearchDocument document(T ticket, List<String> comments, List<String> notes) {
        List<@Nullable String> own = type.texts().apply(ticket);
        List<String> texts = new ArrayList<>(Stream.concat(Stream.of(ticket).map(Ticket::description), own.stream())
                .filter(Objects::nonNull)
                .toList());
        texts.addAll(comments);
        Map<String, List<String>> facets = new HashMap<>();
        facets.put("priority", List.of(ticket.priority().name()));
        String teamId = ticket.teamId();
        if (teamId != null) {
            facets.put("teamId", List.of(teamId));
        }
        return new SearchDocument(
                ticket.id(),
                type(),
                ticket.number(),
                ticket.title(),
                texts,
                notes,
                ticket.state().name(),
                facets,
                ticket.visibilityFacts(),
                ticket.revision());
    }

    @Override
    public List<DocumentRevision> revisions(String afterId, int limit) {
        return store.revisions(afterId, limit);
    }

    @Override
    public String fullTextIndex() {
        return type.code() + "_text";
    }
}
