// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** Why an answer about the graph is not the whole answer. */
public enum IncompleteReason {
    /** The walk met more CIs than the budget allows. */
    CI_BUDGET,
    /** The walk took longer than the budget allows. */
    TIME_BUDGET,
    /** The caller asked to be shown fewer levels than there are. */
    DEPTH,
    /** The question is about an instant before a CI that it names was known, of which nothing can be said. */
    UNKNOWN_THEN
}
