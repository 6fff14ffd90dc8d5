// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

/** The types of release. */
public enum ReleaseType {
    /** Much that is new. */
    MAJOR,
    /** Small improvements and corrections. */
    MINOR,
    /** Cannot wait. */
    EMERGENCY
}
