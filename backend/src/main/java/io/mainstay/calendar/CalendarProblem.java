// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.util.List;

/**
 * One rule that calendar rules break.
 *
 * @param path where, as field names and list positions, for example {@code weekly, 3, to}
 * @param rule which rule
 * @param message the rule in words
 */
public record CalendarProblem(List<String> path, Rule rule, String message) {

    public CalendarProblem {
        path = List.copyOf(path);
    }

    /** What calendar rules must keep to. */
    public enum Rule {
        /** The zone is not the name of a region in the IANA time zone database. */
        UNKNOWN_ZONE,
        /** A minute lies outside 0..1440. */
        OUT_OF_RANGE,
        /** An interval does not begin before it ends. */
        EMPTY_INTERVAL,
        /** Two intervals of one day share a minute. */
        OVERLAP,
        /** A date is named twice. */
        DUPLICATE_DATE,
        /** A list is longer than a calendar may hold. */
        TOO_MANY,
        /** A text is blank or holds control characters. */
        BAD_TEXT,
        /** A text is too long. */
        TEXT_TOO_LONG,
        /** A date lies outside the years that calendars cover. */
        DATE_OUT_OF_RANGE
    }
}
