// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.store;

import io.mainstay.kernel.Permission;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.CatalogueSubject;
import io.mainstay.record.Subject;
import io.mainstay.record.Subject.Revision;
import io.mainstay.record.TicketKind;
import io.mainstay.record.store.ListCypher;
import io.mainstay.record.store.RecordList;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalTarget;
import io.mainstay.workflow.internal.ApprovalPolicyFields;
import io.mainstay.workflow.internal.StagesJson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The store of policies. Who is to approve what is no secret among those who may read policies. */
@Component
public final class ApprovalPolicyStore {

    /** What people call one. */
    public static final String NAME = "Approval policy";

    private final Cypher cypher;
    private final Subject<ApprovalPolicy> subject;
    private final RecordList<ApprovalPolicy> lists;

    ApprovalPolicyStore(Cypher cypher, Writes writes, Locks locks, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.subject = new CatalogueSubject<>(
                ApprovalPolicy.TYPE,
                NAME,
                (principal, _) -> principal.may(Permission.APPROVAL_READ),
                ApprovalPolicyFields.ALL,
                policy -> new Revision(policy.id(), policy.version(), policy.revision(), policy.updatedAt()),
                (policy, next) -> policy.moved(next.version(), next.revision(), next.lastEventAt()),
                ApprovalPolicyStore::read,
                writes,
                locks);
        this.lists = new RecordList<>(
                cypher,
                catalogue.macro("visible-approval-policy", ListCypher.NODE),
                "workflow/policies",
                ApprovalPolicy.TYPE,
                ApprovalPolicyFields.ALL,
                ApprovalPolicyStore::read,
                ApprovalPolicy::id);
    }

    /** Policies, as they are edited. */
    public Subject<ApprovalPolicy> subject() {
        return subject;
    }

    public Map<String, ApprovalPolicy> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cypher.statement("workflow/policies-by-id")
                        .with("ids", Set.copyOf(ids))
                        .keyed(row -> read(row.row("node")), ApprovalPolicy::id);
    }

    /** Those of a kind that are in use, in the order in which they are asked. */
    public List<ApprovalPolicy> inUse(TicketKind kind) {
        return cypher.statement("workflow/policies-in-use")
                .with("kind", kind.name())
                .list(row -> read(row.row("node")));
    }

    public int countInUse(TicketKind kind) {
        return inUse(kind).size();
    }

    /** Policies, as they are listed. */
    public RecordList<ApprovalPolicy> lists() {
        return lists;
    }

    private static ApprovalPolicy read(Row node) {
        return new ApprovalPolicy(
                node.string("id"),
                node.string("name"),
                node.stringOrNull("description"),
                node.enumValue("kind", TicketKind.class),
                // Those that were set before there was such a thing are for records as a whole.
                node.has("target") ? node.enumValue("target", ApprovalTarget.class) : ApprovalTarget.RECORD,
                node.integer("rank"),
                node.stringOrNull("condition"),
                StagesJson.read(node.string("stages")),
                node.bool("active"),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }
}
