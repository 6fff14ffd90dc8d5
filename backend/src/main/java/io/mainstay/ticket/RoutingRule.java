// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

/** The rules by which a new ticket gets the team that looks at it first, in the order in which they are tried. */
public enum RoutingRule {
    /** Whoever reported it named the team. */
    NAMED,
    /** The support team of the first affected configuration item that has one. */
    CONFIGURATION_ITEM,
    /** The support team of the service offering. */
    SERVICE_OFFERING,
    /** The service desk of the organisation, its own or inherited. */
    ORGANISATION,
    /** The service desk of the installation. */
    INSTALLATION
}
