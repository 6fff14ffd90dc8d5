// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** Which way failure flows over a relation. */
public enum FailureFlow {
    /** The relation carries no failure. */
    NONE,
    /** The source depends on the target: when the target fails, the source feels it. */
    TARGET_TO_SOURCE,
    /** The target depends on the source: when the source fails, the target feels it. */
    SOURCE_TO_TARGET
}
