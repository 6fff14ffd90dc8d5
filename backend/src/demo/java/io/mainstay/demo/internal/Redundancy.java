// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/**
 * The group that a relation shares with others of the same source.
 *
 * @param group name, unique for the source
 * @param required how many members must be up, or how many per cent of them
 * @param percent whether {@code required} is a percentage
 * @param degrades whether the source is merely impaired when too few members are up
 */
public record Redundancy(String group, int required, boolean percent, boolean degrades) {

    static Redundancy minUp(String group, int required) {
        return new Redundancy(group, required, false, false);
    }

    static Redundancy degradesBelow(String group, int percent) {
        return new Redundancy(group, percent, true, true);
    }
}
