// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/**
 * How large the demo company is.
 *
 * @param services how many services of the portfolio, in its order
 * @param racks racks in each of the two data centres
 * @param hosts hosts of each productive cluster of virtual machines
 * @param stores shops with a line, a router, a switch and a server
 * @param incidents incidents of the last 90 days that are drawn; what recurs is added
 */
public record CompanySize(int services, int racks, int hosts, int stores, int incidents) {

    /** What {@code ./mainstay up} shows: about 1,500 items. */
    public static final CompanySize FULL = new CompanySize(Integer.MAX_VALUE, 22, 10, 50, 300);

    /** Enough of everything to test with: about 300 items. */
    public static final CompanySize SMALL = new CompanySize(14, 4, 3, 3, 40);

    public CompanySize {
        if (services < 14 || racks < 4 || hosts < 2 || stores < 0 || incidents < 0) {
            throw new IllegalArgumentException("A company has at least 14 services, 4 racks and 2 hosts");
        }
    }
}
