// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.security.RecordVisibility;
import io.mainstay.search.SearchAnswer;
import io.mainstay.search.SearchAnswerSource;
import io.mainstay.search.SearchHit;
import io.mainstay.search.SearchRequest;
import io.mainstay.search.SearchService;
import io.mainstay.search.SimilarText;
import io.mainstay.search.SimilarTextHit;
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
 * Asks the index, and the graph while the index is away. The index lags behind the graph: the graph is asked by one statement
 * which of the hits may be seen, so that nobody sees what has just been taken from them.
 */
@Service
final class DefaultSearchService implements SearchService {

    /** What a cursor has beside the id: the score, and how words are spelled on the pages that it belongs to. */
    private static final int CURSOR_VALUES = 2;

    private final SearchIndex index;
    private final DegradedSearch degraded;
    private final SearchSources sources;
    private final RecordVisibility sight;
    private final CircuitBreaker breaker;
    private final MeterRegistry meters;

    DefaultSearchService(
            SearchIndex index,
            DegradedSearch degraded,
            SearchSources sources,
            RecordVisibility sight,
            CircuitBreaker searchBreaker,
            MeterRegistry meters) {
        this.index = index;
        this.degraded = degraded;
        this.sources = sources;
        this.sight = sight;
        this.breaker = searchBreaker;
        this.meters = meters;
    }

    @Override
    public SearchAnswer search(
            Principal principal, SearchRequest request, @Nullable Integer first, @Nullable String after) {
        principal.require(Permission.SEARCH);
        List<QueryTerm> terms = QueryTerm.parse(request.query());
        PageRequest page = PageRequest.of(first, after, request.scope());
        SearchAnswer answer = search(principal, request, terms, page);
        meters.counter("mainstay.search", "source", answer.source().name()).increment();
        return answer;
    }

    private SearchAnswer search(Principal principal, SearchRequest request, List<QueryTerm> terms, PageRequest page) {
        List<SearchSource> readable = sources.readable(principal, request.types());
        Cursor after = page.after();
        IndexQuery query = new IndexQuery(
                request.query(),
                terms,
                types(readable.stream()),
                request.facets(),
                request.counted() ? facetKeys(readable) : Set.of(),
                principal.visibility(),
                types(readable.stream().filter(source -> principal.readsInternalTexts(source.workPermission()))),
                page.first() + 1,
                after == null ? Spelling.AS_GIVEN : after.values(CURSOR_VALUES).constant(1, Spelling.class),
                after == null ? null : new HitPlace(after.values(CURSOR_VALUES).decimal(0), after.id()));
        try {
            return ask(query, page, request, principal);
        } catch (SearchIndexUnavailableException | CallNotPermittedException away) {
            return degraded.search(request, query, page);
        }
    }

    /** Only when nothing is spelled as given are words looked for that are spelled nearly so: they would be lost among others. */
    private SearchAnswer ask(IndexQuery query, PageRequest page, SearchRequest request, Principal principal) {
        IndexAnswer found = breaker.executeSupplier(() -> index.search(query));
        if (found.total() > 0 || query.after() != null || query.terms().stream().noneMatch(QueryTerm::isSpelled)) {
            return answer(found, query, page, request, principal);
        }
        IndexQuery similar = query.spelled(Spelling.SIMILAR);
        return answer(breaker.executeSupplier(() -> index.search(similar)), similar, page, request, principal);
    }

    private SearchAnswer answer(
            IndexAnswer found, IndexQuery query, PageRequest page, SearchRequest request, Principal principal) {
        Page<SearchHit> all = Page.ofRows(
                found.hits(), page, hit -> cursor(hit.score(), query.spelling(), hit.id(), request.scope()));
        Set<String> seen = sight.seenAmong(
                principal, all.nodes().stream().map(SearchHit::id).toList());
        Page<SearchHit> shown = all.mapPresent(hit -> seen.contains(hit.id()) ? hit : null);
        return new SearchAnswer(shown, found.total(), found.facets(), SearchAnswerSource.INDEX);
    }

    @Override
    public Optional<List<SimilarTextHit>> like(Principal principal, SimilarText like) {
        principal.require(Permission.SEARCH);
        Set<String> types = types(sources.readable(principal, like.types()).stream());
        if (types.isEmpty()) {
            return Optional.of(List.of());
        }
        SimilarTextQuery query = new SimilarTextQuery(like, types, principal.visibility());
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

    static Cursor cursor(double score, Spelling spelling, String id, String scope) {
        return Cursor.of(List.of(Double.toString(score), spelling.name()), id, scope);
    }
}
