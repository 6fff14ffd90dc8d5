/**
 * Problems: causes, or potential causes, of one or more incidents (ISO/IEC 20000-1:2018, 8.6.3), and the trends in incidents by
 * which they are found.
 */
@NullMarked
@ApplicationModule(
        displayName = "Problem",
        allowedDependencies = {
            "kernel",
            "platform",
            "audit",
            "record",
            "record :: store",
            "identity",
            "cmdb",
            "sla",
            "ticket",
            "incident",
            "search"
        })
package io.mainstay.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
