// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** How an incident ended. */
public enum ResolutionCode {
    SOLVED,
    WORKAROUND,
    NO_FAULT
}
