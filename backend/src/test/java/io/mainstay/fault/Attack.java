// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import java.util.Map;

/**
 * Something that ends or slows a backend without its safeguard.
 *
 * @param name what it is, in a few words
 * @param withoutSafeguard the settings, as environment variables, that take the safeguard out; none if the attack does
 *     no harm of its own
 * @param assault the attack itself, bounded in number and time
 */
record Attack(String name, Map<String, String> withoutSafeguard, Assault assault) {

    /** The attack on one backend. */
    @FunctionalInterface
    interface Assault {

        /** @return what it met, for the report */
        String run(AttackTarget target) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
