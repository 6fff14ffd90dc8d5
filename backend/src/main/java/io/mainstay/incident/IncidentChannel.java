// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

/** How an incident came in. */
public enum IncidentChannel {
    PHONE,
    EMAIL,
    PORTAL,
    CHAT,
    IN_PERSON,
    MONITORING,
    API
}
