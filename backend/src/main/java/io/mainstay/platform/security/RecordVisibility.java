// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.Set;

/**
 * Which records a reader may see, of whatever kind: the one rule for {@code node(id)} and for what audit trails show. A kind
 * of record that nobody has named to it is seen by nobody.
 */
public interface RecordVisibility {

    /** What a reader may know of an id. */
    enum Verdict {
        /** There is such a record, which the reader may see and read. */
        SEEN,
        /** There is something with this id that the reader may not see. */
        HIDDEN,
        /** Nothing has this id. */
        ABSENT
    }

    Verdict of(Principal principal, String id);

    /**
     * Those of the ids that are records which the reader may see, by one database call: what is hidden is left out as is what
     * does not exist. People are no secret where they are named.
     */
    Set<String> seenAmong(Principal principal, Collection<String> ids);

    /**
     * Those of the ids that are records which the reader may not see, by one database call. Only for ids that the reader has no
     * say in: of any other, the answer tells whether there is such a record.
     */
    Set<String> hiddenAmong(Principal principal, Collection<String> ids);
}
