// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the demo company with its history.
 *
 * @param key unique in the company
 * @param from when its window begins; null while none is planned
 * @param cis names of the items that it changes; if there are none, noCisReason says why
 * @param outage that it brings; null if it brings none
 * @param incidents keys of the incidents that it is to resolve
 * @param problems keys of the problems that it is to resolve
 * @param steps in the order in which they happened
 * @param stage where the history ends
 */
public record DemoChange(
        String key,
        boolean emergency,
        String title,
        String description,
        Plan plan,
        RealmPerson reporter,
        List<RealmPerson> implementers,
        String category,
        Level impact,
        Level urgency,
        @Nullable Instant from,
        @Nullable Instant to,
        List<String> cis,
        @Nullable String noCisReason,
        @Nullable Outage outage,
        List<String> incidents,
        List<String> problems,
        Instant requestedAt,
        List<ChangeStep> steps,
        Stage stage) {

    /** Where a change's history ends. */
    public enum Stage {
        DRAFT,
        ASSESSMENT,
        AUTHORISATION,
        SCHEDULED,
        IMPLEMENTING,
        REVIEW,
        CLOSED,
        CANCELLED
    }

    /** What it does to one of its items in all of its window. */
    public record Outage(String ci, String effect, String title) {}

    /** Why and how; what nobody has written is null. */
    public record Plan(
            String reason,
            @Nullable String imminentRisk,
            @Nullable String steps,
            @Nullable String test,
            @Nullable String backOut,
            @Nullable String communication) {}

    public DemoChange {
        implementers = List.copyOf(implementers);
        cis = List.copyOf(cis);
        incidents = List.copyOf(incidents);
        problems = List.copyOf(problems);
        steps = List.copyOf(steps);
    }
}
