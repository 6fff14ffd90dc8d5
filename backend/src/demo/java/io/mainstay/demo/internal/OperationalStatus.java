// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** Whether an item works now. */
public enum OperationalStatus {
    UP,
    DEGRADED,
    DOWN
}
