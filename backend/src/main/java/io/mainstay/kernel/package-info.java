/**
 * What every capability shares and that knows nothing of servers: ids, clocks, cursors, refusals, permissions and the
 * rule of who may see a record.
 */
@NullMarked
@ApplicationModule(
        displayName = "Kernel",
        allowedDependencies = {})
package io.mainstay.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
