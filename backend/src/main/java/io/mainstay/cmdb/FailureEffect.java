// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** What the failure of a dependency does to the CI that depends on it. */
public enum FailureEffect {
    /** The dependent CI is down. */
    STOPS,
    /** The dependent CI goes on, but degraded. */
    DEGRADES
}
