// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal.store;

import io.mainstay.platform.cypher.Row;
import io.mainstay.record.TicketKind;
import java.util.Objects;

/** The kind of record that a definition or a timeline is for. */
final class StoredKind {

    private StoredKind() {}

    /** A release that writes none, which may still be running, knows incidents alone. */
    static TicketKind of(Row node) {
        return Objects.requireNonNullElse(node.enumOrNull("kind", TicketKind.class), TicketKind.INCIDENT);
    }
}
