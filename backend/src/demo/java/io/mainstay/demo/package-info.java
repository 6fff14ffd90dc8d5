/**
 * Demo data: a believable company, made from a seed and loaded through the services of the capabilities like anybody
 * else's data.
 */
@NullMarked
@ApplicationModule(
        displayName = "Demo data",
        allowedDependencies = {
            "kernel",
            "platform",
            "identity",
            "calendar",
            "cmdb",
            "window",
            "sla",
            "record",
            "ticket",
            "incident",
            "problem",
            "change",
            "release",
            "workflow"
        })
package io.mainstay.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
