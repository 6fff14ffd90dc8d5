// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal.graphql;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.mainstay.attachment.Attachments;
import io.mainstay.audit.AuditTrail;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.References;
import io.mainstay.record.Field;
import io.mainstay.record.FilterReader;
import io.mainstay.record.ListQuery;
import io.mainstay.record.WorkLog;
import io.mainstay.sla.SlaClockSnapshot;
import io.mainstay.sla.SlaClockViews;
import io.mainstay.ticket.CostProperties;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketSettings;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketSubscriptionEvent;
import io.mainstay.ticket.TicketSubscriptions;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.stereotype.Component;

/**
 * What the schema offers of every kind of ticket: one ticket, their list, their changes, and the fields of the facets. The
 * mutations of the facets are in {@link FacetMutations}; what a kind has alone is in controllers of its own.
 */
@Component
final class TicketGraphQl implements RuntimeWiringConfigurer {

    private static final int MAX_TEAMS = 100;
    private static final int MAX_GROUPS = 10;

    /** What reads the people that tickets of all kinds name. */
    private static final String PERSON = "Ticket.person";

    /** What reads the configuration items that tickets of all kinds name. */
    private static final String ITEM = "Ticket.configurationItem";

    private final List<Tickets<?, ?>> kinds;
    private final List<TicketSubscriptions<?, ?>> feeds;
    private final Loaders loaders;
    private final IdentityViews identity;
    private final ConfigurationItemQueries items;
    private final SlaClockViews clocks;
    private final TicketSettings settings;
    private final CostProperties costs;
    private @Nullable TypeDefinitionRegistry schema;

    TicketGraphQl(
            List<Tickets<?, ?>> kinds,
            List<TicketSubscriptions<?, ?>> feeds,
            Loaders loaders,
            IdentityViews identity,
            ConfigurationItemQueries items,
            SlaClockViews clocks,
            TicketSettings settings,
            CostProperties costs) {
        this.kinds = kinds;
        this.feeds = feeds;
        this.loaders = loaders;
        this.identity = identity;
        this.items = items;
        this.clocks = clocks;
        this.settings = settings;
        this.costs = costs;
    }

    /** The incidents or problems on an item: which part, and whether only those that are open. */
    private record OnItem(boolean openOnly, PageRequest request) {}

    @Override
    public void setTypeDefinitionRegistry(TypeDefinitionRegistry registry) {
        this.schema = registry;
    }

    @Override
    public void configure(RuntimeWiring.Builder wiring) {
        loaders.<String, PersonView>register(PERSON, (_, ids) -> identity.people(ids));
        loaders.<String, ConfigurationItem>register(ITEM, items::byIds);
        kinds.forEach(tickets -> {
            queries(wiring, tickets);
            fields(wiring, tickets);
            FacetMutations.of(wiring, tickets);
        });
        wiring.type(
                "PriorityExplanation",
                explanation -> explanation
                        .dataFetcher(
                                "impactOrigin",
                                environment ->
                                        source(environment, Facets.Rating.class).originOfImpact())
                        .dataFetcher("impactDecidedBy", environment -> {
                            String id = source(environment, Facets.Rating.class).deciderOfImpact();
                            return id == null ? null : Loaders.load(environment, ITEM, id);
                        }));
        feeds.forEach(feed -> subscriptions(wiring, feed));
    }

    private <T extends Ticket<T, S>, S extends Enum<S> & TicketState> void queries(
            RuntimeWiring.Builder wiring, Tickets<T, S> tickets) {
        String one = tickets.type().code();
        FilterReader filters = new FilterReader(tickets.type().fields());
        wiring.type(
                "Query",
                query -> query.dataFetcher(one, environment -> one(environment, tickets))
                        .dataFetcher(one + "s", environment -> {
                            Principal principal = Loaders.principal(environment);
                            ListQuery list =
                                    filters.read(environment.getArgument("filter"), environment.getArgument("sort"));
                            return Connection.of(
                                    tickets.list(principal, list, Loaders.request(environment, list.scope())),
                                    () -> tickets.count(principal, list));
                        })
                        .dataFetcher(one + "Counts", environment -> {
                            List<Map<String, Object>> groups =
                                    Objects.requireNonNull(environment.getArgument("groups"));
                            if (groups.size() > MAX_GROUPS) {
                                throw new BadArgumentException("groups", "a list of at most " + MAX_GROUPS + " groups");
                            }
                            return Map.of(
                                    "counts",
                                    tickets.counts(
                                            Loaders.principal(environment),
                                            filters.read(environment.getArgument("filter"), null),
                                            filters.each(groups, "groups")));
                        }));
        String onItems = one + "sOnItem";
        loaders.<OnItem, T>registerParts(
                onItems, (principal, ids, part) -> tickets.onItems(principal, ids, part.openOnly(), part.request()));
        wiring.type(
                ConfigurationItem.TYPE,
                item -> item.dataFetcher(one + "s", environment -> {
                    ConfigurationItem ci = Objects.requireNonNull(environment.getSource());
                    boolean openOnly = Boolean.TRUE.equals(environment.getArgument("openOnly"));
                    return Loaders.part(
                            environment,
                            onItems,
                            ci.id(),
                            new OnItem(openOnly, Loaders.request(environment, tickets.onItemsScope())));
                }));
    }

    private static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> @Nullable T one(
            DataFetchingEnvironment environment, Tickets<T, S> tickets) {
        String id = environment.getArgument("id");
        String number = environment.getArgument("number");
        Principal principal = Loaders.principal(environment);
        if ((id == null) == (number == null)) {
            throw new BadArgumentException("id", "given, or else number, but not both");
        }
        if (number != null) {
            return tickets.byNumber(principal, number).orElse(null);
        }
        return Ids.isId(Objects.requireNonNull(id))
                ? tickets.byIds(principal, List.of(id)).get(id)
                : null;
    }

    private static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> void subscriptions(
            RuntimeWiring.Builder wiring, TicketSubscriptions<T, S> feed) {
        String one = feed.type().code();
        wiring.type(
                "Subscription",
                subscription -> subscription
                        .dataFetcher(
                                one + "Changed",
                                environment -> feed.of(
                                        Loaders.livePrincipal(environment)::now,
                                        Objects.requireNonNull(environment.getArgument("id"))))
                        .dataFetcher(one + "sChanged", environment -> {
                            List<String> teamIds = environment.getArgument("teamIds");
                            if (teamIds != null && (teamIds.isEmpty() || teamIds.size() > MAX_TEAMS)) {
                                throw new BadArgumentException(
                                        "teamIds", "a list of 1 to " + MAX_TEAMS + " teams, or left out");
                            }
                            return feed.ofTeams(
                                    Loaders.livePrincipal(environment)::now,
                                    teamIds == null ? Set.of() : Set.copyOf(teamIds));
                        }));
        wiring.type(
                feed.type().label() + "Change",
                change -> change.dataFetcher(
                                one + "Id",
                                environment -> source(environment, TicketSubscriptionEvent.class)
                                        .id())
                        .dataFetcher(
                                one,
                                environment -> source(environment, TicketSubscriptionEvent.class)
                                        .ticket()));
    }

    private <T extends Ticket<T, S>, S extends Enum<S> & TicketState> void fields(
            RuntimeWiring.Builder wiring, Tickets<T, S> tickets) {
        Class<T> type = tickets.type().type();
        Map<String, DataFetcher<?>> fields = new HashMap<>();
        named(fields, tickets, "reporter", PERSON, Ticket::reporterId);
        named(
                fields,
                tickets,
                "affectedPerson",
                PERSON,
                ticket -> ticket.facets().people().affectedPersonId());
        named(fields, tickets, "assignee", PERSON, Ticket::assigneeId);
        batched(fields, tickets, "team", named(Ticket::teamId, (_, ids) -> identity.teams(ids)));
        batched(
                fields,
                tickets,
                "organisation",
                named(Ticket::organisationId, (_, ids) -> identity.organisations(ids)));
        batched(
                fields,
                tickets,
                "category",
                named(
                        Ticket::categoryId,
                        (principal, ids) ->
                                settings.categories(principal, tickets.type().kind(), ids)));
        named(fields, tickets, "serviceOffering", ITEM, Ticket::serviceOfferingId);
        fields.put("serviceOfferingId", environment -> {
            String id = source(environment, type).serviceOfferingId();
            return id == null
                    ? null
                    : Loaders.<String, ConfigurationItem>load(environment, ITEM, id)
                            .thenApply(item -> item == null ? null : item.id());
        });
        batched(fields, tickets, "ciIds", (principal, all) -> listed(all, tickets.ciIds(principal, ids(all))));
        batched(
                fields,
                tickets,
                "affectedCis",
                (principal, all) -> items(principal, all, tickets.ciIds(principal, ids(all))));
        batched(
                fields,
                tickets,
                "suggestedServiceOfferingIds",
                (principal, all) -> listed(all, tickets.suggestedOfferings(principal, ids(all))));
        batched(
                fields,
                tickets,
                "suggestedServiceOfferings",
                (principal, all) -> items(principal, all, tickets.suggestedOfferings(principal, ids(all))));
        batched(fields, tickets, "slaClocks", (principal, all) -> listed(all, clocks.byRecords(principal, ids(all))));
        // Not what the ticket was read with: the same mutation may have moved its clocks.
        batched(fields, tickets, "firstDueAt", (_, all) -> firstDue(all, clocks.snapshots(ids(all))));
        parts(fields, tickets, "workLog", WorkLog.SCOPE, tickets::workLog);
        parts(fields, tickets, Attachments.FIELD, Attachments.SCOPE, tickets::attachments);
        parts(fields, tickets, "history", AuditTrail.HISTORY_SCOPE, tickets::history);
        // Of the kinds that have an estimated cost.
        fields.put("costCurrency", _ -> costs.currency());
        fields.put(
                "priorityExplanation",
                environment -> source(environment, type).facets().rating());
        fields.put(
                "viewerCan",
                environment -> tickets.permitted(Loaders.principal(environment), source(environment, type)));
        fields.put(
                "availableTransitions",
                environment -> tickets.available(Loaders.principal(environment), source(environment, type)));
        // What is declared once as a field is read by that declaration, unless it is shown otherwise.
        for (Field<T> field : tickets.type().fields().all()) {
            fields.putIfAbsent(field.name(), environment -> field.value().apply(source(environment, type)));
        }
        Set<String> declared = declaredFields(tickets.type().label());
        wiring.type(tickets.type().label(), ticket -> {
            fields.forEach((name, fetcher) -> {
                if (declared.contains(name)) {
                    ticket.dataFetcher(name, fetcher);
                }
            });
            return ticket;
        });
    }

    /** The fields that the schema declares of a type and its extensions. */
    private Set<String> declaredFields(String type) {
        TypeDefinitionRegistry registry = Objects.requireNonNull(schema);
        return Stream.concat(
                        Objects.requireNonNull(registry.getTypeOrNull(type, ObjectTypeDefinition.class))
                                .getFieldDefinitions()
                                .stream(),
                        registry.objectTypeExtensions().getOrDefault(type, List.of()).stream()
                                .flatMap(extension -> extension.getFieldDefinitions().stream()))
                .map(FieldDefinition::getName)
                .collect(Collectors.toSet());
    }

    private <T extends Ticket<T, S>, S extends Enum<S> & TicketState, V> void batched(
            Map<String, DataFetcher<?>> fields, Tickets<T, S> tickets, String field, Loaders.Batch<T, V> batch) {
        String name = tickets.type().label() + "." + field;
        loaders.register(name, batch);
        fields.put(
                field,
                environment -> Loaders.load(
                        environment, name, source(environment, tickets.type().type())));
    }

    private <T extends Ticket<T, S>, S extends Enum<S> & TicketState, V> void parts(
            Map<String, DataFetcher<?>> fields,
            Tickets<T, S> tickets,
            String field,
            String scope,
            Loaders.Parts<PageRequest, V> parts) {
        String name = tickets.type().label() + "." + field;
        loaders.registerParts(name, parts);
        fields.put(
                field,
                environment -> Loaders.part(
                        environment,
                        name,
                        source(environment, tickets.type().type()).id(),
                        Loaders.request(environment, scope)));
    }

    /** What a ticket names; all fields that name the same kind of record are read at once. */
    private static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> void named(
            Map<String, DataFetcher<?>> fields,
            Tickets<T, S> tickets,
            String field,
            String loader,
            Function<T, @Nullable String> id) {
        fields.put(field, environment -> {
            String named = id.apply(source(environment, tickets.type().type()));
            return named == null ? null : Loaders.load(environment, loader, named);
        });
    }

    private static <T, V> Loaders.Batch<T, V> named(
            Function<T, @Nullable String> id, BiFunction<Principal, Collection<String>, Map<String, V>> read) {
        return (principal, all) -> References.resolve(List.copyOf(all), id, ids -> read.apply(principal, ids));
    }

    private static <T extends Ticket<T, ?>, V> Map<T, List<V>> listed(
            Collection<T> tickets, Map<String, List<V>> byTicket) {
        return tickets.stream()
                .collect(
                        Collectors.toMap(Function.identity(), ticket -> byTicket.getOrDefault(ticket.id(), List.of())));
    }

    private <T extends Ticket<T, ?>> Map<T, List<ConfigurationItem>> items(
            Principal principal, Collection<T> tickets, Map<String, List<String>> idsByTicket) {
        Set<String> ids = idsByTicket.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Map<String, ConfigurationItem> found = ids.isEmpty() ? Map.of() : items.byIds(principal, ids);
        Map<String, List<ConfigurationItem>> byTicket = new HashMap<>();
        idsByTicket.forEach((id, itemIds) -> byTicket.put(
                id, itemIds.stream().map(found::get).filter(Objects::nonNull).toList()));
        return listed(tickets, byTicket);
    }

    private static <T extends Ticket<T, ?>> Map<T, Instant> firstDue(
            Collection<T> tickets, Map<String, List<SlaClockSnapshot>> byTicket) {
        Map<T, Instant> due = new HashMap<>();
        for (T ticket : tickets) {
            SlaClockSnapshot.firstDueAt(byTicket.getOrDefault(ticket.id(), List.of()))
                    .ifPresent(instant -> due.put(ticket, instant));
        }
        return due;
    }

    private static <T extends Ticket<T, ?>> List<String> ids(Collection<T> tickets) {
        return new ArrayList<>(tickets.stream().map(Ticket::id).toList());
    }

    private static <T> T source(DataFetchingEnvironment environment, Class<T> type) {
        return type.cast(Objects.requireNonNull(environment.getSource()));
    }
}
