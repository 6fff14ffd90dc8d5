// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

/** What a release makes of its service. */
public enum ServiceChange {
    /** There is a service that was not. */
    NEW,
    /** A service is another one than it was. */
    CHANGED,
    /** A service is there no more. */
    REMOVED
}
