// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a change window holds, by the clock on the wall: it begins and ends at the same local times whatever the offset of the
 * zone, so that a night is an hour longer or shorter when the clock changes.
 *
 * @param startsAt local time at which it begins first
 * @param endsAt local time at which it ends first; how far it is from {@code startsAt} is the length of each occurrence
 * @param rule how it recurs: an RRULE (RFC 5545, 3.3.10) with one occurrence a day at most; null for not by a rule
 * @param additionalStarts local times at which it begins beside the rule (RDATE)
 * @param exceptDates local dates on which it does not begin (EXDATE)
 */
public record ChangeWindowSchedule(
        ZoneId zone,
        LocalDateTime startsAt,
        LocalDateTime endsAt,
        @Nullable String rule,
        List<LocalDateTime> additionalStarts,
        List<LocalDate> exceptDates) {

    public ChangeWindowSchedule {
        additionalStarts = List.copyOf(additionalStarts);
        exceptDates = List.copyOf(exceptDates);
    }

    /** A window that does not recur. */
    public static ChangeWindowSchedule once(ZoneId zone, LocalDateTime startsAt, LocalDateTime endsAt) {
        return new ChangeWindowSchedule(zone, startsAt, endsAt, null, List.of(), List.of());
    }

    /** How far begin and end of an occurrence are apart on the clock. */
    public Duration length() {
        return Duration.between(startsAt.toInstant(ZoneOffset.UTC), endsAt.toInstant(ZoneOffset.UTC));
    }
}
