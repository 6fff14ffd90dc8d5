/**
 * Who there is: people, teams and organisations, synchronised from the identity provider, and which records a person may
 * see because of where the person belongs.
 */
@NullMarked
@ApplicationModule(
        displayName = "Identity",
        allowedDependencies = {"kernel", "platform", "audit"})
package io.mainstay.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
