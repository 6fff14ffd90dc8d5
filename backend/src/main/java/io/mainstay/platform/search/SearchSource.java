// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.search;

import io.mainstay.kernel.Permission;
import io.mainstay.platform.outbox.OutboxEvent;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * One type of record that can be searched. A capability offers it as a bean; search reads through it, in a unit of work
 * of its own, whatever the reader may see, because an index serves all readers.
 */
public interface SearchSource {

    /** The value of the schema's enum {@code SearchType}. */
    String type();

    /** Who finds these records: without it, a search answers as if there were none. */
    Permission readPermission();

    /** Who works on these records, and so finds them by {@link SearchDocument#internalTexts()} and sees passages of those. */
    Permission workPermission();

    /** Whether all who may read these records see each of them, whose documents then have no visibility. */
    default boolean isCatalogue() {
        return false;
    }

    /** Prefixes of the types of events after which documents may differ, such as {@code incident.}. */
    Set<String> interests();

    /** The ids of the records whose documents may differ after an event of {@link #interests()}. */
    default Set<String> affected(OutboxEvent event) {
        return Set.of(event.aggregateId());
    }

    /** Keys of {@link SearchDocument#facets()} that searches count. */
    Set<String> facetKeys();

    /** The documents of records as they are now, by a bounded number of statements; an id without a record is left out. */
    List<SearchDocument> documents(Collection<String> ids);

    /**
     * A part of all records, in the order of their ids.
     *
     * @param afterId the last id of the previous part; empty for the first
     */
    List<DocumentRevision> revisions(String afterId, int limit);

    /**
     * The name of a full-text index of Neo4j over numbers and titles of these records, which answers while the search engine is
     * away. It must hold nothing that only staff may read, and be eventually consistent, so that no commit waits for it.
     */
    String fullTextIndex();
}
