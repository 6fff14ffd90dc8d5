// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

/** How the words of a search must be spelled to be found. */
public enum Spelling {
    /** As they are. */
    AS_GIVEN,
    /** Nearly so: a letter or two may be wrong. Asked for only when nothing is spelled as given. */
    SIMILAR
}
