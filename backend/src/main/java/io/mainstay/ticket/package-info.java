/**
 * What tickets of all kinds share: impact, urgency and the priority that follows from them, and the categories, choices and
 * matrices that are configured for each kind.
 */
@NullMarked
@ApplicationModule(
        displayName = "Ticket",
        allowedDependencies = {"kernel", "platform", "audit", "record"})
package io.mainstay.ticket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
