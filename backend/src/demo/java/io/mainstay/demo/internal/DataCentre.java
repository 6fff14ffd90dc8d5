// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;

/**
 * A data centre as others build on it, by names.
 *
 * @param code the beginning of the names of what is in it
 * @param racks with power from two sides and a pair of switches
 * @param clusters productive clusters of virtual machines
 * @param arrays storage arrays that mirror each other
 * @param databaseServers servers for databases that are not virtual machines
 */
record DataCentre(
        String code,
        String site,
        List<Rack> racks,
        List<String> clusters,
        String testCluster,
        String containerCluster,
        List<String> arrays,
        List<String> loadBalancers,
        List<String> databaseServers) {

    /** The first letter of where it is, which ends the names of workloads. */
    String letter() {
        return code.substring(code.length() - 1);
    }
}
