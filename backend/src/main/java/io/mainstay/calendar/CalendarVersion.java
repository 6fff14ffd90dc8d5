// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Calendar rules from a date on.
 *
 * @param validFrom first local date, in the zone of these rules, on which they hold
 * @param rules what counts from then on
 */
public record CalendarVersion(LocalDate validFrom, CalendarRules rules) {

    /** The instant at which these rules come into force. */
    public Instant startsAt() {
        return validFrom.atStartOfDay(ZoneId.of(rules.zone())).toInstant();
    }
}
