// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

/** What a trend is about, the most specific first. */
public enum ProblemTrendScope {
    /** One configuration item. */
    CONFIGURATION_ITEM,
    /**
     * A configuration item with those that depend on it over at most two relations that carry failure; at least two of them
     * have incidents.
     */
    NEIGHBOURHOOD,
    /** All configuration items of one class, without those of the classes below it. */
    CLASS
}
