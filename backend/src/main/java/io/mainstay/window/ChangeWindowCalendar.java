// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.time.Instant;
import java.util.List;

/**
 * What holds in a range.
 *
 * @param occurrences in the order in which they begin
 * @param complete false if there are more occurrences, or may be
 */
public record ChangeWindowCalendar(List<Entry> occurrences, boolean complete) {

    public ChangeWindowCalendar {
        occurrences = List.copyOf(occurrences);
    }

    /** An occurrence with its window. */
    public record Entry(ChangeWindow window, Instant startsAt, Instant endsAt) {}
}
