// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.search.SearchAnswer;
import io.mainstay.search.SearchAnswerSource;
import io.mainstay.search.SearchHit;
import io.mainstay.search.SearchHit.SnippetPart;
import io.mainstay.search.SearchRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Searches the graph's full-text indexes. It finds the beginnings of words and Chinese phrases in numbers, titles and
 * names as they were a moment ago, and pages through the best {@value #REACH}; it neither counts facets nor marks what matched.
 */
@Component
final class DegradedSearch {

    private static final int REACH = 1_000;
    private static final int PASSAGE = 180;
    private static final Comparator<Found> BEST_FIRST = Comparator.comparingDouble(
                    (Found found) -> found.place().score())
            .reversed()
            .thenComparing(found -> found.place().id());

    private final FullText fullText;
    private final SearchSources sources;
    private final UnitOfWork work;

    DegradedSearch(FullText fullText, SearchSources sources, UnitOfWork work) {
        this.fullText = fullText;
        this.sources = sources;
        this.work = work;
    }

    SearchAnswer search(SearchRequest request, IndexQuery query, PageRequest page) {
        if (!request.facets().isEmpty()) {
            throw new BadArgumentException("facets", "absent while the search engine is away");
        }
        List<Found> found = new ArrayList<>();
        long total = 0;
        for (SearchSource source : sources.ofTypes(query.types())) {
            total += work.read(() -> fullText.count(source, query.terms(), query.visibility()));
            work.read(() -> fullText.find(source, query.terms(), query.visibility(), REACH))
                    .forEach(place -> found.add(new Found(source, place)));
        }
        List<Found> wanted = found.stream()
                .sorted(BEST_FIRST)
                .filter(candidate -> follows(candidate, query))
                .limit(query.limit())
                .toList();
        Page<Found> part = Page.ofRows(
                wanted,
                page,
                row -> DefaultSearchService.cursor(
                        row.place().score(), query.spelling(), row.place().id(), request.scope()));
        Map<String, SearchDocument> documents = documents(part.nodes());
        Page<SearchHit> hits =
                part.mapPresent(row -> hit(row, documents.get(row.place().id())));
        return new SearchAnswer(hits, total, List.of(), SearchAnswerSource.DEGRADED_FULLTEXT);
    }

    private static boolean follows(Found candidate, IndexQuery query) {
        HitPlace after = query.after();
        return after == null
                || candidate.place().score() < after.score()
                || (candidate.place().score() == after.score()
                        && candidate.place().id().compareTo(after.id()) > 0);
    }

    private Map<String, SearchDocument> documents(List<Found> found) {
        Map<String, SearchDocument> documents = new HashMap<>();
        for (SearchSource source : sources.all()) {
            List<String> ids = found.stream()
                    .filter(row -> row.source().type().equals(source.type()))
                    .map(row -> row.place().id())
                    .toList();
            sources.documents(source, ids, some -> some.forEach(document -> documents.put(document.id(), document)));
        }
        return documents;
    }

    private static @Nullable SearchHit hit(Found found, @Nullable SearchDocument document) {
        if (document == null) {
            return null;
        }
        return new SearchHit(
                document.id(),
                document.type(),
                document.number(),
                document.title(),
                document.state(),
                List.of(new SnippetPart(document.title(), false)),
                document.texts().stream()
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .map(DegradedSearch::beginning)
                        .map(text -> List.of(new SnippetPart(text, false)))
                        .orElse(List.of()),
                found.place().score());
    }

    private static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= PASSAGE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, PASSAGE));
    }

    private record Found(SearchSource source, HitPlace place) {}
}
