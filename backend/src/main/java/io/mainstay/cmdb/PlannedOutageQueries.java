// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.internal.store.PlannedOutageStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.ListQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads planned outages. Who may see a CI may see its outages. */
@Service
public final class PlannedOutageQueries {

    /** How many outages at most are shown of a service. */
    public static final int MAX_OF_SERVICE = 20;

    private final PlannedOutageStore store;
    private final AuditTrail trail;
    private final BusinessClock clock;

    PlannedOutageQueries(PlannedOutageStore store, AuditTrail trail, BusinessClock clock) {
        this.store = store;
        this.trail = trail;
        this.clock = clock;
    }

    /** Those that exist and are visible, by id; one database call however many there are. */
    public Map<String, PlannedOutage> byIds(Principal principal, Collection<String> ids) {
        principal.require(Permission.CI_READ);
        return store.byIds(ids, principal.visibility());
    }

    public Page<PlannedOutage> list(Principal principal, ListQuery query, PageRequest request) {
        principal.require(Permission.CI_READ);
        return store.list(principal.visibility(), query, request);
    }

    public int count(Principal principal, ListQuery query) {
        principal.require(Permission.CI_READ);
        return store.count(principal.visibility(), query);
    }

    /**
     * The outages at some instant of [from, to), those that begin first first; at most so many.
     *
     * @param ciIds only of these CIs; of all if null
     */
    public List<PlannedOutage> during(
            Principal principal, Instant from, Instant to, @Nullable Collection<String> ciIds, int limit) {
        principal.require(Permission.CI_READ);
        return store.during(from, to, ciIds, principal.visibility(), limit);
    }

    /** One part of the outages of each CI that is visible, the latest first; one database call for all. */
    public Map<String, Page<PlannedOutage>> ofItems(
            Principal principal, Collection<String> ciIds, PageRequest request, String scope) {
        principal.require(Permission.CI_READ);
        Map<String, Page<PlannedOutage>> pages = new HashMap<>();
        store.ofItems(ciIds, principal.visibility(), request)
                .forEach((ciId, rows) -> pages.put(ciId, Page.ofRows(rows, request, outage -> cursor(outage, scope))));
        return pages;
    }

    /**
     * What the users of each service that is visible were told of planned outages that are not over, those that begin first first; one
     * database call for all.
     */
    public Map<String, List<ServiceOutage>> ofServices(Principal principal, Collection<String> ciIds) {
        principal.require(Permission.CI_READ);
        return store.ofServices(ciIds, principal.visibility(), clock.now(), MAX_OF_SERVICE);
    }

    /** The outages that changes bring and whose CI is visible, by the changes. */
    public Map<String, List<PlannedOutage>> ofChanges(Principal principal, Collection<String> changeIds) {
        principal.require(Permission.CI_READ);
        Map<String, List<PlannedOutage>> all = store.ofChanges(changeIds);
        Map<String, PlannedOutage> visible = store.byIds(
                all.values().stream()
                        .flatMap(List::stream)
                        .map(PlannedOutage::id)
                        .toList(),
                principal.visibility());
        Map<String, List<PlannedOutage>> shown = new HashMap<>();
        all.forEach((changeId, outages) -> shown.put(
                changeId,
                outages.stream()
                        .filter(outage -> visible.containsKey(outage.id()))
                        .toList()));
        return shown;
    }

    /** How many outages each CI has that is visible; one database call for all. */
    public Map<String, Integer> countOfItems(Principal principal, Collection<String> ciIds) {
        principal.require(Permission.CI_READ);
        return store.countOfItems(ciIds, principal.visibility());
    }

    /**
     * The newest revisions of each of the outages that is visible, newest first.
     *
     * @return empty for a principal who may neither operate CIs nor read the audit trail
     */
    public Map<String, Page<HistoryEntry>> history(Principal principal, Collection<String> ids, PageRequest request) {
        principal.require(Permission.CI_READ);
        if (!principal.may(Permission.CI_OPERATE) && !principal.may(Permission.AUDIT_READ)) {
            return Map.of();
        }
        return trail.history(principal, byIds(principal, ids).keySet(), request);
    }

    private static Cursor cursor(PlannedOutage outage, String scope) {
        return Cursor.of(List.of(outage.from().toString()), outage.id(), scope);
    }
}
