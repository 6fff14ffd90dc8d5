// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import io.mainstay.problem.SimilarReason;
import io.mainstay.problem.SimilarRecord;
import io.mainstay.problem.internal.store.SimilarStore.Facts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The one rule of how similar a record is: up to 1 for its words, in proportion to the record whose words are most alike, 1 for
 * the same configuration item, and a half for the same category. The category alone makes nothing similar.
 */
public final class SimilarRanking {

    private static final double SAME_ITEM = 1;
    private static final double SAME_CATEGORY = 0.5;

    private static final Comparator<Ranked> MOST_SIMILAR_FIRST = Comparator.comparingDouble(
                    (Ranked ranked) -> ranked.record().score())
            .thenComparing(ranked -> ranked.facts().reportedAt())
            .thenComparing(ranked -> ranked.facts().id())
            .reversed();

    private SimilarRanking() {}

    private record Ranked(Facts facts, SimilarRecord record) {}

    /**
     * The most similar first, of equal ones the newest.
     *
     * @param words how much the words of a record are alike, by its id; of records that are not among the facts it does not count
     */
    public static List<SimilarRecord> best(Collection<Facts> facts, Map<String, Double> words, int limit) {
        double most = facts.stream()
                .mapToDouble(row -> words.getOrDefault(row.id(), 0.0))
                .max()
                .orElse(0);
        return facts.stream()
                .filter(row -> row.sameItem() || words.containsKey(row.id()))
                .map(row -> new Ranked(row, ranked(row, words, most)))
                .sorted(MOST_SIMILAR_FIRST)
                .limit(limit)
                .map(Ranked::record)
                .toList();
    }

    private static SimilarRecord ranked(Facts row, Map<String, Double> words, double most) {
        List<SimilarReason> reasons = new ArrayList<>();
        double score = 0;
        if (row.sameItem()) {
            reasons.add(SimilarReason.SAME_ITEM);
            score += SAME_ITEM;
        }
        if (row.sameCategory()) {
            reasons.add(SimilarReason.SAME_CATEGORY);
            score += SAME_CATEGORY;
        }
        Double alike = words.get(row.id());
        if (alike != null) {
            reasons.add(SimilarReason.LIKE_WORDS);
            score += alike / most;
        }
        return new SimilarRecord(row.id(), row.kind(), score, reasons);
    }
}
