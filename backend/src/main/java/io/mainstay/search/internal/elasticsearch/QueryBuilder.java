// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import io.mainstay.search.internal.IndexQuery;
import io.mainstay.search.internal.QueryTerm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes queries. One or two terms must all be found, of more three quarters. A term is found where it stands as a phrase,
 * of which the end may be missing; ideographs are indexed one by one, so a Chinese word is such a phrase.
 */
final class QueryBuilder {

    private static final int EXPANSIONS = 256;
    private static final float NUMBER_BOOST = 20;
    private static final float PAIRS_BOOST = 2;
    private static final float PARTS_BOOST = 2;
    /** A number stands there with and without its leading zeros, one after the other. */
    private static final int PARTS_SLOP = 1;

    /** What everybody reads who sees a record. */
    private static final List<String> OPEN_FIELDS = List.of(Fields.TITLE + "^3", Fields.TEXTS);

    /** Fields of languages. An index of the basic kind lacks them, and what is absent matches nothing. */
    private static final List<String> LANGUAGE_FIELDS =
            List.of("title.english^2", "texts.english", "title.cjk^2", "texts.cjk");

    private QueryBuilder() {}

    static Query build(IndexQuery query) {
        BoolQuery.Builder bool = new BoolQuery.Builder()
                .must(m -> m.bool(terms -> {
                    query.terms().forEach(term -> terms.should(term(term, query.internalTextTypes())));
                    return terms.minimumShouldMatch("2<75%");
                }))
                .should(s -> s.match(
                        m -> m.field(Fields.TITLE_PAIRS).query(query.text()).boost(PAIRS_BOOST)))
                .should(s -> s.term(t -> t.field(Fields.NUMBER_KEY)
                        .value(query.text().strip().toLowerCase(Locale.ROOT))
                        .boost(NUMBER_BOOST)))
                .filter(VisibilityFilter.of(query.visibility()))
                .filter(anyOf(Fields.TYPE, query.types()));
        query.facetFilter().forEach((key, values) -> bool.filter(anyOf(facetField(key), values)));
        return bool.build()._toQuery();
    }

    /**
     * What to mark in a field. Said apart from the query, which finds the beginning of a word in a hidden field of
     * beginnings, where highlighters do not look.
     */
    static Query marks(String field, List<QueryTerm> terms) {
        return Query.of(q -> q.bool(b -> {
            terms.forEach(term -> b.should(mark(field, term)));
            return b;
        }));
    }

    private static Query mark(String field, QueryTerm term) {
        if (term.exact()) {
            return Query.of(q -> q.matchPhrase(m -> m.field(field).query(term.text())));
        }
        if (term.ideographic() || term.parts().size() > 1) {
            return Query.of(q ->
                    q.matchPhrasePrefix(m -> m.field(field).query(term.text()).maxExpansions(EXPANSIONS)));
        }
        return Query.of(q -> q.wildcard(
                w -> w.field(field).value(term.parts().getFirst() + '*').caseInsensitive(true)));
    }

    /** The fields that a reader may see passages of, at least of records of some type. */
    static List<String> textFields(IndexQuery query) {
        List<String> fields = new ArrayList<>(List.of(Fields.TITLE, Fields.TEXTS));
        if (!query.internalTextTypes().isEmpty()) {
            fields.add(Fields.INTERNAL_TEXTS);
        }
        return fields;
    }

    static String facetField(String key) {
        return key.equals(Fields.TYPE) || key.equals(Fields.STATE) ? key : Fields.FACETS + '.' + key;
    }

    private static Query term(QueryTerm term, Set<String> internalTextTypes) {
        TextQueryType type = term.exact() ? TextQueryType.Phrase : TextQueryType.PhrasePrefix;
        List<Query> ways = new ArrayList<>();
        ways.add(phrase(term.text(), type, OPEN_FIELDS));
        if (!internalTextTypes.isEmpty()) {
            ways.add(Query.of(q -> q.bool(b -> b.must(phrase(term.text(), type, List.of(Fields.INTERNAL_TEXTS)))
                    .filter(anyOf(Fields.TYPE, internalTextTypes)))));
        }
        if (!term.exact()) {
            addWaysOfWords(ways, term);
        }
        return Query.of(q -> q.disMax(d -> d.queries(ways).tieBreaker(0.3)));
    }

    private static void addWaysOfWords(List<Query> ways, QueryTerm term) {
        ways.add(Query.of(q -> q.term(t -> t.field(Fields.NUMBER_KEY)
                .value(term.text().toLowerCase(Locale.ROOT))
                .boost(NUMBER_BOOST))));
        String parts = String.join(" ", term.parts());
        ways.add(Query.of(q -> q.matchPhrasePrefix(m -> m.field(Fields.PARTS)
                .query(parts)
                .slop(PARTS_SLOP)
                .maxExpansions(EXPANSIONS)
                .boost(PARTS_BOOST))));
        ways.add(Query.of(q ->
                q.multiMatch(m -> m.query(term.text()).fields(LANGUAGE_FIELDS).operator(Operator.And))));
    }

    private static Query phrase(String text, TextQueryType type, List<String> fields) {
        return Query.of(q -> q.multiMatch(m -> {
            m.query(text).type(type).fields(fields);
            return type == TextQueryType.PhrasePrefix ? m.maxExpansions(EXPANSIONS) : m;
        }));
    }

    private static Query anyOf(String field, Collection<String> values) {
        return Query.of(q -> q.terms(t -> t.field(field)
                .terms(v -> v.value(values.stream().sorted().map(FieldValue::of).toList()))));
    }
}
