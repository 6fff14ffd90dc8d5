// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import io.mainstay.kernel.BadArgumentException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is searched for.
 *
 * @param query words; words between quotation marks must stand side by side
 * @param types the types of records to find; empty for all
 * @param facets values by key, of which one must hold for each key
 * @param counted whether to count how many of the records have which values
 */
public record SearchRequest(String query, Set<String> types, Map<String, List<String>> facets, boolean counted) {

    public static final int MAX_LENGTH = 500;

    /** @throws BadArgumentException if the query is blank or longer than {@value #MAX_LENGTH} characters */
    public SearchRequest {
        query = query.strip();
        if (query.isEmpty() || query.length() > MAX_LENGTH) {
            throw new BadArgumentException("query", "1 to " + MAX_LENGTH + " characters that are not all blank");
        }
        types = Set.copyOf(types);
        facets = Map.copyOf(facets);
    }

    /** The same for equal requests, in whatever order types and facets come: what a cursor belongs to. */
    public String scope() {
        return query + '\n' + new TreeSet<>(types) + '\n' + new TreeMap<>(facets);
    }
}
