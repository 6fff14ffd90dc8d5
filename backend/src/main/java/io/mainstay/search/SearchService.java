package io.mainstay.search;

import io.mainstay.kernel.Principal;
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
}
