// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import io.mainstay.search.internal.Identifiers;
import io.mainstay.search.internal.IndexQuery;
import io.mainstay.search.internal.NormalText;
import io.mainstay.search.internal.QueryTerm;
import io.mainstay.search.internal.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Makes queries. One or two terms must all be found, of more three quarters. A term is found where it stands as a phrase,
 * of which the end may be missing; ideographs are indexed one by one, so a Chinese word is such a phrase. Less counts what is found
 * apart: words of which a term consists, ideographs in another order or with others in between, the singular of an English plural.
 */
final class QueryBuilder {

    private static final int EXPANSIONS = 256;
    private static final float NUMBER_BOOST = 20;
    private static final float PAIRS_BOOST = 2;
    private static final float PARTS_BOOST = 2;
    private static final float PHRASE_BOOST = 2;
    private static final float APART_BOOST = 0.3f;
    /** A number stands there with and without its leading zeros, one after the other. */
    private static final int PARTS_SLOP = 1;

    /** Of four ideographs all must be there, of more three quarters. */
    private static final String MOST_IDEOGRAPHS = "4<75%";

    /** Half of the pairs, rounded up: one pair alone stands for a word. */
    private static final String HALF_OF_PAIRS = "-50%";

    private static final String FUZZINESS = "AUTO:4,8";
    private static final int SIMILAR_WORDS = 50;
    private static final int MARKED_PAIRS = 20;

    /** What everybody reads who sees a record. */
    private static final List<String> OPEN_FIELDS = List.of(IndexFields.TITLE + "^3", IndexFields.TEXTS);

    /** Fields of languages. An index of the basic kind lacks them, and what is absent matches nothing. */
    private static final List<String> LANGUAGE_FIELDS =
            List.of("title.english^2", "texts.english", "title.cjk^2", "texts.cjk");

    private QueryBuilder() {}

    static Query build(IndexQuery query) {
        String text = NormalText.of(query.text());
        BoolQuery.Builder bool = new BoolQuery.Builder()
                .must(m -> m.bool(terms -> {
                    query.terms().forEach(term -> terms.should(term(term, query)));
                    return terms.minimumShouldMatch("2<75%");
                }))
                .should(s -> s.match(
                        m -> m.field(IndexFields.TITLE_PAIRS).query(text).boost(PAIRS_BOOST)))
                .should(s -> s.multiMatch(m -> m.query(text)
                        .type(TextQueryType.PhrasePrefix)
                        .fields(OPEN_FIELDS)
                        .maxExpansions(EXPANSIONS)
                        .boost(PHRASE_BOOST)))
                .should(s -> s.term(t -> t.field(IndexFields.NUMBER_KEY)
                        .value(text.strip().toLowerCase(Locale.ROOT))
                        .boost(NUMBER_BOOST)))
                .filter(VisibilityFilter.of(query.visibility()))
                .filter(anyOf(IndexFields.TYPE, query.types()));
        query.facetFilter().forEach((key, values) -> bool.filter(anyOf(facetField(key), values)));
        return bool.build()._toQuery();
    }

    /**
     * What to mark in a field. Said apart from the query, which finds the beginning of a word in a hidden field of
     * beginnings, where highlighters do not look.
     */
    static Query marks(String field, IndexQuery query) {
        return Query.of(q -> q.bool(b -> {
            query.terms().forEach(term -> marks(field, term, query.spelling()).forEach(b::should));
            return b;
        }));
    }

    private static List<Query> marks(String field, QueryTerm term, Spelling spelling) {
        String text = NormalText.of(term.text());
        if (term.exact()) {
            return List.of(Query.of(q -> q.matchPhrase(m -> m.field(field).query(text))));
        }
        List<QueryTerm> runs = term.runs();
        List<Query> marks = new ArrayList<>();
        if (runs.size() > 1) {
            runs.forEach(run -> marks.addAll(marks(field, run, spelling)));
        }
        if (term.ideographic() || term.parts().size() > 1) {
            marks.add(Query.of(
                    q -> q.matchPhrasePrefix(m -> m.field(field).query(text).maxExpansions(EXPANSIONS))));
        } else {
            marks.add(beginning(field, term.parts().getFirst()));
            term.singular().ifPresent(singular -> marks.add(beginning(field, singular)));
        }
        if (isRunOfIdeographs(term)) {
            pairs(text)
                    .forEach(pair -> marks.add(
                            Query.of(q -> q.matchPhrase(m -> m.field(field).query(pair)))));
        }
        if (spelling == Spelling.SIMILAR) {
            term.parts().stream()
                    .filter(QueryTerm::isSpelled)
                    .forEach(part -> marks.add(Query.of(q -> q.match(m -> m.field(field)
                            .query(part)
                            .fuzziness(FUZZINESS)
                            .prefixLength(1)
                            .maxExpansions(SIMILAR_WORDS)))));
        }
        return marks;
    }

    private static Query beginning(String field, String word) {
        return Query.of(q -> q.wildcard(w -> w.field(field).value(word + '*').caseInsensitive(true)));
    }

    private static boolean isRunOfIdeographs(QueryTerm term) {
        return term.text().codePoints().allMatch(Character::isIdeographic);
    }

    private static List<String> pairs(String ideographs) {
        int[] points = ideographs.codePoints().toArray();
        return IntStream.range(0, Math.min(points.length - 1, MARKED_PAIRS))
                .mapToObj(index -> new String(points, index, 2))
                .toList();
    }

    /** The fields that a reader may see passages of, at least of records of some type. */
    static List<String> textFields(IndexQuery query) {
        List<String> fields = new ArrayList<>(List.of(IndexFields.TITLE, IndexFields.TEXTS));
        if (!query.internalTextTypes().isEmpty()) {
            fields.add(IndexFields.INTERNAL_TEXTS);
        }
        return fields;
    }

    static String facetField(String key) {
        return key.equals(IndexFields.TYPE) || key.equals(IndexFields.STATE) ? key : IndexFields.FACETS + '.' + key;
    }

    private static Query term(QueryTerm term, IndexQuery query) {
        String text = NormalText.of(term.text());
        TextQueryType type = term.exact() ? TextQueryType.Phrase : TextQueryType.PhrasePrefix;
        List<Query> ways = new ArrayList<>(whereRead(query, fields -> phrase(text, type, fields)));
        if (!term.exact()) {
            addWaysOfWords(ways, text);
            addWaysApart(ways, term, text, query);
        }
        return anyWay(ways);
    }

    private static void addWaysOfWords(List<Query> ways, String text) {
        ways.add(Query.of(q -> q.term(t -> t.field(IndexFields.NUMBER_KEY)
                .value(text.toLowerCase(Locale.ROOT))
                .boost(NUMBER_BOOST))));
        String parts = String.join(" ", Identifiers.parts(text));
        ways.add(Query.of(q -> q.matchPhrasePrefix(m -> m.field(IndexFields.PARTS)
                .query(parts)
                .slop(PARTS_SLOP)
                .maxExpansions(EXPANSIONS)
                .boost(PARTS_BOOST))));
        ways.add(Query.of(
                q -> q.multiMatch(m -> m.query(text).fields(LANGUAGE_FIELDS).operator(Operator.And))));
    }

    private static void addWaysApart(List<Query> ways, QueryTerm term, String text, IndexQuery query) {
        List<QueryTerm> runs = term.runs();
        if (runs.size() > 1) {
            ways.add(Query.of(q -> q.bool(b -> {
                runs.forEach(run -> b.must(term(run, query)));
                return b.boost(APART_BOOST);
            })));
        } else if (isRunOfIdeographs(term)) {
            whereRead(query, fields -> ideographs(text, fields)).forEach(ways::add);
        }
        term.singular()
                .ifPresent(singular -> whereRead(
                                query, fields -> less(phrase(singular, TextQueryType.PhrasePrefix, fields)))
                        .forEach(ways::add));
        if (query.spelling() == Spelling.SIMILAR && term.isSpelled()) {
            ways.add(Query.of(q -> q.bool(b -> {
                term.parts().forEach(part -> b.must(anyWay(whereRead(query, fields -> similar(part, fields)))));
                return b.boost(APART_BOOST);
            })));
        }
    }

    /** Ideographs, most of them in whatever order, of which half of the pairs stand side by side. */
    private static Query ideographs(String text, List<String> fields) {
        String pairs =
                fields.contains(IndexFields.INTERNAL_TEXTS) ? IndexFields.INTERNAL_PAIRS : IndexFields.TEXT_PAIRS;
        return Query.of(q -> q.bool(b -> b.must(m ->
                        m.multiMatch(match -> match.query(text).fields(fields).minimumShouldMatch(MOST_IDEOGRAPHS)))
                .must(m -> m.match(match -> match.field(pairs).query(text).minimumShouldMatch(HALF_OF_PAIRS)))
                .boost(APART_BOOST)));
    }

    /** A part of a word, of which a letter or two may be wrong; what is no word must begin so. */
    private static Query similar(String part, List<String> fields) {
        if (!QueryTerm.isSpelled(part)) {
            return phrase(part, TextQueryType.PhrasePrefix, fields);
        }
        List<String> all = new ArrayList<>(fields);
        if (!fields.contains(IndexFields.INTERNAL_TEXTS)) {
            all.add(IndexFields.PARTS);
        }
        return Query.of(q -> q.multiMatch(m ->
                m.query(part).fields(all).fuzziness(FUZZINESS).prefixLength(1).maxExpansions(SIMILAR_WORDS)));
    }

    /** A way of finding something in what everybody reads, and in the internal texts of the types of which the reader may. */
    private static List<Query> whereRead(IndexQuery query, Function<List<String>, Query> way) {
        Query open = way.apply(OPEN_FIELDS);
        if (query.internalTextTypes().isEmpty()) {
            return List.of(open);
        }
        Query internal = way.apply(List.of(IndexFields.INTERNAL_TEXTS));
        return List.of(
                open,
                Query.of(q ->
                        q.bool(b -> b.must(internal).filter(anyOf(IndexFields.TYPE, query.internalTextTypes())))));
    }

    private static Query anyWay(List<Query> ways) {
        return Query.of(q -> q.disMax(d -> d.queries(ways).tieBreaker(0.3)));
    }

    private static Query less(Query query) {
        return Query.of(q -> q.bool(b -> b.must(query).boost(APART_BOOST)));
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
