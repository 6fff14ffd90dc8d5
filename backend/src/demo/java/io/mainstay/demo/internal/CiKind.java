// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.Locale;

/** The classes of configuration items that the demo company has. */
public enum CiKind {
    BUSINESS_SERVICE,
    SERVICE_OFFERING,
    BUSINESS_APPLICATION,
    APPLICATION_SERVICE,
    DATABASE,
    CONTAINER_WORKLOAD,
    VIRTUAL_MACHINE,
    CLUSTER,
    SERVER,
    STORAGE,
    SWITCH,
    ROUTER,
    FIREWALL,
    LOAD_BALANCER,
    CIRCUIT,
    RACK,
    POWER_FEED,
    POWER_PANEL,
    SITE,
    CLIENT_DEVICE;

    /** The key of the class in the tree of classes. */
    public String classKey() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
