// SPDX-License-Identifier: Apache-2.0
/**
 * Changes: additions, modifications or removals of anything that could affect services (ISO/IEC 20000-1:2018, 8.5.1), from the
 * request to the review.
 */
@NullMarked
@ApplicationModule(
        displayName = "Change",
        allowedDependencies = {
            "kernel",
            "platform",
            "audit",
            "calendar",
            "record",
            "record :: store",
            "identity",
            "cmdb",
            "ticket",
            "incident",
            "problem",
            "window",
            "workflow"
        })
package io.mainstay.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
