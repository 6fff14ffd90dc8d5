// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.identity.IdentityViews;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.ListQuery;
import io.mainstay.workflow.internal.PolicyConditions;
import io.mainstay.workflow.internal.Previews;
import io.mainstay.workflow.internal.store.ApprovalPolicyStore;
import io.mainstay.workflow.internal.store.ApprovalRequestStore;
import io.mainstay.workflow.internal.store.DelegationStore;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads approvals, policies and delegations. Requests are seen with their records. */
@Service
public final class ApprovalQueries {

    private final ApprovalPolicyStore policies;
    private final ApprovalRequestStore requests;
    private final DelegationStore delegations;
    private final ApprovalSubjects subjects;
    private final IdentityViews identity;
    private final AuditTrail trail;
    private final BusinessClock clock;

    ApprovalQueries(
            ApprovalPolicyStore policies,
            ApprovalRequestStore requests,
            DelegationStore delegations,
            ApprovalSubjects subjects,
            IdentityViews identity,
            AuditTrail trail,
            BusinessClock clock) {
        this.policies = policies;
        this.requests = requests;
        this.delegations = delegations;
        this.subjects = subjects;
        this.identity = identity;
        this.trail = trail;
        this.clock = clock;
    }

    /** Requests by id, as far as the principal sees their records and may read them. */
    public Map<String, ApprovalRequest> requests(Principal principal, Collection<String> ids) {
        return subjects.seen(principal, requests.byIds(ids).values()).stream()
                .collect(Collectors.toMap(ApprovalRequest::id, Function.identity()));
    }

    /** The records of requests that the principal sees, by id. */
    public Map<String, Object> records(Principal principal, Collection<ApprovalRequest> seen) {
        return subjects.records(principal, seen);
    }

    /**
     * The requests of records as a whole, those of the present approval first, and by stage.
     *
     * @param recordIds of one kind, which the principal sees and may read
     */
    public Map<String, List<ApprovalRequest>> ofRecords(Principal principal, Collection<String> recordIds) {
        return subjects.readable(principal).isEmpty() ? Map.of() : requests.ofRecords(recordIds);
    }

    /**
     * The requests of parts of records, which are approved by themselves, those of the present approval first, and by stage.
     *
     * @param partIds of records of one kind, which the principal sees and may read
     */
    public Map<String, List<ApprovalRequest>> ofParts(Principal principal, Collection<String> partIds) {
        return subjects.readable(principal).isEmpty() ? Map.of() : requests.ofParts(partIds);
    }

    /**
     * One part of what waits for the principal to decide: what they are asked by name, as of their teams or by their roles, and what
     * those are asked by name whose deputy they are now. What they could not decide is left out.
     */
    public Page<ApprovalRequest> waiting(Principal principal, ApprovalOrder order, PageRequest request) {
        principal.require(Permission.APPROVAL_DECIDE);
        return requests.waiting(principal.visibility(), whose(principal), subjects.readable(principal), order, request);
    }

    /** How many {@link #waiting} has in all. */
    public int countWaiting(Principal principal) {
        principal.require(Permission.APPROVAL_DECIDE);
        return requests.countWaiting(principal.visibility(), whose(principal), subjects.readable(principal));
    }

    private ApprovalRequestStore.Waiting whose(Principal principal) {
        return new ApprovalRequestStore.Waiting(
                principal.personId(),
                principal.roles(),
                List.copyOf(Approvals.keys(principal)),
                delegations.delegators(principal.personId(), clock.now()));
    }

    /** Which of the requests, whose records the principal sees, they could decide now. */
    public Set<String> decidable(Principal principal, Collection<ApprovalRequest> seen) {
        if (!principal.may(Permission.APPROVAL_DECIDE)) {
            return Set.of();
        }
        ApprovalRequestStore.Waiting whose = whose(principal);
        return seen.stream()
                .filter(request -> {
                    String key = request.waitingKey();
                    return key != null
                            && !request.barredIds().contains(principal.personId())
                            && Collections.disjoint(request.barredRoles(), principal.roles())
                            && (whose.own().contains(key) || isDelegated(whose, key, request));
                })
                .map(ApprovalRequest::id)
                .collect(Collectors.toSet());
    }

    private static boolean isDelegated(ApprovalRequestStore.Waiting whose, String key, ApprovalRequest request) {
        return whose.delegators().stream()
                .anyMatch(delegator -> Approver.personKey(delegator.personId()).equals(key)
                        && delegator.covers(request)
                        && !request.barredIds().contains(delegator.personId()));
    }

    /** Delegations by id, as far as the principal sees them. */
    public Map<String, Delegation> delegations(Principal principal, Collection<String> ids) {
        return principal.may(Permission.APPROVAL_DECIDE) || principal.may(Permission.APPROVAL_READ)
                ? delegations.visible(principal.visibility(), ids)
                : Map.of();
    }

    public Page<Delegation> listDelegations(Principal principal, ListQuery query, PageRequest request) {
        principal.require(Permission.APPROVAL_READ);
        return delegations.list(principal.visibility(), query, request);
    }

    public int countDelegations(Principal principal, ListQuery query) {
        principal.require(Permission.APPROVAL_READ);
        return delegations.count(principal.visibility(), query);
    }

    /** What happened to policies, requests or delegations that the principal sees, newest first. */
    public Map<String, Page<HistoryEntry>> history(Principal principal, Collection<String> ids, PageRequest request) {
        if (!principal.may(Permission.AUDIT_READ)) {
            principal.require(Permission.APPROVAL_READ);
        }
        return trail.history(principal, ids, request);
    }

    /**
     * Who would have to approve a record as it is now, or its deployment to an environment.
     *
     * @param environmentId of one in use; null for the record as a whole
     * @return empty if there is no such record that the principal sees, or no such environment
     * @throws BadArgumentException if an environment is named and the record is none that is deployed
     */
    public Optional<ApprovalPreview> preview(Principal principal, String recordId, @Nullable String environmentId) {
        principal.require(Permission.APPROVAL_READ);
        return subjects.readable(principal).stream()
                .flatMap(type -> subjects.of(type).stream())
                .flatMap(subject -> matter(principal, subject, recordId, environmentId).stream())
                .findFirst()
                .map(this::preview);
    }

    private static Optional<ApprovalMatter> matter(
            Principal principal, ApprovalSubject subject, String recordId, @Nullable String environmentId) {
        if (environmentId == null) {
            return subject.matter(principal, recordId);
        }
        if (isDeployed(subject)) {
            return subject.deployment(principal, recordId, environmentId);
        }
        if (subject.matter(principal, recordId).isPresent()) {
            throw notDeployed();
        }
        return Optional.empty();
    }

    private static boolean isDeployed(ApprovalSubject subject) {
        return ApprovalTarget.DEPLOYMENT.isOf(subject.kind());
    }

    private static BadArgumentException notDeployed() {
        return new BadArgumentException("input.environmentId", "absent of a kind of record that is not deployed");
    }

    /**
     * Who would have to approve a record that is not there yet.
     *
     * @return empty if it is to be deployed to an environment that is not there
     * @throws BadArgumentException if records of the kind are not approved, or not deployed
     */
    public Optional<ApprovalPreview> preview(Principal principal, ApprovalQuestion question) {
        principal.require(Permission.APPROVAL_READ);
        ApprovalSubject subject = subjects.of(question.kind())
                .orElseThrow(() -> new BadArgumentException("input.kind", "a kind of record that is approved"));
        principal.require(subject.readPermission());
        if (question.environmentId() != null && !isDeployed(subject)) {
            throw notDeployed();
        }
        return subject.matter(principal, question).map(this::preview);
    }

    private ApprovalPreview preview(ApprovalMatter matter) {
        List<ApprovalPolicy> inOrder = PolicyConditions.asked(policies.inUse(matter.kind()), matter);
        ApprovalPolicy policy = PolicyConditions.first(inOrder, matter)
                .orElseThrow(() -> new IllegalStateException("no policy of approval holds for " + matter.kind()));
        Set<String> known = Approvals.known(identity, matter, policy.stages());
        Set<String> teams = policy.stages().stream()
                .flatMap(stage -> stage.approvers().stream())
                .map(Approver::teamId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new ApprovalPreview(
                policy,
                inOrder.subList(0, inOrder.indexOf(policy)),
                Previews.stages(policy, matter, known, requests.members(teams)));
    }
}
