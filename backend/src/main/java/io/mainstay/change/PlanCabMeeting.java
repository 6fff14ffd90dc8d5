// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a meeting of the change advisory board shall be; see {@link CabMeeting.Plan}. What is null is checked with the rest. */
public record PlanCabMeeting(
        @Nullable String title,
        @Nullable Instant startsAt,
        @Nullable Duration duration,
        @Nullable String zone,
        @Nullable String place,
        @Nullable String teamId,
        @Nullable List<String> memberIds,
        @Nullable Instant changesFrom,
        @Nullable Instant changesTo) {}
