/**
 * Change windows: when changes are not allowed (freezes) and when work is allowed (maintenance windows), for which configuration
 * items.
 */
@NullMarked
@ApplicationModule(
        displayName = "Change windows",
        allowedDependencies = {"kernel", "platform", "identity", "audit", "record", "record :: store", "cmdb"})
package io.mainstay.window;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
