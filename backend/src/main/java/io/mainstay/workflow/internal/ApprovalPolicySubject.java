// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Access;
import io.mainstay.record.Subject;
import io.mainstay.workflow.ApprovalEvents;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.internal.store.ApprovalPolicyStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Policies of approval, as they are edited. */
@Component
public final class ApprovalPolicySubject implements Subject<ApprovalPolicy> {

    public static final String NAME = "Approval policy";

    private final ApprovalPolicyStore store;

    ApprovalPolicySubject(ApprovalPolicyStore store) {
        this.store = store;
    }

    @Override
    public String label() {
        return ApprovalPolicy.TYPE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ApprovalPolicy> lock(String id) {
        return store.lock(id);
    }

    /** Who is to approve what is no secret among those who may read policies. */
    @Override
    public boolean isVisible(Principal principal, ApprovalPolicy policy) {
        return principal.may(Permission.APPROVAL_READ);
    }

    @Override
    public Revision revision(ApprovalPolicy policy) {
        return new Revision(policy.id(), policy.version(), policy.revision(), policy.updatedAt());
    }

    @Override
    public @Nullable Access access(ApprovalPolicy policy) {
        return null;
    }

    @Override
    public List<FieldChange> changes(@Nullable ApprovalPolicy before, ApprovalPolicy after) {
        return before == null
                ? ApprovalPolicyFields.ALL.created(after)
                : ApprovalPolicyFields.ALL.between(before, after);
    }

    @Override
    public ApprovalPolicy next(ApprovalPolicy changed, Revision next) {
        return changed.moved(next.version(), next.revision(), next.lastEventAt());
    }

    @Override
    public void create(ApprovalPolicy policy) {
        store.create(policy);
    }

    @Override
    public void save(ApprovalPolicy before, ApprovalPolicy after) {
        store.save(after);
    }

    /** What is told of an edit. */
    public static List<Record> events(Edited<ApprovalPolicy> edit) {
        ApprovalPolicy after = edit.after();
        return List.of(new ApprovalEvents.PolicySet(after.id(), after.kind(), after.active(), after.version()));
    }
}
