// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.ApprovalRequestState;
import java.util.List;

/**
 * What a meeting of the change advisory board is about, as far as somebody sees it.
 *
 * @param items in the order in which the changes are planned to begin
 * @param hiddenChangeCount how many changes are on it beside these, which the reader does not see
 * @param complete false if more changes wait than an agenda has
 */
public record CabAgenda(List<Item> items, int hiddenChangeCount, boolean complete) {

    public CabAgenda {
        items = List.copyOf(items);
    }

    /** A change, with what the board is asked of it. */
    public record Item(Change change, List<Decision> decisions) {

        public Item {
            decisions = List.copyOf(decisions);
        }
    }

    /**
     * A request to the board.
     *
     * @param state as it was when the meeting was closed; as it is now before
     */
    public record Decision(ApprovalRequest approval, ApprovalRequestState state) {}
}
