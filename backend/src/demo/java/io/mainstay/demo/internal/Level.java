// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** How far an incident reaches, or how soon it must end. */
public enum Level {
    HIGH,
    MEDIUM,
    LOW
}
