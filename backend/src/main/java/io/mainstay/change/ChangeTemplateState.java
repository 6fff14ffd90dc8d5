// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/** The states of a change template. */
public enum ChangeTemplateState {
    /** Waits for somebody else than who proposed it to approve it. */
    PROPOSED,
    /** Standard changes may be made of it. */
    APPROVED,
    /** Standard changes are made of it no more. */
    REVOKED
}
