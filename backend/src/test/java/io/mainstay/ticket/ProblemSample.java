// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class ProblemSample implements TicketSample {

    @Override
    public TicketKind kind() {
        return TicketKind.PROBLEM;
    }

    @Override
    public Role worker() {
        return Role.PROBLEM_MANAGER;
    }

    @Override
    public Role reporter() {
        return Role.AGENT;
    }

    @Override
    public Set<FacetAction> ofReporter() {
        return EnumSet.noneOf(FacetAction.class);
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
        return "NEW";
    }

    @Override
    public Move takeUp() {
        return new Move("Assess", Map.of("impact", "HIGH", "urgency", "LOW"), "ASSESSED", "problem.moved.v1");
    }

    @Override
    public Move cancel() {
        return new Move("Cancel", Map.of("reason", "No problem after all"), "CANCELLED", "problem.moved.v1");
    }

    @Override
    public List<String> sorts() {
        return List.of("resolvedAt", "knownErrorSince", "reviewAt");
    }

    @Override
    public String nested() {
        return "incidentCount incidents { nodes { id } } rootCause { contributingCis { id } } duplicateOf { id }";
    }

    @Override
    public String toString() {
        return "problem";
    }
}
