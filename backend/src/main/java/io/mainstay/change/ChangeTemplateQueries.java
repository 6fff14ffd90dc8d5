// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.change.internal.ChangeTemplates;
import io.mainstay.change.internal.store.ChangeTemplateStore;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Reads change templates. They are a catalogue: who may read changes sees all of them. */
@Service
public final class ChangeTemplateQueries {

    private final ChangeTemplateStore store;
    private final ChangeTemplates templates;
    private final AuditTrail trail;
    private final UnitOfWork work;

    ChangeTemplateQueries(ChangeTemplateStore store, ChangeTemplates templates, AuditTrail trail, UnitOfWork work) {
        this.store = store;
        this.templates = templates;
        this.trail = trail;
        this.work = work;
    }

    /** Those that exist, by id; one database call however many there are. */
    public Map<String, ChangeTemplate> byIds(Principal principal, Collection<String> ids) {
        principal.require(Permission.CHANGE_READ);
        return store.byIds(ids);
    }

    public Page<ChangeTemplate> list(Principal principal, ListQuery query, PageRequest request) {
        principal.require(Permission.CHANGE_READ);
        return store.list(principal.visibility(), query, request);
    }

    public int count(Principal principal, ListQuery query) {
        principal.require(Permission.CHANGE_READ);
        return store.count(principal.visibility(), query);
    }

    /** What happened to templates, newest first. */
    public Map<String, Page<HistoryEntry>> history(Principal principal, Collection<String> ids, PageRequest request) {
        principal.require(Permission.CHANGE_READ);
        return trail.history(principal, ids, request);
    }

    /**
     * What came of the last changes of each template, those that the principal does not see among them: how many, and no more. One
     * database call however many templates there are.
     */
    public Map<String, ChangeTemplateResults> results(Principal principal, List<ChangeTemplate> all) {
        principal.require(Permission.CHANGE_READ);
        return work.read(() -> templates.results(all));
    }
}
