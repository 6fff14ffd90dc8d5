// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** How an incident came in. */
public enum Channel {
    PHONE,
    EMAIL,
    PORTAL,
    CHAT,
    IN_PERSON,
    MONITORING
}
