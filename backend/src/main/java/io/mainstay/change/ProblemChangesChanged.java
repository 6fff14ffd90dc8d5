// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.platform.outbox.EventType;
import io.mainstay.problem.ProblemState;
import io.mainstay.ticket.TicketPriority;
import java.util.List;

/**
 * Which changes are to resolve a problem is not what it was.
 *
 * @param linked changes that are to resolve it, newly
 * @param unlinked changes that are to no more
 */
@EventType("problem.changes-changed.v1")
public record ProblemChangesChanged(
        String problemId,
        String number,
        ProblemState state,
        TicketPriority priority,
        List<String> linked,
        List<String> unlinked) {}
