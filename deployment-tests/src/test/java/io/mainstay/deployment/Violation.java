// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

/**
 * What a rule objects to.
 *
 * @param where the object, and the container where there is one
 */
record Violation(String where, String problem) {

    @Override
    public String toString() {
        return where + ": " + problem;
    }
}
