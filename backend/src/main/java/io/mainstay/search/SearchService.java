// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import io.mainstay.kernel.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds records that the principal may see. */
public interface SearchService {

    /**
     * Finds records. Needs {@code search}.
     *
     * @param first how many; null for the default
     * @param after where the part begins; null for the best matches
     * @throws io.mainstay.kernel.BadArgumentException if an argument breaks its rule, or the cursor belongs to another
     *     search or to an answer of another source
     */
    SearchAnswer search(Principal principal, SearchRequest request, @Nullable Integer first, @Nullable String after);

    /**
     * Finds records that are like another in their words, among those that the principal may see and of the types that the
     * principal may read, in no order; by one call of the search engine. Needs {@code search}.
     *
     * <p>The index lags behind the graph: whoever shows what is found reads it with the principal's rights.
     *
     * @return empty while the search engine is away, for nothing stands in for it
     */
    Optional<List<SimilarTextHit>> like(Principal principal, SimilarText like);
}
