// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.Visibility;
import io.mainstay.platform.search.SearchSource;
import java.util.List;

/** The full-text indexes of the graph, which answer while the search engine is away. */
public interface FullText {

    /**
     * Finds records of one type.
     *
     * @return the best, best first, by score and then id
     */
    List<HitPlace> find(SearchSource source, List<QueryTerm> terms, Visibility visibility, int limit);

    /** How many {@link #find} finds without limit. */
    long count(SearchSource source, List<QueryTerm> terms, Visibility visibility);
}
