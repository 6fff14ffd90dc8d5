// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.calendar.CalendarRevised;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.outbox.TransactionalEventConsumer;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.Locks;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Consumes revisions of calendars: open clocks follow them. */
@Component
final class CalendarRevisedConsumer implements TransactionalEventConsumer {

    private final Locks locks;
    private final Timers timers;
    private final BusinessClock clock;

    CalendarRevisedConsumer(Locks locks, Timers timers, BusinessClock clock) {
        this.locks = locks;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sla.calendar-revisions";
    }

    @Override
    public Set<String> interests() {
        return Set.of("calendar.revised.v1");
    }

    @Override
    public void handle(OutboxEvent event) {
        String calendarId = event.payload(CalendarRevised.class).calendarId();
        locks.lock("BusinessCalendar", calendarId, row -> row.string("id"))
                .ifPresent(id -> timers.arm(TermsPropagationTimer.firstRound(id, clock.now())));
    }
}
