// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;

/**
 * Dependencies of one CI that stand in for each other.
 *
 * @param id the group's id
 * @param name the group's name, unique for its CI
 * @param members distinct live CIs that the group's live relations lead to
 * @param minimum how many of them must be up
 * @param effect what falling below the minimum does to the dependent CI
 */
public record RedundancyGroup(String id, String name, int members, Minimum minimum, FailureEffect effect) {

    public int minUp() {
        return minimum.of(members);
    }

    /** How many members of a redundancy group must be up. */
    public sealed interface Minimum {

        /** The number for a group of this many members: at least 1 and at most all of them. */
        int of(int members);
    }

    /** A fixed number of members, at least 1. */
    public record Count(int minUp) implements Minimum {

        public Count {
            if (minUp < 1) {
                throw new IllegalArgumentException("minUp must be at least 1, was " + minUp);
            }
        }

        @Override
        public int of(int members) {
            return Math.min(minUp, members);
        }
    }

    /** A share of the members, 1 to 100 percent, rounded up. */
    public record Percent(int percent) implements Minimum {

        public Percent {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("percent must be 1 to 100, was " + percent);
            }
        }

        @Override
        public int of(int members) {
            return Math.toIntExact(Math.ceilDiv((long) members * percent, 100));
        }
    }
}
