// SPDX-License-Identifier: Apache-2.0
/**
 * Releases: one or more new or changed services or components that are deployed together (ISO/IEC 20000-1:2018, 3.2.14), from the plan to
 * the end of early life, and their deployments to environments.
 */
@NullMarked
@ApplicationModule(
        displayName = "Release",
        allowedDependencies = {
            "kernel",
            "platform",
            "audit",
            "record",
            "record :: store",
            "identity",
            "cmdb",
            "ticket",
            "incident",
            "change",
            "window",
            "workflow"
        })
package io.mainstay.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
