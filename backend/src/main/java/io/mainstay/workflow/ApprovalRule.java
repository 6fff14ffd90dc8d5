// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

/** How many of those who are asked in a stage must approve. */
public enum ApprovalRule {
    /** One of them. */
    ANY,
    /** Each of them. */
    ALL,
    /** So many of them as the stage says. */
    N_OF_M
}
