// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Calendar months of a zone: clocks that change make some an hour longer or shorter. */
public record ReportMonths(ZoneId zone) {

    private static final Pattern FORM = Pattern.compile("[12][0-9]{3}-(0[1-9]|1[0-2])");

    /** Reads a month such as {@code 2026-11}. */
    public static Optional<YearMonth> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(YearMonth.parse(text)) : Optional.empty();
    }

    public Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    /** When it is over: the beginning of the next. */
    public Instant end(YearMonth month) {
        return begin(month.plusMonths(1));
    }

    /** The last months that were over for some time, the oldest first. */
    public List<YearMonth> due(Instant now, Duration delay, int most) {
        YearMonth month = YearMonth.from(now.minus(delay).atZone(zone)).minusMonths(1);
        List<YearMonth> due = new ArrayList<>();
        for (int back = most - 1; back >= 0; back--) {
            due.add(month.minusMonths(back));
        }
        return due;
    }
}
