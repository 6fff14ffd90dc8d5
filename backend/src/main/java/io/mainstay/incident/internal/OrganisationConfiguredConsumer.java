// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import io.mainstay.identity.OrganisationConfigured;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.outbox.TransactionalEventConsumer;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.Locks;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Consumes the settings of organisations: incidents that are not over follow the customer class of theirs. */
@Component
final class OrganisationConfiguredConsumer implements TransactionalEventConsumer {

    private final Locks locks;
    private final Timers timers;
    private final BusinessClock clock;

    OrganisationConfiguredConsumer(Locks locks, Timers timers, BusinessClock clock) {
        this.locks = locks;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "incident.organisation-changes";
    }

    @Override
    public Set<String> interests() {
        return Set.of("organisation.configured.v1");
    }

    @Override
    public void handle(OutboxEvent event) {
        OrganisationConfigured changed = event.payload(OrganisationConfigured.class);
        if (!changed.fields().contains(OrganisationConfigured.CUSTOMER_CLASS)) {
            return;
        }
        locks.lock("Organisation", changed.organisationId(), row -> row.string("id"))
                .ifPresent(id -> timers.arm(CustomerClassTimer.firstRound(id, clock.now())));
    }
}
