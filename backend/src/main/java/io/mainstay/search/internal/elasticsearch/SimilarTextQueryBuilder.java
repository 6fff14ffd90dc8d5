// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.MoreLikeThisQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.mainstay.search.SimilarText;
import io.mainstay.search.internal.NormalText;
import io.mainstay.search.internal.SimilarTextQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes queries for what is like a record. A record is alike if its title has half of the words of the title, its texts have six
 * tenths of them, or its texts have three tenths of the most telling words of the texts, of those that some other text has. Titles
 * count three times, and more where two words stand side by side, so that ideographs make words. Internal texts are not looked at.
 */
final class SimilarTextQueryBuilder {

    private static final float TITLE_BOOST = 3;
    private static final float PAIRS_BOOST = 2;
    private static final int TELLING_WORDS = 25;
    private static final String HALF = "-50%";
    private static final String SIX_TENTHS = "-40%";
    private static final String THREE_TENTHS = "-70%";

    /** The record's own text and another: what no other has, such as a number, would count as a word that is not found. */
    private static final int TEXTS_THAT_HAVE_IT = 2;

    /** Words that make nothing alike: those of Lucene's English list, and the most frequent Chinese particles. */
    private static final List<String> ENGLISH = List.of(
            "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not",
            "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was",
            "will", "with");

    private static final List<String> CHINESE = List.of("的", "了", "是", "在", "和");

    private static final List<String> STOP_WORDS =
            Stream.of(ENGLISH, CHINESE).flatMap(List::stream).toList();

    /** Ideographs need no blanks around them. */
    private static final Pattern LITTLE_WORDS = Pattern.compile(
            "\\b(?:" + String.join("|", ENGLISH) + ")\\b|[" + String.join("", CHINESE) + "]",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    private SimilarTextQueryBuilder() {}

    /** @param among which records are asked */
    static Query build(SimilarTextQuery query, Query among) {
        SimilarText like = query.like();
        String titleWords = LITTLE_WORDS.matcher(NormalText.of(like.title())).replaceAll(" ");
        List<Query> ways = new ArrayList<>();
        ways.add(words(IndexFields.TITLE, titleWords, HALF, TITLE_BOOST));
        ways.add(words(IndexFields.TEXTS, titleWords, SIX_TENTHS, 1));
        if (!like.texts().isEmpty()) {
            ways.add(tellingWords(NormalText.of(like.texts())));
        }
        BoolQuery.Builder bool = new BoolQuery.Builder()
                .must(m -> m.bool(b -> b.should(ways).minimumShouldMatch("1")))
                .should(s -> s.match(m -> m.field(IndexFields.TITLE_PAIRS)
                        .query(NormalText.of(like.title()))
                        .boost(PAIRS_BOOST)))
                .filter(VisibilityFilter.of(query.visibility()))
                .filter(among)
                .mustNot(n -> n.term(t -> t.field(IndexFields.ID).value(like.exceptId())));
        if (!like.withoutStates().isEmpty()) {
            bool.mustNot(anyOf(IndexFields.STATE, like.withoutStates()));
        }
        return bool.build()._toQuery();
    }

    static Query ofType(String type) {
        return anyOf(IndexFields.TYPE, Set.of(type));
    }

    static Query among(Set<String> ids, Set<String> types) {
        return Query.of(q -> q.bool(b -> b.filter(anyOf(IndexFields.ID, ids)).filter(anyOf(IndexFields.TYPE, types))));
    }

    private static Query words(String field, String text, String share, float boost) {
        return Query.of(q -> q.match(
                m -> m.field(field).query(text).minimumShouldMatch(share).boost(boost)));
    }

    private static Query tellingWords(List<String> texts) {
        return MoreLikeThisQuery.of(m -> {
                    m.fields(IndexFields.TEXTS)
                            .stopWords(STOP_WORDS)
                            .minTermFreq(1)
                            .minDocFreq(TEXTS_THAT_HAVE_IT)
                            .maxQueryTerms(TELLING_WORDS)
                            .minimumShouldMatch(THREE_TENTHS);
                    texts.forEach(text -> m.like(l -> l.text(text)));
                    return m;
                })
                ._toQuery();
    }

    private static Query anyOf(String field, Collection<String> values) {
        return Query.of(q -> q.terms(t -> t.field(field)
                .terms(v -> v.value(values.stream().sorted().map(FieldValue::of).toList()))));
    }
}
