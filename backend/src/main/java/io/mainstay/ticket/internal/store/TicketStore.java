// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal.store;

import io.mainstay.cmdb.CiClassTree;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.Filter;
import io.mainstay.record.ListQuery;
import io.mainstay.record.store.NewestParts;
import io.mainstay.record.store.RecordList;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketType;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The store of the tickets of one kind. */
public final class TicketStore<T extends Ticket<T, S>, S extends Enum<S> & TicketState> {

    private static final int SUGGESTIONS = 10;
    private static final String TICKET = "ticket";

    private final TicketType<T, S> type;
    private final Cypher cypher;
    private final Writes writes;
    private final Locks locks;
    private final RecordList<T> lists;

    TicketStore(TicketType<T, S> type, Cypher cypher, Writes writes, Locks locks, CypherCatalogue catalogue) {
        this.type = type;
        this.cypher = cypher;
        this.writes = writes;
        this.locks = locks;
        this.lists =
                new RecordList<>(cypher, catalogue, type.code(), type.label(), type.fields(), this::read, Ticket::id);
    }

    /** The ticket as it is under its lock, which is held until the unit of work ends. */
    public Optional<T> lock(String id) {
        return locks.lock(type.label(), id, this::read);
    }

    /** The tickets as they are under their locks, which are held until the unit of work ends, in the order of their ids. */
    public Map<String, T> lockAll(Collection<String> ids) {
        Map<String, T> locked = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            statement("lock-all")
                    .with("ids", ids.stream().distinct().sorted().toList())
                    .with("lock", Ids.next())
                    .list(this::readTicket)
                    .forEach(ticket -> locked.put(ticket.id(), ticket));
        }
        return locked;
    }

    /** Writes tickets whose locks are held and of which nothing changed but their place in their own time. */
    public void saveAll(List<T> tickets) {
        statement("save-all")
                .withRows(tickets.stream()
                        .map(ticket -> Map.<String, @Nullable Object>of(
                                "id",
                                ticket.id(),
                                "version",
                                ticket.version(),
                                "revision",
                                ticket.revision(),
                                "lastEventAt",
                                ticket.lastEventAt()))
                        .toList())
                .run();
    }

    /** @param ciIds the configuration items that it concerns */
    public void create(T ticket, Collection<String> ciIds) {
        writes.create(List.of("Ticket", type.label()), List.of(TicketRows.properties(type, ticket)));
        for (String ciId : ciIds) {
            writes.relate(
                    ticket.id(), "AFFECTS", ciId, Map.of("key", ticket.id() + '/' + ciId, "from", ticket.reportedAt()));
        }
    }

    /** Writes a ticket whose lock is held. */
    public void save(T ticket) {
        writes.change(ticket.id(), TicketRows.properties(type, ticket));
    }

    /** Those of the tickets that exist and are visible, by id. */
    public Map<String, T> visible(Visibility visibility, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return statement("visible")
                .with("ids", Set.copyOf(ids))
                .with("v", visibility.parameters())
                .keyed(this::readTicket, Ticket::id);
    }

    /** The tickets whatever anybody may see, for what serves all readers. */
    public Map<String, T> all(Collection<String> ids) {
        return visible(Visibility.everything(Principal.SYSTEM_ID), ids);
    }

    public Optional<T> visibleByNumber(Visibility visibility, String number) {
        return statement("by-number")
                .with("number", number)
                .with("v", visibility.parameters())
                .one(this::readTicket);
    }

    public Page<T> list(Visibility visibility, ListQuery query, PageRequest request) {
        return lists.page(visibility, query, request);
    }

    public int count(Visibility visibility, ListQuery query) {
        return lists.count(visibility, query);
    }

    public List<Integer> counts(Visibility visibility, ListQuery query, List<Filter> groups) {
        return lists.counts(visibility, query, groups);
    }

    /** Links configuration items under the ticket's lock; returns those that were not linked before. */
    public List<String> linkCis(String ticketId, Collection<String> ciIds, Instant at) {
        return statement("link-cis")
                .with("id", ticketId)
                .with("ciIds", ciIds.stream().sorted().toList())
                .with("at", at)
                .with("linkId", Ids.next())
                .list(row -> row.string("ciId"));
    }

    /** Ends links under the ticket's lock; returns those that were linked before. */
    public List<String> unlinkCis(String ticketId, Collection<String> ciIds, Instant at) {
        return statement("unlink-cis")
                .with("id", ticketId)
                .with("ciIds", ciIds.stream().sorted().toList())
                .with("at", at)
                .list(row -> row.string("ciId"));
    }

    public int countCis(String ticketId) {
        return statement("count-cis")
                .with("id", ticketId)
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    /** The ids of the linked configuration items that are visible, by ticket. */
    public Map<String, List<String>> ciIds(Visibility visibility, Collection<String> ticketIds) {
        return idsByTicket(
                statement("ci-ids").with("ids", Set.copyOf(ticketIds)).with("v", visibility.parameters()), "ciIds");
    }

    /** The service offerings that the linked configuration items reach, the nearest first, at most ten; by ticket. */
    public Map<String, List<String>> offeringsAbove(Visibility visibility, Collection<String> ticketIds) {
        return idsByTicket(
                statement("offerings-above")
                        .with("ids", Set.copyOf(ticketIds))
                        .with("classKey", CiClassTree.SERVICE_OFFERING)
                        .with("limit", SUGGESTIONS)
                        .with("v", visibility.parameters()),
                "offeringIds");
    }

    /** Tickets on each of the configuration items, the newest first. */
    public Map<String, Page<T>> onCis(
            Visibility visibility, Collection<String> ciIds, boolean openOnly, PageRequest request, String scope) {
        return new NewestParts<T>(Ticket::reportedAt, Ticket::id, scope)
                .read(
                        statement("on-cis")
                                .with("ciIds", ciIds)
                                .with("openOnly", openOnly)
                                .with("v", visibility.parameters()),
                        request,
                        "ciId",
                        this::readTicket);
    }

    /** A part of all tickets of the kind, in the order of their ids. */
    public List<DocumentRevision> revisions(String afterId, int limit) {
        return statement("revisions")
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> new DocumentRevision(row.string("id"), row.longValue("revision")));
    }

    private Cypher.Statement statement(String name) {
        return cypher.statement(type.code() + "/" + name);
    }

    private static Map<String, List<String>> idsByTicket(Cypher.Statement statement, String column) {
        return statement.list(row -> Map.entry(row.string("ticketId"), row.strings(column))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private T readTicket(Row row) {
        return read(row.row(TICKET));
    }

    private T read(Row node) {
        return type.reader().read(node, TicketRows.header(node), TicketRows.facets(node));
    }
}
