// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.store;

import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.search.internal.FullText;
import io.mainstay.search.internal.HitPlace;
import io.mainstay.search.internal.QueryTerm;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
final class Neo4jFullText implements FullText {

    private final Cypher cypher;

    Neo4jFullText(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public List<HitPlace> find(SearchSource source, List<QueryTerm> terms, Visibility visibility, int limit) {
        return statement("search/full-text", source, terms, visibility)
                .with("limit", limit)
                .list(row -> new HitPlace(row.doubleValue("score"), row.string("id")));
    }

    @Override
    public long count(SearchSource source, List<QueryTerm> terms, Visibility visibility) {
        return statement("search/full-text-count", source, terms, visibility)
                .one(row -> row.longValue("count"))
                .orElse(0L);
    }

    private Cypher.Statement statement(String name, SearchSource source, List<QueryTerm> terms, Visibility visibility) {
        return cypher.statement(name)
                .with("index", source.fullTextIndex())
                .with("catalogue", source.isCatalogue())
                .with("query", LuceneQuery.of(terms))
                .with("v", visibility.parameters());
    }
}
