// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.store;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.ApprovalOrder;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.ApprovalRequestState;
import io.mainstay.workflow.ApprovalRule;
import io.mainstay.workflow.Approver;
import io.mainstay.workflow.ApproverKind;
import io.mainstay.workflow.Delegation;
import io.mainstay.workflow.internal.ApprovalRequestFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store of requests. The lock of their record is theirs too; writes belong inside the unit of work that holds it. */
@Component
public final class ApprovalRequestStore {

    /** How many requests of a record are shown. */
    public static final int MAX_SHOWN = 200;

    private static final Instant BEGINNING = Instant.EPOCH;
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");
    private static final String BEHIND_ALL_IDS = "~";

    private final Cypher cypher;
    private final Writes writes;

    ApprovalRequestStore(Cypher cypher, Writes writes) {
        this.cypher = cypher;
        this.writes = writes;
    }

    /**
     * Whose requests somebody may decide.
     *
     * @param personId who
     * @param roles that they have
     * @param own keys of what they are asked themselves, by name, as of a team or by a role
     * @param delegators in whose place they may decide, and what
     */
    public record Waiting(
            String personId, Set<Role> roles, List<String> own, List<DelegationStore.Delegated> delegators) {

        private List<String> roleNames() {
            return names(roles);
        }

        private static List<String> names(Set<Role> roles) {
            return roles.stream().map(Role::name).toList();
        }

        private List<Map<String, @Nullable Object>> keys() {
            List<Map<String, @Nullable Object>> keys = new ArrayList<>();
            own.forEach(key -> keys.add(key(key, null, List.of(), List.of(), roles)));
            delegators.forEach(delegator -> keys.add(key(delegator)));
            return keys;
        }

        private static Map<String, @Nullable Object> key(DelegationStore.Delegated delegator) {
            Delegation.Scope scope = delegator.scope();
            String personId = delegator.personId();
            return key(Approver.personKey(personId), personId, scope.types(), scope.policyIds(), delegator.fromRoles());
        }

        /** What is empty limits nothing. */
        private static Map<String, @Nullable Object> key(
                String key,
                @Nullable String delegatorId,
                List<String> types,
                List<String> policyIds,
                @Nullable Set<Role> roles) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("types", types.isEmpty() ? null : types);
            row.put("policyIds", policyIds.isEmpty() ? null : policyIds);
            row.put("roles", roles == null ? null : names(roles));
            row.put("key", key);
            row.put("delegatorId", delegatorId);
            return row;
        }
    }

    public void create(Collection<ApprovalRequest> requests) {
        writes.create(
                List.of(ApprovalRequest.TYPE),
                requests.stream().map(ApprovalRequestFields.ALL::properties).toList());
    }

    public void save(ApprovalRequest after) {
        writes.change(after.id(), ApprovalRequestFields.ALL.properties(after));
    }

    /**
     * The requests of the approval of a record that holds or goes on, by stage and as they were made.
     *
     * @param partId of a part of it that is approved by itself; null for the record as a whole
     */
    public List<ApprovalRequest> current(String recordId, @Nullable String partId) {
        Cypher.Statement statement = partId == null
                ? cypher.statement("workflow/current-requests").with("recordId", recordId)
                : cypher.statement("workflow/current-requests-of-part").with("partId", partId);
        return statement.list(row -> read(row.row("node")));
    }

    public Optional<ApprovalRequest> byId(String id) {
        return Optional.ofNullable(byIds(List.of(id)).get(id));
    }

    /** The requests, whatever anybody may see of their records. */
    public Map<String, ApprovalRequest> byIds(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return cypher.statement("workflow/requests-by-id")
                .with("ids", ids.stream().distinct().toList())
                .keyed(row -> read(row.row("node")), ApprovalRequest::id);
    }

    /** Up to {@value #MAX_SHOWN} requests of each of the parts of records, which the reader sees: those of the present approval first. */
    public Map<String, List<ApprovalRequest>> ofParts(Collection<String> partIds) {
        return cypher
                .statement("workflow/requests-of-parts")
                .with("ids", partIds.stream().distinct().toList())
                .with("limit", MAX_SHOWN)
                .list(row -> read(row.row("node")))
                .stream()
                .collect(Collectors.groupingBy(request -> String.valueOf(request.partId())));
    }

    /** Up to {@value #MAX_SHOWN} requests of each of the records as a whole, which the reader sees: those of the present approval first. */
    public Map<String, List<ApprovalRequest>> ofRecords(Collection<String> recordIds) {
        return cypher
                .statement("workflow/requests-of-records")
                .with("ids", recordIds.stream().distinct().toList())
                .with("limit", MAX_SHOWN)
                .list(row -> read(row.row("node")))
                .stream()
                .collect(Collectors.groupingBy(ApprovalRequest::recordId));
    }

    /** What waits for somebody: one part of each key in the order of its index, of which the first are taken. */
    public Page<ApprovalRequest> waiting(
            Visibility visibility,
            Waiting waiting,
            Collection<String> types,
            ApprovalOrder order,
            PageRequest request) {
        Cursor after = request.after();
        Cypher.Statement statement = switch (order) {
            case DUE ->
                cypher.statement("workflow/waiting")
                        .with(
                                "afterDue",
                                after == null ? BEGINNING : after.values(1).instant(0))
                        .with("afterId", after == null ? "" : after.id());
            case NEWEST ->
                cypher.statement("workflow/waiting-newest")
                        .with(
                                "beforeStart",
                                after == null ? END : after.values(1).instant(0))
                        .with("beforeId", after == null ? BEHIND_ALL_IDS : after.id());
        };
        List<ApprovalRequest> rows = statement
                .with("keys", waiting.keys())
                .with("personId", waiting.personId())
                .with("roles", waiting.roleNames())
                .with("types", types)
                .with("limit", request.first() + 1)
                .with("v", visibility.parameters())
                .list(row -> read(row.row("node")));
        return Page.ofRows(
                rows, request, row -> Cursor.of(List.of(String.valueOf(order.timeOf(row))), row.id(), order.scope()));
    }

    public int countWaiting(Visibility visibility, Waiting waiting, Collection<String> types) {
        return cypher.statement("workflow/count-waiting")
                .with("keys", waiting.keys())
                .with("personId", waiting.personId())
                .with("roles", waiting.roleNames())
                .with("types", types)
                .with("v", visibility.parameters())
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    /** Active members of teams, by team; at most 100 of each. */
    public Map<String, List<String>> members(Collection<String> teamIds) {
        if (teamIds.isEmpty()) {
            return Map.of();
        }
        return cypher
                .statement("workflow/members")
                .with("ids", teamIds.stream().distinct().toList())
                .list(row -> Map.entry(row.string("teamId"), row.strings("personIds")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static ApprovalRequest read(Row node) {
        return new ApprovalRequest(
                node.string("id"),
                node.string("recordType"),
                node.string("recordId"),
                node.stringOrNull("partId"),
                new ApprovalRequest.Stage(
                        node.string("policyId"),
                        node.integer("policyVersion"),
                        node.integer("stage"),
                        // Of a request that was made before there was such a thing each stage is a step.
                        Objects.requireNonNullElse(node.integerOrNull("step"), node.integer("stage")),
                        node.string("stageName"),
                        node.enumValue("rule", ApprovalRule.class),
                        node.integer("needed"),
                        // Of a request that was made before there was such a thing nothing is written.
                        node.has("freshLogin") && node.bool("freshLogin"),
                        node.strings("commentRequiredFor").stream()
                                .map(ApprovalDecision::valueOf)
                                .toList()),
                new Approver(
                        node.enumValue("approver", ApproverKind.class),
                        node.enumOrNull("approverRole", Role.class),
                        node.stringOrNull("approverTeamId"),
                        node.stringOrNull("approverPersonId"),
                        1),
                node.enumValue("state", ApprovalRequestState.class),
                node.bool("current"),
                new ApprovalRequest.Term(
                        node.integerOrNull("dueDays"),
                        node.instantOrNull("startedAt"),
                        node.instantOrNull("dueAt"),
                        escalatesTo(node),
                        node.stringOrNull("escalatedFromId")),
                decided(node),
                question(node),
                node.strings("barredIds"),
                node.strings("barredRoles").stream().map(Role::valueOf).collect(Collectors.toSet()),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }

    private static @Nullable Approver escalatesTo(Row node) {
        ApproverKind kind = node.enumOrNull("escalatesTo", ApproverKind.class);
        return kind == null
                ? null
                : new Approver(
                        kind,
                        node.enumOrNull("escalatesToRole", Role.class),
                        node.stringOrNull("escalatesToTeamId"),
                        node.stringOrNull("escalatesToPersonId"),
                        1);
    }

    private static ApprovalRequest.@Nullable Decided decided(Row node) {
        String byId = node.stringOrNull("decidedById");
        return byId == null
                ? null
                : new ApprovalRequest.Decided(
                        byId,
                        node.stringOrNull("delegatedFromId"),
                        node.instant("decidedAt"),
                        node.stringOrNull("comment"),
                        node.stringOrNull("conditions"),
                        node.stringOrNull("evidenceVersion"));
    }

    private static ApprovalRequest.@Nullable Question question(Row node) {
        String askedById = node.stringOrNull("askedById");
        return askedById == null
                ? null
                : new ApprovalRequest.Question(
                        askedById,
                        node.instant("askedAt"),
                        node.string("question"),
                        node.stringOrNull("answeredById"),
                        node.instantOrNull("answeredAt"),
                        node.stringOrNull("answer"));
    }
}
