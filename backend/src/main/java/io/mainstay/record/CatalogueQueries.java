// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.store.RecordList;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a kind of record of which everybody who has one permission sees all: by id, in lists, and what happened to them.
 *
 * @param <R> the record
 */
public abstract class CatalogueQueries<R> {

    private final Permission permission;
    private final Function<Collection<String>, Map<String, R>> byIds;
    private final RecordList<R> lists;
    private final AuditTrail trail;

    /** @param byIds reads those that exist by one database call */
    protected CatalogueQueries(
            Permission permission,
            Function<Collection<String>, Map<String, R>> byIds,
            RecordList<R> lists,
            AuditTrail trail) {
        this.permission = permission;
        this.byIds = byIds;
        this.lists = lists;
        this.trail = trail;
    }

    /** Those that exist, by id; one database call however many there are. */
    public final Map<String, R> byIds(Principal principal, Collection<String> ids) {
        principal.require(permission);
        return byIds.apply(ids);
    }

    public final Page<R> list(Principal principal, ListQuery query, PageRequest request) {
        principal.require(permission);
        return lists.page(principal.visibility(), query, request);
    }

    public final int count(Principal principal, ListQuery query) {
        principal.require(permission);
        return lists.count(principal.visibility(), query);
    }

    /** What happened to them, newest first. */
    public final Map<String, Page<HistoryEntry>> history(
            Principal principal, Collection<String> ids, PageRequest request) {
        principal.require(permission);
        return trail.history(principal, ids, request);
    }
}
