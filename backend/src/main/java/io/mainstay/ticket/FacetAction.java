// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

/** What may be done to tickets of most kinds, in the same way. */
public enum FacetAction implements TicketAction {
    ASSIGN,
    HOLD,
    RESUME,
    PRIORITISE,
    CLASSIFY,
    LINK_CIS,
    UNLINK_CIS,
    COMMENT,
    ADD_WORK_NOTE,
    /** A comment or a work note. */
    CORRECT_ENTRY,
    /** Files. */
    ATTACH,
    /** Files. */
    DETACH,
    /** By Mainstay itself, when the confidentiality ends. */
    DECLASSIFY
}
