package io.mainstay.platform.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.springframework.scheduling.support.CronExpression;

/** How often something runs. */
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
    }

    /**
     * At instants by the calendar.
     *
     * @param expression six fields, seconds first, as in Spring's cron expressions
     */
    record Cron(String expression, ZoneId zone) implements Cadence {

        public Cron {
            CronExpression.parse(expression);
        }

        @Override
        public Instant next(Instant after) {
            ZonedDateTime next = CronExpression.parse(expression).next(after.atZone(zone));
            if (next == null) {
                throw new IllegalStateException(expression + " is never due again");
            }
            return next.toInstant();
        }
    }
}
