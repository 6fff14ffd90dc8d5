// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal.store;

import io.mainstay.incident.IncidentState;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.ticket.TicketState.Stage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What incidents know of the organisations that they concern. */
@Component
public final class IncidentCustomers {

    private static final List<IncidentState> NOT_OVER = Arrays.stream(IncidentState.values())
            .filter(state -> state.stage() != Stage.OVER)
            .toList();

    private final Cypher cypher;

    IncidentCustomers(Cypher cypher) {
        this.cypher = cypher;
    }

    /** What an incident knows of its customer. */
    public record Customer(
            String incidentId,
            String organisationId,
            @Nullable String customerClass) {}

    /**
     * Incidents of an organisation and those below that are not over, in the order of their ids, with the class of customer
     * that they have.
     */
    public List<Customer> below(String organisationId, String afterId, int limit) {
        return cypher.statement("incident/customers-below")
                .with("organisationId", organisationId)
                .with("states", NOT_OVER)
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> new Customer(
                        row.string("incidentId"), row.string("organisationId"), row.stringOrNull("customerClass")));
    }
}
