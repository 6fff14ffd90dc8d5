package io.mainstay.incident.internal.store;

import io.mainstay.cmdb.CiClassTree;
import io.mainstay.incident.IncidentQuery;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentState;
import io.mainstay.incident.internal.Incident;
import io.mainstay.incident.internal.IncidentStore;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.work.Locks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
final class Neo4jIncidentStore implements IncidentStore {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");
    private static final int SUGGESTIONS = 10;
    private static final List<IncidentState> NOT_OVER =
            List.of(IncidentState.NEW, IncidentState.IN_PROGRESS, IncidentState.ON_HOLD, IncidentState.RESOLVED);

    private final Cypher cypher;
    private final Locks locks;
    private final IncidentListCypher lists;

    Neo4jIncidentStore(Cypher cypher, Locks locks, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.locks = locks;
        this.lists = new IncidentListCypher(catalogue);
    }

    @Override
    public Optional<Incident> lock(String id) {
        return locks.lock(Incident.TYPE, id, IncidentRows::incident);
    }

    @Override
    public void create(Incident incident) {
        cypher.statement("incident/create")
                .with("properties", IncidentRows.properties(incident))
                .run();
    }

    @Override
    public void save(Incident incident) {
        cypher.statement("incident/save")
                .with("id", incident.id())
                .with("properties", IncidentRows.properties(incident))
                .run();
    }

    @Override
    public Map<String, Incident> visible(Visibility visibility, Collection<String> ids) {
        return cypher
                .statement("incident/visible")
                .with("ids", Set.copyOf(ids))
                .with("v", visibility.parameters())
                .list(row -> IncidentRows.incident(row.row("incident")))
                .stream()
                .collect(Collectors.toMap(Incident::id, Function.identity()));
    }

    @Override
    public Optional<Incident> visibleByNumber(Visibility visibility, String number) {
        return cypher.statement("incident/by-number")
                .with("number", number)
                .with("v", visibility.parameters())
                .one(row -> IncidentRows.incident(row.row("incident")));
    }

    @Override
    public Page<Incident> list(Visibility visibility, IncidentQuery query, PageRequest request) {
        IncidentListCypher.Composed composed = lists.page(query, request);
        List<Incident> rows = cypher.composed("incident/list", composed.text())
                .with(composed.parameters())
                .with("v", visibility.parameters())
                .list(row -> IncidentRows.incident(row.row("incident")));
        return Page.ofRows(rows, request, incident -> lists.cursor(query, incident.view()));
    }

    @Override
    public int count(Visibility visibility, IncidentQuery query) {
        IncidentListCypher.Composed composed = lists.count(query);
        return cypher.composed("incident/count", composed.text())
                .with(composed.parameters())
                .with("v", visibility.parameters())
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    @Override
    public List<Customer> customersBelow(String organisationId, String afterId, int limit) {
        return cypher.statement("incident/customers-below")
                .with("organisationId", organisationId)
                .with("states", NOT_OVER)
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> new Customer(
                        row.string("incidentId"), row.string("organisationId"), row.stringOrNull("customerClass")));
    }

    @Override
    public List<String> linkCis(String incidentId, Collection<String> ciIds, Instant at) {
        return cypher.statement("incident/link-cis")
                .with("id", incidentId)
                .with("ciIds", ciIds)
                .with("at", at)
                .with("linkId", Ids.next())
                .list(row -> row.string("ciId"));
    }

    @Override
    public List<String> unlinkCis(String incidentId, Collection<String> ciIds, Instant at) {
        return cypher.statement("incident/unlink-cis")
                .with("id", incidentId)
                .with("ciIds", ciIds)
                .with("at", at)
                .list(row -> row.string("ciId"));
    }

    @Override
    public int countCis(String incidentId) {
        return cypher.statement("incident/count-cis")
                .with("id", incidentId)
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    @Override
    public Map<String, List<String>> ciIds(Visibility visibility, Collection<String> incidentIds) {
        Map<String, List<String>> ciIds = new HashMap<>();
        cypher.statement("incident/ci-ids")
                .with("ids", Set.copyOf(incidentIds))
                .with("v", visibility.parameters())
                .list(row -> ciIds.put(row.string("incidentId"), row.strings("ciIds")) == null);
        return ciIds;
    }

    @Override
    public Map<String, Page<Incident>> onCis(
            Visibility visibility, Collection<String> ciIds, boolean openOnly, PageRequest request) {
        Cursor after = request.after();
        Map<String, List<Incident>> rows = new LinkedHashMap<>();
        cypher.statement("incident/on-cis")
                .with("ciIds", ciIds)
                .with("openOnly", openOnly)
                .with(
                        "beforeInstant",
                        after == null ? END_OF_TIME : after.values(1).instant(0))
                .with("beforeId", after == null ? "" : after.id())
                .with("limit", request.first() + 1)
                .with("v", visibility.parameters())
                .list(row -> rows.computeIfAbsent(row.string("ciId"), _ -> new ArrayList<>())
                        .add(IncidentRows.incident(row.row("incident"))));
        Map<String, Page<Incident>> pages = new HashMap<>();
        rows.forEach((ciId, incidents) -> pages.put(
                ciId,
                Page.ofRows(
                        incidents,
                        request,
                        incident -> Cursor.of(
                                List.of(incident.times().reportedAt().toString()),
                                incident.id(),
                                IncidentService.ON_CI_SCOPE))));
        return pages;
    }

    @Override
    public Map<String, List<String>> offeringsAbove(Visibility visibility, Collection<String> incidentIds) {
        Map<String, List<String>> offerings = new HashMap<>();
        cypher.statement("incident/offerings-above")
                .with("ids", Set.copyOf(incidentIds))
                .with("classKey", CiClassTree.SERVICE_OFFERING)
                .with("limit", SUGGESTIONS)
                .with("v", visibility.parameters())
                .list(row -> offerings.put(row.string("incidentId"), row.strings("offeringIds")) == null);
        return offerings;
    }
}
