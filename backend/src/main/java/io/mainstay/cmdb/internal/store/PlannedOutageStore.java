// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageState;
import io.mainstay.cmdb.ServiceOutage;
import io.mainstay.cmdb.internal.PlannedOutageFields;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.ListQuery;
import io.mainstay.record.store.ListCypher;
import io.mainstay.record.store.RecordList;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store of planned outages. Writes and locks belong inside a unit of work. */
@Component
public final class PlannedOutageStore {

    private final Cypher cypher;
    private final Locks locks;
    private final Writes writes;
    private final RecordList<PlannedOutage> lists;

    PlannedOutageStore(Cypher cypher, Locks locks, Writes writes, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.locks = locks;
        this.writes = writes;
        this.lists = new RecordList<>(
                cypher,
                catalogue.macro("visible-outage", ListCypher.NODE),
                "cmdb/planned-outages",
                PlannedOutage.TYPE,
                PlannedOutageFields.ALL,
                PlannedOutageStore::read,
                PlannedOutage::id);
    }

    /** Writes a new outage of a CI whose lock is held. */
    public void create(PlannedOutage outage) {
        cypher.statement("cmdb/create-planned-outage")
                .with("ciId", outage.ciId())
                .with("properties", PlannedOutageFields.ALL.properties(outage))
                .run();
    }

    /**
     * Writes an outage whose lock is held, and keeps what was known of it until now.
     *
     * @param pastId the id of what is kept
     */
    public void save(PlannedOutage after, String pastId) {
        cypher.statement("cmdb/save-planned-outage")
                .with("id", after.id())
                .with("pastId", pastId)
                .with("until", after.updatedAt())
                .with("properties", PlannedOutageFields.ALL.properties(after))
                .run();
    }

    /** Writes what users were told of an outage whose lock is held. It is as it was, so nothing of it is kept. */
    public void saveNotice(PlannedOutage after) {
        writes.change(after.id(), PlannedOutageFields.ALL.properties(after));
    }

    /**
     * Keeps which services an outage hits whose users are told of it now. Those who were told before and are hit no more are told as well.
     *
     * @param services what it makes of each
     * @param until when the outage is over of which they are told
     * @param limit how many at most are returned
     * @return those whose users are told, those that are hit worst first
     */
    public List<String> notice(String outageId, Map<String, ImpactState> services, Instant until, int limit) {
        return cypher.statement("cmdb/notice-planned-outage")
                .with("id", outageId)
                .with("until", until)
                .with(
                        "services",
                        services.entrySet().stream()
                                .map(each -> Map.of(
                                        "id",
                                        each.getKey(),
                                        "state",
                                        each.getValue().name()))
                                .toList())
                .with("limit", limit)
                .list(row -> row.string("id"));
    }

    /** Forgets which services an outage hit whose users have been told that it does not any more. */
    public void forgetNoticed(String outageId, Collection<String> hitIds) {
        cypher.statement("cmdb/forget-noticed-services")
                .with("id", outageId)
                .with("hitIds", hitIds)
                .run();
    }

    /**
     * Forgets whom users were told of outages that were over before, a bounded number at a time.
     *
     * @return how many were looked at
     */
    public int forgetNoticedBefore(Instant before, int limit) {
        return cypher.statement("cmdb/forget-past-notices")
                .with("before", before)
                .with("limit", limit)
                .one(row -> row.integer("seen"))
                .orElse(0);
    }

    /** What users of each visible service were told of outages that are not over, those that begin first first; at most so many each. */
    public Map<String, List<ServiceOutage>> ofServices(
            Collection<String> ciIds, Visibility visibility, Instant now, int limit) {
        return cypher
                .statement("cmdb/outages-of-services")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .with("now", now)
                .with("limit", limit)
                .list(row -> Map.entry(row.string("ciId"), row.rows("outages", PlannedOutageStore::serviceOutage)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static ServiceOutage serviceOutage(Row row) {
        return new ServiceOutage(
                row.string("number"),
                row.enumValue("state", PlannedOutageState.class),
                row.enumValue("impact", ImpactState.class),
                row.instant("from"),
                row.instant("to"),
                row.instant("noticedAt"));
    }

    /** The outages that changes bring, whoever sees them, by the changes; without those of which they bring none. */
    public Map<String, List<PlannedOutage>> ofChanges(Collection<String> changeIds) {
        return cypher.statement("cmdb/planned-outages-of-changes")
                .with("changeIds", changeIds)
                .grouped(row -> row.row("node").string("changeId"), row -> read(row.row("node")));
    }

    /** Locks an outage until the unit of work ends and returns it as it is under the lock. */
    public Optional<PlannedOutage> lock(String id) {
        return locks.lock(PlannedOutage.TYPE, id, PlannedOutageStore::read);
    }

    public Map<String, PlannedOutage> byIds(Collection<String> ids, Visibility visibility) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return cypher.statement("cmdb/planned-outages-by-id")
                .with("ids", ids.stream().distinct().toList())
                .with("v", visibility.parameters())
                .keyed(row -> read(row.row("node")), PlannedOutage::id);
    }

    public Page<PlannedOutage> list(Visibility visibility, ListQuery query, PageRequest request) {
        return lists.page(visibility, query, request);
    }

    public int count(Visibility visibility, ListQuery query) {
        return lists.count(visibility, query);
    }

    /** For each visible CI its latest outages after the request's cursor, and one more if there are more. */
    public Map<String, List<PlannedOutage>> ofItems(
            Collection<String> ciIds, Visibility visibility, PageRequest request) {
        Cursor after = request.after();
        return cypher
                .statement("cmdb/planned-outages-of-items")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .with("afterKey", after == null ? null : after.values(1).instant(0))
                .with("afterId", after == null ? null : after.id())
                .with("limit", request.first() + 1)
                .list(row -> Map.entry(row.string("ciId"), row.rows("outages", PlannedOutageStore::read)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public Map<String, Integer> countOfItems(Collection<String> ciIds, Visibility visibility) {
        return cypher
                .statement("cmdb/count-planned-outages-of-items")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .list(row -> Map.entry(row.string("ciId"), row.integer("count")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Up to so many outages, visible or not, that cover an instant and whose CI is not retired.
     *
     * @param asOf as Mainstay knew them at this instant; null for now
     */
    public List<PlannedOutage> covering(Instant at, @Nullable Instant asOf, int limit) {
        Cypher.Statement statement = asOf == null
                ? cypher.statement("cmdb/planned-outages-covering")
                : cypher.statement("cmdb/planned-outages-covering-as-of").with("asOf", asOf);
        return statement.with("at", at).with("limit", limit).list(row -> read(row.row("node")));
    }

    /**
     * The outages at some instant of [from, to) whose CI is visible, those that begin first first; at most so many.
     *
     * @param ciIds only of these CIs; of all if null
     */
    public List<PlannedOutage> during(
            Instant from, Instant to, @Nullable Collection<String> ciIds, Visibility visibility, int limit) {
        return cypher.statement("cmdb/planned-outages-during")
                .with("from", from)
                .with("to", to)
                .with("ciIds", ciIds)
                .with("limit", limit)
                .with("v", visibility.parameters())
                .list(row -> read(row.row("node")));
    }

    private static PlannedOutage read(Row node) {
        return new PlannedOutage(
                node.string("id"),
                node.string("number"),
                node.string("ciId"),
                node.enumValue("effect", FailureEffect.class),
                node.instant("from"),
                node.instant("to"),
                node.string("title"),
                node.stringOrNull("reason"),
                node.enumValue("state", PlannedOutageState.class),
                node.stringOrNull("changeId"),
                notice(node),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }

    private static PlannedOutage.@Nullable Notice notice(Row node) {
        Instant at = node.instantOrNull("noticedAt");
        return at == null
                ? null
                : new PlannedOutage.Notice(
                        at,
                        node.enumValue("noticedState", PlannedOutageState.class),
                        node.enumValue("noticedEffect", FailureEffect.class),
                        node.instant("noticedFrom"),
                        node.instant("noticedTo"));
    }
}
