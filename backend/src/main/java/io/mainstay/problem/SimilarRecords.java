// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is similar to an incident, the most similar first.
 *
 * @param incompleteReason null if everything was looked at
 */
public record SimilarRecords(
        List<SimilarRecord> hits, @Nullable SimilarRecordsIncompleteReason incompleteReason) {

    public SimilarRecords {
        hits = List.copyOf(hits);
    }
}
