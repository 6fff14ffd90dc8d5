// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records of one kind as they are now, told in the words of their trails, so that a check can compare the two. A capability
 * offers it as a bean.
 */
public interface TrailedRecords {

    /** The type of their trails, which is the label of their nodes too. */
    String aggregateType();

    /** Whether {@link #now} tells of a field, be it that the record has no value there; of others trails alone know. */
    boolean tells(String field);

    /** Fields whose trail says what was added and what was taken away. */
    default Set<String> collections() {
        return Set.of();
    }

    /** Those of the {@link #collections()} that may hold more than the trail says, because earlier releases did not write it there. */
    default Set<String> begunLate() {
        return Set.of();
    }

    /**
     * What the creation of each record as it is now would write in its trail, by a bounded number of statements.
     *
     * @return by record; one that is not there is absent
     */
    Map<String, List<FieldChange>> now(Collection<String> ids);
}
