// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** What an assumed failure does to a CI, worst first. */
public enum ImpactState {
    /** It has failed, a dependency that stops it is down, or a redundancy group that stops it has too few members up. */
    DOWN,
    /** It works impaired: a dependency or group that degrades it is lost, or a dependency is itself degraded. */
    DEGRADED,
    /** It works, but a redundancy group has lost a member and has no spare: the next loss hits it. */
    AT_RISK,
    /** It works, and a redundancy group has lost a member but still has a spare. */
    REDUCED
}
