// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.record.TicketKind;
import java.util.List;

/**
 * An incident or a known error that is similar to an incident.
 *
 * @param reasons at least one, in their order
 */
public record SimilarRecord(String id, TicketKind kind, double score, List<SimilarReason> reasons) {

    public SimilarRecord {
        reasons = List.copyOf(reasons);
    }
}
