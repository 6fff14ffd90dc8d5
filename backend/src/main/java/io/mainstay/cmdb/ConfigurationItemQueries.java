// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.cmdb.internal.RelationStore;
import io.mainstay.cmdb.internal.store.ConfigurationItemMoments;
import io.mainstay.cmdb.internal.store.ConfigurationItemMoments.Moment;
import io.mainstay.cmdb.internal.store.ConfigurationItemMoments.Place;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.ListQuery;
import io.mainstay.record.Numbers;
import io.mainstay.record.TicketKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Reads CIs and their relations, as far as the principal may see them. */
@Service
public final class ConfigurationItemQueries {

    /** All CIs, by name. */
    public static final ListQuery EVERYTHING = ConfigurationItemFields.ALL.everything();

    private final ConfigurationItemStore items;
    private final RelationStore relations;
    private final ConfigurationItemMoments moments;
    private final AuditTrail trail;

    ConfigurationItemQueries(
            ConfigurationItemStore items, RelationStore relations, ConfigurationItemMoments moments, AuditTrail trail) {
        this.items = items;
        this.relations = relations;
        this.moments = moments;
        this.trail = trail;
    }

    public Optional<ConfigurationItem> byId(Principal principal, String id) {
        return Optional.ofNullable(byIds(principal, List.of(id)).get(id));
    }

    public Optional<ConfigurationItem> byNumber(Principal principal, String number) {
        principal.require(Permission.CI_READ);
        return items.byNumber(Numbers.written(number), principal.visibility());
    }

    /** Those of the CIs that exist and are visible, by id; one database call however many there are. */
    public Map<String, ConfigurationItem> byIds(Principal principal, Collection<String> ids) {
        principal.require(Permission.CI_READ);
        return items.byIds(ids, principal.visibility());
    }

    public Page<ConfigurationItem> list(Principal principal, ListQuery query, PageRequest request) {
        principal.require(Permission.CI_READ);
        return items.list(principal.visibility(), query, request);
    }

    public int count(Principal principal, ListQuery query) {
        principal.require(Permission.CI_READ);
        return items.count(principal.visibility(), query);
    }

    /** Those of the relations, live or ended, of which both ends are visible, by id. */
    public Map<String, CiRelation> relations(Principal principal, Collection<String> ids) {
        principal.require(Permission.CI_READ);
        return relations.byIds(ids, principal.visibility());
    }

    /** One part of the live relations of each CI whose other end is visible; one database call for all. */
    public Map<String, Page<CiRelation>> relations(
            Principal principal, Collection<String> ciIds, PageRequest request, String scope) {
        principal.require(Permission.CI_READ);
        Cursor after = request.after();
        Map<String, Page<CiRelation>> pages = new HashMap<>();
        relations
                .ofItems(ciIds, principal.visibility(), after == null ? null : after.onlyId(), request.first() + 1)
                .forEach((ciId, rows) -> pages.put(
                        ciId, Page.ofRows(rows, request, relation -> Cursor.of(List.of(), relation.id(), scope))));
        return pages;
    }

    /**
     * What was changed of each of the CIs that is visible, newest first: the CI itself, its relations of which the other end is
     * visible, its planned outages, and which visible tickets were linked to it. Four database calls, however many CIs there are.
     *
     * @return empty for a principal who may neither operate CIs nor read the audit trail
     */
    public Map<String, Page<HistoryEntry>> history(Principal principal, Collection<String> ciIds, PageRequest request) {
        principal.require(Permission.CI_READ);
        if (!principal.may(Permission.CI_OPERATE) && !principal.may(Permission.AUDIT_READ)) {
            return Map.of();
        }
        List<String> kinds = Arrays.stream(TicketKind.values())
                .filter(kind -> principal.may(kind.readPermission()))
                .map(TicketKind::label)
                .toList();
        Cursor after = request.after();
        Place place = after == null
                ? null
                : new Place(
                        after.values(2).instant(0), after.id(), after.values(2).integer(1));
        Map<String, List<Moment>> moments = this.moments.newest(
                byIds(principal, ciIds).keySet(), principal.visibility(), kinds, place, request.first() + 1);
        Map<HistoryEntry.Place, HistoryEntry> entries = trail.entries(
                principal,
                moments.values().stream()
                        .flatMap(List::stream)
                        .map(ConfigurationItemQueries::place)
                        .distinct()
                        .toList());
        Map<String, Page<HistoryEntry>> pages = new HashMap<>();
        moments.forEach((ciId, rows) -> pages.put(
                ciId,
                Page.ofRows(
                                rows.stream()
                                        .filter(moment -> entries.containsKey(place(moment)))
                                        .toList(),
                                request,
                                moment -> Cursor.of(
                                        List.of(moment.at().toString(), String.valueOf(moment.number())),
                                        moment.recordId(),
                                        AuditTrail.HISTORY_SCOPE))
                        .map(moment -> entry(ciId, moment, Objects.requireNonNull(entries.get(place(moment)))))));
        return pages;
    }

    private static HistoryEntry.Place place(Moment moment) {
        return new HistoryEntry.Place(moment.recordId(), moment.revision());
    }

    /** Of a ticket nothing is told here but that it was linked to the CI. */
    private static HistoryEntry entry(String ciId, Moment moment, HistoryEntry entry) {
        Boolean linked = moment.linked();
        if (linked == null) {
            return entry;
        }
        return entry.with(List.of(new HistoryEntry.Value("ciIds", linked ? null : ciId, linked ? ciId : null, false)));
    }

    /** How many live relations each CI has whose other end is visible; one database call for all. */
    public Map<String, Integer> countRelations(Principal principal, Collection<String> ciIds) {
        principal.require(Permission.CI_READ);
        return relations.countOfItems(ciIds, principal.visibility());
    }
}
