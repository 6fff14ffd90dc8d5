/**
 * Service levels: definitions, the clocks that they give a record, their deadlines and what happens when one passes.
 *
 * <p>A capability that has clocks tells {@link io.mainstay.sla.SlaClocks} of each change of a record, inside the record's unit of
 * work, and reads clocks through {@link io.mainstay.sla.SlaClockViews}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Service levels",
        allowedDependencies = {"kernel", "platform", "calendar", "audit", "record"})
package io.mainstay.sla;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
