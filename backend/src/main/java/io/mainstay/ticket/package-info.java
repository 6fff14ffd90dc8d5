/**
 * What tickets of all kinds share: their facets, such as assignment, hold, rating and confidentiality, with what is done to them,
 * read and told of them; and the categories, choices and matrices that are configured for each kind. A kind brings its identity
 * card, {@link io.mainstay.ticket.TicketType}, and what is true of it alone.
 */
@NullMarked
@ApplicationModule(
        displayName = "Ticket",
        allowedDependencies = {
            "kernel",
            "platform",
            "identity",
            "audit",
            "record",
            "record :: store",
            "cmdb",
            "sla",
            "attachment"
        })
package io.mainstay.ticket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
