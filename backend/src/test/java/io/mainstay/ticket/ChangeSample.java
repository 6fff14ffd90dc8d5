// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class ChangeSample implements TicketSample {

    @Override
    public TicketKind kind() {
        return TicketKind.CHANGE;
    }

    @Override
    public String begin() {
        return "Request";
    }

    @Override
    public String event() {
        return "change.requested.v1";
    }

    @Override
    public Map<String, Object> needed() {
        return Map.of("reason", "It is old");
    }

    @Override
    public String begun() {
        return "DRAFT";
    }

    @Override
    public Role worker() {
        return Role.CHANGE_MANAGER;
    }

    @Override
    public Role reporter() {
        return Role.CAB_MEMBER;
    }

    @Override
    public Set<FacetAction> ofReporter() {
        return EnumSet.of(FacetAction.COMMENT, FacetAction.ATTACH);
    }

    @Override
    public boolean reportersSeeTheirOwnOnly() {
        return false;
    }

    @Override
    public String holdReason() {
        return "AWAITING_SUPPLIER";
    }

    @Override
    public String stateOnHold() {
        return "DRAFT";
    }

    @Override
    public Move takeUp() {
        return new Move("Update", Map.of("plan", "Replace it"), "DRAFT", "change.updated.v1");
    }

    @Override
    public Move cancel() {
        return new Move("Cancel", Map.of("reason", "Not needed"), "CANCELLED", "change.cancelled.v1");
    }

    @Override
    public List<String> sorts() {
        return List.of("plannedFrom", "plannedTo", "actualFrom", "paperworkDueAt", "cabReviewDueAt");
    }

    @Override
    public String nested() {
        return "implementers { id } incidents(first: 1) { nodes { id } } problems(first: 1) { nodes { id } } assessedBy { id }"
                + " authorisedBy { id } unauthorisedBy { id } overrun template { id } tasks { id owner { id } team { id } completedBy { id } }"
                + " riskQuestions { key } cabReview { recordedBy { id } meeting { id } }";
    }

    @Override
    public String toString() {
        return "change";
    }
}
