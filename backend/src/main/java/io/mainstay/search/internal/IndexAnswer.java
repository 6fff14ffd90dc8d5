// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.search.SearchFacet;
import io.mainstay.search.SearchHit;
import java.util.List;

/**
 * What an index answers.
 *
 * @param total how many hits there are in all
 */
public record IndexAnswer(List<SearchHit> hits, long total, List<SearchFacet> facets) {

    public IndexAnswer {
        hits = List.copyOf(hits);
        facets = List.copyOf(facets);
    }
}
