// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import io.mainstay.kernel.Page;
import java.util.List;

/**
 * The answer to a search.
 *
 * @param total how many records were found in all
 * @param facets empty unless they were to be counted, and in a degraded answer
 */
public record SearchAnswer(Page<SearchHit> page, long total, List<SearchFacet> facets, SearchAnswerSource source) {

    public SearchAnswer {
        facets = List.copyOf(facets);
    }

    public boolean degraded() {
        return source == SearchAnswerSource.DEGRADED_FULLTEXT;
    }
}
