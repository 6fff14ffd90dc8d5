// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/**
 * Why a redundancy group does or does not hold.
 *
 * @param group the name of the group
 * @param members distinct CIs in the group; retired CIs and ended relations do not count
 * @param up members that are not down (a degraded member counts as up)
 * @param minUp how many members must be up; never more than {@code members}
 */
public record RedundancyArithmetic(String group, int members, int up, int minUp) {

    /** How many more members may be lost; negative when the group is below its minimum. */
    public int spare() {
        return up - minUp;
    }
}
