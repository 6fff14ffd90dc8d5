// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

/** Why similar records may be missing; the first that holds. */
public enum SimilarRecordsIncompleteReason {
    /** The search engine is away: words were not compared. */
    SEARCH_UNAVAILABLE,
    /** The incident's configuration items have more incidents or known errors than are looked at. */
    RECORD_BUDGET
}
