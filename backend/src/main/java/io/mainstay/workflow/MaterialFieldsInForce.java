// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.record.TicketKind;
import io.mainstay.workflow.internal.store.ApprovalMaterialFieldStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which fields approvals are for, for the kinds that have them. Asks for no permission of its own: whoever edits a record or sees it may know
 * what an edit entails.
 */
@Component
public final class MaterialFieldsInForce {

    private final ApprovalMaterialFieldStore store;

    MaterialFieldsInForce(ApprovalMaterialFieldStore store) {
        this.store = store;
    }

    /** What is set for a kind that is approved. */
    public ApprovalMaterialFields of(TicketKind kind) {
        return store.of(kind);
    }

    /**
     * The fields whose edit would withdraw something of each record; one database call for all, and none if nothing could be withdrawn.
     *
     * @param kind of all of them
     * @param withdrawable of which fields an edit could; null if there is nothing to withdraw, or nothing can be edited
     */
    public <R> Map<R, List<String>> of(
            TicketKind kind, Collection<R> records, Function<R, @Nullable MaterialFields> withdrawable) {
        Map<R, List<String>> each = new HashMap<>();
        ApprovalMaterialFields setting = null;
        for (R one : records) {
            MaterialFields fields = withdrawable.apply(one);
            if (fields == null) {
                each.put(one, List.of());
                continue;
            }
            if (setting == null) {
                setting = store.of(kind);
            }
            each.put(one, fields.by(setting));
        }
        return each;
    }
}
