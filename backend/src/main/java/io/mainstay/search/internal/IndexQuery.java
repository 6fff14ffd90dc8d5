// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.Visibility;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search, as indexes answer it.
 *
 * @param text the query as it was asked
 * @param terms what it consists of
 * @param types the types to find: those that the reader asked for and may read; if there is none, nothing is found
 * @param facetFilter values by key, of which one must hold for each key
 * @param facetKeys what to count
 * @param visibility who asks
 * @param internalTextTypes those of the types of which the reader may search and read what is for those who work on records
 *     alone
 * @param limit how many hits
 * @param spelling how the words must be spelled
 * @param after the place of the last hit of the previous part; null for the first
 */
public record IndexQuery(
        String text,
        List<QueryTerm> terms,
        Set<String> types,
        Map<String, List<String>> facetFilter,
        Set<String> facetKeys,
        Visibility visibility,
        Set<String> internalTextTypes,
        int limit,
        Spelling spelling,
        @Nullable HitPlace after) {

    IndexQuery spelled(Spelling other) {
        return new IndexQuery(
                text, terms, types, facetFilter, facetKeys, visibility, internalTextTypes, limit, other, after);
    }
}
