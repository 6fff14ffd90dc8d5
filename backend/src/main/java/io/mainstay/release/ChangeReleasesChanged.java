// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.change.ChangeState;
import io.mainstay.platform.outbox.EventType;
import io.mainstay.ticket.TicketPriority;
import java.util.List;

/**
 * Which releases contain a change is not what it was.
 *
 * @param linked releases that contain it, newly
 * @param unlinked releases that do no more
 */
@EventType("change.releases-changed.v1")
public record ChangeReleasesChanged(
        String changeId,
        String number,
        ChangeState state,
        TicketPriority priority,
        List<String> linked,
        List<String> unlinked) {}
