// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows what runs periodically. Who may look is for the caller's use case to decide. */
@Component
public final class Schedules {

    private final UnitOfWork work;
    private final Cypher cypher;

    Schedules(UnitOfWork work, Cypher cypher) {
        this.work = work;
        this.cypher = cypher;
    }

    public List<ScheduleState> list() {
        return work.read(
                () -> cypher.statement("platform/schedule/list").list(row -> ScheduleState.of(row.row("schedule"))));
    }
}
