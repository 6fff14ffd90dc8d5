// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A calendar as people see it.
 *
 * @param version for {@code expectedVersion}
 * @param revision counts its changes
 * @param versions its rules in the order in which they come into force; the first also holds for all time before
 */
public record CalendarView(
        String id,
        String name,
        @Nullable String description,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt,
        List<CalendarVersion> versions) {

    public CalendarView {
        versions = List.copyOf(versions);
    }
}
