// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.audit.AuditTrail;
import io.mainstay.change.internal.ChangeTemplates;
import io.mainstay.change.internal.store.ChangeTemplateStore;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.CatalogueQueries;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Reads change templates. They are a catalogue: who may read changes sees all of them. */
@Service
public final class ChangeTemplateQueries extends CatalogueQueries<ChangeTemplate> {

    private final ChangeTemplates templates;
    private final UnitOfWork work;

    ChangeTemplateQueries(ChangeTemplateStore store, ChangeTemplates templates, AuditTrail trail, UnitOfWork work) {
        super(Permission.CHANGE_READ, store::byIds, store.lists(), trail);
        this.templates = templates;
        this.work = work;
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
