// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.problem.ProblemTrend;
import io.mainstay.problem.ProblemTrendEvidence;
import io.mainstay.problem.ProblemTrendScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The detection against counting by hand on random histories. {@code -Dmainstay.trends.histories} sets how many,
 * {@code -Dmainstay.trends.seed} repeats a run that failed.
 */
class TrendDetectionOracleTest {

    private static final int HISTORIES = Integer.getInteger("mainstay.trends.histories", 600);
    private static final long SEED = Long.getLong("mainstay.trends.seed", 20_261_130L);
    private static final Instant UNTIL = Instant.parse("2026-06-01T08:00:00Z");

    @Test
    void shouldFindWhatCountingByHandFinds() {
        Map<ProblemTrendScope, Integer> met = new EnumMap<>(ProblemTrendScope.class);
        int left = 0;
        for (int i = 0; i < HISTORIES; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            Duration window = Duration.ofDays(random.nextInt(5) == 0 ? 90 : 1 + random.nextInt(40));
            TrendModel model = TrendModel.random(random, "", UNTIL, window, 3);
            Set<ProblemTrendScope> scopes = scopes(random);
            int minimum = 2 + random.nextInt(3);
            Map<String, TrendOracle.Trend> expected = new TreeMap<>(new TrendOracle(model, UNTIL, window, minimum)
                    .trends(scopes).stream()
                            .collect(Collectors.toMap(
                                    trend -> ProblemTrend.key(trend.scope(), trend.subject()), Function.identity())));

            TrendDetection.Found found = new TrendDetection(model.facts(UNTIL, window), scopes, minimum).find();

            String said = "-Dmainstay.trends.seed=%d, window %s, at least %d, %s in %s"
                    .formatted(seed, window, minimum, scopes, model);
            assertThat(found.complete()).as(said).isTrue();
            assertThat(found.trends().stream().map(ProblemTrend::key))
                    .as(said)
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
            for (ProblemTrend trend : found.trends()) {
                TrendOracle.Trend wanted = expected.get(trend.key());
                assertThat(all(trend.evidence())).as(said).isEqualTo(wanted.incidentIds());
                assertThat(trend.count())
                        .as(said)
                        .isEqualTo(wanted.incidentIds().size());
                assertThat(trend.expected()).as(said).isCloseTo(wanted.expected(), within(1e-9));
                assertThat(trend.score()).as(said).isCloseTo(wanted.score(), within(1e-6));
                met.merge(trend.scope(), 1, Integer::sum);
            }
            left += found.trends().isEmpty() ? 1 : 0;
        }
        assertThat(met).as("scopes that were found").containsOnlyKeys(ProblemTrendScope.values());
        assertThat(met.values()).allSatisfy(count -> assertThat(count).isGreaterThan(HISTORIES / 20));
        assertThat(left).as("histories without a trend").isBetween(1, HISTORIES / 2);
    }

    @Test
    void shouldSayThatMoreIsAroundThanIsWalked() {
        Set<String> many = IntStream.range(0, 3_000).mapToObj(i -> "ci" + i).collect(Collectors.toSet());
        Map<String, String> classIds = many.stream().collect(Collectors.toMap(Function.identity(), _ -> "class0"));
        Map<String, Set<String>> providers = many.stream().collect(Collectors.toMap(Function.identity(), _ -> many));
        List<TrendFacts.Incident> incidents =
                List.of(new TrendFacts.Incident("b", UNTIL, many), new TrendFacts.Incident("a", UNTIL, Set.of("ci0")));

        TrendDetection.Found found = new TrendDetection(
                        new TrendFacts(incidents, List.of(), classIds, providers, 6),
                        EnumSet.allOf(ProblemTrendScope.class),
                        2)
                .find();

        assertThat(found.complete()).isFalse();
        assertThat(found.trends()).extracting(ProblemTrend::key).contains("CONFIGURATION_ITEM:ci0");
    }

    private static Set<ProblemTrendScope> scopes(Random random) {
        if (random.nextInt(3) > 0) {
            return EnumSet.allOf(ProblemTrendScope.class);
        }
        List<ProblemTrendScope> all = Arrays.asList(ProblemTrendScope.values());
        Collections.shuffle(all, random);
        return EnumSet.copyOf(all.subList(0, 1 + random.nextInt(2)));
    }

    /** In parts of two, as a client would read them. */
    private static List<String> all(ProblemTrendEvidence evidence) {
        List<String> ids = new ArrayList<>();
        Page<String> page = evidence.page(new PageRequest(2, null));
        ids.addAll(page.nodes());
        while (page.hasNext()) {
            page = evidence.page(new PageRequest(2, page.items().getLast().cursor()));
            ids.addAll(page.nodes());
        }
        return ids;
    }
}
