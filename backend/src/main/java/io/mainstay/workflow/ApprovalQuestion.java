// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.record.TicketKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record may be like of which somebody asks who would have to approve it. Whoever asks counts as having requested it.
 *
 * @param type such as EMERGENCY
 * @param risk such as HIGH; null for none
 * @param ciIds what it is about; their services count too
 * @param serviceIds further services
 * @param cost null if it has none
 * @param environmentId where it is to be deployed, of whose approval somebody asks; null for the record as a whole
 */
public record ApprovalQuestion(
        TicketKind kind,
        String type,
        @Nullable String risk,
        List<String> ciIds,
        List<String> serviceIds,
        @Nullable Double cost,
        @Nullable String environmentId) {

    public ApprovalQuestion {
        ciIds = List.copyOf(ciIds);
        serviceIds = List.copyOf(serviceIds);
    }
}
