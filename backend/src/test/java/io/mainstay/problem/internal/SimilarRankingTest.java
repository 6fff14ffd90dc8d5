// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.problem.SimilarReason;
import io.mainstay.problem.SimilarRecord;
import io.mainstay.problem.internal.store.SimilarStore.Facts;
import io.mainstay.record.TicketKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimilarRankingTest {

    private static final Instant DAY = Instant.parse("2026-06-01T08:00:00Z");

    @Test
    void shouldAddUpWhatIsInCommon() {
        List<SimilarRecord> best = SimilarRanking.best(
                List.of(
                        facts("words", 0, false, false),
                        facts("half", 0, false, false),
                        facts("item", 0, true, false),
                        facts("all", 0, true, true),
                        facts("categoryAndWords", 0, false, true)),
                Map.of("words", 8.0, "half", 4.0, "all", 2.0, "categoryAndWords", 2.0, "hidden", 1_000.0),
                10);

        assertThat(best)
                .containsExactly(
                        new SimilarRecord("all", TicketKind.INCIDENT, 1.75, List.of(SimilarReason.values())),
                        new SimilarRecord("words", TicketKind.INCIDENT, 1, List.of(SimilarReason.LIKE_WORDS)),
                        new SimilarRecord("item", TicketKind.INCIDENT, 1, List.of(SimilarReason.SAME_ITEM)),
                        new SimilarRecord(
                                "categoryAndWords",
                                TicketKind.INCIDENT,
                                0.75,
                                List.of(SimilarReason.SAME_CATEGORY, SimilarReason.LIKE_WORDS)),
                        new SimilarRecord("half", TicketKind.INCIDENT, 0.5, List.of(SimilarReason.LIKE_WORDS)));
    }

    @Test
    void shouldPutTheNewestFirstOfThoseThatAreEquallySimilar() {
        List<SimilarRecord> best = SimilarRanking.best(
                List.of(
                        facts("old", 9, true, false),
                        facts("new", 1, true, false),
                        facts("alsoNew", 1, true, false),
                        facts("older", 10, true, false)),
                Map.of(),
                3);

        assertThat(best).extracting(SimilarRecord::id).containsExactly("new", "alsoNew", "old");
    }

    @Test
    void shouldNotTakeTheCategoryAloneForSimilarity() {
        assertThat(SimilarRanking.best(List.of(facts("category", 0, false, true)), Map.of(), 10))
                .isEmpty();
    }

    private static Facts facts(String id, int daysAgo, boolean sameItem, boolean sameCategory) {
        return new Facts(id, TicketKind.INCIDENT, DAY.minusSeconds(86_400L * daysAgo), sameItem, sameCategory);
    }
}
