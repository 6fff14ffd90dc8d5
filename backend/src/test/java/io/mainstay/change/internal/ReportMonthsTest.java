// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which months are over, by whose calendar. */
class ReportMonthsTest {

    private static final Duration DELAY = Duration.ofDays(4);

    private static List<YearMonth> due(ZoneId zone, String now, int most) {
        return new ReportMonths(zone).due(Instant.parse(now), DELAY, most);
    }

    @Test
    void shouldBeDueWhenTheDelayAfterTheEndIsOver() {
        assertThat(due(ZoneOffset.UTC, "2026-12-04T23:59:59.999Z", 1)).containsExactly(YearMonth.of(2026, 10));
        assertThat(due(ZoneOffset.UTC, "2026-12-05T00:00:00Z", 1)).containsExactly(YearMonth.of(2026, 11));
        assertThat(due(ZoneId.of("Asia/Shanghai"), "2026-12-04T16:00:00Z", 1)).containsExactly(YearMonth.of(2026, 11));
    }

    @Test
    void shouldMakeUpForTheLastMonthsAndNoMoreTheOldestFirst() {
        assertThat(due(ZoneOffset.UTC, "2027-02-20T00:00:00Z", 4))
                .containsExactly(
                        YearMonth.of(2026, 10), YearMonth.of(2026, 11), YearMonth.of(2026, 12), YearMonth.of(2027, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTC", "Europe/London", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati", "Africa/Cairo"
            })
    void shouldLeaveNoInstantOutAndCountNoneTwice(String zone) {
        ReportMonths months = new ReportMonths(ZoneId.of(zone));
        for (YearMonth month = YearMonth.of(1990, 1); month.getYear() < 2030; month = month.plusMonths(1)) {
            assertThat(months.end(month)).isEqualTo(months.begin(month.plusMonths(1)));
            assertThat(months.due(months.end(month).plus(DELAY), DELAY, 1)).containsExactly(month);
            assertThat(months.due(months.end(month).plus(DELAY).minusNanos(1), DELAY, 1))
                    .containsExactly(month.minusMonths(1));
        }
    }

    @Test
    void shouldFollowTheClocks() {
        ReportMonths london = new ReportMonths(ZoneId.of("Europe/London"));
        YearMonth march = YearMonth.of(2026, 3);
        YearMonth october = YearMonth.of(2026, 10);

        assertThat(Duration.between(london.begin(march), london.end(march)))
                .isEqualTo(Duration.ofDays(31).minusHours(1));
        assertThat(Duration.between(london.begin(october), london.end(october)))
                .isEqualTo(Duration.ofDays(31).plusHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026", "2026-1", "2026-13", "2026-00", "0026-01", "2026-01-01", "２０２６-01", " 2026-01"})
    void shouldReadNothingElseThanMonths(String text) {
        assertThat(ReportMonths.read(text)).isEmpty();
        assertThat(ReportMonths.read("2026-11")).contains(YearMonth.of(2026, 11));
    }
}
