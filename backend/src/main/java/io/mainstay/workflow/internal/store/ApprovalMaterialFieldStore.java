// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.store;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.ApprovalMaterialFields;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The store of which fields approvals are for. */
@Component
public final class ApprovalMaterialFieldStore {

    private final Cypher cypher;
    private final Locks locks;

    ApprovalMaterialFieldStore(Cypher cypher, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
    }

    /** What is set, under its lock, with the revision of its trail. */
    public record Locked(ApprovalMaterialFields setting, int revision) {}

    public ApprovalMaterialFields of(TicketKind kind) {
        return byIds(Set.of(ApprovalMaterialFields.id(kind))).values().stream()
                .findFirst()
                .orElseThrow();
    }

    /** Those of some ids that are ids of such settings. */
    public Map<String, ApprovalMaterialFields> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cypher.statement("workflow/material-fields")
                        .with("ids", Set.copyOf(ids))
                        .keyed(row -> read(row.row("setting")), setting -> ApprovalMaterialFields.id(setting.kind()));
    }

    /** Locks the setting of a kind until the unit of work ends. */
    public Locked lock(TicketKind kind) {
        return locks.lock(
                        ApprovalMaterialFields.TYPE,
                        ApprovalMaterialFields.id(kind),
                        node -> new Locked(read(node), node.integer("revision")))
                .orElseThrow();
    }

    /** Writes a setting whose lock is held. */
    public void save(ApprovalMaterialFields setting, int revision) {
        cypher.statement("workflow/save-material-fields")
                .with("id", ApprovalMaterialFields.id(setting.kind()))
                .with("version", setting.version())
                .with("revision", revision)
                .with("putIn", setting.putIn())
                .with("takenOut", setting.takenOut())
                .run();
    }

    private static ApprovalMaterialFields read(Row node) {
        return new ApprovalMaterialFields(
                node.enumValue("kind", TicketKind.class),
                node.integer("version"),
                node.strings("putIn"),
                node.strings("takenOut"));
    }
}
