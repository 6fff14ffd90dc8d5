// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.store;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.ListQuery;
import io.mainstay.record.TicketKind;
import io.mainstay.record.store.RecordList;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.Delegation;
import io.mainstay.workflow.internal.DelegationFields;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store of delegations. Writes and locks belong inside a unit of work. */
@Component
public final class DelegationStore {

    private final Cypher cypher;
    private final Writes writes;
    private final Locks locks;
    private final RecordList<Delegation> lists;

    DelegationStore(Cypher cypher, Writes writes, Locks locks, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.writes = writes;
        this.locks = locks;
        this.lists = new RecordList<>(
                cypher,
                catalogue,
                "workflow/delegations",
                Delegation.TYPE,
                DelegationFields.ALL,
                DelegationStore::read,
                Delegation::id);
    }

    /**
     * One side of a delegation that holds: in whose place, or who.
     *
     * @param fromRoles of whom it represents; null if nobody knows them
     */
    public record Delegated(
            String personId,
            Delegation.Scope scope,
            @Nullable Set<Role> fromRoles) {

        /** Whether by it a request is decided in the place of whom it asks: what somebody may not decide because of a role, their deputy may not either. */
        public boolean covers(ApprovalRequest request) {
            return scope.covers(request)
                    && (request.barredRoles().isEmpty()
                            || (fromRoles != null && Collections.disjoint(fromRoles, request.barredRoles())));
        }
    }

    public void create(Delegation delegation) {
        writes.create(List.of(Delegation.TYPE), List.of(properties(delegation)));
    }

    /** Writes a delegation whose lock is held. */
    public void save(Delegation after) {
        writes.change(after.id(), properties(after));
    }

    /** Locks a delegation until the unit of work ends and returns it as it is under the lock. */
    public Optional<Delegation> lock(String id) {
        return locks.lock(Delegation.TYPE, id, DelegationStore::read);
    }

    /** Those of the delegations that the reader sees. */
    public Map<String, Delegation> visible(Visibility visibility, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return cypher.statement("workflow/delegations-by-id")
                .with("ids", ids.stream().distinct().toList())
                .with("v", visibility.parameters())
                .keyed(row -> read(row.row("node")), Delegation::id);
    }

    /** In whose place somebody may decide at an instant, and what. */
    public List<Delegated> delegators(String personId, Instant at) {
        return cypher.statement("workflow/delegators")
                .with("personId", personId)
                .with("at", at)
                .list(row -> new Delegated(row.string("fromId"), scope(row), fromRoles(row)));
    }

    /** Who may decide a request in the place of somebody whom it asks, at an instant. */
    public Set<String> deputies(String personId, ApprovalRequest request, Instant at) {
        return cypher
                .statement("workflow/deputies")
                .with("personId", personId)
                .with("at", at)
                .list(row -> new Delegated(row.string("toId"), scope(row), fromRoles(row)))
                .stream()
                .filter(deputy -> deputy.covers(request))
                .map(Delegated::personId)
                .collect(Collectors.toSet());
    }

    private static Delegation.Scope scope(Row row) {
        return new Delegation.Scope(
                row.strings("kinds").stream().map(TicketKind::valueOf).toList(), row.strings("policyIds"));
    }

    /** Of nobody who has none a delegation is made: that takes a permission. */
    private static @Nullable Set<Role> fromRoles(Row row) {
        List<String> roles = row.strings("fromRoles");
        return roles.isEmpty() ? null : roles.stream().map(Role::valueOf).collect(Collectors.toSet());
    }

    public Page<Delegation> list(Visibility visibility, ListQuery query, PageRequest request) {
        return lists.page(visibility, query, request);
    }

    public int count(Visibility visibility, ListQuery query) {
        return lists.count(visibility, query);
    }

    /** Both people see it, and who sees the records of the organisation of the one who is represented. */
    private static Map<String, @Nullable Object> properties(Delegation delegation) {
        Map<String, @Nullable Object> properties = new HashMap<>(DelegationFields.ALL.properties(delegation));
        properties.put("confidentialityLevel", Confidentiality.PUBLIC_INTERNAL.level());
        properties.put("participantIds", List.of(delegation.fromId(), delegation.toId()));
        properties.put("teamIds", List.of());
        properties.put("selfService", false);
        return properties;
    }

    private static Delegation read(Row node) {
        return new Delegation(
                node.string("id"),
                node.string("fromId"),
                node.string("toId"),
                node.instant("validFrom"),
                node.instant("validTo"),
                node.stringOrNull("reason"),
                scope(node),
                fromRoles(node),
                node.instantOrNull("endedAt"),
                node.instantOrNull("overAt"),
                node.string("organisationId"),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }
}
