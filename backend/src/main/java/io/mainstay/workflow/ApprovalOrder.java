// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** In which order somebody sees what waits for them. */
public enum ApprovalOrder {
    /** What is due first. */
    DUE,
    /** What has begun to wait last. */
    NEWEST;

    /** By what it is ordered; whatever waits has both. */
    public @Nullable Instant timeOf(ApprovalRequest request) {
        return switch (this) {
            case DUE -> request.term().dueAt();
            case NEWEST -> request.term().startedAt();
        };
    }

    /** What cursors of a list in this order belong to; see {@link io.mainstay.kernel.PageRequest#of}. */
    public String scope() {
        return "myApprovals " + this;
    }
}
