/**
 * The configuration management database: classes, configuration items (CIs), the relations between them, and the
 * answer to "what breaks if this fails, and why".
 */
@NullMarked
@ApplicationModule(
        displayName = "CMDB",
        allowedDependencies = {"kernel", "platform", "identity", "audit", "record", "record :: store"})
package io.mainstay.cmdb;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
