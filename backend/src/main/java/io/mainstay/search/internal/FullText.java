// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.Visibility;
import java.util.List;

/** The full-text indexes of the graph, which answer while the search engine is away. */
public interface FullText {

    /**
     * Finds records of one type.
     *
     * @param index the full-text index's name
     * @return the best, best first, by score and then id
     */
    List<HitPlace> find(String index, List<QueryTerm> terms, Visibility visibility, int limit);

    /** How many {@link #find} finds without limit. */
    long count(String index, List<QueryTerm> terms, Visibility visibility);
}
