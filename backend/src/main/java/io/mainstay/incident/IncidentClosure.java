// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

/** How an incident ended. */
public enum IncidentClosure {
    /** The person affected or the reporter confirmed that it is solved. */
    CONFIRMED,
    /** Somebody who works on incidents closed it. */
    MANUAL,
    /** Nobody objected within the waiting time after its resolution. */
    AUTOMATIC,
    /** It was cancelled. */
    CANCELLED
}
