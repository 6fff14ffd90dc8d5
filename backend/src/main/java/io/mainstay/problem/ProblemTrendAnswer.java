// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The trends that a question has found, as one reader may see them.
 *
 * @param trends the most unlikely first
 * @param incompleteReason null if the answer is whole
 */
public record ProblemTrendAnswer(
        List<ProblemTrend> trends, @Nullable ProblemTrendIncompleteReason incompleteReason) {

    public ProblemTrendAnswer {
        trends = trends.stream()
                .sorted((a, b) -> ProblemTrend.ORDER.compare(a.place(), b.place()))
                .toList();
    }

    /** @param scope what cursors of this list belong to: the question in any stable text form */
    public Page<ProblemTrend> page(PageRequest request, String scope) {
        List<ProblemTrend> rows = trends.stream()
                .filter(follows(request.after()))
                .limit(request.first() + 1L)
                .toList();
        return Page.ofRows(
                rows,
                request,
                trend -> Cursor.of(
                        List.of(String.valueOf(trend.score()), String.valueOf(trend.count())), trend.key(), scope));
    }

    private static Predicate<ProblemTrend> follows(@Nullable Cursor after) {
        if (after == null) {
            return _ -> true;
        }
        Cursor.Values values = after.values(2);
        ProblemTrend.Place last = new ProblemTrend.Place(values.decimal(0), values.integer(1), after.id());
        return trend -> ProblemTrend.ORDER.compare(trend.place(), last) > 0;
    }
}
