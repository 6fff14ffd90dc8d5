// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is changed, with what is said and done about it; {@code changes.yml} explains the fields. */
record ChangeText(
        String key,
        boolean emergency,
        RealmTeam team,
        RealmPerson reporter,
        List<RealmPerson> implementers,
        String category,
        Level impact,
        Level urgency,
        int requested,
        @Nullable Window window,
        String title,
        String description,
        String reason,
        @Nullable String imminentRisk,
        @Nullable String plan,
        @Nullable String testPlan,
        @Nullable String backOutPlan,
        @Nullable String communicationPlan,
        List<String> cis,
        List<String> templates,
        List<String> problems,
        @Nullable Risk risk,
        @Nullable Outage outage,
        @Nullable String exemption,
        @Nullable String verbally,
        @Nullable String rejection,
        DemoChange.Stage stage,
        @Nullable Outcome outcome,
        @Nullable Paperwork paperwork,
        @Nullable String unauthorised) {

    /**
     * When it is made: on a day, counted from today, from an hour where the company is; or in so many hours from now.
     *
     * @param hours how long the window is
     */
    record Window(
            int day,
            int hour,
            @Nullable Integer inHours,
            int hours) {}

    /** What it does to one of its items in all of its window. */
    record Outage(String ci, String effect, String title) {}

    record Risk(String level, String reason) {}

    /**
     * What came of it.
     *
     * @param minutes how long it took
     * @param review absent while it is not reviewed
     */
    record Outcome(
            String code,
            int minutes,
            @Nullable String note,
            @Nullable String review) {}

    record Paperwork(
            String plan, String backOutPlan, @Nullable String testPlan, @Nullable String noTestReason) {}
}
