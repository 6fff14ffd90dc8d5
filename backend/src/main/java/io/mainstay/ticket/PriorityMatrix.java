// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.TicketKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which priority a ticket of a kind has by its impact and urgency.
 *
 * @param version moves with every edit; each ticket keeps the version that rated it
 * @param cells one for each pair of impact and urgency
 */
public record PriorityMatrix(TicketKind kind, int version, List<Cell> cells) {

    /** One field of the matrix. */
    public record Cell(TicketImpact impact, TicketUrgency urgency, TicketPriority priority) {}

    /** @throws RefusedException if a pair is missing or there twice */
    public PriorityMatrix {
        Map<String, Integer> seen = new HashMap<>();
        cells.forEach(cell -> seen.merge(cell.impact() + "/" + cell.urgency(), 1, Integer::sum));
        List<String> wrong = new ArrayList<>();
        for (TicketImpact impact : TicketImpact.values()) {
            for (TicketUrgency urgency : TicketUrgency.values()) {
                if (seen.getOrDefault(impact + "/" + urgency, 0) != 1) {
                    wrong.add(impact + "/" + urgency);
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.INVALID,
                    "cells must name every pair of impact and urgency once; this does not hold for "
                            + String.join(", ", wrong) + ".",
                    "input",
                    "cells"));
        }
        cells = List.copyOf(cells);
    }

    public TicketPriority priority(TicketImpact impact, TicketUrgency urgency) {
        return cells.stream()
                .filter(cell -> cell.impact() == impact && cell.urgency() == urgency)
                .findFirst()
                .orElseThrow()
                .priority();
    }
}
