// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the index differed from the graph. What has changed within the last seconds is on its way and may count.
 *
 * @param checked how many records were compared
 * @param missing how many the index lacked
 * @param stale how many it had in an older revision
 * @param orphaned how many it had that are not in the graph
 * @param repaired how many of these were written anew or removed
 * @param finishedAt when the comparison came to its end
 */
public record SearchDrift(
        long checked,
        long missing,
        long stale,
        long orphaned,
        long repaired,
        @Nullable Instant finishedAt) {

    public static final SearchDrift NONE = new SearchDrift(0, 0, 0, 0, 0, null);

    public SearchDrift plus(long moreChecked, long moreMissing, long moreStale, long moreOrphaned) {
        return new SearchDrift(
                checked + moreChecked,
                missing + moreMissing,
                stale + moreStale,
                orphaned + moreOrphaned,
                repaired + moreMissing + moreStale + moreOrphaned,
                null);
    }

    public SearchDrift finished(Instant at) {
        return new SearchDrift(checked, missing, stale, orphaned, repaired, at);
    }
}
