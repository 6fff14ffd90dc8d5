/**
 * What carries every capability: the graph database, units of work, migrations, outbox, timers, GraphQL, security. It
 * knows no word of service management.
 */
@NullMarked
@ApplicationModule(displayName = "Platform", type = ApplicationModule.Type.OPEN, allowedDependencies = "kernel")
package io.mainstay.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
