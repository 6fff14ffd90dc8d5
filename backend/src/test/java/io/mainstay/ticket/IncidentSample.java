// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class IncidentSample implements TicketSample {

    @Override
    public TicketKind kind() {
        return TicketKind.INCIDENT;
    }

    @Override
    public Role worker() {
        return Role.AGENT;
    }

    @Override
    public Role reporter() {
        return Role.REQUESTER;
    }

    @Override
    public Set<FacetAction> ofReporter() {
        return EnumSet.of(FacetAction.COMMENT, FacetAction.ATTACH);
    }

    @Override
    public boolean reportersSeeTheirOwnOnly() {
        return true;
    }

    @Override
    public String holdReason() {
        return "AWAITING_VENDOR";
    }

    @Override
    public String stateOnHold() {
        return "ON_HOLD";
    }

    @Override
    public Move takeUp() {
        return new Move("Start", Map.of(), "IN_PROGRESS", "incident.started.v1");
    }

    @Override
    public Move cancel() {
        return new Move("Cancel", Map.of("reason", "Reported twice"), "CANCELLED", "incident.cancelled.v1");
    }

    @Override
    public List<String> sorts() {
        return List.of("resolvedAt");
    }

    @Override
    public String nested() {
        return "affectedPerson { id }"
                + " routing { rule team { id } configurationItem { id } organisation { id } } problems { id } knownErrors { id }";
    }

    @Override
    public String toString() {
        return "incident";
    }
}
