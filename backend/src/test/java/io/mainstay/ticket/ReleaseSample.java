// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class ReleaseSample implements TicketSample {

    @Override
    public TicketKind kind() {
        return TicketKind.RELEASE;
    }

    @Override
    public String begin() {
        return "Plan";
    }

    @Override
    public String event() {
        return "release.planned.v1";
    }

    @Override
    public Map<String, Object> needed() {
        return Map.of("releaseVersion", "4.2.0");
    }

    @Override
    public String begun() {
        return "PLANNED";
    }

    @Override
    public Role worker() {
        return Role.RELEASE_MANAGER;
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
        return "PLANNED";
    }

    @Override
    public Move takeUp() {
        return new Move("Update", Map.of("plan", "Replace it"), "PLANNED", "release.updated.v1");
    }

    @Override
    public Move cancel() {
        return new Move("Cancel", Map.of("reason", "Not needed"), "CANCELLED", "release.cancelled.v1");
    }

    @Override
    public List<String> sorts() {
        return List.of("effectiveFrom", "earlyLifeUntil");
    }

    @Override
    public String nested() {
        return "changes { id } approvals { id } approvedBy { id } criteria { number } artifacts { digest }"
                + " incidents(first: 1) { nodes { id } } deployments { id environment { id } startedBy { id } }"
                + " followingIncidents { count }";
    }

    @Override
    public String toString() {
        return "release";
    }
}
