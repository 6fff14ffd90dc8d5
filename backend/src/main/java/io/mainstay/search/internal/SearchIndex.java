// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.platform.search.SearchDocument;
import io.mainstay.search.SimilarTextHit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The search engine. One index is live at a time; a second one may be under construction, and what changes goes to both.
 * Every method throws {@link SearchIndexUnavailableException} when the engine does not answer.
 */
public interface SearchIndex {

    /** @throws SearchIndexUnavailableException also when no index is live */
    IndexAnswer search(IndexQuery query);

    /**
     * What is like a record in its words; by one call.
     *
     * @throws SearchIndexUnavailableException also when no index is live
     */
    List<SimilarTextHit> like(SimilarTextQuery query);

    /** The name of the live index; empty before the first was built. */
    Optional<String> live();

    /** The live index and those under construction. */
    Set<String> targets();

    /** Whether the live index has the settings that this application would give a new one on this cluster. */
    boolean upToDate(String index);

    /** Makes an index to be filled, which from now on gets what changes. */
    String startBuilding();

    /** Whether an index with this name is under construction. */
    boolean isBuilding(String index);

    /** Makes an index that was filled the live one, and removes every other. */
    void goLive(String index);

    /** Removes an index under construction; one that is gone is no error. */
    void abandon(String index);

    /**
     * Writes documents, each unless a newer revision of it is there.
     *
     * @throws IllegalStateException if a document is refused, which is a programming error
     */
    void write(Collection<String> indexes, List<SearchDocument> documents);

    /** Removes documents; one that is absent is no error. */
    void remove(Collection<String> indexes, Collection<String> ids);

    /** The revisions that an index has of these documents; an id that it lacks is absent. */
    Map<String, Long> revisions(String index, Collection<String> ids);

    /** A part of the ids of one type that an index has, in their order. */
    List<String> idsAfter(String index, String type, String afterId, int limit);

    /** Makes what was written visible to searches now. */
    void refresh();
}
