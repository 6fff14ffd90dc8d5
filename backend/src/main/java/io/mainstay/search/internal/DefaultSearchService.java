// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.search.Like;
import io.mainstay.search.LikeHit;
import io.mainstay.search.SearchAnswer;
import io.mainstay.search.SearchAnswerSource;
import io.mainstay.search.SearchFacet;
import io.mainstay.search.SearchHit;
import io.mainstay.search.SearchRequest;
import io.mainstay.search.SearchService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Asks the index, and the graph while the index is away. The index lags behind the graph: each hit's visibility is checked
 * again with the facts of the graph, so that nobody sees what has just been taken from them.
 */
@Service
final class DefaultSearchService implements SearchService {

    private final SearchIndex index;
    private final DegradedSearch degraded;
    private final Sources sources;
    private final CircuitBreaker breaker;
    private final MeterRegistry meters;

    DefaultSearchService(
            SearchIndex index,
            DegradedSearch degraded,
            Sources sources,
            CircuitBreaker searchBreaker,
            MeterRegistry meters) {
        this.index = index;
        this.degraded = degraded;
        this.sources = sources;
        this.breaker = searchBreaker;
        this.meters = meters;
    }

    @Override
    public SearchAnswer search(
            Principal principal, SearchRequest request, @Nullable Integer first, @Nullable String after) {
        principal.require(Permission.SEARCH);
        List<QueryTerm> terms = QueryTerm.parse(request.query());
        PageRequest page = PageRequest.of(first, after, request.scope());
        HitPlace place = page.after() == null ? null : place(page.after());
        SearchAnswer answer = search(principal, request, terms, page, place);
        meters.counter("mainstay.search", "source", answer.source().name()).increment();
        return answer;
    }

    private SearchAnswer search(
            Principal principal,
            SearchRequest request,
            List<QueryTerm> terms,
            PageRequest page,
            @Nullable HitPlace place) {
        List<SearchSource> readable = sources.readable(principal, request.types());
        IndexQuery query = new IndexQuery(
                request.query(),
                terms,
                types(readable.stream()),
                request.facets(),
                facetKeys(readable),
                principal.visibility(),
                types(readable.stream().filter(source -> principal.readsInternalTexts(source.workPermission()))),
                page.first() + 1,
                place);
        try {
            IndexAnswer found = breaker.executeSupplier(() -> index.search(query));
            return answer(found, query, request, page);
        } catch (SearchIndexUnavailableException | CallNotPermittedException away) {
            return degraded.search(request, query, page);
        }
    }

    private SearchAnswer answer(IndexAnswer found, IndexQuery query, SearchRequest request, PageRequest page) {
        Page<SearchHit> all = Page.ofRows(found.hits(), page, hit -> cursor(hit.score(), hit.id(), request.scope()));
        Set<String> visible = visibleNow(all.nodes(), query);
        List<Page.Item<SearchHit>> shown = all.items().stream()
                .filter(item -> visible.contains(item.node().id()))
                .toList();
        List<SearchFacet> facets = found.facets();
        return new SearchAnswer(new Page<>(shown, all.hasNext()), found.total(), facets, SearchAnswerSource.INDEX);
    }

    private Set<String> visibleNow(List<SearchHit> hits, IndexQuery query) {
        Set<String> visible = new HashSet<>();
        for (SearchSource source : sources.ofTypes(query.types())) {
            List<String> ids = hits.stream()
                    .filter(hit -> hit.type().equals(source.type()))
                    .map(SearchHit::id)
                    .toList();
            sources.documents(source, ids).stream()
                    .filter(document -> query.visibility().allows(document.visibility()))
                    .map(SearchDocument::id)
                    .forEach(visible::add);
        }
        return visible;
    }

    @Override
    public Optional<List<LikeHit>> like(Principal principal, Like like) {
        principal.require(Permission.SEARCH);
        Set<String> types = types(sources.readable(principal, like.types()).stream());
        if (types.isEmpty()) {
            return Optional.of(List.of());
        }
        LikeQuery query = new LikeQuery(like, types, principal.visibility());
        try {
            return Optional.of(breaker.executeSupplier(() -> index.like(query)));
        } catch (SearchIndexUnavailableException | CallNotPermittedException away) {
            return Optional.empty();
        }
    }

    private static Set<String> types(Stream<SearchSource> sources) {
        return sources.map(SearchSource::type).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> facetKeys(List<SearchSource> readable) {
        Set<String> keys = readable.stream()
                .flatMap(source -> source.facetKeys().stream())
                .collect(Collectors.toCollection(HashSet::new));
        keys.add("type");
        keys.add("state");
        return keys;
    }

    static Cursor cursor(double score, String id, String scope) {
        return Cursor.of(List.of(Double.toString(score)), id, scope);
    }

    private static HitPlace place(Cursor cursor) {
        return new HitPlace(cursor.values(1).decimal(0), cursor.id());
    }
}
