/**
 * What all records have in common: numbers, the journal that writes history, audit and events in one go, the work log,
 * and the rule for the instant at which something happened.
 */
@NullMarked
@ApplicationModule(
        displayName = "Record",
        allowedDependencies = {"kernel", "platform", "audit", "identity"})
package io.mainstay.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
