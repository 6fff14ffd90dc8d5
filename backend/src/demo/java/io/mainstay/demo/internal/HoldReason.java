// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** What an incident waits for. */
public enum HoldReason {
    AWAITING_CUSTOMER,
    AWAITING_VENDOR,
    AWAITING_CHANGE
}
