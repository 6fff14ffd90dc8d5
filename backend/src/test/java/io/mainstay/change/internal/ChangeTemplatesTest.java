// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.ChangeTemplateProperties;
import io.mainstay.change.ChangeTemplateResults;
import io.mainstay.change.internal.ChangeTemplates.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTemplatesTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final long SEED = Long.getLong("mainstay.seed", System.nanoTime());

    @ParameterizedTest
    @CsvSource({
        "10, 10, false",
        "10, 9, false",
        "10, 8, true",
        "10, 0, true",
        "9, 0, false",
        "0, 0, false",
    })
    void shouldCondemnFewerThanNinetyPercentOfTen(int measured, int successful, boolean condemned) {
        assertThat(new ChangeTemplateProperties(10, 90).condemn(new ChangeTemplateResults(measured, successful)))
                .isEqualTo(condemned);
    }

    @Test
    void shouldSayTheSuccessRateOfWhatThereIs() {
        assertThat(ChangeTemplateResults.NONE.successRate()).isNull();
        assertThat(new ChangeTemplateResults(4, 3).successRate()).isEqualTo(0.75);
    }

    @ParameterizedTest
    @CsvSource({"0, 90", "101, 90", "10, -1", "10, 101"})
    void shouldRefuseSettingsThatMeanNothing(int measured, int percent) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangeTemplateProperties(measured, percent));
    }

    /**
     * Outcomes come in any order of time, because they may be told late. What one completion after the other counts is what a look at
     * all that is known says.
     */
    @Test
    void shouldCountTheLastOnesWhateverTheOrderInWhichTheyAreTold() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            int most = 1 + random.nextInt(12);
            List<Result> told = new ArrayList<>();
            for (int count = 0; count < 30; count++) {
                // no two at the same instant: which of them is the later one is anybody's guess
                Result one = new Result(
                        ChangeOutcome.values()[random.nextInt(4)],
                        AT.plusSeconds(random.nextInt(1_000_000)).plusNanos(count));
                List<Result> known = latest(told, most);
                ChangeTemplateResults counted = ChangeTemplates.withOne(known, one, most);
                told.add(one);

                List<Result> all = latest(told, most);
                assertThat(counted).as("seed %d", SEED).isEqualTo(new ChangeTemplateResults(all.size(), (int)
                        all.stream()
                                .filter(result -> result.outcome() == ChangeOutcome.SUCCESSFUL)
                                .count()));
            }
        }
    }

    @Test
    void shouldCountTheOneThatIsToldBeforeOthersOfItsInstant() {
        List<Result> others =
                List.of(new Result(ChangeOutcome.SUCCESSFUL, AT), new Result(ChangeOutcome.SUCCESSFUL, AT));

        assertThat(ChangeTemplates.withOne(others, new Result(ChangeOutcome.FAILED, AT), 2))
                .isEqualTo(new ChangeTemplateResults(2, 1));
    }

    private static List<Result> latest(List<Result> told, int most) {
        return told.stream()
                .sorted(Comparator.comparing(Result::at).reversed())
                .limit(most)
                .toList();
    }
}
