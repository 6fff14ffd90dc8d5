// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

/** Why an answer about trends is not the whole answer; the first that holds. */
public enum ProblemTrendIncompleteReason {
    /** The window has more incidents than are read: the newest count. Counts and scores are lower bounds. */
    INCIDENT_BUDGET,
    /** There is more around the configuration items than is walked: neighbourhoods may be missing or have more incidents. */
    CI_BUDGET,
    /** The time before the window has more incidents than are read: what is expected comes from a shorter time. */
    BASELINE_BUDGET
}
