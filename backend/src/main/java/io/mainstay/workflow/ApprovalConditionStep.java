// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

/** Before which step a condition of an approval is to be met. */
public enum ApprovalConditionStep {
    /** Before what was approved is begun. */
    IMPLEMENTATION,
    /** Before it is completed. */
    COMPLETION
}
