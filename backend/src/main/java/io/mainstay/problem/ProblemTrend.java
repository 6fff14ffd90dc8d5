// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Incidents that recur.
 *
 * @param subjectId the id of the configuration item or class that it is about
 * @param evidence the incidents that it rests on
 * @param expected how many incidents the history of the same subject lets one expect in a window; more than 0
 * @param score how unlikely that many incidents are: 3 for one chance in a thousand
 * @param dismissal the dismissal that holds; null if none does
 */
public record ProblemTrend(
        ProblemTrendScope scope,
        String subjectId,
        ProblemTrendEvidence evidence,
        double expected,
        double score,
        @Nullable ProblemTrendDismissal dismissal) {

    /** The most unlikely first, then the most frequent, then by what it is about, so that equal ones keep their order. */
    static final Comparator<Place> ORDER = Comparator.comparingDouble(Place::score)
            .reversed()
            .thenComparing(Comparator.comparingInt(Place::count).reversed())
            .thenComparing(Place::key);

    /** What decides where in the list a trend stands. */
    record Place(double score, int count, String key) {}

    /** Names the trend: the same as long as it is about the same. */
    public String key() {
        return key(scope, subjectId);
    }

    /** The key of a trend about this subject. */
    public static String key(ProblemTrendScope scope, String subjectId) {
        return scope + ":" + subjectId;
    }

    /** How many incidents there are. */
    public int count() {
        return evidence.count();
    }

    /** The same, set aside. */
    ProblemTrend dismissed(ProblemTrendDismissal holding) {
        return new ProblemTrend(scope, subjectId, evidence, expected, score, holding);
    }

    Place place() {
        return new Place(score, count(), key());
    }
}
