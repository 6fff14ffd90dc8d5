// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeService;
import io.mainstay.change.ChangeState;
import io.mainstay.change.RiskLevel;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.Tickets;
import io.mainstay.workflow.ApprovalMatter;
import io.mainstay.workflow.ApprovalQuestion;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.ApprovalSubject;
import io.mainstay.workflow.GivenDecision;
import io.mainstay.workflow.MaterialFields;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes, as they are approved. */
@Component
final class ChangeApprovalSubject implements ApprovalSubject {

    private final Tickets<Change, ChangeState> changes;
    private final ChangeService service;
    private final ChangeMatters matters;

    ChangeApprovalSubject(Tickets<Change, ChangeState> changes, ChangeService service, ChangeMatters matters) {
        this.changes = changes;
        this.service = service;
        this.matters = matters;
    }

    @Override
    public TicketKind kind() {
        return TicketKind.CHANGE;
    }

    @Override
    public String type() {
        return Change.TYPE;
    }

    @Override
    public Permission readPermission() {
        return Permission.CHANGE_PARTICIPATE;
    }

    @Override
    public MaterialFields materialFields() {
        return ChangeMaterial.FIELDS;
    }

    @Override
    public Map<String, Change> visible(Principal principal, Collection<String> ids) {
        return changes.byIds(principal, ids);
    }

    /** Assessed anew is only what was rejected, whose approval is over. */
    @Override
    public @Nullable String risk(Object record) {
        RiskLevel level = ((Change) record).riskLevel();
        return level == null ? null : level.name();
    }

    @Override
    public boolean asksForException(Object record) {
        return matters.asksForException((Change) record);
    }

    @Override
    public boolean hasTasks() {
        return true;
    }

    @Override
    public Optional<ApprovalMatter> matter(Principal principal, String recordId) {
        return Optional.ofNullable(changes.byIds(principal, List.of(recordId)).get(recordId))
                .map(matters::of);
    }

    @Override
    public Optional<ApprovalMatter> matter(Principal principal, ApprovalQuestion question) {
        return Optional.of(matters.of(principal, question));
    }

    @Override
    public void decide(Principal principal, ApprovalRequest request, GivenDecision decision) {
        service.execute(principal, new ChangeCommand.Decide(request.recordId(), decision, null));
    }
}
