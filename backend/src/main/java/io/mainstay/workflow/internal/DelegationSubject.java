// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.record.Access;
import io.mainstay.record.Subject;
import io.mainstay.workflow.ApprovalEvents;
import io.mainstay.workflow.Delegation;
import io.mainstay.workflow.internal.store.DelegationStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Delegations, as they are edited. */
@Component
public final class DelegationSubject implements Subject<Delegation> {

    public static final String NAME = "Delegation";

    private final DelegationStore store;

    DelegationSubject(DelegationStore store) {
        this.store = store;
    }

    @Override
    public String label() {
        return Delegation.TYPE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Delegation> lock(String id) {
        return store.lock(id);
    }

    @Override
    public boolean isVisible(Principal principal, Delegation delegation) {
        return principal
                .visibility()
                .allows(new VisibilityFacts(
                        delegation.organisationId(),
                        Confidentiality.PUBLIC_INTERNAL,
                        Set.of(delegation.fromId(), delegation.toId()),
                        Set.of(),
                        false));
    }

    @Override
    public Revision revision(Delegation delegation) {
        return new Revision(delegation.id(), delegation.version(), delegation.revision(), delegation.updatedAt());
    }

    @Override
    public @Nullable Access access(Delegation delegation) {
        return null;
    }

    @Override
    public List<FieldChange> changes(@Nullable Delegation before, Delegation after) {
        return before == null ? DelegationFields.ALL.created(after) : DelegationFields.ALL.between(before, after);
    }

    @Override
    public Delegation next(Delegation changed, Revision next) {
        return changed.moved(next.version(), next.revision(), next.lastEventAt());
    }

    @Override
    public void create(Delegation delegation) {
        store.create(delegation);
    }

    @Override
    public void save(Delegation before, Delegation after) {
        store.save(after);
    }

    @Override
    public Map<String, Instant> timers(Delegation delegation) {
        return delegation.endedAt() == null && delegation.overAt() == null
                ? Map.of(DelegationOver.KIND, delegation.validTo())
                : Map.of();
    }

    /** What is told of an edit. */
    public static List<Record> events(Edited<Delegation> edit) {
        Delegation after = edit.after();
        return List.of(
                after.endedAt() == null && after.overAt() == null
                        ? new ApprovalEvents.DelegationSet(
                                after.id(), after.fromId(), after.toId(), after.validFrom(), after.validTo())
                        : new ApprovalEvents.DelegationEnded(after.id(), after.fromId(), after.toId()));
    }
}
