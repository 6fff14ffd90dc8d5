/**
 * Incidents: an unplanned interruption of a service or a reduction of its quality (ISO/IEC 20000-1:2018, 8.6.1), from the
 * report to its closure. What may happen when, to whom it is permitted and what it needs is in one transition table.
 */
@NullMarked
@ApplicationModule(
        displayName = "Incident",
        allowedDependencies = {"kernel", "platform", "audit", "record", "identity", "cmdb", "sla", "ticket"})
package io.mainstay.incident;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
