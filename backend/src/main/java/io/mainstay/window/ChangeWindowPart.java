// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

/** The part of a window's scope by which it covers a CI. */
public enum ChangeWindowPart {
    EVERYTHING,
    /** The CI itself is named. */
    ITEM,
    /** A service is named that depends on the CI. */
    SERVICE,
    /** A place is named at which the CI is. */
    SITE,
    CLASS,
    ORGANISATION,
    EXPRESSION,
    /** A part that names something that the reader may not see. */
    OTHER
}
