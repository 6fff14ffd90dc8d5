// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * Fields that earlier releases did not write in the trail: one of the {@link #collections()} may hold more than the trail says, and a
     * value of which it says nothing may be any.
     */
    default Set<String> begunLate() {
        return Set.of();
    }

    /**
     * Of a kind of which an installation is shipped with some records, whose trails begin with the first change: a field that the
     * creation of every other one tells. Null if all records of the kind have a trail from their creation on.
     */
    default @Nullable String toldByCreation() {
        return null;
    }

    /**
     * What the creation of each record as it is now would write in its trail, by a bounded number of statements.
     *
     * @return by record; one that is not there is absent
     */
    Map<String, List<FieldChange>> now(Collection<String> ids);
}
