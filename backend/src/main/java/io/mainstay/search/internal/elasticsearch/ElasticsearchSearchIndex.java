// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import static io.mainstay.search.internal.elasticsearch.ElasticsearchCalls.ask;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.get.GetResult;
import co.elastic.clients.elasticsearch.core.msearch.MultiSearchItem;
import co.elastic.clients.elasticsearch.core.msearch.MultiSearchResponseItem;
import co.elastic.clients.elasticsearch.core.msearch.RequestItem;
import co.elastic.clients.elasticsearch.core.search.HighlightField;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.elasticsearch.core.search.TotalHits;
import co.elastic.clients.util.NamedValue;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.search.SearchFacet;
import io.mainstay.search.SearchHit;
import io.mainstay.search.SimilarText;
import io.mainstay.search.SimilarTextHit;
import io.mainstay.search.internal.HitPlace;
import io.mainstay.search.internal.IndexAnswer;
import io.mainstay.search.internal.IndexQuery;
import io.mainstay.search.internal.SearchIndex;
import io.mainstay.search.internal.SearchIndexUnavailableException;
import io.mainstay.search.internal.SimilarTextQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One index for all types behind an alias; a document's external version is its record's revision. */
final class ElasticsearchSearchIndex implements SearchIndex {

    /** What one request writes at most: so many documents, or one more than so many characters. */
    private static final int BULK = 200;

    private static final int BULK_CHARACTERS = 2_000_000;
    private static final int FACET_VALUES = 20;
    private static final int PASSAGE = 180;
    private static final String SEARCH_TIME = "2s";

    private final ElasticsearchClient searching;
    private final ElasticsearchClient writing;
    private final IndexAdministration indexes;

    ElasticsearchSearchIndex(ElasticsearchClient searching, ElasticsearchClient writing, String prefix) {
        this.searching = searching;
        this.writing = writing;
        this.indexes = new IndexAdministration(writing, prefix);
    }

    @Override
    public IndexAnswer search(IndexQuery query) {
        Snippets snippets = Snippets.withNewMarks();
        SearchResponse<Stored> response = ask(() -> searching.search(request(query, snippets), Stored.class));
        List<SearchHit> hits = response.hits().hits().stream()
                .map(hit -> hit(hit, query, snippets))
                .toList();
        TotalHits total = response.hits().total();
        return new IndexAnswer(hits, total == null ? hits.size() : total.value(), facets(response, query.facetKeys()));
    }

    private SearchRequest request(IndexQuery query, Snippets snippets) {
        return SearchRequest.of(s -> {
            s.index(indexes.liveAlias())
                    .query(QueryBuilder.build(query))
                    .size(query.limit())
                    .timeout(SEARCH_TIME)
                    .trackTotalHits(t -> t.enabled(true))
                    .source(f -> f.filter(i -> i.includes(shown(query))))
                    .sort(o -> o.score(score -> score.order(SortOrder.Desc)))
                    .sort(o -> o.field(f -> f.field(IndexFields.ID).order(SortOrder.Asc)))
                    .preference(preference(query.visibility()))
                    .highlight(h -> {
                        h.preTags(snippets.begin())
                                .postTags(snippets.end())
                                .fragmentSize(PASSAGE)
                                .numberOfFragments(1);
                        for (String field : QueryBuilder.textFields(query)) {
                            h.fields(NamedValue.of(field, highlightOf(field, query)));
                        }
                        return h;
                    });
            for (String key : query.facetKeys()) {
                s.aggregations(
                        key,
                        a -> a.terms(t -> t.field(QueryBuilder.facetField(key)).size(FACET_VALUES)));
            }
            HitPlace after = query.after();
            if (after != null) {
                s.searchAfter(FieldValue.of(after.score()), FieldValue.of(after.id()));
            }
            return s;
        });
    }

    private static List<String> shown(IndexQuery query) {
        List<String> fields = new ArrayList<>(List.of(
                IndexFields.ID,
                IndexFields.TYPE,
                IndexFields.NUMBER,
                IndexFields.TITLE,
                IndexFields.WRITTEN_TITLE,
                IndexFields.WRITTEN_TEXTS,
                IndexFields.STATE));
        if (!query.internalTextTypes().isEmpty()) {
            fields.add(IndexFields.WRITTEN_INTERNAL_TEXTS);
        }
        return fields;
    }

    private static HighlightField highlightOf(String field, IndexQuery query) {
        return HighlightField.of(f -> {
            f.highlightQuery(QueryBuilder.marks(field, query));
            return switch (field) {
                case IndexFields.TITLE -> f.numberOfFragments(0);
                case IndexFields.TEXTS -> f.noMatchSize(PASSAGE);
                default -> f;
            };
        });
    }

    private static SearchHit hit(Hit<Stored> hit, IndexQuery query, Snippets snippets) {
        Stored stored = Objects.requireNonNull(hit.source());
        return new SearchHit(
                stored.id(),
                stored.type(),
                stored.number(),
                stored.asWritten(),
                stored.state(),
                snippets.title(stored, hit.highlight()),
                snippets.text(stored, hit.highlight(), query.internalTextTypes().contains(stored.type())),
                hit.sort().getFirst().doubleValue());
    }

    private static List<SearchFacet> facets(SearchResponse<Stored> response, Set<String> keys) {
        List<SearchFacet> facets = new ArrayList<>();
        for (String key : keys.stream().sorted().toList()) {
            Aggregate aggregate = response.aggregations().get(key);
            if (aggregate != null && aggregate.isSterms()) {
                List<StringTermsBucket> buckets = aggregate.sterms().buckets().array();
                if (!buckets.isEmpty()) {
                    facets.add(new SearchFacet(
                            key,
                            buckets.stream()
                                    .map(bucket ->
                                            new SearchFacet.Value(bucket.key().stringValue(), bucket.docCount()))
                                    .toList()));
                }
            }
        }
        return facets;
    }

    @Override
    public List<SimilarTextHit> like(SimilarTextQuery query) {
        SimilarText like = query.like();
        List<RequestItem> searches = new ArrayList<>();
        for (String type : query.types()) {
            searches.add(likeRequest(query, SimilarTextQueryBuilder.ofType(type), like.ofEachType()));
        }
        if (!like.alsoAmong().isEmpty()) {
            searches.add(likeRequest(
                    query,
                    SimilarTextQueryBuilder.among(like.alsoAmong(), query.types()),
                    like.alsoAmong().size()));
        }
        Map<String, SimilarTextHit> hits = new LinkedHashMap<>();
        ask(() -> searching.msearch(m -> m.searches(searches), Stored.class))
                .responses()
                .forEach(response -> answered(response).hits().hits().forEach(hit -> {
                    Stored stored = Objects.requireNonNull(hit.source());
                    hits.put(
                            stored.id(),
                            new SimilarTextHit(stored.id(), stored.type(), Objects.requireNonNull(hit.score())));
                }));
        return List.copyOf(hits.values());
    }

    private RequestItem likeRequest(SimilarTextQuery query, Query among, int limit) {
        return RequestItem.of(r -> r.header(
                        h -> h.index(indexes.liveAlias()).preference(preference(query.visibility())))
                .body(b -> b.query(SimilarTextQueryBuilder.build(query, among))
                        .size(limit)
                        .timeout(SEARCH_TIME)
                        .trackTotalHits(t -> t.enabled(false))
                        .source(f -> f.filter(i -> i.includes(IndexFields.ID, IndexFields.TYPE, IndexFields.TITLE)))));
    }

    /** The parts of a multiple search fail each for itself, with the status that a single search would have had. */
    private static <T> MultiSearchItem<T> answered(MultiSearchResponseItem<T> response) {
        if (response.isFailure()) {
            String message = "Elasticsearch refused to search: "
                    + response.failure().error().reason();
            if (ElasticsearchCalls.passing(response.failure().status())) {
                throw new SearchIndexUnavailableException(message);
            }
            throw new IllegalStateException(message);
        }
        return response.result();
    }

    /** One person's searches go to the same copy of the index, so that scores and pages fit together. */
    private static String preference(Visibility visibility) {
        return "person-" + Integer.toHexString(visibility.personId().hashCode());
    }

    @Override
    public Optional<String> live() {
        return indexes.live();
    }

    @Override
    public Set<String> targets() {
        return indexes.targets();
    }

    @Override
    public boolean upToDate(String index) {
        return indexes.upToDate(index);
    }

    @Override
    public String startBuilding() {
        return indexes.startBuilding();
    }

    @Override
    public boolean isBuilding(String index) {
        return indexes.isBuilding(index);
    }

    @Override
    public void goLive(String index) {
        indexes.goLive(index);
    }

    @Override
    public void abandon(String index) {
        indexes.abandon(index);
    }

    @Override
    public void write(Collection<String> targets, List<SearchDocument> documents) {
        List<BulkOperation> operations = new ArrayList<>();
        long characters = 0;
        for (SearchDocument document : documents) {
            IndexedDocument indexed = IndexedDocument.of(document);
            for (String target : targets) {
                operations.add(BulkOperation.of(o -> o.index(i -> i.index(target)
                        .id(document.id())
                        .version(document.revision())
                        .versionType(VersionType.ExternalGte)
                        .document(indexed))));
                characters += indexed.characters();
                if (operations.size() == BULK || characters >= BULK_CHARACTERS) {
                    bulk(operations);
                    operations = new ArrayList<>();
                    characters = 0;
                }
            }
        }
        bulk(operations);
    }

    @Override
    public void remove(Collection<String> targets, Collection<String> ids) {
        List<BulkOperation> operations = new ArrayList<>();
        for (String id : ids) {
            for (String target : targets) {
                operations.add(
                        BulkOperation.of(o -> o.delete(d -> d.index(target).id(id))));
            }
        }
        for (int start = 0; start < operations.size(); start += BULK) {
            bulk(operations.subList(start, Math.min(operations.size(), start + BULK)));
        }
    }

    private void bulk(List<BulkOperation> operations) {
        if (operations.isEmpty()) {
            return;
        }
        BulkResponse response = ask(() -> writing.bulk(b -> b.operations(operations)));
        if (response.errors()) {
            response.items().forEach(ElasticsearchSearchIndex::check);
        }
    }

    // A conflict means that a newer revision is there, which is as it should be.
    private static void check(BulkResponseItem item) {
        if (item.error() == null || item.status() == ElasticsearchCalls.CONFLICT) {
            return;
        }
        String message = "Elasticsearch refused document " + item.id() + " in " + item.index() + ": "
                + item.error().reason();
        if (ElasticsearchCalls.passing(item.status())) {
            throw new SearchIndexUnavailableException(message);
        }
        throw new IllegalStateException(message);
    }

    @Override
    public Map<String, Long> revisions(String index, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> revisions = new HashMap<>();
        ask(() -> writing.mget(m -> m.index(index).ids(List.copyOf(ids)).source(f -> f.fetch(false)), Stored.class))
                .docs()
                .forEach(item -> {
                    if (item.isFailure()) {
                        throw new SearchIndexUnavailableException(
                                "Elasticsearch cannot read " + item.failure().id());
                    }
                    GetResult<Stored> found = item.result();
                    Long version = found.version();
                    if (found.found() && version != null) {
                        revisions.put(found.id(), version);
                    }
                });
        return revisions;
    }

    @Override
    public List<String> idsAfter(String index, String type, String afterId, int limit) {
        return ask(() -> writing.search(
                        s -> s.index(index)
                                .query(q -> q.bool(b -> b.filter(f -> f.term(
                                                t -> t.field(IndexFields.TYPE).value(type)))
                                        .filter(f -> f.range(r -> r.term(
                                                t -> t.field(IndexFields.ID).gt(afterId))))))
                                .sort(o -> o.field(f -> f.field(IndexFields.ID).order(SortOrder.Asc)))
                                .size(limit)
                                .source(f -> f.fetch(false)),
                        Stored.class))
                .hits()
                .hits()
                .stream()
                .map(hit -> Objects.requireNonNull(hit.id()))
                .toList();
    }

    @Override
    public void refresh() {
        Set<String> targets = targets();
        if (!targets.isEmpty()) {
            ask(() -> writing.indices().refresh(r -> r.index(List.copyOf(targets))));
        }
    }

    /** What a hit needs of the stored document. */
    record Stored(
            String id,
            String type,
            @Nullable String number,
            String title,
            @Nullable String state,
            @Nullable String writtenTitle,
            @Nullable List<String> writtenTexts,
            @Nullable List<String> writtenInternalTexts) {

        /** The title as it was written. */
        String asWritten() {
            return Objects.requireNonNullElse(writtenTitle, title);
        }
    }
}
