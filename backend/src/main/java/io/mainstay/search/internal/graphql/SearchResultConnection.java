// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.graphql;

import io.mainstay.platform.graphql.Connection;
import io.mainstay.search.SearchAnswer;
import io.mainstay.search.SearchAnswerSource;
import io.mainstay.search.SearchFacet;
import io.mainstay.search.SearchHit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that also says what has answered and how often values occur. */
record SearchResultConnection(
        List<SearchHit> nodes,
        List<Connection.Edge<SearchHit>> edges,
        Connection.PageInfo pageInfo,
        @Nullable Integer totalCount,
        SearchAnswerSource source,
        boolean degraded,
        List<SearchFacet> facets) {

    static SearchResultConnection of(SearchAnswer answer) {
        Connection<SearchHit> connection = Connection.of(answer.page(), () -> Math.toIntExact(answer.total()));
        return new SearchResultConnection(
                connection.getNodes(),
                connection.getEdges(),
                connection.getPageInfo(),
                connection.getTotalCount(),
                answer.source(),
                answer.degraded(),
                answer.facets());
    }
}
