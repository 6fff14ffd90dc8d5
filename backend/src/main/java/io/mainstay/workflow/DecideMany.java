// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several requests that somebody decides in the same way.
 *
 * @param comment why; needed for REJECT and ABSTAIN, and for what the stages name
 * @param conditions what has to be done, each on a line of its own; needed for APPROVE_WITH_CONDITIONS, absent otherwise
 */
public record DecideMany(
        List<Item> items,
        ApprovalDecision decision,
        @Nullable String comment,
        @Nullable String conditions) {

    public DecideMany {
        items = List.copyOf(items);
    }

    /**
     * One of them.
     *
     * @param evidenceVersion which evidence of impact, risk and conflicts they have seen; null if they do not say
     * @param expectedVersion the version of the request that they have seen; null if it does not matter to them
     */
    public record Item(
            String requestId,
            @Nullable String evidenceVersion,
            @Nullable Integer expectedVersion) {}

    GivenDecision decision(Item item) {
        return new GivenDecision(
                item.requestId(),
                decision,
                comment,
                conditions,
                List.of(),
                item.evidenceVersion(),
                item.expectedVersion());
    }
}
