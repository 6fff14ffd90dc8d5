// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.record.FieldCatalogue;

/** The fields that tickets of all kinds have, to which each kind adds its own. */
public final class TicketFields {

    private TicketFields() {}

    /**
     * Begins the catalogue of a kind.
     *
     * @param list the query of the API that lists the tickets
     */
    public static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> FieldCatalogue.Builder<T> of(
            String list, Class<S> states) {
        return FieldCatalogue.<T>of(list)
                .text("id", Ticket::id)
                .required()
                .notInHistory()
                .text("number", Ticket::number)
                .required()
                .filterable()
                .sortable()
                .notInHistory()
                .number("version", Ticket::version)
                .notInHistory()
                .number("revision", Ticket::revision)
                .notInHistory()
                .choice("state", states, Ticket::state)
                .required()
                .filterable()
                .bool("open", ticket -> ticket.state().isOpen())
                .required()
                .filterable()
                .notInHistory()
                .text("title", Ticket::title)
                .required()
                .filterable()
                .text("description", Ticket::description)
                .id("categoryId", Ticket::categoryId)
                .filterable()
                .id("reporterId", Ticket::reporterId)
                .required()
                .filterable()
                .id("serviceOfferingId", Ticket::serviceOfferingId)
                .filterable()
                .refersToHidden()
                .id("teamId", Ticket::teamId)
                .filterable()
                .id("assigneeId", Ticket::assigneeId)
                .filterable()
                .bool("assigned", Ticket::assigned)
                .required()
                .filterable()
                .choice("impact", TicketImpact.class, Ticket::impact)
                .required()
                .choice("urgency", TicketUrgency.class, Ticket::urgency)
                .required()
                .choice("priority", TicketPriority.class, Ticket::priority)
                .required()
                .filterable()
                .sortable()
                .number("matrixVersion", Ticket::matrixVersion)
                .choice("impactOrigin", TicketImpactOrigin.class, Ticket::impactOrigin)
                .id("impactDecidedById", Ticket::impactDecidedById)
                .text("holdReason", Ticket::holdReason)
                .filterable()
                .instant("followUpAt", Ticket::followUpAt)
                .filterable()
                .sortable()
                .id("organisationId", Ticket::organisationId)
                .required()
                .filterable()
                .text("confidentiality", ticket -> ticket.confidentiality().name())
                .required()
                .storedAs(
                        "confidentialityLevel",
                        ticket -> ticket.confidentiality().level())
                .instant("confidentialUntil", Ticket::confidentialUntil)
                .filterable()
                .instant("reportedAt", Ticket::reportedAt)
                .required()
                .filterable()
                .sortable()
                .notInHistory()
                .instant("recordedAt", Ticket::recordedAt)
                .notInHistory()
                .instant("lastEventAt", Ticket::lastEventAt)
                .required()
                .filterable()
                .sortable()
                .notInHistory()
                .instant("firstDueAt", Ticket::firstDueAt)
                .filterable()
                .sortable()
                .notInHistory()
                .writtenElsewhere()
                .index("id")
                .index("number")
                .index("organisationId", "confidentialityLevel")
                .index("reportedAt", "id")
                .index("lastEventAt", "id")
                .index("priority", "id")
                .index("firstDueAt", "id")
                .index("followUpAt", "id")
                .index("open", "priority", "id")
                .index("teamId", "open", "priority", "id")
                .index("assigneeId", "open", "priority", "id");
    }
}
