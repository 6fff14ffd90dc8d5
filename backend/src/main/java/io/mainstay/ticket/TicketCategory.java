// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.record.TicketKind;
import org.jspecify.annotations.Nullable;

/**
 * A category of the tree by which tickets of a kind are sorted.
 *
 * @param parentId the category above, of the same kind; null at the top
 * @param path the names from the top down to this one, joined by {@code " / "}
 * @param active whether new tickets may have it
 */
public record TicketCategory(
        String id, TicketKind kind, String name, @Nullable String parentId, String path, int depth, boolean active) {

    /** How deep the tree may be. */
    public static final int MAX_DEPTH = 5;
}
