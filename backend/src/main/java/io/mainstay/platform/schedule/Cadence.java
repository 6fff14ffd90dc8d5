// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.quartz.CronExpression;

/** How often something runs; {@code toString} says it to people. */
public sealed interface Cadence {

    /** The next instant at which it is due after another. */
    Instant next(Instant after);

    /** At an interval from the last run. */
    record Every(Duration interval) implements Cadence {

        public Every {
            if (!interval.isPositive()) {
                throw new IllegalArgumentException("the interval must be positive");
            }
        }

        @Override
        public Instant next(Instant after) {
            return after.plus(interval);
        }

        @Override
        public String toString() {
            Map<String, Number> parts = new LinkedHashMap<>();
            parts.put("d", interval.toDaysPart());
            parts.put("h", interval.toHoursPart());
            parts.put("min", interval.toMinutesPart());
            parts.put("s", interval.toSecondsPart());
            return parts.entrySet().stream()
                    .filter(part -> part.getValue().longValue() > 0)
                    .map(part -> part.getValue() + " " + part.getKey())
                    .collect(Collectors.joining(" ", "every ", ""));
        }
    }

    /**
     * At instants by the calendar.
     *
     * @param expression Quartz's: six fields, seconds first, one of the two for days a question mark
     */
    record Cron(String expression, ZoneId zone) implements Cadence {

        public Cron {
            parse(expression, zone);
        }

        private static CronExpression parse(String expression, ZoneId zone) {
            try {
                CronExpression parsed = new CronExpression(expression);
                parsed.setTimeZone(TimeZone.getTimeZone(zone));
                return parsed;
            } catch (ParseException wrong) {
                throw new IllegalArgumentException("no cron expression: " + expression, wrong);
            }
        }

        @Override
        public Instant next(Instant after) {
            Date next = parse(expression, zone).getNextValidTimeAfter(Date.from(after));
            if (next == null) {
                throw new IllegalStateException(expression + " is never due again");
            }
            return next.toInstant();
        }

        @Override
        public String toString() {
            return "at " + expression + " (seconds first), " + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
        }
    }
}
