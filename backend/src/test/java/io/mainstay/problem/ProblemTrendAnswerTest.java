// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemTrendAnswerTest {

    private static final String SCOPE = "test";

    @Test
    void shouldRankByScoreThenCountAndKeepTheOrderOfEqualOnes() {
        ProblemTrendAnswer answer = new ProblemTrendAnswer(
                List.of(trend("b", 4, 1.5), trend("c", 9, 1.5), trend("d", 3, 7.25), trend("a", 4, 1.5)), null);
        List<String> everything = List.of("d", "c", "a", "b");
        assertThat(answer.trends()).extracting(ProblemTrend::subjectId).isEqualTo(everything);

        for (int first = 1; first <= 4; first++) {
            List<String> inParts = new ArrayList<>();
            Page<ProblemTrend> page = answer.page(new PageRequest(first, null), SCOPE);
            inParts.addAll(subjects(page));
            while (page.hasNext()) {
                String cursor = page.items().getLast().cursor().encode();
                page = answer.page(new PageRequest(first, Cursor.parse(cursor, SCOPE)), SCOPE);
                inParts.addAll(subjects(page));
            }
            assertThat(inParts).as("in parts of %d", first).isEqualTo(everything);
        }
    }

    private static List<String> subjects(Page<ProblemTrend> page) {
        return page.nodes().stream().map(ProblemTrend::subjectId).toList();
    }

    private static ProblemTrend trend(String subject, int count, double score) {
        List<ProblemTrendEvidence.Reported> window = IntStream.range(0, count)
                .mapToObj(i -> new ProblemTrendEvidence.Reported("i" + i, Instant.EPOCH.minusSeconds(i)))
                .toList();
        int[] places = IntStream.range(0, count).toArray();
        return new ProblemTrend(
                ProblemTrendScope.CONFIGURATION_ITEM,
                subject,
                new ProblemTrendEvidence(window, List.of(places)),
                1,
                score,
                null);
    }
}
