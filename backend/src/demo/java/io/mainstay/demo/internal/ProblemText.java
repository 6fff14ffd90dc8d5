// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies behind incidents, with what is said and done about it; {@code problems.yml} explains the fields. */
record ProblemText(
        String key,
        List<String> templates,
        RealmTeam team,
        RealmPerson reporter,
        String category,
        Level impact,
        Level urgency,
        int reported,
        int latest,
        String title,
        String description,
        List<String> notes,
        @Nullable Cause cause,
        boolean knownError,
        @Nullable Workaround workaround,
        @Nullable Wait hold,
        DemoProblem.Stage stage,
        @Nullable Outcome outcome) {

    /** @param cis items that contribute; those that the company does not have are left out */
    record Cause(String category, String text, List<String> whys, List<String> cis) {}

    record Workaround(String text, List<String> steps) {}

    record Wait(String reason, int days) {}

    /** What became of it; what does not apply is absent or 0. */
    record Outcome(
            @Nullable String code,
            @Nullable String text,
            int reviewDays,
            @Nullable String duplicateOf) {}
}
