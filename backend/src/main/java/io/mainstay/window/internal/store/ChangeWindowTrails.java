// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal.store;

import io.mainstay.audit.FieldChange;
import io.mainstay.audit.TrailedRecords;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.internal.ChangeWindowFields;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Change windows, told in the words of their trails. */
@Component
final class ChangeWindowTrails implements TrailedRecords {

    private final ChangeWindowStore store;

    ChangeWindowTrails(ChangeWindowStore store) {
        this.store = store;
    }

    @Override
    public String aggregateType() {
        return ChangeWindow.TYPE;
    }

    @Override
    public boolean tells(String field) {
        return ChangeWindowFields.ALL.isInHistory(field);
    }

    @Override
    public Map<String, List<FieldChange>> now(Collection<String> ids) {
        Map<String, List<FieldChange>> now = new HashMap<>();
        store.byIds(ids).forEach((id, window) -> now.put(id, ChangeWindowFields.ALL.created(window)));
        return now;
    }
}
