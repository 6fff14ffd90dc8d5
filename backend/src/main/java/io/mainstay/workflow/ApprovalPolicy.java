// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.record.TicketKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has to approve records of a kind. Of the policies that are in use and whose condition holds, the one of the lowest rank does.
 *
 * @param target what of these records
 * @param rank the lowest is asked first; by id where two have the same
 * @param condition in CEL; null for all records of the kind
 * @param stages in their order, at least one; those that are parallel are open together with the one before
 * @param active whether it is in use
 * @param version moves with each change of a field; requests keep the one by which they were opened
 */
public record ApprovalPolicy(
        String id,
        String name,
        @Nullable String description,
        TicketKind kind,
        ApprovalTarget target,
        int rank,
        @Nullable String condition,
        List<ApprovalStage> stages,
        boolean active,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "ApprovalPolicy";

    public ApprovalPolicy {
        stages = List.copyOf(stages);
    }

    /** The same at its next revision. */
    public ApprovalPolicy moved(int newVersion, int newRevision, Instant now) {
        return new ApprovalPolicy(
                id,
                name,
                description,
                kind,
                target,
                rank,
                condition,
                stages,
                active,
                newVersion,
                newRevision,
                createdAt,
                now);
    }
}
