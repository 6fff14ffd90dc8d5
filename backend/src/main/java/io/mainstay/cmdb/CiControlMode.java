// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** What happens if an attribute of a CI is changed without a change that is being implemented. */
public enum CiControlMode {
    /** Nothing. */
    OFF,
    /** It is changed, and the CI has an unauthorised difference. */
    WARN,
    /** It is refused, unless somebody breaks the glass. */
    ENFORCE
}
