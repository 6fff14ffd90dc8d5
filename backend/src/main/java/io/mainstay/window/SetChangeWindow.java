// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that says what a change window shall be, whether it is new or there. Fields may be null here; what must be given is
 * checked by the use case.
 *
 * @param startsAt a local time in the form of ISO 8601, to the minute
 * @param endsAt a local time in the form of ISO 8601, to the minute
 * @param recurrence null for a window that does not recur
 */
public record SetChangeWindow(
        @Nullable String name,
        @Nullable String description,
        @Nullable Scope scope,
        @Nullable String zone,
        @Nullable String startsAt,
        @Nullable String endsAt,
        @Nullable Recurrence recurrence) {

    /**
     * @param everything null for no
     * @param classIds ids or keys
     */
    public record Scope(
            @Nullable Boolean everything,
            @Nullable List<String> ciIds,
            @Nullable List<String> serviceIds,
            @Nullable List<String> siteIds,
            @Nullable List<String> classIds,
            @Nullable List<String> organisationIds,
            @Nullable String expression) {}

    /** @param additionalStarts local times in the form of ISO 8601, to the minute */
    public record Recurrence(
            @Nullable String rule,
            @Nullable List<String> additionalStarts,
            @Nullable List<LocalDate> exceptDates) {}
}
