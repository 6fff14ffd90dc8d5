// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.audit.FieldChange;
import io.mainstay.audit.TrailedRecords;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.internal.ChangeTemplateFields;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Change templates, told in the words of their trails. */
@Component
final class ChangeTemplateTrails implements TrailedRecords {

    private final ChangeTemplateStore store;

    ChangeTemplateTrails(ChangeTemplateStore store) {
        this.store = store;
    }

    @Override
    public String aggregateType() {
        return ChangeTemplate.TYPE;
    }

    @Override
    public boolean tells(String field) {
        return ChangeTemplateFields.ALL.isInHistory(field);
    }

    @Override
    public Map<String, List<FieldChange>> now(Collection<String> ids) {
        Map<String, List<FieldChange>> now = new HashMap<>();
        store.byIds(ids).forEach((id, template) -> now.put(id, ChangeTemplateFields.ALL.created(template)));
        return now;
    }
}
